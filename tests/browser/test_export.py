"""The notebooks as `make html` exports them: pages without a kernel, with every picture and what it shows in words."""

import subprocess
import sys

import nbformat
import pytest

from tests.house.files import ROOT, notebooks

TEMPLATE = ROOT / "tools" / "export.html.j2"
FIGURES = """async () => {
    const figures = [...document.querySelectorAll("figure:has(img)")];
    await Promise.all(figures.map((figure) => figure.querySelector("img").decode()));
    return figures.map((figure) => {
        const caption = figure.querySelector("figcaption");
        return [figure.querySelector("img").naturalWidth, caption.checkVisibility() ? caption.textContent : ""];
    });
}"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The folder of the exported pages."""
    folder = tmp_path_factory.mktemp("html")
    command = ["nbconvert", "--to", "html", "--template-file", TEMPLATE, "--output-dir", folder, *notebooks()]
    subprocess.run([sys.executable, "-m", "jupyter", *command], check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_page_shows_every_stored_picture_with_its_words(browser, exported, path):
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
    stored = [output.data["text/plain"] for output in outputs if "image/png" in output.get("data", {})]
    page = browser.new_context().new_page()
    page.goto((exported / f"{path.stem}.html").as_uri(), wait_until="domcontentloaded")
    figures, pictures = page.evaluate(FIGURES), page.locator("img").count()
    page.context.close()
    assert stored
    assert pictures == len(stored)
    assert [words for _, words in figures] == stored
    assert all(width > 300 for width, _ in figures)
