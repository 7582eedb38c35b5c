"""Feeds as a feed reader meets them: every list in every format, what changed, and nothing sent twice."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles import workflow
from tests import cast
from tests.site.routes import FORMATS, addresses

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("feed", "section_feed", "tag_feed", "author_feed")
TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


def items(response, form):
    """(id, title, address) of each item, whatever the format."""
    if form == "json":
        return [(item["id"], item["title"], item["url"]) for item in json.loads(response.content)["items"]]
    root = ElementTree.fromstring(response.content)
    if form == "rss":
        return [tuple(item.findtext(name) for name in ("guid", "title", "link")) for item in root.iter("item")]
    return [
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href"))
        for entry in root.iter(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("name", FEEDS)
def test_every_feed_holds_its_language_and_says_what_it_is(paper, client, name):
    by_word = {cast.WORDS[variant.language]: variant for variant in paper}
    for address in addresses(paper)[name]:
        form, variant = address.rpartition(".")[2], by_word[address.split("/")[1]]
        response = client.get(address)
        assert response.headers["Content-Type"].startswith(TYPES[form]), address
        named = f"tag:testserver,2024:story/{variant.article_id}/{variant.language}"
        assert items(response, form) == [(named, variant.headline, f"http://testserver{cast.address(variant)}")], (
            address
        )


def test_the_page_of_every_list_names_its_feeds(paper, client):
    for page, feed in (("home", "feed"), ("section", "section_feed"), ("tag", "tag_feed"), ("author", "author_feed")):
        found = addresses(paper)
        for place in found[page]:
            text = client.get(place).content.decode()
            for form in FORMATS:
                assert f'type="{TYPES[form]}"' in text and f'href="{place}feed.{form}"' in text, (feed, place, form)


@pytest.mark.parametrize("form", FORMATS)
def test_who_has_the_feed_already_gets_nothing_again_until_something_changes(paper, client, form):
    first = client.get(f"/en/region/feed.{form}")
    etag = first.headers["ETag"]
    for sent in (etag, f"W/{etag}", f'"other", {etag}'):
        again = client.get(f"/en/region/feed.{form}", headers={"if-none-match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert client.get(f"/en/region/feed.{form}", headers={"if-none-match": '"other"'}).status_code == 200
    cast.live(at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/en/region/feed.{form}", headers={"if-none-match": etag}).status_code == 200


def test_a_correction_changes_an_item_and_adds_none(paper, client):
    before = {form: items(client.get(f"/en/feed.{form}"), form) for form in FORMATS}
    now = timezone.now()
    workflow.correct(user=cast.mariam(), now=now, variant_id=paper[0].pk, kind="correction", text="It was Tuesday.")
    assert {form: items(client.get(f"/en/feed.{form}"), form) for form in FORMATS} == before
    item = json.loads(client.get("/en/feed.json").content)["items"][0]
    assert abs(parse_datetime(item["date_modified"]) - now) < timedelta(seconds=1)
    assert parse_datetime(item["date_published"]) < now - timedelta(hours=1)
    entry = ElementTree.fromstring(client.get("/en/feed.atom").content).find(f"{ATOM}entry")
    assert abs(parse_datetime(entry.findtext(f"{ATOM}updated")) - now) <= timedelta(seconds=1)
    other = json.loads(client.get("/ru/feed.json").content)["items"][0]
    assert other["date_modified"] == other["date_published"]


def test_an_empty_feed_is_still_a_feed(paper, client):
    for form in FORMATS:
        response = client.get(f"/ru/politics/feed.{form}")
        assert response.status_code == 200
        assert items(response, form) == []
