"""The course as static pages: opened by a double click and from a static server, without network.

Notebook 05 is recorded for it, at few stops; `make site` takes more of them.
"""

import base64
import functools
import html
import http.server
import json
import re
import shutil
import sys
import threading
import zlib
from contextlib import contextmanager
from urllib.parse import unquote

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect

from helpers.explorers import LineExplorer, LowRankExplorer, MismatchExplorer
from helpers.stage import Slider
from tests.browser.axe import violations
from tests.browser.console import Console
from tests.browser.firefox import END, Firefox, find_firefox
from tests.browser.onscreen import OnScreen, eventually
from tests.browser.onscreen import Slider as SliderOnScreen
from tests.house.files import notebooks
from tests.stage.pixels import decode, on_screen
from tools import stored
from tools.site import recording
from tools.site.__main__ import build
from tools.site.film import Film
from tools.site.markup import formula, markdown
from tools.site.pages import body
from tools.site.plan import Level, Plan, stops
from tools.site.recording import BYTES, record, shown
from tools.stored import FOLDER

LAB = "05_regression_lab"
FEW = Level(7, 3, 2)
DESK = {"width": 1300, "height": 900}
BARE = 1_000_000  # bytes of a page without its films
PAGES = ["index", *(path.stem for path in notebooks()), "contents", "numbers"]
TAG = re.compile(r"<[^>]+>")
THE_COURSES = ": the course's, until yours is right."
LINK = re.compile(r'href="(?!lite/)([^"#:]*)(?:#([^"]*))?"')  # within the site
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
UNSEEN = "() => [...document.images].filter((each) => !each.complete || !each.naturalWidth).map(({ src }) => src)"
FOCUS = """() => {
    const at = document.activeElement, { top, bottom } = at.getBoundingClientRect();
    const nav = at.closest("nav, .skip") ? 0 : document.querySelector("nav").getBoundingClientRect().bottom;
    const seen = getComputedStyle(at).outlineStyle !== "none" && top >= nav - 1 && bottom <= innerHeight + 1;
    return (seen || at === document.body) && (at.type || at.tagName);
}"""
KEYS = {"text": "3", "range": "End", "radio": "Space", "SUMMARY": "Enter"}  # by what is first met
CLOSED = "() => document.querySelectorAll('details:not([open])').length"


@pytest.fixture(scope="session")
def explorers():
    """The explorers that notebook 05 shows, by the name of their film."""
    return dict(shown(FOLDER / f"{LAB}.ipynb"))


def named(explorers, kind):
    """The film of the first explorer of a kind, and the explorer."""
    return next((name, each) for name, each in explorers.items() if type(each).__name__ == kind)


@pytest.fixture(scope="session")
def site(tmp_path_factory, explorers):
    folder = tmp_path_factory.mktemp("site") / "course"
    (folder / "films").mkdir(parents=True)
    record(explorers.items(), len(explorers), folder / "films", [FEW])
    build(folder)
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def serving(folder):
    """A file server on this machine; gives its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(site):
    """The site's address on a file server, in a folder of it."""
    with serving(site.parent) as address:
        yield f"{address}/{site.name}"


@pytest.fixture
def open_page(browser, consoles, site):
    """Open a page without network; what it asks for must lie in its folder."""
    contexts, asked = [], []

    def open_one(name, base=None, **context):
        base = base or site.as_uri()
        contexts.append(browser.new_context(**{"offline": base.startswith("file:"), "viewport": DESK} | context))
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
    unread = [] if name == LAB else [".code"]  # a word of code is an element: thousands of them
    assert violations(page, {"include": ["body"], "exclude": unread}) == []
    for target, anchor in LINK.findall((site / f"{name}.html").read_text(encoding="utf-8")):
        text = (site / (target or f"{name}.html")).read_text(encoding="utf-8")
        assert not anchor or f'id="{unquote(anchor)}"' in text, (target, anchor)


