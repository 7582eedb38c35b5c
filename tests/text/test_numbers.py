import pytest

from text.numbers import format_number, plural_form


@pytest.mark.parametrize(
    ("value", "en", "other"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", "1000"),
        (9999, "9,999", "9999"),
        (10_000, "10,000", "10\u00a0000"),
        (12_345, "12,345", "12\u00a0345"),
        (1_234_567, "1,234,567", "1\u00a0234\u00a0567"),
        (-12_345, "-12,345", "-12\u00a0345"),
        (1.2, "1.2", "1,2"),
        (12_345.5, "12,345.5", "12\u00a0345,5"),
    ],
)
def test_a_number_is_grouped_and_pointed_as_its_language_does(value, en, other):
    assert [format_number(value, language) for language in ("en", "ru", "hy")] == [en, other, other]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {0: "other", 1: "one", 2: "other", 5: "other", 11: "other", 21: "other", 101: "other"}),
        (
            "ru",
            {
                **dict.fromkeys((1, 21, 101), "one"),
                **dict.fromkeys((2, 4, 22, 24), "few"),
                **dict.fromkeys((0, 5, 11, 12, 14, 20, 25, 111, 112), "many"),
            },
        ),
        ("hy", {0: "one", 1: "one", 2: "other", 5: "other", 11: "other", 21: "other", 101: "other"}),
    ],
)
def test_plural_forms_are_those_of_cldr(language, forms):
    assert {n: plural_form(n, language) for n in forms} == forms
