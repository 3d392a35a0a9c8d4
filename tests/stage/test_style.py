"""Letters of any script: in an installed font that has them, or a box that is explained once."""

import os
import subprocess
import sys

import pytest
from matplotlib.figure import Figure

from helpers.stage import style
from helpers.stage.style import dress, spell


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch):
    monkeypatch.setattr(style, "_told", set())


def test_usual_letters_stay_in_the_font_of_the_house(capsys):
    assert spell("size (m²), größe, ★") == ("size (m²), größe, ★", ["DejaVu Sans"])
    assert capsys.readouterr().out == ""


def test_a_letter_that_another_font_has_is_drawn_in_it(capsys):
    text, families = spell("ᶍ-axis")  # STIX comes with matplotlib
    assert text == "ᶍ-axis"
    assert families[0] == "DejaVu Sans"
    assert "STIXGeneral" in families
    assert capsys.readouterr().out == ""


def test_a_letter_that_no_font_has_is_a_box_and_said_once(capsys, monkeypatch):
    monkeypatch.setattr(style, "_other_fonts", list)
    assert spell("価格 (€)")[0] == "▯▯ (€)"
    assert "No installed font has '価格': boxes stand for these letters." in capsys.readouterr().out
    assert spell("価")[0] == "▯"
    assert capsys.readouterr().out == ""


def test_a_learners_dollar_signs_are_letters():
    axes = Figure().subplots()
    dress(axes, title="price in $", xlabel="x_1$", ylabel="$y")
    assert (axes.get_xlabel(), axes.xaxis.label.get_parse_math()) == ("x_1$", False)


def test_a_home_that_can_not_be_written_to_is_no_matter(tmp_path):
    home = os.environ | {"HOME": str(tmp_path / "nowhere")}
    home.pop("MPLCONFIGDIR", None)
    code = "import helpers.explorers"
    run = subprocess.run(
        [sys.executable, "-c", code], env=home, capture_output=True, text=True, check=True, timeout=120
    )
    assert (run.stdout, run.stderr) == ("", "")
