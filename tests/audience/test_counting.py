from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from audience.counting import daily_salt, forget, is_machine, network, record
from audience.models import DailySalt, MostRead, RecentReader, ViewHour, ViewTotal
from audience.queries import count_most_read, most_read_cards, views_by_article
from tests import cast
from tests.cast import HOUR, NOW

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def read(variant, *, address="192.0.2.1", user_agent=FIREFOX, now=NOW):
    return record(
        article_id=variant.article_id, language=variant.language, address=address, user_agent=user_agent, now=now
    )


def total(variant):
    return ViewTotal.objects.filter(variant=variant).values_list("views", flat=True).first() or 0


@pytest.mark.django_db
def test_a_reader_counts_once_in_half_an_hour_and_again_after_it():
    variant = cast.live()
    assert read(variant)
    assert not read(variant, now=NOW + timedelta(minutes=29))
    assert read(variant, now=NOW + timedelta(minutes=31))
    assert total(variant) == 2


@pytest.mark.django_db
def test_each_language_counts_for_itself():
    english = cast.live()
    russian = cast.publish(cast.translate(english, "ru"))
    read(english)
    read(russian)
    read(russian, address="192.0.2.2")
    assert views_by_article([english.article_id]) == {english.article_id: {"en": 1, "ru": 2}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "user_agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "TelegramBot (like TwitterBot)",
    ],
)
def test_a_machine_is_not_counted(user_agent):
    assert is_machine(user_agent)
    assert not read(cast.live(), user_agent=user_agent)
    assert not RecentReader.objects.exists()


@pytest.mark.django_db
def test_what_is_not_live_is_not_counted():
    assert not read(cast.draft())
    assert not read(cast.withdraw(cast.live()))
    assert not ViewTotal.objects.exists()


@pytest.mark.django_db
def test_no_address_is_kept_and_salts_live_a_day():
    variant = cast.live()
    read(variant)
    digest = bytes(RecentReader.objects.get().digest)
    assert len(digest) == 16 and b"192.0.2.1" not in digest
    assert daily_salt(NOW) != daily_salt(NOW + 24 * HOUR)
    forget(NOW + 24 * HOUR)
    assert not RecentReader.objects.exists()
    assert list(DailySalt.objects.values_list("day", flat=True)) == [(NOW + 24 * HOUR).date()]


@pytest.mark.django_db
def test_a_repeat_across_midnight_is_still_a_repeat():
    variant = cast.live()
    midnight = (NOW + 24 * HOUR).replace(hour=0)
    assert read(variant, now=midnight - timedelta(minutes=10))
    assert not read(variant, now=midnight + timedelta(minutes=10))
    assert read(variant, now=midnight + timedelta(minutes=21))


def test_ipv6_readers_are_told_apart_by_their_network():
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:1::1")
    assert network("::ffff:192.0.2.1") == "192.0.2.1"
    assert network("not an address") == ""


@pytest.mark.django_db
def test_most_read_is_of_one_language_live_and_in_order():
    first, second, gone = cast.live(), cast.live(), cast.live()
    russian = cast.live("ru")
    hour = NOW.replace(minute=0)
    for variant, views in ((first, 5), (second, 9), (gone, 50), (russian, 80)):
        ViewHour.objects.create(variant=variant, hour=hour, views=views)
    count_most_read(NOW)
    cast.withdraw(gone)
    assert [card.variant_id for card in most_read_cards("en", NOW)] == [second.pk, first.pk]
    assert MostRead.objects.filter(language="ru", window="24h").get().variant == russian


@pytest.mark.django_db(transaction=True)
def test_a_thousand_readers_at_once_add_exactly_a_thousand():
    variant = cast.live()

    def reader(number):
        try:
            return read(variant, address=f"198.51.{number // 250}.{number % 250}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        counted = sum(pool.map(reader, range(1000)))
    assert counted == 1000
    assert total(variant) == 1000
    assert sum(ViewHour.objects.values_list("views", flat=True)) == 1000


@pytest.mark.django_db(transaction=True)
def test_one_reader_in_twenty_tabs_at_once_adds_one():
    variant = cast.live()

    def reader(_number):
        try:
            return read(variant)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(reader, range(20))) == 1
    assert total(variant) == 1
