"""Every explorer says what the approved file holds."""

import pytest

from tests.explorers import sentences


def by_explorer(text):
    """Cut the file at its unindented lines: explorer -> its lines."""
    parts = {}
    for line in text.splitlines():
        if not line.startswith(" "):
            parts[line] = lines = []
        else:
            lines.append(line)
    return parts


APPROVED = by_explorer(sentences.FILE.read_text(encoding="utf-8"))


def test_every_explorer_is_in_the_file():
    assert list(APPROVED) == [explorer.__name__ for explorer in sentences.ALL]


@pytest.mark.parametrize("name", APPROVED)
def test_an_explorer_says_what_was_approved(name):
    explorer = next(iter(sentences.BUILDERS[name].values()))()
    assert list(sentences.spoken(explorer)) == APPROVED[name]
    explorer.close()


def test_another_sentence_is_found():
    assert by_explorer("A\n  said\nB\n  more\n") == {"A": ["  said"], "B": ["  more"]}
    assert by_explorer("A\n  said\n") != by_explorer("A\n  says\n")