def test_a_prediction_is_kept_and_stands_beside_the_answer(open_page):
    page = open_page(LAB)
    for kind, given in ("radio", None), ("text", "330"):
        asked = page.locator(f".predict:has([type={kind}])").first
        answer = page.locator(f".answer[data-key='{asked.get_attribute('data-key')}']")
        expect(answer.locator("summary")).to_have_text("Show the answer without a prediction")
        expect(answer.locator(".given")).to_be_hidden()
        field = asked.locator("input").last
        field.fill(given) if given else field.check()
        field.blur()
        value = field.input_value()
        page.reload()
        expect(field).to_have_value(value)
        assert given or field.is_checked()
        answer.locator("summary").click()
        words = re.compile(rf"You expected: {re.escape(value)}\. (Right|Not so)\. The run gives: ")
        expect(answer.locator(".given")).to_have_text(words)
    expect(page.locator(".progress")).to_contain_text("2 of ")


def test_one_choice_is_right_and_a_number_by_its_size(open_page):
    page = open_page(LAB)
    chosen, typed = (page.locator(f".predict:has([type={kind}])").first for kind in ("radio", "text"))
    verdicts = []
    for field, given in [*((option, None) for option in chosen.locator("input").all()), (typed.locator("input"), "3")]:
        field.fill(given) if given else field.check()
        field.blur()
        key = field.locator("xpath=ancestor::*[@data-key]").get_attribute("data-key")
        told = page.locator(f".answer[data-key='{key}'] .given").text_content()
        verdicts.append(re.search(r"\. (Right|Not so)\. The run gives: (\S+)", told).groups())
    *choices, (number, run) = verdicts
    assert [verdict for verdict, _ in choices].count("Right") == 1
    assert (number, run[0]) == ("Not so", "3")


def test_keys_alone_predict_move_and_open_and_their_place_is_seen(open_page):
    page = open_page(LAB)
    expect(page.locator(".fp-range").first).to_be_visible()  # other films come while the keys go on
    sentence = page.locator("figcaption").nth(1).text_content()
    keys = dict(KEYS)
    for _ in range(80):
        page.keyboard.press("Tab")
        kind = page.wait_for_function(FOCUS).json_value()
        if kind == "BODY":  # behind the page's last link
            break
        if kind in keys:
            page.keyboard.press(keys.pop(kind))
    assert keys == {}
    expect(page.locator("figcaption").nth(1)).not_to_have_text(sentence)
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.locator(".progress")).to_contain_text("2 of ")


def test_on_paper_all_is_unfolded_and_nothing_can_be_moved(open_page, tmp_path):
    page = open_page(LAB)
    page.locator(".cell:has([data-film])").first.scroll_into_view_if_needed()
    expect(page.locator(".fp-range").first).to_be_visible()
    assert page.evaluate(CLOSED) > 0
    page.pdf(path=tmp_path / "page.pdf")
    assert page.evaluate(CLOSED) == 0
    page.emulate_media(media="print")
    moved = page.locator(".fp-explorer").locator("input, button")
    assert moved.count() > 0
    assert [each for each in moved.all() if each.is_visible()] == []
    assert page.evaluate(UNSEEN) == []


def test_a_link_into_a_drawer_opens_it(open_page):
    page = open_page(LAB)
    page.evaluate("() => (location.hash = document.querySelector('.drawer h2').id)")
    expect(page.locator(".drawer").first).to_have_attribute("open", "")


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_a_page_holds_what_its_notebook_prints_and_no_word_on_running_cells(path):
    notebook = stored.read(path)
    page = " ".join(html.unescape(TAG.sub("", body(notebook, path.stem, ()))).split())
    outputs = [output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])]
    lines = [" ".join(line.split()) for text in outputs for line in text.splitlines() if THE_COURSES not in line]
    assert lines
    assert [line for line in lines if line not in page] == []
    assert [words for words in (THE_COURSES, "Shift+Enter", "Later cells", "my-progress") if words in page] == []


