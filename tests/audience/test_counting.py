from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from audience import counting, journal
from audience.counting import daily_salt, fold, forget, is_machine, network, record
from audience.models import DailySalt, MostRead, RecentReader, ViewHour, ViewJournal, ViewTotal
from audience.queries import count_most_read, most_read_cards, views_by_article
from tests import cast
from tests.cast import HOUR, NOW

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def read(variant, *, address="192.0.2.1", user_agent=FIREFOX, now=NOW):
    return record(variant_id=variant.pk, address=address, user_agent=user_agent, now=now)


@pytest.fixture
def elsewhere(monkeypatch):
    """Each view comes to another process."""
    monkeypatch.setattr(counting, "recent_here", counting.RecentHere())
    monkeypatch.setattr(counting.RecentHere, "is_new", lambda self, reader, earlier, now: True)


def total(variant):
    fold(NOW)
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
    fold(NOW)
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
    assert fold(NOW) == 0
    assert not RecentReader.objects.exists()


@pytest.mark.django_db
def test_no_address_is_kept_and_salts_live_a_day():
    variant = cast.live()
    read(variant)
    assert b"192.0.2.1" not in b"".join(path.read_bytes() for path in journal.files())
    fold(NOW)
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


@pytest.mark.django_db
def test_a_repeat_across_midnight_at_another_process_is_one_too(elsewhere):
    variant = cast.live()
    midnight = (NOW + 24 * HOUR).replace(hour=0)
    for minutes in (-10, 10, 19, 21):
        read(variant, now=midnight + timedelta(minutes=minutes))
    assert total(variant) == 2


def test_ipv6_readers_are_told_apart_by_their_network():
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:1::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    assert network("fe80::1%eth0") == network("fe80::2")
    assert network("not an address") == network("") == network("1.2.3.4\0") == b""


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


@pytest.mark.django_db
def test_what_hardly_anybody_reads_is_in_no_list():
    read, hardly = cast.live(), cast.live()
    for variant, views in ((read, 3), (hardly, 2)):
        ViewHour.objects.create(variant=variant, hour=NOW.replace(minute=0), views=views)
    count_most_read(NOW)
    for window in ("1h", "24h", "7d"):
        assert [card.variant_id for card in most_read_cards("en", NOW, window)] == [read.pk]


@pytest.mark.django_db
def test_an_hour_is_an_hour_whenever_it_is_asked_for():
    older, newer, before = cast.live(), cast.live(), cast.live()
    for variant, hours_ago, views in ((older, 1, 500), (newer, 0, 20), (before, 2, 9999)):
        ViewHour.objects.create(variant=variant, hour=NOW.replace(minute=0) - hours_ago * HOUR, views=views)

    def listed(minute):
        count_most_read(NOW.replace(minute=minute))
        return list(
            MostRead.objects.filter(language="en", window="1h").order_by("rank").values_list("variant", "views")
        )

    assert listed(3) == [(older.pk, 475), (newer.pk, 20)]
    assert listed(57) == [(older.pk, 25), (newer.pk, 20)]
    assert listed(59) == [(newer.pk, 20), (older.pk, 8)]


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


@pytest.mark.django_db
def test_one_reader_at_several_processes_adds_one(elsewhere):
    variant = cast.live()
    for minutes in range(0, 60, 5):
        assert read(variant, now=NOW + timedelta(minutes=minutes))
        if minutes % 10:
            fold(NOW)
    assert total(variant) == 2


@pytest.mark.django_db
def test_what_is_counted_is_not_counted_again():
    variant = cast.live()
    for number in range(50):
        read(variant, address=f"198.51.100.{number}")
    assert [fold(NOW), fold(NOW)] == [50, 0]
    counting.counted_up_to.clear()  # another worker
    assert fold(NOW) == 0
    read(variant, address="198.51.100.50")
    assert fold(NOW) == 1
    assert total(variant) == 51


@pytest.mark.django_db
def test_a_worker_that_dies_in_the_middle_counts_all_or_nothing(monkeypatch):
    variant = cast.live()
    read(variant)

    def die(fresh):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(counting, "_remember", die)
        with pytest.raises(KeyboardInterrupt):
            fold(NOW)
    assert not ViewTotal.objects.exists()
    assert total(variant) == 1


@pytest.mark.django_db
def test_many_more_views_than_are_taken_at_once(monkeypatch):
    monkeypatch.setattr(journal, "READ_AT_ONCE", 300)
    variant, other = cast.live(), cast.live()
    for number in range(40):
        read(variant if number % 2 else other, address=f"198.51.100.{number}")
    assert fold(NOW) == 40
    assert (total(variant), total(other)) == (20, 20)
    assert ViewHour.objects.get(variant=variant).hour == NOW.replace(minute=0)


@pytest.mark.django_db
def test_lines_that_a_full_disk_cut_off_cost_no_other_view():
    variant = cast.live()
    read(variant)
    (path,) = journal.files()
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(whole[:40])
    read(variant, address="192.0.2.2")
    with path.open("ab") as file:
        file.write(b"\n\xff\x00 nonsense\n1 2 3 4 .\n999999999999999999999 1 " + b"a" * 32 + b" - .\n")
    read(variant, address="192.0.2.3")
    assert total(variant) == 3


@pytest.mark.django_db
def test_a_view_that_cannot_be_written_is_not_acknowledged(monkeypatch):
    variant = cast.live()
    with monkeypatch.context() as full:
        full.setattr(journal.os, "write", lambda file, line: 10)
        with pytest.raises(OSError, match="full"):
            read(variant)
    assert read(variant), "the reader tries again"
    assert total(variant) == 1


@pytest.mark.django_db
def test_a_file_goes_when_nobody_writes_to_it_any_more():
    variant = cast.live()
    read(variant)
    (path,) = journal.files()
    now = datetime.now(UTC)
    fold(now)
    assert path.exists()
    fold(now + timedelta(seconds=journal.KEPT + journal.SLOT + 1))
    assert not path.exists()
    assert not ViewJournal.objects.exclude(name=counting.TURN).exists()
    assert total(variant) == 1


@pytest.mark.django_db
def test_views_of_a_story_that_is_no_more_are_left_out():
    variant, other = cast.live(), cast.live()
    read(variant)
    read(other)
    ViewHour.objects.all().delete()
    number = variant.pk
    type(variant).objects.filter(pk=number).update(head=None, published_revision=None, confirmed_source=None)
    variant.revisions.all().delete()
    variant.delete()
    assert total(other) == 1
