"""`python -m tools.site` writes build/site: the course as static pages that open by a double click, without network."""

import html
import json
import re
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from helpers.stage import picture as stage
from tools import stored
from tools.sections import DRAWER
from tools.site.markup import markdown
from tools.site.pages import Place, body, places, still
from tools.site.recording import RATIOS, record_notebook

HERE = Path(__file__).parent
SITE = HERE.parents[1] / "build" / "site"
LOOSE = {"contents": "README.md", "numbers": "NUMBERS.md"}
NUMBER = re.compile(r"^\d+\. ")  # of a section
FLAGSHIPS = {"LearningRateExplorer", "TemperatureExplorer"}
STAGE = "(() => {{\n{}\nObject.assign(window.fourPillars, {{ stage: {{ picture, slider }}, sharp: {} }});\n}})();\n"


def build(target: Path) -> None:
    """Write the pages around the films that are there."""
    (target / "stills").mkdir(parents=True, exist_ok=True)
    films = {path.stem for path in target.glob("films/*.js")}
    notebooks = {path.stem: stored.read(path) for path in stored.find([stored.FOLDER])}
    pictures = [place for stem, notebook in notebooks.items() for place in places(notebook, stem)]
    for picture in pictures:
        (target / "stills" / f"{picture.name}.png").write_bytes(picture.png)
    alive = [picture for picture in pictures if picture.name in films]
    flagships = {picture.explorer: picture for picture in reversed(alive) if picture.explorer in FLAGSHIPS}
    front = markdown((HERE / "front.md").read_text(encoding="utf-8"))
    front = front.replace("<!-- flagships -->", gallery(map(flagships.get, sorted(flagships))))
    bodies = {"index": front.replace("<!-- gallery -->", gallery(alive))}
    bodies |= {stem: body(notebook, stem, films) for stem, notebook in notebooks.items()}
    bodies |= {name: markdown((stored.FOLDER / file).read_text(encoding="utf-8")) for name, file in LOOSE.items()}
    template = Environment(loader=FileSystemLoader(HERE)).get_template("page.html.j2")
    for name, text in bodies.items():
        page = template.render(name=name, names=list(bodies), body=text)
        (target / f"{name}.html").write_text(page, encoding="utf-8", newline="\n")
    for file in (*HERE.glob("*.css"), *HERE.glob("*.js"), stage.HERE / "stage.css"):
        shutil.copy(file, target)
    sharp = sorted(name.removeprefix(RATIOS[2]) for name in films if name.startswith(RATIOS[2]))
    script = STAGE.format(stage.scripts(*stage.SCRIPTS), json.dumps(sharp))
    (target / "stage.js").write_text(script, encoding="utf-8", newline="\n")


def gallery(pictures: Iterable[Place]) -> str:
    """Pictures, each with its task and the way to its place."""
    found = ['<div class="gallery">']
    for name, _, heading, task, png in pictures:
        page, words = name.rpartition("-")[0], html.escape(NUMBER.sub("", heading.removeprefix(DRAWER)))
        way = f'<a href="{page}.html#{name}">{words}</a> ({page.replace("_", " ").title()})'
        asked = f'<p class="fp-task">Task: {html.escape(task)}</p>' if task else ""
        picture = f'<figure data-film="{name}">{asked}{still(name, words, png, "lazy")}</figure>'
        found.append(f"<article><p>{way}</p>{picture}</article>")
    return "\n".join([*found, "</div>"])


def main() -> None:
    """Write the whole site anew; two notebooks are recorded at a time."""
    shutil.rmtree(SITE, ignore_errors=True)
    (SITE / "films").mkdir(parents=True)
    paths = stored.find([stored.FOLDER])
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(record_notebook, paths, [SITE / "films"] * len(paths)))
    build(SITE)
    size = sum(path.stat().st_size for path in SITE.rglob("*") if path.is_file())
    print(f"build/site: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