def test_what_the_formulas_converter_does_not_know_is_an_error():
    assert "<mfrac>" in markdown(r"Half is $\frac{1}{2}$.")
    with pytest.raises(ValueError, match="no MathML"):
        formula(r"\unknowable x")


class Recorded(OnScreen):
    """A recorded explorer on a page, beside the live one."""

    def __init__(self, page, name, explorer):
        page.locator(f"[id='{name}']").evaluate("(cell) => cell.closest('details')?.setAttribute('open', '')")
        page.locator(f"[id='{name}']").scroll_into_view_if_needed()
        super().__init__(page.locator(f"[id='{name}']"))
        self.canvas, self.explorer = self.canvas.and_(page.get_by_role("img")), explorer  # not that of the trail
        self.sliders = {each.description: name for name, each in explorer.controls.items() if hasattr(each, "marks")}

    @property
    def values(self):
        """Where all controls stand on the page."""
        plan, place = Plan(self.explorer, FEW), json.loads(self.root.get_attribute("data-place"))
        return {name: plan.choices[name][at] if name in plan.choices else at for name, at in place.items()}

    def is_the_live_one(self):
        """Whether picture and sentence are what the live explorer has where the page's controls stand."""
        for trail in self.explorer.trails:
            trail.clear()
        self.explorer.set(**self.values)
        shown = decode(base64.b64decode(self.pixels.partition("base64,")[2]))
        same = np.array_equal(shown, on_screen(self.explorer.stage.picture))
        said = self.sentence.text_content(), self.root.get_attribute("data-state")
        return same and said == (self.explorer.sentence, repr(self.explorer))


SCREENS = {  # context and traits, and how many of the page's explorers are tried
    "light": ({}, {}, None),
    "dark": ({"color_scheme": "dark"}, {"dark": True}, 2),
    "sharp": ({"device_scale_factor": 2}, {"pixel_ratio": 2}, 1),
}


@pytest.mark.parametrize(("screen", "traits", "tried"), SCREENS.values(), ids=SCREENS)
def test_every_control_shows_what_the_live_explorer_does(open_page, explorers, screen, traits, tried):
    page, moved = open_page(LAB, **screen), 0
    for name, explorer in list(explorers.items())[:tried]:
        shown = Recorded(page, name, explorer)
        explorer.stage.picture.set_state(traits)
        for label in shown.sliders:
            slider = shown.slider(label)
            slider.range.scroll_into_view_if_needed()
            for key in "End", "", "Home":
                slider.range.press(key) if key else page.mouse.click(*slider.place(0.5))
                assert eventually(page, shown.is_the_live_one), (name, label, key, shown.values)
                moved += 1
        for twin in [*shown.root.locator(".widget-toggle-button").all(), *shown.root.locator(".twin input").all()]:
            twin.click()
            assert eventually(page, shown.is_the_live_one), (name, shown.values)
            moved += 1
        explorer.stage.picture.set_state({"dark": False, "pixel_ratio": 1})
    assert moved > 2
    shown.canvas.evaluate("(canvas) => canvas.getContext('2d').fillRect(200, 100, 1, 1)")
    assert not shown.is_the_live_one(), "another picture is found"


def test_the_front_page_is_alive_and_leads_to_each_place(open_page, served, explorers):
    page = open_page("index", served)
    assert page.locator(".gallery p a").count() == len(explorers) + 1
    shown = page.locator(".fp-explorer").first
    slider = SliderOnScreen(shown.locator(".fp-slider").filter(has_text="learning rate"))
    expect(slider.range).to_be_visible()
    sentence = shown.locator("figcaption").text_content()
    slider.range.press("End")
    expect(shown.locator("figcaption")).not_to_have_text(sentence)
    page.locator(".gallery p a").last.click()
    expect(page.locator(f"[id='{list(explorers)[-1]}']")).to_be_in_viewport()


