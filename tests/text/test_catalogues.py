import re
import shutil
from datetime import datetime
from pathlib import Path

import django
import polib
import pytest
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.views.i18n import JavaScriptCatalog

from deploy import words

DJANGO = Path(django.__file__).parent
ASKED = [
    DJANGO / part
    for part in (
        "conf/locale/en/LC_MESSAGES/django.po",
        "contrib/admin/locale/en/LC_MESSAGES/django.po",
        "contrib/admin/locale/en/LC_MESSAGES/djangojs.po",
        "contrib/auth/locale/en/LC_MESSAGES/django.po",
        "contrib/contenttypes/locale/en/LC_MESSAGES/django.po",
        "contrib/sessions/locale/en/LC_MESSAGES/django.po",
    )
]
ENTRY = 'msgid "Headline"\nmsgstr "Վերնագիր"\n'


@pytest.fixture
def copy(tmp_path):
    """A copy of the catalogues that a test may spoil."""
    shutil.copytree(words.ROOT / "locale", tmp_path / "locale")
    return tmp_path


def spoil(root, old, new):
    """Changes the Armenian catalogue of the copy and compiles it."""
    path = words.catalogue("hy", root)
    source = path.read_text(encoding="utf-8")
    assert source.count(old) == 1
    path.write_text(source.replace(old, new), encoding="utf-8")
    path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())


def entries(path):
    return {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def marks(text):
    return sorted(re.findall(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}", text))


def test_the_catalogues_lack_nothing():
    assert words.check() == []


def test_a_copy_of_the_catalogues_passes_too(copy):
    assert words.check(copy) == []


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ("", "not in the catalogue"),
        ('msgid "Headline"\nmsgstr ""\n', "not translated"),
        ("#, fuzzy\n" + ENTRY, "fuzzy or obsolete"),
        (ENTRY + '\nmsgid "Nobody asks for this"\nmsgstr "Ոչ ոք"\n', "no longer asked for"),
        ('msgid "Headline"\nmsgstr "Վերնագիր %(count)d"\n', "other placeholders"),
    ],
)
def test_a_spoilt_entry_fails_the_check(copy, new, fault):
    spoil(copy, ENTRY, new)
    assert any(fault in found for found in words.check(copy))


def test_a_catalogue_that_was_not_compiled_fails_the_check(copy):
    words.catalogue("ru", copy).with_suffix(".mo").unlink()
    assert any("not compiled" in found for found in words.check(copy))


@pytest.mark.parametrize("path", words.all_catalogues(), ids=lambda path: f"{path.parts[-4]}/{path.parts[-3]}")
def test_a_translation_keeps_every_placeholder(path):
    for entry in polib.pofile(str(path)):
        for said in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert marks(said) == marks(entry.msgid_plural or entry.msgid), entry.msgid


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "просмотров"), (1, "просмотр"), (2, "просмотра"), (5, "просмотров"), (11, "просмотров"), (21, "просмотр")],
)
def test_russian_has_three_forms_after_a_number(number, expected):
    with translation.override("ru"):
        said = translation.ngettext("%(shown)s view", "%(shown)s views", number)
    assert said % {"shown": number} == f"{number} {expected}"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_armenian_noun_stays_singular_after_a_number(number):
    with translation.override("hy"):
        said = translation.ngettext("%(shown)s view", "%(shown)s views", number)
        minutes = translation.ngettext("%(num)d minute", "%(num)d minutes", number)
    assert said % {"shown": number} == f"{number} դիտում"
    assert minutes % {"num": number} == f"{number} րոպե"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", "2 года, 2 месяца, 1 неделя, 1 день, 5 часов, 7 минут"),
        ("hy", "2 տարի, 2 ամիս, 1 շաբաթ, 1 օր, 5 ժամ, 7 րոպե"),
    ],
)
def test_a_span_of_time_is_said_in_the_language_without_an_english_word(language, expected):
    with translation.override(language):
        said = timesince(datetime(2022, 1, 1), datetime(2024, 3, 9, 5, 7), depth=6)
    assert said.replace("\u00a0", " ") == expected


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("style", ["DATE_FORMAT", "YEAR_MONTH_FORMAT", "l, j E", "D, j N", "j b", "j M", "P"])
def test_an_armenian_date_has_no_english_word(month, style):
    with translation.override("hy"):
        assert not re.search("[A-Za-z]", date_format(datetime(2024, month, 26, 17, 40), style))


def test_an_armenian_month_is_lower_case_and_stands_in_its_case_beside_a_day():
    with translation.override("hy"):
        assert date_format(datetime(2024, 4, 26), "j E Y, l") == "26 ապրիլի 2024, ուրբաթ"


@pytest.mark.parametrize(
    ("language", "expected"), [("ru", "Пока нет на русском"), ("hy", "Դեռ չկա հայերեն"), ("en", "Not yet in English")]
)
def test_a_missing_translation_names_the_language_of_its_own_page(language, expected):
    with translation.override(language):
        assert translation.pgettext("this page’s language", "Not yet in English") == expected


@pytest.mark.parametrize("path", ASKED, ids=lambda path: f"{path.parts[-5]}/{path.stem}")
def test_armenian_has_every_word_of_the_admin_and_its_forms(path):
    shipped = entries(DJANGO / path.relative_to(DJANGO).as_posix().replace("/en/", "/hy/"))
    ours = entries(words.ROOT / "locale/django_words/hy/LC_MESSAGES" / path.name)
    known = ours.keys() | {key for key, entry in shipped.items() if entry.translated()}
    assert entries(path).keys() - known == set()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hy", "Incorrect password.", "Գաղտնաբառը սխալ է։"),
        ("hy", "Recovery codes", "Վերականգնման կոդեր"),
        ("hy", "This field is required.", "Այս դաշտը պարտադիր է։"),
        ("ru", "Task Results", "Результаты задач"),
    ],
)
def test_the_words_of_packages_are_said_too(language, text, expected):
    with translation.override(language):
        assert translation.gettext(text) == expected


@pytest.mark.parametrize(("language", "expected"), [("ru", "Вставить таблицу"), ("hy", "Տեղադրել աղյուսակ")])
def test_the_dialogs_of_the_editor_find_their_words_beside_those_of_the_admin(language, expected):
    with translation.override(language):
        view = JavaScriptCatalog(packages=["django.contrib.admin"])
        view.setup(request := RequestFactory().get("/"))
        catalog = view.get(request) and view.get_catalog()
    assert catalog["Insert Table"] == expected
    assert not re.search("[A-Za-z]", catalog["Now"] + catalog["January"])


@pytest.mark.parametrize("language", ["ru", "hy"])
def test_no_word_of_the_admin_joins_a_number_to_a_bare_noun(language):
    """A noun from a model stands apart from the number: “3 теги”, “3 պիտակներ” is nobody's language."""
    with translation.override(language):
        for text in ("Successfully deleted %(count)d %(items)s.", "Select all %(total_count)s %(module_name)s"):
            said = translation.gettext(text)
            assert re.search(r"%\((?:count|total_count)\)[ds] %\(", said) is None, said
        assert "объект" not in translation.gettext("Add another %(model)s")
