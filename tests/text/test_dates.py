from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from text import dates

DAY = date(2024, 12, 26)
MOMENT = datetime(2024, 12, 26, 13, 40, 5, tzinfo=UTC)  # 17:40 in Yerevan
LATE = datetime(2024, 12, 31, 21, 5, tzinfo=UTC)  # the new year has come to Yerevan
WITH_DAY = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "hy": "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
}
ALONE = {
    "en": WITH_DAY["en"],
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "hy": "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր",
}


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_stands_in_its_case_with_a_day_and_alone(month, language):
    assert dates.format_date(date(2024, month, 5), language) == f"5 {WITH_DAY[language].split()[month - 1]} 2024"
    assert dates.format_month(2024, month, language) == f"{ALONE[language].split()[month - 1]} 2024"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "26 December 2024, 17:40"), ("ru", "26 декабря 2024, 17:40"), ("hy", "26 դեկտեմբերի 2024, 17:40")],
)
def test_a_byline_has_the_house_format_in_the_sites_zone(language, expected):
    assert dates.format_datetime(MOMENT, language) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Asia/Yerevan", "UTC+4"), ("Asia/Tehran", "UTC+3:30"), ("America/St_Johns", "UTC−3:30"), ("UTC", "UTC+0")],
)
def test_the_zone_is_named_by_its_distance_in_every_language(settings, zone, expected):
    settings.TIME_ZONE = zone
    assert dates.format_zone(MOMENT) == expected


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        ("ru", "понедельник вторник среда четверг пятница суббота воскресенье"),
        ("hy", "երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի"),
    ],
)
def test_the_weekday_comes_first_and_in_lower_case_where_that_is_usage(language, names):
    month = WITH_DAY[language].split()[11]
    written = [dates.format_weekday(date(2024, 12, 23 + day), language) for day in range(7)]
    assert written == [f"{name}, {23 + day} {month}" for day, name in enumerate(names.split())]


@pytest.mark.parametrize(
    ("first", "last", "english", "russian", "armenian"),
    [
        ("2026-11-23", "2026-11-29", "23–29 November 2026", "23–29 ноября 2026", "23–29 նոյեմբերի 2026"),
        ("2026-11-30", "2026-12-06", "30 November – 6 December 2026", "30 ноября — 6 декабря 2026", "30 նոյեմբերի – 6 դեկտեմբերի 2026"),
        ("2026-12-28", "2027-01-03", "28 December 2026 – 3 January 2027", "28 декабря 2026 — 3 января 2027", "28 դեկտեմբերի 2026 – 3 հունվարի 2027"),
        ("2026-05-01", "2027-05-01", "1 May 2026 – 1 May 2027", "1 мая 2026 — 1 мая 2027", "1 մայիսի 2026 – 1 մայիսի 2027"),
        ("2026-05-01", "2026-05-01", "1 May 2026", "1 мая 2026", "1 մայիսի 2026"),
    ],
)  # fmt: skip
def test_a_span_of_days_says_once_what_both_ends_share(first, last, english, russian, armenian):
    for language, expected in (("en", english), ("ru", russian), ("hy", armenian)):
        written = dates.format_span(date.fromisoformat(first), date.fromisoformat(last), language)
        assert written.replace("\u00a0", " ") == expected and ("\u00a0" in written) == (
            " – " in expected or " — " in expected
        )


@pytest.mark.parametrize(("language", "expected"), [("en", "26 Dec"), ("ru", "26 дек"), ("hy", "26 դեկ")])
def test_a_short_date_has_no_year_and_no_full_stop(language, expected):
    assert dates.format_short(DAY, language) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "1 Jan 01:05"), ("ru", "1 янв 01:05"), ("hy", "1 հնվ 01:05")]
)
def test_a_time_of_today_stands_alone_and_midnight_is_the_papers(language, expected):
    hours = [timedelta(hours=each) for each in (-2, 0, 22, 23)]  # the last is 00:05 of the day after, in Yerevan
    written = [dates.format_recent(LATE, LATE + each, language) for each in hours]
    assert written == [expected, "01:05", "01:05", expected]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (dates.format_date, "1 հունվարի 2025"),
        (dates.format_datetime, "1 հունվարի 2025, 01:05"),
        (dates.format_weekday, "չորեքշաբթի, 1 հունվարի"),
        (dates.format_short, "1 հնվ"),
    ],
)
def test_every_format_shows_the_sites_day_not_that_of_utc(write, expected):
    assert write(LATE, "hy") == expected


