"""Sliders on every screen: fingers, typed numbers, high contrast, little motion, narrow pages, hosts of any colour."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from helpers.stage import Slider
from tests.browser.axe import violations
from tests.browser.host import put, sent
from tests.browser.onscreen import Finger, eventually

BANDS = [(1e-5, 1e-4, "crawls", "crawls"), (1e-4, 2e-4, "converges", ""), (2e-4, 1e-3, "diverges", "diverges")]
RATE = {"value": 0.0000619763, "min": 1e-5, "max": 1e-3, "log": True, "unit": "per step", "bands": BANDS}
RATE |= {"marks": [(1e-5, "the least of all"), (1.8e-4, "limit 0.00018"), (1.9e-4, "another one")]}
IDLE = "() => window.models.at(-1).sent.length > 0"


@pytest.fixture
def host(browser):
    """Open a plain page, of a context, that shows a slider of given traits; closed at the end."""
    contexts = []

    def show(page="", context=(), **traits):
        contexts.append(browser.new_context(**dict(context)))
        opened = contexts[-1].new_page()
        opened.set_content(f"<!doctype html><html lang=en><title>host</title>{page or '<body></body>'}</html>")
        slider = Slider("learning rate", **(traits or RATE))
        shown = put(opened, slider)
        slider.close()
        return shown

    yield show
    for context in contexts:
        context.close()


# typed numbers

READ = [
    *[("0,001", 0.001), ("0,5", 0.5), (",5", 0.5), (".5", 0.5), ("-1", -1), ("−1", -1), ("1e-1", 0.1), ("1e−1", 0.1)],
    *[("+2", 2), (" 3. ", 3), ("1,5E0", 1.5), ("1,25", 1.25)],
]
REFUSED = [
    *["1,000", "12,345", "1.000,5", "1,000,000", "1 000"],  # could be two numbers
    *["", "abc", "0.1.2", "１", "٣", "0x10", "0b1", "0o7", "1e", "Infinity", "--1", "1_0", "<b>1</b>"],
]


def test_typed_numbers_are_read_as_people_write_them(host):
    slider = host(value=4, min=-1000, max=1000)
    for text, _ in READ:
        slider.type(text)
        expect(slider.complaint).to_be_empty()
    assert sent(slider.page) == [value for _, value in READ]
    for text in REFUSED:
        slider.type(text)
        expect(slider.complaint).to_have_text(f"“{text}” is not a number: wanted -1000 to 1000, such as 0")
    assert len(sent(slider.page)) == len(READ)
    slider.type("1e9")
    expect(slider.complaint).to_contain_text("off the track: kept to -1000 to 1000")
    assert sent(slider.page)[-1] == slider.value == 1000
    assert slider.box.get_attribute("inputmode") == "text", "there must be a minus among the keys"


@pytest.mark.parametrize("low", [0.01, 1, 1e-9])
def test_what_a_refusal_gives_as_an_example_is_taken(host, low):
    slider = host(value=2 * low, min=low, max=3 * low, log=True)
    assert slider.box.get_attribute("inputmode") == "decimal"
    slider.type("abc")
    for example in slider.complaint.text_content().rpartition("such as ")[2].split(" or "):
        slider.type(example)
        expect(slider.complaint).to_be_empty()


# fingers

TOUCH = {"has_touch": True, "viewport": {"width": 390, "height": 844}}


def test_a_steep_drag_of_a_finger_moves_the_slider_and_the_box_that_has_the_focus(host):
    slider = host("<body><div id=here style='height: 3000px; padding-top: 300px'></div></body>", TOUCH)
    slider.type("0.0001")
    expect(slider.box).to_be_focused()
    x, y = slider.place(0.5)
    Finger(slider.page).stroke((x, y), (x + 48, y + 180))  # 75 degrees
    assert eventually(slider.page, lambda: slider.value > 0.00012)
    expect(slider.box).to_be_focused()
    assert slider.page.evaluate("() => window.scrollY") == 0
    assert slider.value == pytest.approx(sent(slider.page)[-1], rel=1e-4)


# what is seen

FITS = """(root) => {
    const edge = root.parentElement.getBoundingClientRect();
    const inside = ({ left, right }) => left >= edge.left - 1 && right <= edge.right + 1;
    const shown = [...root.children].filter((part) => part.checkVisibility());
    const texts = [...root.querySelectorAll(".fp-mark > span")];
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const boxes = texts.map((text) => text.getBoundingClientRect());
    const box = root.querySelector(".fp-box");
    return [
        ...shown.filter((part) => !inside(part.getBoundingClientRect())).map((part) => `outside: ${part.className}`),
        ...texts.filter((_, i) => !inside(boxes[i])).map((text) => `outside: ${text.textContent}`),
        ...texts.filter((_, i) => boxes.some((other, j) => i < j && !apart(other, boxes[i])))
            .map((text) => `runs into another: ${text.textContent}`),
        ...(box.scrollWidth > box.clientWidth ? [`cut: ${box.value}`] : []),
    ];
}"""


@pytest.mark.parametrize("width", [250, 390, 650, 1300])
def test_nothing_is_cut_and_no_marks_run_together(host, width):
    slider = host(context={"viewport": {"width": width, "height": 500}})
    for value in (0.0000619763, 0.000034305):
        slider.type(str(value))
        assert slider.root.evaluate(FITS) == []
        assert slider.value == value
    slider.box.evaluate("(box) => { box.value = '-1.23457e-300'; }")
    assert slider.root.evaluate(FITS) == [], "the longest number there is"
    slider.box.evaluate("(box) => { box.value += '00000'; }")
    assert len(slider.root.evaluate(FITS)) == 1, "a cut number is found"


DIFFERENT = """(root) => [...root.querySelectorAll(".fp-band")].map((band) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(band);
    return backgroundColor + backgroundImage;
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_keeps_bands_and_rail_apart(host, scheme):
    context = {"forced_colors": "active", "color_scheme": scheme}
    bands = host(context=context).root.evaluate(DIFFERENT)
    assert len(set(bands)) == len(BANDS)
    assert "rgba(0, 0, 0, 0)none" not in bands
    rail = host(context=context, value=1, min=0, max=2).root.locator(".fp-track")
    assert rail.evaluate("(rail) => getComputedStyle(rail).borderTopStyle") == "solid"


HOSTS = {
    "white": ("background: white", False),
    "dark": ("background: #1e1e1e", True),
    "dark by its scheme": ("color-scheme: dark", True),
    "dark, with the words of a light theme": ("background: #1e1e1e; --jp-content-font-color1: black", True),
    "light, with those of a dark one": ("background: #fafafa; --jp-content-font-color1: white", False),
}


@pytest.mark.parametrize(("style", "dark"), HOSTS.values(), ids=HOSTS)
def test_words_are_read_on_any_host(host, style, dark):
    page = f"<html lang=en style='{style}'><body><main id=here></main></body></html>"
    slider = host(page)
    expect(slider.root.locator("..")).to_have_class("fp-control fp-dark" if dark else "fp-control")
    slider.type("abc")
    if "background" not in style:  # axe takes it for white
        slider.page.evaluate("() => { document.body.style.background = 'Canvas'; }")
    assert [text for text in violations(slider.page, "#here") if text.startswith("color-contrast")] == []


# what plays

PLAYED = {"value": 0, "min": 0, "max": 300, "step": 1, "playable": True}
HELD_BACK = """() => {
    const frames = window.requestAnimationFrame;
    window.requestAnimationFrame = (act) => setTimeout(() => frames(act), 2000);
    setTimeout(() => { window.requestAnimationFrame = frames; }, 100);
}"""


def test_it_plays_pauses_and_begins_anew_at_the_end(host):
    slider = host(**PLAYED)
    slider.play.click()
    expect(slider.play).to_have_attribute("aria-label", "pause learning rate")
    expect(slider.box).not_to_have_value("0")
    slider.play.press("Enter")
    expect(slider.play).to_have_attribute("aria-label", "play learning rate")
    assert 0 < slider.value < 300
    slider.type("300")
    slider.play.press("Space")
    expect(slider.box).not_to_have_value("300")
    slider.play.click()
    assert 0 < slider.value < 300


def test_who_wants_little_motion_gets_steps(host):
    slider = host(context={"reduced_motion": "reduce"}, **PLAYED)
    expect(slider.play).to_have_attribute("aria-label", "step learning rate")
    for place in range(1, 12):
        slider.play.click()
        slider.page.wait_for_timeout(50)
        expect(slider.box).to_have_value(str(30 * (place if place <= 10 else 1)))
    assert len(sent(slider.page)) == 11


def test_a_page_that_was_hidden_goes_on_where_it_was(host):
    slider = host(**PLAYED)
    slider.play.click()
    slider.page.wait_for_function(IDLE)
    slider.page.evaluate(HELD_BACK)
    slider.page.wait_for_timeout(1000)  # no frame comes any more
    held = sent(slider.page)
    assert eventually(slider.page, lambda: len(sent(slider.page)) > len(held) + 2)
    slider.play.click()
    assert all(later - before < 15 for before, later in pairwise(sent(slider.page)))


# what ipywidgets' sliders do, too


def test_what_counts_something_is_shown_whole(host):
    slider = host(value=30.171, min=4, max=1000, log=True, whole=True)
    assert slider.value == 30
    slider.type("17.6")
    assert slider.value == 18


def test_a_disabled_slider_takes_nothing(host):
    slider = host(value=4, min=0, max=10, playable=True, disabled=True)
    for control in (slider.range, slider.box, slider.play):
        expect(control).to_be_disabled()
    mouse = slider.page.mouse
    mouse.move(*slider.place(0.4))
    mouse.down()
    slider.drag_to(0.8)
    mouse.up()
    assert (slider.value, sent(slider.page)) == (4, [])


def test_without_continuous_update_a_value_goes_out_when_the_hand_lets_go(host):
    slider = host(value=4, min=0, max=10, continuous_update=False)
    slider.seize()
    slider.drag_to(0.8)
    assert slider.value == pytest.approx(8, abs=0.2)
    assert sent(slider.page) == []
    slider.page.mouse.up()
    assert eventually(slider.page, lambda: sent(slider.page) == [slider.value])
    slider.range.press("ArrowLeft")
    assert eventually(slider.page, lambda: len(sent(slider.page)) == 2)
