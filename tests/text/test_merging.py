"""Three states of a text: which changes are whose, and what they give together."""

import random

import pytest

from text.html import clean_html, elements
from text.merging import MOST_PARTS, Side, merge, who

TABLE = [
    # base, theirs, mine, whose the changed parts are, together
    ("a b c", "a b c", "a b c", [], "a b c"),
    ("a b c", "a B c", "a b c", [Side.THEIRS], "a B c"),
    ("a b c", "a b c", "a B c", [Side.MINE], "a B c"),
    ("a b c", "a B c", "a B c", [Side.SAME], "a B c"),
    ("a b c", "a X c", "a Y c", [Side.BOTH], "a Y c"),
    ("a b c", "A b c", "a b C", [Side.THEIRS, Side.MINE], "A b C"),
    ("a b c", "a b c d", "z a b c", [Side.MINE, Side.THEIRS], "z a b c d"),
    ("a b c", "a c", "a b c", [Side.THEIRS], "a c"),
    ("a b c", "a c", "a B c", [Side.BOTH], "a B c"),
    ("a b c", "a b c", "a c", [Side.MINE], "a c"),
    ("a b c", "a x b c", "a y b c", [Side.BOTH], "a y b c"),
    ("a b c d", "a B c d", "a b C d", [Side.THEIRS, Side.MINE], "a B C d"),  # neighbours
    ("", "x", "", [Side.THEIRS], "x"),
    ("", "x", "y", [Side.BOTH], "y"),
    ("a b", "", "a b", [Side.THEIRS], ""),
    ("a b", "", "a b c", [Side.BOTH], "a b c"),  # what they took away might be what I went on from
    ("a a a", "a a", "a a a", [Side.THEIRS], "a a"),
]


@pytest.mark.parametrize(("base", "theirs", "mine", "sides", "together"), TABLE)
def test_changes_are_told_by_whose_they_are_and_put_together(base, theirs, mine, sides, together):
    parts = merge(base.split(), theirs.split(), mine.split())
    assert [part.side for part in parts if part.side != Side.NOBODY] == sides
    assert [word for part in parts for word in part.settled()] == together.split()


def test_whatever_was_done_the_parts_give_all_three_texts_back():
    dice = random.Random(7)

    def edited(words):
        for _change in range(dice.randint(0, 4)):
            at = dice.randint(0, len(words))
            words = [*words[:at], *dice.choice([[], ["new"], ["a", "b"]]), *words[at + dice.randint(0, 2) :]]
        return words

    for _round in range(500):
        base = [dice.choice("abcdefg") for _word in range(dice.randint(0, 9))]
        theirs, mine = edited(base), edited(base)
        parts = merge(base, theirs, mine)
        assert [word for part in parts for word in part.base] == base
        assert [word for part in parts for word in part.settled(True)] == theirs
        assert [word for part in parts for word in part.settled(False)] == mine
        if mine == base:
            assert [word for part in parts for word in part.settled()] == theirs
        if theirs == base:
            assert [word for part in parts for word in part.settled()] == mine


def test_a_text_without_end_is_one_part():
    long = ["x"] * (MOST_PARTS + 1)
    assert [part.side for part in merge(long, [*long, "y"], long)] == [Side.THEIRS]


def test_anything_that_can_be_compared_has_a_side():
    assert who(False, True, False) == Side.THEIRS
    assert who("", "", "x") == Side.MINE


BODY = '<p>One &amp; <strong>two</strong></p><h2 lang="ru">Три</h2><ul><li>x</li></ul><figure data-embed="x" data-id="12345"></figure><hr>loose'


def test_the_elements_of_a_clean_text_joined_are_the_text():
    body = clean_html(BODY, is_own_media=lambda address: True)
    assert "".join(elements(body)) == body
    assert elements(body)[1] == '<h2 lang="ru">Три</h2>'
    assert len(elements(body)) == 6
