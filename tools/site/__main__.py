"""`python -m tools.site` writes build/site: the course as static pages that open by a double click, without network."""

import html
import shutil
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from tools import stored
from tools.site.markup import markdown
from tools.site.pages import Place, body, places

HERE = Path(__file__).parent
SITE = HERE.parents[1] / "build" / "site"
LOOSE = {"contents": "README.md", "numbers": "NUMBERS.md"}
FLAGSHIPS = ("LearningRateExplorer", "TemperatureExplorer")  # alive at the top of the front page


def build(target: Path) -> int:
    """Write the site anew; returns its size in bytes."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "stills").mkdir(parents=True)
    notebooks = {path.stem: stored.read(path) for path in stored.find([stored.FOLDER])}
    pictures = [place for stem, notebook in notebooks.items() for place in places(notebook, stem)]
    for picture in pictures:
        (target / "stills" / f"{picture.name}.png").write_bytes(picture.png)
    bodies = {"index": markdown((HERE / "front.md").read_text(encoding="utf-8")) + gallery(pictures)}
    bodies |= {stem: body(notebook, stem) for stem, notebook in notebooks.items()}
    bodies |= {name: markdown((stored.FOLDER / file).read_text(encoding="utf-8")) for name, file in LOOSE.items()}
    template = Environment(loader=FileSystemLoader(HERE)).get_template("page.html.j2")
    for name, text in bodies.items():
        page = template.render(name=name, names=list(bodies), body=text)
        (target / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
    for file in ("site.css", "site.js"):
        shutil.copy(HERE / file, target)
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def gallery(pictures: list[Place]) -> str:
    """All pictures of the course, each with its task and the way to its place."""
    found = ['<section class="gallery" aria-label="All pictures">']
    for name, heading, task, _ in pictures:
        page = name.rpartition("-")[0]
        words = html.escape(heading.removeprefix("Drawer: "))
        found.append(
            f'<article><h3><a href="{page}.html#{name}">{page[:2]} · {words}</a></h3>'
            f'<figure data-film="{name}"><img src="stills/{name}.png" alt="{words}" loading="lazy"></figure>'
            f"<p>{html.escape(task)}</p></article>"
        )
    return "\n".join([*found, "</section>"])


if __name__ == "__main__":
    print(f"build/site: {build(SITE) / 1e6:.1f} MB")
    sys.exit()
