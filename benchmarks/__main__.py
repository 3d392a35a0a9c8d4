"""``python -m benchmarks``: all parts, into the README. With parts or options: those, on the screen only."""

import argparse
import sys

from benchmarks import browser, kernel, notebooks, rows
from benchmarks.tables import machine, write_to_readme

PARTS = ("browser", "kernel", "rows", "notebooks")


def main() -> None:
    """Measure, print one table for each part, and write them to the README when nothing was left out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"any of {', '.join(PARTS)}; all when omitted")
    parser.add_argument("--only", help=f"ways of the part browser, with commas: {','.join(browser.TITLES)}, stage(1)")
    parser.add_argument("--runs", type=int, default=3, help="how often the part browser measures everything")
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(PARTS))
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    only = options.only.split(",") if options.only else ()
    reports = {
        "browser": lambda: browser.report(only, options.runs),
        "kernel": kernel.report,
        "rows": rows.report,
        "notebooks": notebooks.report,
    }
    texts = [machine()]
    print(texts[0])
    for part in options.parts or PARTS:
        texts.append(reports[part]())
        print(texts[-1], flush=True)
    if not options.parts and not only:
        print(write_to_readme("\n".join(texts)), file=sys.stderr)


if __name__ == "__main__":
    main()
