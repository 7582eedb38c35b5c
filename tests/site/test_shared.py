"""What pages share is made once, and made again when the site has changed."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.events import announce_site
from reader import shared as of_pages
from reader.shared import shared
from reader.site_watch import SiteWatch
from tests import cast
from tests.site.routes import addresses

pytestmark = pytest.mark.django_db


def made(key="key"):
    """Whether it had to be made."""
    said = []
    shared(key, lambda: said.append("made"))
    return bool(said)


def test_it_is_made_once_for_each_key(watched):
    assert [made(), made(), made("other"), made()] == [True, False, True, False]


def test_a_change_of_the_site_makes_it_anew(watched, django_capture_on_commit_callbacks):
    made()
    with django_capture_on_commit_callbacks(execute=True):
        announce_site()
    assert [made(), made()] == [True, False]


def test_a_change_by_another_process_makes_it_anew_a_second_later(watched):
    from articles.models import SiteState

    made()
    SiteState.objects.update(generation=99)
    assert not made()
    watched.asked_at -= 1.1
    assert [made(), made()] == [True, False]


def test_a_minute_and_a_story_that_is_due_make_it_anew(watched, monkeypatch):
    made()
    cast.schedule(cast.draft(), at=timezone.now() + timedelta(hours=1), now=timezone.now())
    of_pages.forget()
    watched.asked_at -= 2
    made()
    assert not made()
    an_hour_later = time.time() + 3601
    monkeypatch.setattr(of_pages.time, "time", lambda: an_hour_later)
    assert made()
    monkeypatch.undo()
    made()
    assert not made()
    a_minute_later = time.monotonic() + 61
    monkeypatch.setattr(of_pages.time, "monotonic", lambda: a_minute_later)
    assert made()


def test_while_the_database_does_not_answer_nothing_is_shared(watched, monkeypatch):
    made()
    monkeypatch.setattr(SiteWatch, "current", lambda self: None)
    assert [made(), made()] == [True, True]


def test_memory_is_bounded(watched, monkeypatch):
    monkeypatch.setattr(of_pages, "MOST", 3)
    for key in range(9):
        made(key)
    assert len(of_pages._kept) == 3


WARM = {"home": 1, "section": 1, "article": 2, "tag": 2, "author": 2, "source": 2, "latest": 1, "archive_day": 2}


def test_once_pages_have_been_read_each_asks_at_most_three_questions(paper, client, watched):
    found = addresses(paper, paper[0].photo)
    for name, most in WARM.items():
        for address in found[name]:
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked = [query["sql"] for query in queries if "articles_sitestate" not in query["sql"]]  # once a second
            assert len(asked) <= most, (address, asked)


def test_what_is_related_is_looked_up_once_for_all_stories_of_a_tag(
    paper, client, watched, django_capture_on_commit_callbacks
):
    def related(variant):
        return [card.variant_id for card in client.get(cast.address(variant)).context["further"].related]

    first, second = (cast.live(at=timezone.now() - age * cast.HOUR, headline=f"Train {age}") for age in (2, 3))
    for variant in (first, second):
        cast.arrange(variant, tags=("railways",))
    assert second.pk in related(first)
    with CaptureQueriesContext(connection) as queries:
        assert first.pk in related(second)
    assert not [query["sql"] for query in queries if "taglisting" in query["sql"]]
    with django_capture_on_commit_callbacks(execute=True):
        third = cast.live(at=timezone.now(), headline="The last train")
        cast.arrange(third, tags=("railways",))
    assert related(second)[0] == third.pk


def test_a_page_is_the_same_whoever_was_read_before_it(paper, client, watched, monkeypatch):
    """What a part depends on stands in its tag: pages made of parts that others made are those made alone."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # clocks stand on fronts
    places = [
        place
        for group in addresses(paper, paper[0].photo).values()
        for place in group
        if place.startswith("/") and "." not in place
    ]
    alone = {}
    for place in places:
        of_pages.forget()
        alone[place] = client.get(place)
    for place in [*places, *reversed(places)]:
        found = client.get(place)
        assert (found.status_code, found.content) == (alone[place].status_code, alone[place].content), place
