"""The notebooks as `make html` and JupyterLab's own export give them: with every picture, sentence and question."""

import subprocess
import sys

import nbformat
import pytest

from tests.house.files import ROOT, notebooks

TEMPLATES = {"make html": ["--template-file", ROOT / "tools" / "export.html.j2"], "JupyterLab": []}
PICTURES = """() => Promise.all([...document.querySelectorAll(".jp-OutputArea img")]
    .map((image) => image.decode().then(() => [image.naturalWidth, image.alt])))"""
WORDS = """() => [...document.querySelectorAll("[class^=fp-kept]")]
    .filter((words) => words.checkVisibility()).map((words) => words.innerText)"""


@pytest.fixture(scope="module", params=TEMPLATES)
def exported(request, tmp_path_factory):
    """The template, and the folder of the exported pages."""
    folder = tmp_path_factory.mktemp("html")
    command = ["nbconvert", "--to", "html", *TEMPLATES[request.param], "--output-dir", folder, *notebooks()]
    subprocess.run([sys.executable, "-m", "jupyter", *command], check=True, capture_output=True, timeout=300)
    return request.param, folder


def test_a_page_shows_every_stored_picture_sentence_and_question(browser, exported):
    template, folder = exported
    page = browser.new_context().new_page()
    for path in notebooks():
        outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
        stored = [output.data for output in outputs if "data" in output]
        page.goto((folder / f"{path.stem}.html").as_uri(), wait_until="domcontentloaded")
        pictures = page.evaluate(PICTURES)
        assert pictures
        assert all(width > 300 for width, _ in pictures)
        if template == "make html":
            assert [alt for _, alt in pictures] == [data["text/plain"] for data in stored if "image/png" in data]
        kept = [data["text/plain"] for data in stored if "fp-kept" in data.get("text/html", "")]
        assert len(kept) > len(pictures) == sum("image/png" in data for data in stored)
        assert page.evaluate(WORDS) == [text.replace("\n  ", " ") for text in kept]
        assert not page.locator(".fp-how").first.is_visible()
    page.context.close()
