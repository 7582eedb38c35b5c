import pytest
from django.utils.translation import gettext_lazy

from text.labels import clean_names, label
from text.languages import BY_WORD, LANGUAGES, language_choices

NAMES = {"en": "Region", "ru": "", "hy": "Տարածաշրջան"}


@pytest.mark.parametrize(("language", "expected"), [("en", "Region"), ("hy", "Տարածաշրջան")])
def test_a_name_is_given_in_its_language(language, expected):
    assert label(NAMES, language) == expected


@pytest.mark.parametrize("language", ["ru", "arm", "am", ""])
def test_a_missing_name_is_never_lent_by_another_language(language):
    assert label(NAMES, language) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"en": " Region\n", "hy": "Մա\x00րզ"}, {"en": "Region", "hy": "Մարզ"}),
        ({"ru": "", "en": "  ", "hy": "\x00"}, {}),
        ({"arm": "Մարզ", "de": "Gebiet", "en": "Region"}, {"en": "Region"}),
        ({"en": ["Region"], "ru": {"x": 1}, "hy": None}, {}),
        ({"en": 5}, {}),
        ({"hy": "Մարզ", "en": "Region"}, {"en": "Region", "hy": "Մարզ"}),
    ],
)
def test_names_are_kept_only_as_text_in_our_languages(given, expected):
    assert clean_names(given) == expected
    assert list(clean_names(given)) == list(expected)


def test_a_lazy_translation_is_not_taken_for_text():
    assert clean_names({"en": gettext_lazy("Text")}) == {}


def test_each_language_has_its_names_for_people_addresses_and_machines():
    table = [(one.code, one.word, one.label, one.name, one.locale, one.direction) for one in LANGUAGES.values()]
    assert table == [
        ("en", "en", "EN", "English", "en_GB", "ltr"),
        ("ru", "ru", "РУ", "Русский", "ru_RU", "ltr"),
        ("hy", "arm", "ՀԱՅ", "Հայերեն", "hy_AM", "ltr"),
    ]
    assert BY_WORD["arm"].code == "hy"
    assert "arm" not in LANGUAGES
    assert "hy" not in BY_WORD
    assert language_choices() == [("en", "English"), ("ru", "Русский"), ("hy", "Հայերեն")]
