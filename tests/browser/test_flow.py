"""flow.js by itself, in a page whose clock the test moves: a model, and behind it a kernel at the end of a line."""

import pytest

from helpers.stage.picture import scripts

MODEL = """() => {
    const el = document.body;
    let heard, restored;
    window.sent = [];
    window.rests = [];
    window.most = 0; // on their way at once
    window.told = 0; // how often the picture hears of a line that was down
    addEventListener("fp-lost", () => told++);
    window.lose = 0; // so many answers are lost from now on
    window.line = { far: 100, work: 8 }; // milliseconds: round trip, and the kernel's time for a value
    let free = 0;
    let onWay = 0;
    const model = {
        widget_manager: { restored: { connect: (act) => (restored = act), disconnect: () => (restored = null) } },
        on: (_, act) => (heard = act),
        off: () => (heard = null),
        send(message) {
            if (line.cut) throw new Error("no line");
            sent.push(message);
            const answer = () => heard?.({ answer: message.value ?? true, number: message.number });
            if (line.recorded) return answer();
            most = Math.max(most, ++onWay);
            free = Math.max(free, performance.now() + line.far / 2) + line.work;
            const lost = lose-- > 0;
            setTimeout(() => { onWay -= 1; if (!lost) answer(); }, free + line.far / 2 - performance.now());
        },
    };
    window.back = () => restored();
    window.values = flow(model, el, (answer) => rests.push(answer));
    window.drag = (seconds) => {
        most = 0;
        for (let move = 0; move < 60 * seconds; move++)
            setTimeout(() => values.push({ value: move }), (move * 1000) / 60);
    };
}"""
SILENT, CUT = "fp-silent", "jupyter-widgets-disconnected"


class Line:
    """A page with flow.js."""

    def __init__(self, page):
        self.page = page
        page.clock.install(time=0)
        page.clock.pause_at(1000)
        page.evaluate(f"() => {{ window.flow = new Function({scripts('flow.js')!r} + '; return flow;')(); }}")
        page.evaluate(MODEL)

    def __call__(self, what):
        return self.page.evaluate(what)

    def wait(self, milliseconds):
        self.page.clock.run_for(milliseconds)

    def drag(self, seconds, **line):
        """Sixty values a second over a line, all answered in the end; returns how many were on their way at most."""
        self.page.evaluate("([given, seconds]) => { Object.assign(line, given); drag(seconds); }", [line, seconds])
        self.wait(1000 * seconds + 30_000)
        assert self("rests.at(-1)") == 60 * seconds - 1, "the last value counts"
        return self("most")

    @property
    def marks(self):
        return set(self("document.body.className").split())


@pytest.fixture
def line(browser):
    page = browser.new_page()
    yield Line(page)
    page.close()


@pytest.mark.parametrize("work", [8, 20, 40])
def test_near_two_are_on_their_way_however_long_the_drag(line, work):
    assert line.drag(4, far=4, work=work) <= 2
    assert line("values.idle()")


@pytest.mark.parametrize(("far", "least"), [(50, 3), (100, 6), (200, 10)])
def test_far_as_many_as_the_line_holds(line, far, least):
    assert least <= line.drag(4, far=far, work=8) <= least + 6
    came = line("sent.length")
    line.drag(4, far=far, work=8)
    assert line("sent.length") - came > 35 * 4


def test_a_line_that_slows_down_gets_fewer_and_there_is_a_bound(line):
    assert line.drag(20, far=1000, work=1) == 16
    line.drag(10, far=100, work=60)
    assert line.drag(2) <= 4


@pytest.mark.parametrize("far", [3050, 5000])
def test_a_line_slower_than_our_patience_ends_with_the_last_value_and_is_not_flooded(line, far):
    line.drag(2, far=far)
    assert line("sent.length") < 20


def test_of_values_that_wait_the_newest_of_each_control_goes(line):
    line(
        "[1, 2, 3, 4].forEach((value) => values.push({ value })); values.push({ slope: 5 }); values.push({ value: 6 })"
    )
    assert line("values.free()") is False
    line.wait(1000)
    assert line("sent") == [{"value": 1, "number": 1}, {"value": 2, "number": 2}, {"value": 6, "slope": 5, "number": 3}]
    assert line("[rests, values.idle()]") == [[6], True]


@pytest.mark.parametrize("lost", [1, 2])
def test_values_without_an_answer_are_sent_again_after_three_seconds(line, lost):
    line.page.evaluate(
        "(lost) => { lose = lost; values.push({ value: 1, slope: 7 }); values.push({ value: 2 }); }", lost
    )
    line.wait(2000)
    asked = line("sent.length")
    if lost == 1:  # the second answer came, and it says that there is nothing to wait for
        assert line("rests") == [2]
        assert line.marks == set()
        assert line("told") == 0
        return
    assert (asked, line("rests"), line.marks) == (2, [], set())
    line.wait(1050)
    assert line("sent.at(-1)") == {"value": 2, "slope": 7, "number": 3}
    assert line.marks == {SILENT}
    assert line("told") == 1
    line.wait(500)
    assert (line("rests"), line.marks) == ([2], set())


def test_a_line_that_stays_silent_is_asked_again_and_again(line):
    line("lose = 3; values.push({ value: 1 })")
    line.wait(21_500)
    assert line("sent.length") == 4
    assert line("rests") == [1]


def test_when_the_line_is_back_what_was_on_its_way_is_sent_again_at_once(line):
    line("back(); lose = 2; values.push({ value: 1 }); values.push({ value: 2 }); back()")
    assert line("sent.map(({ value }) => value)") == [1, 2, 2]
    line.wait(500)
    assert line("rests") == [2]


def test_a_kernel_that_answers_at_once_is_asked_once_for_each_value(line):
    line("line.recorded = true; [1, 2, 3].forEach((value) => values.push({ value }))")
    assert line("[sent.length, rests]") == [3, [1, 2, 3]]


def test_a_line_that_is_cut_is_marked(line):
    line("line.cut = true; values.push({ value: 1 })")
    assert line.marks == {CUT}
