"""Every explorer says what the approved file holds."""

import pytest

from tests.explorers import sentences

APPROVED = sentences.FILE.read_text(encoding="utf-8").strip().split("\n\n")


@pytest.mark.parametrize(("explorer", "approved"), list(zip(sentences.ALL, APPROVED, strict=True)))
def test_an_explorer_says_what_was_approved(explorer, approved):
    assert sentences.spoken(explorer) == approved


def test_another_sentence_is_found():
    assert sentences.spoken(sentences.ALL[0]) != APPROVED[0].replace("1", "2")
