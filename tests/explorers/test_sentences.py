"""Every explorer says what the approved file holds; `python -m tests.explorers.sentences` writes it."""

import pytest

from tests.explorers import sentences

APPROVED = {text.partition("\n")[0]: text for text in sentences.FILE.read_text(encoding="utf-8").strip().split("\n\n")}


def test_nobody_else_is_approved():
    assert APPROVED.keys() <= {explorer.__name__ for explorer in sentences.ALL}


@pytest.mark.parametrize("explorer", sentences.ALL)
def test_an_explorer_says_what_was_approved(explorer):
    assert sentences.spoken(explorer) == APPROVED.get(explorer.__name__)


def test_another_sentence_is_found():
    spoken = sentences.spoken(sentences.ALL[0])
    assert spoken in APPROVED.values()
    assert spoken.replace("1", "2") not in APPROVED.values()
