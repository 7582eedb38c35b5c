import html
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup

from reader.templating import Compiled

VALUES = {
    "day": date(2024, 12, 26),
    "moment": datetime(2024, 12, 26, 13, 40, 5, tzinfo=UTC),
    "views": 12_345,
}
TEMPLATES = Path(settings.BASE_DIR) / "templates" / "reader"


def render(expression, language="en", **values):
    template = engines["readers"].from_string("{{ " + expression + " }}")
    with translation.override(language):
        return template.render(VALUES | values)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("day|house_date('ru')", "26 декабря 2024"),
        ("moment|house_date('hy')", "26 դեկտեմբերի 2024"),
        ("moment|house_datetime('hy')", "26 դեկտեմբերի 2024, 17:40"),
        ("moment|house_time", "17:40"),
        ("day|weekday('hy')", "հինգշաբթի, 26 դեկտեմբերի"),
        ("moment|iso", "2024-12-26T17:40:05+04:00"),
        ("views|number('ru')", "12\u00a0345"),
        ("views|number('en')", "12,345"),
        ("month_name(day.year, day.month, 'ru')", "декабрь 2024"),
        ("3|month_alone('hy')", "մարտ"),
    ],
)
def test_dates_and_numbers_are_written_in_the_language_that_is_named(expression, expected):
    assert render(expression) == expected


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_the_language_of_the_thread_changes_nothing_in_them(language):
    assert render("day|house_date('hy')", language) == "26 դեկտեմբերի 2024"
    assert render("views|number('en')", language) == "12,345"


def test_what_is_put_into_our_words_is_escaped_and_the_words_are_not():
    said = render('_("Search: %(words)s", words=typed)', "ru", typed="<b>Гюмри</b> & 100 %")
    assert said == "Поиск: &lt;b&gt;Гюмри&lt;/b&gt; &amp; 100 %"


@pytest.mark.parametrize(("count", "expected"), [(1, "1 просмотр"), (3, "3 просмотра"), (12, "12 просмотров")])
def test_words_are_counted_as_the_language_counts(count, expected):
    said = 'ngettext("%(shown)s view", "%(shown)s views", count, shown=count)'
    assert render(said, "ru", count=count) == expected


def test_a_name_that_is_not_there_is_an_error_and_not_an_empty_word():
    with pytest.raises(UndefinedError):
        render("headlin")
    with pytest.raises(AttributeError, match="yaer"):
        render("day.yaer")


SIGNS = "<\"&'>"


@pytest.mark.parametrize(
    "source",
    [
        "{{ value }}",
        "{% macro same(it) %}{{ it }}{% endmacro %}{{ same(value) }}",
        "{% set kept %}{{ value }}{% endset %}{{ kept }}",
    ],
)
@pytest.mark.parametrize(
    "value",
    [SIGNS, type("Word", (str,), {})(SIGNS), gettext_lazy(SIGNS), [SIGNS]],
    ids=["str", "subclass", "lazy", "list"],
)
def test_whatever_is_written_is_escaped_once(source, value):
    shown = engines["readers"].from_string(source).render({"value": value})
    assert not {"<", ">", '"', "'"} & set(shown)
    assert html.unescape(shown) == str(value)


PART = "{% macro part(one, two='2') %}{{ one }}-{{ two }}{% endmacro %}"


@pytest.mark.parametrize(
    ("call", "shown"), [("1", "1-2"), ("1, 3", "1-3"), ("1, two=3", "1-3"), ("two=3, one=1", "1-3")]
)
def test_a_part_takes_its_arguments_by_place_or_name(call, shown):
    assert engines["readers"].from_string(PART + "{{ part(" + call + ") }}").render({}) == shown


@pytest.mark.parametrize("call", ["1, 2, 3", "1, three=3", "1, one=1"])
def test_a_part_refuses_what_it_does_not_take_by_its_name(call):
    with pytest.raises(TypeError, match="part"):
        engines["readers"].from_string(PART + "{{ part(" + call + ") }}").render({})


@pytest.mark.parametrize("word", ["caller()", "kwargs", "varargs"])
def test_a_part_has_no_arguments_but_those_it_names(word):
    with pytest.raises(TypeError, match="name its arguments"):
        engines["readers"].from_string("{% macro part() %}{{ " + word + " }}{% endmacro %}{{ part() }}").render({})


def test_what_is_markup_is_written_as_it_is():
    for value in (mark_safe("<b>"), Markup("<b>")):
        assert render("value", value=value) == "<b>"
    assert render("none") == "None" and render("7") == "7"


def test_every_template_can_be_read_and_every_part_it_names_is_there():
    environment = engines["readers"].env
    named = set()
    for path in TEMPLATES.rglob("*.*"):
        environment.get_template(path.relative_to(TEMPLATES).as_posix())
        named |= set(re.findall(r"\bparts\.(\w+)\(", path.read_text()))
    for name in named:
        assert getattr(environment.globals["parts"], name).name == name
    assert named == {path.stem for path in (TEMPLATES / "parts").iterdir()}


def test_a_template_compiled_is_kept_and_a_disk_that_takes_nothing_costs_only_time(tmp_path):
    for folder, kept in ((tmp_path, 1), (tmp_path / "gone", 0)):
        environment = Environment(loader=DictLoader({"a.html": "{{ 1 + 1 }}"}), bytecode_cache=Compiled(str(folder)))
        assert environment.get_template("a.html").render() == "2"
        assert len(list(folder.glob("*.cache"))) == kept
