from datetime import UTC, datetime

from django.utils import translation

from text.cities import CITIES, clocks, usual_cities


def shown(keys, moment):
    return [(clock.cities, clock.time, clock.offset) for clock in clocks(keys, moment)]


def test_cities_of_one_time_share_a_clock_in_the_order_of_the_first():
    winter = datetime(2026, 1, 15, 21, 5, tzinfo=UTC)
    assert shown(usual_cities(), winter) == [
        (["Yerevan", "Tbilisi", "Baku"], "01:05", 240),
        (["Tehran"], "00:35", 210),
        (["Moscow", "Ankara"], "00:05", 180),
    ]


def test_a_clock_follows_summer_time_and_half_hours():
    assert shown(["london", "new-york"], datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == [
        (["London"], "13:00", 60),
        (["New York"], "08:00", -240),
    ]


def test_an_unknown_city_is_left_out_and_every_known_one_has_a_time_and_a_name_of_its_own_language():
    now = datetime(2026, 7, 1, tzinfo=UTC)
    assert shown(["atlantis"], now) == []
    assert sum(len(clock.cities) for clock in clocks(CITIES, now)) == len(CITIES)
    with translation.override("ru"):
        assert clocks(["yerevan"], now)[0].cities == ["Ереван"]
