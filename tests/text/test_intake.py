import pytest
from django.core.exceptions import ValidationError

from text.intake import clean_text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b\udfff", "ab"),
        ("\ufeffԵրևան", "Երևան"),
        ("a\ufdd0b\uffffc\U0001fffed\U0010ffff", "abcd"),
        ("a\x1bb\x7fc\x9f", "abc"),
        ("😀 \U0001f1e6\U0001f1f2", "😀 \U0001f1e6\U0001f1f2"),
        ("№ 5, А.\u00a0С.\u00a0Пушкин", "№ 5, А.\u00a0С.\u00a0Пушкин"),
        ("Ի՞նչ է սա։", "Ի՞նչ է սա։"),
    ],
)
def test_what_a_database_or_page_cannot_hold_goes_and_the_rest_stays(given, expected):
    assert clean_text(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("е\u0308лка", "ёлка"), ("cafe\u0301", "café"), ("и\u0306", "й"), ("նաև", "նաև"), ("①", "①")],
)
def test_text_is_composed_without_losing_letters(given, expected):
    assert clean_text(given) == expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\t", "\x85", "\u2028", "\u2029"])
def test_a_headline_is_one_line(line_break):
    assert clean_text(f" Two{line_break}words ") == "Two words"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_multiline_text_keeps_its_lines_with_one_kind_of_ending(line_break):
    assert clean_text(f"one{line_break}\ttwo", multiline=True) == "one\n\ttwo"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a \u202eb\u202c c", "a \u202eb\u202c c"),
        ("a \u2067\u202ab\u202c\u2069 c", "a \u2067\u202ab\u202c\u2069 c"),
        ("a \u202eb", "a b"),
        ("a \u202cb", "a b"),
        ("a \u2067\u202ab\u2069\u202c c", "a b c"),
        ("a\u200eb", "a\u200eb"),
    ],
)
def test_direction_marks_stay_only_in_pairs(given, expected):
    assert clean_text(given) == expected


@pytest.mark.parametrize("given", ["ե" * 20, " " * 50 + "a" * 20, "\x00" * 30 + "b", "е\u0308" * 20])
def test_a_text_within_its_limit_passes_counted_as_it_is_stored(given):
    assert len(clean_text(given, limit=20)) <= 20


def test_a_text_over_its_limit_is_refused_not_cut():
    with pytest.raises(ValidationError, match="at most 20 characters") as refusal:
        clean_text("ե" * 21, limit=20)
    assert refusal.value.code == "max_length"


def test_a_million_marks_piled_on_a_letter_are_cut_to_four():
    assert clean_text("a" + "\u0301\u0323" * 500_000 + "b") == "\u1ea1\u0323\u0301\u0301b"


@pytest.mark.parametrize("given", ["\x00\ud800", " \n ", "a\u202e\x00b", "е\u0308" + "\u0301" * 9, "1\r\r\n2"])
def test_cleaning_twice_changes_nothing(given):
    once = clean_text(given, multiline=True)
    assert clean_text(once, multiline=True) == once
