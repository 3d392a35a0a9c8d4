"""The notebooks as JupyterLab's own export gives them: with every picture, sentence and question."""

import subprocess
import sys

import nbformat
import pytest

from tests.house.files import notebooks

PICTURES = """() => Promise.all([...document.querySelectorAll(".jp-OutputArea img")]
    .map((image) => image.decode().then(() => image.naturalWidth)))"""
WORDS = """() => [...document.querySelectorAll("[class^=fp-kept]")]
    .filter((words) => words.checkVisibility()).map((words) => words.innerText)"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The folder of the exported pages."""
    folder = tmp_path_factory.mktemp("html")
    command = ["nbconvert", "--to", "html", "--output-dir", folder, *notebooks()]
    subprocess.run([sys.executable, "-m", "jupyter", *command], check=True, capture_output=True, timeout=300)
    return folder


def test_a_page_shows_every_stored_picture_sentence_and_question(browser, exported):
    page = browser.new_context().new_page()
    for path in notebooks():
        outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
        stored = [output.data for output in outputs if "data" in output]
        page.goto((exported / f"{path.stem}.html").as_uri(), wait_until="domcontentloaded")
        pictures = page.evaluate(PICTURES)
        assert pictures
        assert min(pictures) > 300
        kept = [data["text/plain"] for data in stored if "fp-kept" in data.get("text/html", "")]
        assert len(kept) > len(pictures) == sum("image/png" in data for data in stored)
        assert page.evaluate(WORDS) == [text.replace("\n  ", " ") for text in kept]
        assert not page.locator(".fp-how").first.is_visible()
    page.context.close()
