"""The course as static pages: opened by a double click and from a static server, without network."""

import functools
import http.server
import re
import threading
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.console import Console
from tests.house.files import notebooks
from tools.site.__main__ import build
from tools.site.markup import formula, markdown

PAGES = ["index", *(path.stem for path in notebooks()), "contents", "numbers"]
LINK = re.compile(r'href="([^"#:]*)(?:#([^"]*))?"')  # within the site
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
CLOSED = "() => document.querySelectorAll('details:not([open])').length"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "course"
    build(folder)
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(site):
    """The site's address on a file server, in a folder of it."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site.parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}"
        server.shutdown()


@pytest.fixture
def open_page(browser, consoles, site):
    """Open a page without network; what it asks for must lie in its folder."""
    contexts, asked = [], []

    def open_one(name, base=None, **context):
        base = base or site.as_uri()
        contexts.append(browser.new_context(offline=base.startswith("file:"), **context))
        page = contexts[-1].new_page()
        consoles.append(Console(page))
        page.on("request", lambda request: asked.append((request.url, request.url.startswith(base))))
        page.goto(f"{base}/{name}.html")
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert asked
    assert [url for url, inside in asked if not inside] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_legible_on_a_desk_and_on_a_telephone(open_page, site, name):
    for width, scheme in (1300, "light"), (390, "dark"):
        page = open_page(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        assert page.evaluate(WIDE) <= 0
    unread = [] if name == "05_regression_lab" else [".code"]  # a word of code is an element: thousands of them
    assert violations(page, {"include": ["body"], "exclude": unread}) == []
    for target, anchor in LINK.findall((site / f"{name}.html").read_text(encoding="utf-8")):
        text = (site / (target or f"{name}.html")).read_text(encoding="utf-8")
        assert not anchor or f'id="{unquote(anchor)}"' in text, (target, anchor)


@pytest.mark.parametrize("place", ["file", "server"])
def test_a_prediction_is_kept_and_stands_beside_the_answer(open_page, served, place):
    page = open_page("05_regression_lab", served if place == "server" else None)
    answer = page.locator("[data-key='residuals of the mean'].answer")
    expect(answer.locator("summary")).to_have_text("Show the answer without a prediction")
    expect(answer.locator(".given")).to_be_hidden()
    page.get_by_label("a large positive number", exact=True).check()
    page.locator("[name='75 sqm']").fill("330")
    page.locator("[name='75 sqm']").blur()
    page.reload()
    expect(page.get_by_label("a large positive number", exact=True)).to_be_checked()
    answer.locator("summary").click()
    expect(answer.locator(".given")).to_contain_text(
        "You expected: a large positive number; not what you expected. The run gives: 0. Residuals above"
    )
    expect(page.locator("[data-key='75 sqm'].answer .given")).to_contain_text("You expected: 330; as you expected.")
    expect(page.locator(".progress")).to_contain_text("2 of ")


def test_on_paper_all_is_unfolded(open_page):
    page = open_page("05_regression_lab")
    assert page.evaluate(CLOSED) > 0
    page.pdf()
    assert page.evaluate(CLOSED) == 0


def test_a_link_into_a_drawer_opens_it(open_page):
    page = open_page("05_regression_lab")
    page.evaluate("() => (location.hash = document.querySelector('.drawer h2').id)")
    expect(page.locator(".drawer").first).to_have_attribute("open", "")


def test_what_the_formulas_converter_does_not_know_is_an_error():
    assert "<mfrac>" in markdown(r"Half is $\frac{1}{2}$.")
    with pytest.raises(ValueError, match="no MathML"):
        formula(r"\unknowable x")