def test_arrows_go_from_stop_to_stop_and_a_typed_number_to_the_nearest(open_page, explorers):
    shown = Recorded(open_page(LAB), *named(explorers, "LearningRateExplorer"))
    slider = shown.slider("learning rate")
    slider.range.press("Home")
    seen = [slider.value]
    for _ in range(3):
        slider.range.press("ArrowRight")
        seen.append(slider.value)
    assert sorted(set(seen)) == seen
    slider.range.press("ArrowLeft")
    assert slider.value == seen[2]
    slider.type(str(1.01 * seen[1]))
    assert slider.value == seen[1]
    assert eventually(shown.page, shown.is_the_live_one)


def test_a_task_is_done_by_hand_and_stays_done(open_page, explorers):
    name, explorer = named(explorers, "LineExplorer")
    page = open_page(LAB)
    shown = Recorded(page, name, explorer)
    task = shown.root.locator(".fp-task[role=status]")
    expect(task).to_have_text(f"Task: {explorer.stage.picture.task}")
    goal, tie = Plan(explorer, FEW).goal, explorer.stage.picture.handles[0]
    across, down = (
        np.interp(goal[each["control"]], [each["min"], each["max"]], [each["from"], each["to"]])
        for each in (tie["x"], tie["y"])
    )
    box, ring = shown.canvas.bounding_box(), shown.root.locator(".fp-ring").first.bounding_box()
    page.mouse.move(ring["x"] + 13, ring["y"] + 13)
    page.mouse.down()
    page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=15)
    page.mouse.up()
    expect(task).to_have_text(f"✓ Done: {explorer.stage.picture.task}")
    expect(shown.root.locator(".twin input")).to_be_checked()
    page.reload()
    shown = Recorded(page, name, explorer)
    expect(task).to_contain_text("✓ Task, done before")
    expect(page.locator(".progress")).to_contain_text("1 of ")


def test_a_button_leads_to_a_recorded_step_and_back(open_page, explorers):
    shown = Recorded(open_page(LAB), *named(explorers, "GradientExplorer"))
    before = shown.sentence.text_content()
    for _ in range(3):
        shown.root.get_by_text("take this step").click()
    expect(shown.sentence).not_to_have_text(before)
    shown.root.get_by_text("back to the start").click()
    expect(shown.sentence).to_have_text(before)


def test_firefox_plays_a_film(site, explorers, tmp_path):
    if not find_firefox():
        pytest.skip("NO FIREFOX FOUND: the site was not opened in one (Debian: apt-get install firefox-esr)")
    name, _ = named(explorers, "LearningRateExplorer")
    firefox = Firefox(tmp_path)
    try:
        firefox.open((site / f"{LAB}.html").as_uri())
        firefox.run(f"cell = document.getElementById('{name}'); cell.scrollIntoView()")
        firefox.wait("cell.querySelector('canvas[data-painted]')")
        firefox.run("before = cell.querySelector('figcaption').textContent; cell.querySelector('.fp-range').focus()")
        firefox.press(END)
        firefox.wait("cell.querySelector('figcaption').textContent !== before")
        assert firefox.complaints == []
    finally:
        firefox.close()


@pytest.mark.parametrize("text", ["", 'fourPillars.film("{}","AAAA");'])
def test_a_page_whose_film_is_broken_says_so_and_stays(browser, site, explorers, tmp_path, text):
    shutil.copytree(site, tmp_path / "site")
    name = next(iter(explorers))
    (tmp_path / "site" / "films" / f"{name}.js").write_text(text.format(name))
    page = browser.new_context().new_page()
    page.goto((tmp_path / "site" / f"{LAB}.html").as_uri())
    page.locator(f"[id='{name}']").scroll_into_view_if_needed()
    expect(page.locator(f"[id='{name}'] .note")).to_contain_text("could not be read")
    expect(page.locator(f"[id='{name}'] img")).to_be_visible()
    page.context.close()


