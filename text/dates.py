"""Dates and times as each language writes them. Moments are aware and shown in the site's time zone, in 24 hours."""

from datetime import date, datetime, timedelta

from django.utils.timezone import get_default_timezone

from text.numbers import NBSP, format_number, plural_form

MONTHS_WITH_DAY = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "hy": "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
}
MONTHS_ALONE = {
    "en": MONTHS_WITH_DAY["en"],
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "hy": "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր",
}
MONTHS_SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "ru": "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "hy": "հնվ փտվ մրտ ապր մյս հնս հլս օգս սեպ հոկ նոյ դեկ",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "hy": "երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի",
}
WEEKDAYS_SHORT = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "ru": "пн вт ср чт пт сб вс",
    "hy": "երկ երք չրք հնգ ուր շբթ կիր",
}
JUST_NOW = {"en": "just now", "ru": "только что", "hy": "հենց նոր"}
AGO = {"en": "{} {} ago", "ru": "{} {} назад", "hy": "{} {} առաջ"}
MINUTES = {
    "en": {"one": "minute", "other": "minutes"},
    "ru": {"one": "минуту", "few": "минуты", "many": "минут"},
    "hy": {"one": "րոպե", "other": "րոպե"},
}
HOURS = {
    "en": {"one": "hour", "other": "hours"},
    "ru": {"one": "час", "few": "часа", "many": "часов"},
    "hy": {"one": "ժամ", "other": "ժամ"},
}
TIMES_OF = {  # as people call it; a zone that is not here is called by its city
    "Asia/Yerevan": {"en": "Yerevan time.", "ru": "По ереванскому времени.", "hy": "Երևանի ժամանակով։"},
    "Asia/Tbilisi": {"en": "Tbilisi time.", "ru": "По тбилисскому времени.", "hy": "Թբիլիսիի ժամանակով։"},
}
TIME_OF_A_CITY = {"en": "{} time.", "ru": "Время: {}.", "hy": "Ժամանակը՝ {}։"}
AGES = {"en": ("min", "h", "d"), "ru": ("мин", "ч", "дн."), "hy": ("րոպե", "ժամ", "օր")}


def _site_time(moment: datetime) -> datetime:
    return moment.astimezone(get_default_timezone())


def _local(day: date) -> date:
    return _site_time(day) if isinstance(day, datetime) else day


def format_date(day: date, language: str) -> str:
    """26 December 2024 · 26 декабря 2024 · 26 դեկտեմբերի 2024."""
    day = _local(day)
    return f"{day.day} {MONTHS_WITH_DAY[language].split()[day.month - 1]} {day.year}"


def format_datetime(moment: datetime, language: str) -> str:
    """The house format of bylines: 26 December 2024, 17:40."""
    return f"{format_date(moment, language)}, {format_time(moment)}"


def format_time(moment: datetime) -> str:
    local = _site_time(moment)
    return f"{local.hour:02}:{local.minute:02}"


def format_recent(moment: datetime, now: datetime, language: str) -> str:
    """17:40 if that was today, else 26 Dec 17:40 · 26 дек 17:40 · 26 դեկ 17:40."""
    day, time = _site_time(moment).date(), format_time(moment)
    return time if day == _site_time(now).date() else f"{format_short(day, language)} {time}"


def format_zone(moment: datetime) -> str:
    """Of the site's time zone at this moment, the same in every language: UTC+4, UTC−3:30."""
    minutes = int((_site_time(moment).utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def format_weekday(day: date, language: str) -> str:
    """Thursday, 26 December · четверг, 26 декабря · հինգշաբթի, 26 դեկտեմբերի."""
    day = _local(day)
    month = MONTHS_WITH_DAY[language].split()[day.month - 1]
    return f"{WEEKDAYS[language].split()[day.weekday()]}, {day.day} {month}"


def weekdays(language: str) -> list[tuple[str, str]]:
    """(abbreviation, name) of each day of the week, Monday first: the heads of a calendar."""
    return list(zip(WEEKDAYS_SHORT[language].split(), WEEKDAYS[language].split(), strict=True))


def format_short(day: date, language: str) -> str:
    """26 Dec · 26 дек · 26 դեկ."""
    day = _local(day)
    return f"{day.day} {MONTHS_SHORT[language].split()[day.month - 1]}"


def format_span(first: date, last: date, language: str) -> str:
    """Two days and all between, saying once what both share: 23–29 November 2026 · 30 ноября — 6 декабря 2026."""
    first, last = _local(first), _local(last)
    begin, end = format_date(first, language), format_date(last, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}" if first.day != last.day else end
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
    return f"{begin}{NBSP}{'—' if language == 'ru' else '–'} {end}"


def format_month(year: int, month: int, language: str) -> str:
    """A heading of the archive: December 2024 · декабрь 2024 · դեկտեմբեր 2024."""
    return f"{month_alone(month, language)} {year}"


def month_alone(month: int, language: str) -> str:
    """A month without its year: December · декабрь · դեկտեմբեր."""
    return MONTHS_ALONE[language].split()[month - 1]


def ago(moment: datetime, now: datetime, language: str) -> str | None:
    """How long ago, within a day and rounded down; None for what is older, or still to come."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 0 or minutes >= 24 * 60:
        return None
    if minutes == 0:
        return JUST_NOW[language]
    count, forms = (minutes, MINUTES[language]) if minutes < 60 else (minutes // 60, HOURS[language])
    return AGO[language].format(count, forms[plural_form(count, language)])


def age(moment: datetime, now: datetime, language: str) -> str:
    """How old, in one short unit, rounded down: 25 min · 3 h · 4 d. Empty within the first minute, and for what is to come."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return ""
    unit, count = (0, minutes) if minutes < 60 else (1, minutes // 60) if minutes < 48 * 60 else (2, minutes // 1440)
    return f"{format_number(count, language)}{NBSP}{AGES[language][unit]}"


def iso(moment: datetime) -> str:
    """For machines, with the site's offset: 2024-12-26T17:40:00+04:00."""
    return _site_time(moment).isoformat(timespec="seconds")


def time_of(zone: str, language: str) -> str:
    """Whose time it is, in a sentence as people say it: Yerevan time. · По ереванскому времени. · Երևանի ժամանակով։"""
    if zone in TIMES_OF:
        return TIMES_OF[zone][language]
    return TIME_OF_A_CITY[language].format(zone.rpartition("/")[2].replace("_", " "))