@pytest.mark.parametrize("hours", [0, -5, 4])
def test_the_same_moment_is_written_alike_whatever_its_zone(hours):
    moment = MOMENT.astimezone(timezone(timedelta(hours=hours)))
    assert dates.format_time(moment) == "17:40"
    assert dates.iso(moment) == "2024-12-26T17:40:05+04:00"


def test_a_clock_of_24_hours_has_two_digits():
    assert dates.format_time(datetime(2024, 1, 1, 20, 4, 59, tzinfo=UTC)) == "00:04"


@pytest.mark.parametrize(
    ("seconds", "en", "ru", "hy"),
    [
        (0, "just now", "только что", "հենց նոր"),
        (59, "just now", "только что", "հենց նոր"),
        (60, "1 minute ago", "1 минуту назад", "1 րոպե առաջ"),
        (119, "1 minute ago", "1 минуту назад", "1 րոպե առաջ"),
        (2 * 60, "2 minutes ago", "2 минуты назад", "2 րոպե առաջ"),
        (5 * 60, "5 minutes ago", "5 минут назад", "5 րոպե առաջ"),
        (11 * 60, "11 minutes ago", "11 минут назад", "11 րոպե առաջ"),
        (21 * 60, "21 minutes ago", "21 минуту назад", "21 րոպե առաջ"),
        (3599, "59 minutes ago", "59 минут назад", "59 րոպե առաջ"),
        (3600, "1 hour ago", "1 час назад", "1 ժամ առաջ"),
        (3 * 3600 + 3599, "3 hours ago", "3 часа назад", "3 ժամ առաջ"),
        (12 * 3600, "12 hours ago", "12 часов назад", "12 ժամ առաջ"),
        (24 * 3600 - 1, "23 hours ago", "23 часа назад", "23 ժամ առաջ"),
    ],
)
def test_how_long_ago_is_rounded_down(seconds, en, ru, hy):
    now = MOMENT + timedelta(seconds=seconds)
    assert [dates.ago(MOMENT, now, language) for language in ("en", "ru", "hy")] == [en, ru, hy]


@pytest.mark.parametrize("seconds", [24 * 3600, 10**7, -1, -3600])
def test_what_is_a_day_old_or_still_to_come_is_not_told_as_ago(seconds):
    assert dates.ago(MOMENT, MOMENT + timedelta(seconds=seconds), "en") is None


@pytest.mark.parametrize(
    ("minutes", "english", "russian", "armenian"),
    [
        (-5, "", "", ""),
        (0, "", "", ""),
        (1, "1 min", "1 мин", "1 րոպե"),
        (59, "59 min", "59 мин", "59 րոպե"),
        (60, "1 h", "1 ч", "1 ժամ"),
        (47 * 60 + 59, "47 h", "47 ч", "47 ժամ"),
        (48 * 60, "2 d", "2 дн.", "2 օր"),
    ],
)
def test_an_age_is_one_short_unit_rounded_down(minutes, english, russian, armenian):
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    for language, expected in (("en", english), ("ru", russian), ("hy", armenian)):
        assert dates.age(now - timedelta(minutes=minutes), now, language) == expected.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("Asia/Yerevan", "en", "Yerevan time."),
        ("Asia/Yerevan", "ru", "По ереванскому времени."),
        ("Asia/Yerevan", "hy", "Երևանի ժամանակով։"),
        ("America/Argentina/Buenos_Aires", "en", "Buenos Aires time."),
        ("America/New_York", "ru", "Время: New York."),
        ("UTC", "hy", "Ժամանակը՝ UTC։"),
    ],
)
def test_a_zone_is_called_as_people_call_it(zone, language, words):
    assert dates.time_of(zone, language) == words