def weigh(paths):
    return sum(path.stat().st_size for path in paths)


def test_a_page_keeps_within_its_bytes(site):
    assert 0 < weigh((site / "films").iterdir()) < BYTES
    shared = weigh(path for path in site.iterdir() if path.suffix in {".css", ".js"})
    for name in PAGES:
        stills = site.glob("stills/*" if name == "index" else f"stills/{name}-*")
        assert 0 < shared + weigh([*stills, site / f"{name}.html"]) < BARE, name


def test_a_task_of_many_controls_is_not_recorded_but_called_beyond_the_page():
    explorer = MismatchExplorer()
    opened = {name: each.value for name, each in explorer.controls.items()}
    explorer.task("Move all.", lambda r: all(getattr(r, name) != value for name, value in opened.items()))
    plan = Plan(explorer, FEW)
    assert len(plan.goal) == len(opened) > 4
    assert plan.count < 100
    head = zlib.decompress(Film(plan).packed())
    assert b"Move all. (In the notebook" in head
    explorer.close()


def test_a_slider_keeps_all_its_places_or_its_ends_start_marks_and_limits():
    assert stops(Slider("n", value=3, min=1, max=20, step=1), 101, 3) == list(range(1, 21))
    drawn = {"marks": [(0.3, "limit")], "bands": [(0.001, 0.07, "crawls", "crawls")]}
    found = stops(Slider("rate", value=0.02, min=0.001, max=1, log=True, **drawn), 101, 0.02)
    assert {0.001, 0.02, 0.07, 0.3, 1} <= set(found)
    assert 101 <= len(found) <= 104


def test_what_is_too_large_is_cut_back_and_says_so(tmp_path, explorers, monkeypatch, capsys):
    name, explorer = named(explorers, "PredictionExplorer")
    monkeypatch.setattr(recording, "BYTES", 30_000)
    record([(name, explorer)], 1, tmp_path, [Level(21, 3, 1), Level(3, 3, 1)])
    said = capsys.readouterr().out
    assert re.search(rf"{name} is cut back: 3 stops, .* MB\n", said)
    assert f"{name} is left out for sharper screens" in said
    assert len(re.findall(r"about \d+ pictures", said)) == 2
    assert [path.name for path in tmp_path.iterdir()] == [f"{name}.js"]


def test_recording_leaves_the_process_as_it_was(tmp_path):
    main = sys.modules["__main__"]
    cells = ["from helpers.explorers import BayesExplorer", "BayesExplorer()", "5"]
    stored.write(tmp_path / "small.ipynb", new_notebook(cells=[new_code_cell(cell) for cell in cells]))
    assert [name for name, _ in shown(tmp_path / "small.ipynb")] == ["small-1"]
    assert sys.modules["__main__"] is main


def test_a_photograph_has_its_own_film_for_a_dark_screen(tmp_path):
    explorer = LowRankExplorer()
    record([("photograph", explorer)], 1, tmp_path, [Level(3, 3, 1)])
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{sharp}photograph{dark}.js" for sharp in ("", "sharp-") for dark in ("", "-dark")
    }
    explorer.close()


def test_a_mark_of_a_trail_lies_under_a_wider_dot():
    explorer = LineExplorer()
    _, _, _, mark, dot = Film(Plan(explorer, Level(3, 3, 1))).frames[0][-1][0]
    assert dot > mark > 0
    explorer.close()


def test_a_film_that_is_not_what_was_shown_is_refused(explorers):
    film = Film(Plan(named(explorers, "PredictionExplorer")[1], Level(3, 3, 1)))
    lengths, large, colours = film.steps[-1]
    film.steps[-1] = lengths, large, colours[:-1] + bytes([colours[-1] ^ 1])
    with pytest.raises(ValueError, match="not what was shown"):
        film.packed()
