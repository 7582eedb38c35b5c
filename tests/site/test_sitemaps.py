"""Sitemaps as a search engine meets them: each live address once, in its month, with exact times."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tests import cast

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def told(client, path, tag):
    return [node.text for node in ElementTree.fromstring(client.get(path).content).iter(tag)]


def test_the_index_names_the_lists_of_a_language_and_a_file_a_month_and_each_is_there(db, client):
    first, second = datetime(2026, 1, 31, 23, 30, tzinfo=UTC), datetime(2026, 2, 1, 0, 30, tzinfo=UTC)
    variants = [cast.live(at=at) for at in (first, second)]
    # The months are those of UTC, also where the paper's clock shows February already.
    places = ["/sitemap-en-2026-1.xml", "/sitemap-en-2026-2.xml"]
    named = [f"http://testserver{place}" for place in ("/sitemap-en.xml", *places)]
    assert told(client, "/sitemap.xml", f"{MAP}loc") == named
    for place, variant, at in zip(places, variants, (first, second), strict=True):
        assert told(client, place, f"{MAP}loc") == [f"http://testserver{cast.address(variant)}"]
        assert [parse_datetime(text) for text in told(client, place, f"{MAP}lastmod")] == [at]
    # A file without an address is none: the schema asks for one at least.
    assert client.get("/sitemap-arm-2026-1.xml").status_code == client.get("/sitemap-en-1999-1.xml").status_code == 404


def test_the_lists_that_hold_something_are_named_with_the_time_of_their_newest_story(paper, client):
    now = timezone.now()
    cast.tag("bridges", en="Bridges", ru="Мосты")  # has no Armenian name, and below no Russian story
    cast.author("empty-pages", en="Empty Pages")
    newest = cast.live("en", at=now - timedelta(minutes=2), in_section="politics")
    cast.arrange(newest, tags=("bridges",))
    cast.schedule(cast.draft("ru", now=now, in_section="politics"), now=now, at=now + timedelta(hours=1))
    for variant in paper:
        word, at = cast.WORDS[variant.language], variant.visible_from
        held = {f"/{word}/region/": at, f"/{word}/tag/railways/": at, f"/{word}/author/nora-vale/": at, f"/{word}/": at}
        if word == "en":
            held |= dict.fromkeys(("/en/", "/en/politics/", "/en/tag/bridges/"), newest.visible_from)
        place = f"/sitemap-{word}.xml"
        times = map(parse_datetime, told(client, place, f"{MAP}lastmod"))
        found = dict(zip(told(client, place, f"{MAP}loc"), times, strict=True))
        assert found == {f"http://testserver{address}": moment for address, moment in held.items()}
        for address in held:
            assert client.get(address).status_code == 200, address


def test_a_language_without_stories_has_no_lists(db, client):
    cast.live("en", at=timezone.now() - timedelta(minutes=1))
    assert [client.get(f"/sitemap-{word}.xml").status_code for word in cast.WORDS.values()] == [200, 404, 404]


def test_every_address_in_a_sitemap_answers(paper, client):
    for file in told(client, "/sitemap.xml", f"{MAP}loc"):
        for address in told(client, file.removeprefix("http://testserver"), f"{MAP}loc"):
            assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_a_changed_text_moves_lastmod_and_never_the_publication_date(paper, client):
    now = timezone.now()
    place = f"/sitemap-en-{paper[0].visible_from:%Y}-{paper[0].visible_from.month}.xml"
    before = told(client, "/news-sitemap-en.xml", f"{NEWS}publication_date")
    cast.publish(cast.write(paper[0], body="<p>All other words.</p>"), at=now)
    assert [parse_datetime(text) for text in told(client, place, f"{MAP}lastmod")] == [now]
    assert told(client, "/news-sitemap-en.xml", f"{NEWS}publication_date") == before
    assert all(parse_datetime(text).utcoffset() == timedelta() for text in before)


@pytest.mark.parametrize(("hours", "stays"), [(47.9, True), (48.1, False)])
def test_news_are_news_for_two_days(db, client, hours, stays):
    cast.live("hy", at=timezone.now() - timedelta(hours=hours))
    assert bool(told(client, "/news-sitemap-arm.xml", f"{NEWS}title")) == stays
    assert told(client, "/news-sitemap-ru.xml", f"{NEWS}title") == []


def test_who_has_a_sitemap_already_gets_nothing_again_until_something_changes(paper, client):
    day = paper[0].visible_from
    for place in ("/sitemap.xml", f"/sitemap-en-{day:%Y}-{day.month}.xml", "/news-sitemap-en.xml"):
        etag = client.get(place).headers["ETag"]
        assert client.get(place, headers={"if-none-match": etag}).status_code == 304, place
    cast.live(at=timezone.now() - timedelta(minutes=1))
    assert client.get("/news-sitemap-en.xml", headers={"if-none-match": etag}).status_code == 200


def test_robots_names_only_sitemaps_that_are_there(paper, client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    named = [line.removeprefix("Sitemap: http://testserver") for line in lines if line.startswith("Sitemap:")]
    assert len(named) == 4
    for place in named:
        assert client.get(place).status_code == 200, place
