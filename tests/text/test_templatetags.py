from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

VALUES = {
    "day": date(2024, 12, 26),
    "moment": datetime(2024, 12, 26, 13, 40, 5, tzinfo=UTC),
    "views": 12_345,
}


def render(expression, language="en"):
    template = Template("{% load text %}{{ " + expression + " }}")
    with translation.override(language):
        return template.render(Context(VALUES))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("day|house_date:'ru'", "26 декабря 2024"),
        ("moment|house_date:'hy'", "26 դեկտեմբերի 2024"),
        ("moment|house_datetime:'hy'", "26 դեկտեմբերի 2024, 17:40"),
        ("moment|house_time", "17:40"),
        ("day|weekday:'hy'", "հինգշաբթի, 26 դեկտեմբերի"),
        ("moment|iso", "2024-12-26T17:40:05+04:00"),
        ("views|number:'ru'", "12\u00a0345"),
        ("views|number:'en'", "12,345"),
        ("day|month_name:'ru'", "декабрь 2024"),
        ("3|month_alone:'hy'", "մարտ"),
    ],
)
def test_a_filter_writes_in_the_language_it_is_given(expression, expected):
    assert render(expression) == expected


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_the_language_of_the_thread_changes_nothing(language):
    assert render("day|house_date:'hy'", language) == "26 դեկտեմբերի 2024"
    assert render("views|number:'en'", language) == "12,345"
