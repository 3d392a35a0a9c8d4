"""JupyterLite beside the site: what is built, and, where there is a network, that an explorer moves in it."""

import json
import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import find_chromium
from tests.browser.test_site import serving
from tests.house.files import notebooks
from tools.site.lite import SERVER, TOOL, build, packages


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    if not TOOL.exists():
        pytest.skip("JUPYTERLITE WAS NOT BUILT: `make site` installs its tools")
    folder = tmp_path_factory.mktemp("lite") / "lite"
    build(folder)
    return folder


def test_a_browser_needs_no_server():
    assert {"matplotlib", "anywidget"} <= set(packages())
    assert not SERVER & set(packages())


def test_it_has_every_notebook_and_the_course(lite):
    listed = json.loads((lite / "api" / "contents" / "all.json").read_text())["content"]
    assert {each["name"] for each in listed} == {path.name for path in notebooks()}
    first = json.loads((lite / "files" / "05_regression_lab.ipynb").read_text())["cells"][0]["source"]
    assert "piplite" in "".join(first)
    assert list((lite / "pypi").glob("four_pillars-*.whl"))


def test_an_explorer_moves_in_the_browsers_own_python(lite):
    if os.environ.get("NETWORK") != "true":
        pytest.skip("JUPYTERLITE WAS NOT RUN: its Python comes from the network; NETWORK=true runs it")
    from playwright.sync_api import sync_playwright

    with serving(lite.parent) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        page = browser.new_page()
        page.goto(f"{address}/lite/lab/index.html?path=05_regression_lab.ipynb")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name=re.compile("Run All Cells")).click()
        expect(page.locator(".fp-explorer canvas[data-painted]").first).to_be_visible(timeout=300_000)
        browser.close()
