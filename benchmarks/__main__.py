"""``python -m benchmarks``: all parts, into docs/speed.md, docs/classroom.md and the README.

With parts or options: on the screen only, but for the part classroom, which is all that its page holds.
"""

import argparse
import sys

from benchmarks import browser, classroom, far, first_pictures, flagships, hand, kernel, notebooks, rows, site
from benchmarks.tables import CLASSROOM, README, machine, write_between_marks, write_page

PARTS = ("browser", "flagships", "site", "link", "links", "hand")
PARTS += ("first_pictures", "kernel", "rows", "notebooks", "classroom")
IN_README = ("browser", "flagships", "link")


def main() -> None:
    """Measure, print the tables of each part, and write them down when nothing was left out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"any of {', '.join(PARTS)}; all when omitted")
    parser.add_argument("--only", help=f"ways of the part browser, with commas: {','.join(browser.TITLES)}")
    parser.add_argument("--runs", type=int, default=3, help="how often what happens in the browser is measured")
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(PARTS))
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    only = options.only.split(",") if options.only else ()
    reports = {
        "browser": lambda: browser.report(only, options.runs),
        "flagships": lambda: flagships.report(options.runs),
        "site": lambda: site.report(options.runs),
        "link": lambda: far.report(options.runs, round_trips=(100,), rates=(10,), ratios=(2,)),
        "links": far.report,  # all of them take 40 minutes
        "hand": lambda: hand.report(options.runs),
        "first_pictures": lambda: first_pictures.report(options.runs),
        "kernel": kernel.report,
        "rows": rows.report,
        "notebooks": notebooks.report,
        "classroom": classroom.report,
    }
    measured_on, texts = machine(), {}
    print(measured_on)
    for part in options.parts or PARTS:
        texts[part] = reports[part]()
        print(texts[part], flush=True)
    if in_class := texts.pop("classroom", ""):
        print(write_between_marks(f"{measured_on}\n{in_class}", CLASSROOM), file=sys.stderr)
    if not options.parts and not only:
        write_page([measured_on, *texts.values()])
        tables = "\n".join([measured_on, *(texts[part] for part in IN_README)])
        print(write_between_marks(tables, README), file=sys.stderr)


if __name__ == "__main__":
    main()
