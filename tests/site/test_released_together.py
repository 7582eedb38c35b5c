"""Six variants of two stories, released together: readers get all of them from one instant on, or none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import ArticleVariant
from articles.workflow import publishing
from tests import cast
from tests.desk.screens import signed_in
from tests.desk.test_release import URL, sent, ticked, two_stories

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = timedelta(microseconds=1)


def lists(variant, at):
    """Every public address that lists the variants of a language."""
    word, month = cast.WORDS[variant.language], timezone.localtime(at)
    own = [f"/{word}/{place}" for place in ("", "latest/", "region/", "feed.rss", "region/feed.atom", "feed.json")]
    return [*own, f"/news-sitemap-{word}.xml", f"/sitemap-{word}-{month:%Y}-{month.month}.xml"]


def shown(variants, at):
    """{each public address: the variants that it shows}; asked of the site by somebody who is not signed in."""
    reader, found = Client(), {}
    for variant in variants:
        address = cast.address(variant)
        found[address] = {address} if reader.get(address).status_code == 200 else set()
    for variant in variants[:3]:  # one of each language
        for place in lists(variant, at):
            text = reader.get(place).content.decode()
            found[place] = {address for address in map(cast.address, variants) if address in text}
    connection.close()  # the reader's own, where they ask from a thread
    return found


def whole(variants, at):
    """What `shown` must say once all are public."""
    listed = {
        place: {cast.address(one) for one in variants if one.language == variant.language}
        for variant in variants[:3]
        for place in lists(variant, at)
    }
    return {cast.address(variant): {cast.address(variant)} for variant in variants} | listed


@pytest.fixture
def at_(monkeypatch):
    """Stops the clock at a moment."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def variants(at_):
    """In the order of the list: en, ru, hy of the one story, then of the other."""
    at_(timezone.now())
    found = two_stories()
    for variant in found:
        variant.refresh_from_db()
    return found


def release(variants, **changes):
    """An editor ticks all six and presses the button."""
    client = signed_in(cast.elena())
    return client.post(URL, sent(client.get(ticked(variants)), **changes))


def test_one_that_is_blocked_keeps_all_six_from_the_readers_and_then_all_come_at_one_instant(variants, at_):
    now = timezone.now()
    blocked = cast.write(variants[4], standfirst="")
    assert release(variants).status_code == 409
    for moment in (now, now + MOMENT, now + timedelta(days=2)):
        at_(moment)
        assert not any(shown(variants, now).values())

    cast.write(blocked, standfirst="After six years.")
    released = now + timedelta(minutes=1)
    at_(released)
    assert not any(shown(variants, released).values())
    assert release(variants).status_code == 302
    assert shown(variants, released) == whole(variants, released)
    at_(released - MOMENT)
    assert not any(shown(variants, released).values())
    at_(released + timedelta(days=1))
    assert shown(variants, released) == whole(variants, released)


def test_six_that_are_planned_appear_at_one_instant_with_nothing_running(variants, at_):
    due = (timezone.now() + timedelta(hours=1)).replace(second=0, microsecond=0)
    blocked = cast.write(variants[1], standfirst="")
    planned = {"at": f"{timezone.localtime(due):%Y-%m-%dT%H:%M}"}
    assert release(variants, **planned).status_code == 409
    at_(due)
    assert not any(shown(variants, due).values())

    at_(due - timedelta(minutes=30))
    cast.write(blocked, standfirst="After six years.")
    assert release(variants, **planned).status_code == 302
    for moment, expected in ((due - MOMENT, None), (due, whole(variants, due)), (due + MOMENT, whole(variants, due))):
        at_(moment)
        seen = shown(variants, due)
        assert seen == expected if expected else not any(seen.values()), moment


def test_whoever_reads_while_six_are_released_sees_none_of_them_until_all_are_there(variants, monkeypatch):
    """Between any two of them a reader, on a connection of their own, asks for every page."""
    now, write, seen = timezone.now(), publishing._write_public, []
    with ThreadPoolExecutor(1) as reader:

        def written(*args, **options):
            write(*args, **options)
            seen.append(reader.submit(shown, variants, now).result())

        monkeypatch.setattr(publishing, "_write_public", written)
        assert release(variants).status_code == 302
        assert len(seen) == 6 and not any(place for found in seen for place in found.values())
        assert reader.submit(shown, variants, now).result() == whole(variants, now)


def test_no_question_asked_meanwhile_is_ever_answered_with_some_of_them(variants, monkeypatch):
    """One statement has one answer: what it counts is none or six, whenever it falls."""
    now, is_over, begun, counts = timezone.now(), Event(), Event(), []

    def count():
        while not (is_over.is_set() and counts):
            counts.append(ArticleVariant.objects.visible(now).count())
            begun.set()
        counts.append(ArticleVariant.objects.visible(now).count())
        connection.close()

    with ThreadPoolExecutor(1) as reader:
        counting = reader.submit(count)
        try:
            assert begun.wait(20)
            assert release(variants).status_code == 302
        finally:
            is_over.set()
        counting.result()
    assert set(counts) == {0, 6} and counts == sorted(counts)
