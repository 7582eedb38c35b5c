from datetime import date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation

DAY = date(2024, 12, 26)


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
@pytest.mark.parametrize(("name", "value"), [("FIRST_DAY_OF_WEEK", 1), ("TIME_FORMAT", "H:i"), ("NUMBER_GROUPING", 3)])
def test_weeks_begin_on_monday_clocks_have_24_hours_and_digits_go_by_three(language, name, value):
    assert formats.get_format(name, language) == value


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("en", "DATE_FORMAT", "26 December 2024"),
        ("en", "YEAR_MONTH_FORMAT", "December 2024"),
        ("en", "MONTH_DAY_FORMAT", "26 December"),
        ("en", "SHORT_DATE_FORMAT", "26/12/2024"),
        ("ru", "DATE_FORMAT", "26 декабря 2024"),
        ("ru", "YEAR_MONTH_FORMAT", "Декабрь 2024"),
        ("ru", "MONTH_DAY_FORMAT", "26 декабря"),
        ("ru", "SHORT_DATE_FORMAT", "26.12.2024"),
        ("hy", "SHORT_DATE_FORMAT", "26.12.2024"),
    ],
)
def test_the_admin_writes_dates_as_the_language_does(language, name, expected):
    with translation.override(language):
        assert formats.date_format(DAY, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("DATE_FORMAT", "j E Y"), ("DATETIME_FORMAT", "j E Y, H:i"), ("MONTH_DAY_FORMAT", "j E")]
)
@pytest.mark.parametrize("language", ["ru", "hy"])
def test_russian_and_armenian_take_the_month_in_its_case_beside_a_day(language, name, expected):
    assert formats.get_format(name, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "12,345.5"), ("ru", "12\u00a0345,5"), ("hy", "12\u00a0345,5")]
)
def test_the_admin_groups_numbers_as_the_language_does(language, expected):
    with translation.override(language):
        assert formats.number_format(12345.5, force_grouping=True) == expected


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_a_row_above_the_thousandth_keeps_its_number_in_a_form(language):
    with translation.override(language):
        assert Template('value="{{ row }}"').render(Context({"row": 1_234_567})) == 'value="1234567"'


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "26/12/2024"),
        ("en", "2024-12-26"),
        ("ru", "26.12.2024"),
        ("ru", "2024-12-26"),
        ("hy", "26.12.2024"),
        ("hy", "26.12.24"),
        ("hy", "2024-12-26"),
    ],
)
def test_a_date_may_be_typed_the_local_way_or_as_iso(language, typed):
    with translation.override(language):
        assert forms.DateField().clean(typed) == DAY


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_an_american_date_is_refused(language):
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateField().clean("12/26/2024")


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "26/12/2024 17:40"), ("ru", "26.12.2024 17:40"), ("hy", "26.12.2024 17:40"), ("hy", "2024-12-26 17:40:00")],
)
def test_a_moment_may_be_typed_the_local_way(language, typed):
    with translation.override(language):
        assert forms.DateTimeField().clean(typed).replace(tzinfo=None) == datetime(2024, 12, 26, 17, 40)
