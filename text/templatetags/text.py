"""How templates write dates and numbers; each filter takes the language, so that nothing depends on a thread."""

from datetime import date, datetime

from django import template

from text import dates, numbers

register = template.Library()


@register.filter
def house_date(day: date, language: str) -> str:
    return dates.format_date(day, language)


@register.filter
def house_datetime(moment: datetime, language: str) -> str:
    return dates.format_datetime(moment, language)


@register.filter
def house_time(moment: datetime) -> str:
    return dates.format_time(moment)


@register.filter
def zone(moment: datetime) -> str:
    return dates.format_zone(moment)


@register.filter
def weekday(day: date, language: str) -> str:
    return dates.format_weekday(day, language)


@register.filter
def iso(moment: datetime) -> str:
    return dates.iso(moment)


@register.filter
def number(value: int, language: str) -> str:
    return numbers.format_number(value, language)


@register.filter
def month_name(day: date, language: str) -> str:
    return dates.format_month(day.year, day.month, language)


@register.filter
def month_alone(month: int, language: str) -> str:
    return dates.MONTHS_ALONE[language].split()[month - 1]
