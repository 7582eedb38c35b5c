"""Feeds read by a feed reader that is not ours: without a complaint, with everything in them, and steady."""

import calendar
import json
import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import SiteSettings
from photos.models import Photo
from tests import cast
from tests.site.routes import FORMATS, addresses

LISTS = ("feed", "section_feed", "tag_feed", "author_feed")
SITE = "http://testserver"
NAMED = {"en": "Nora Vale", "ru": "Нора Вейл", "hy": "Նորա Վեյլ"}
TAGGED = {"en": "Railways", "ru": "Железные дороги", "hy": "Երկաթուղի"}


def read(client, place):
    response = client.get(place)
    assert response.status_code == 200, place
    return feedparser.parse(
        response.content, response_headers={name.lower(): value for name, value in response.headers.items()}
    )


def xml_feeds(variants):
    found = addresses(variants)
    return [place for name in LISTS for place in found[name] if not place.endswith(".json")]


def json_items(client, place):
    return json.loads(client.get(place).content)["items"]


@pytest.fixture
def full(paper):
    SiteSettings.objects.update(has_full_feeds=True)
    return paper


def test_every_feed_is_read_without_a_complaint(paper, client):
    places = xml_feeds(paper)
    assert len(places) == 24
    for place in places:
        found = read(client, place)
        assert not found.bozo, (place, found.get("bozo_exception"))
        assert len(found.entries) == 1
        assert found.feed.language == {"arm": "hy"}.get(place.split("/")[1], place.split("/")[1])
        links = {(link.rel, link.href) for link in found.feed.links}
        assert ("self", SITE + place) in links
        assert ("alternate", SITE + place.rpartition("feed.")[0]) in links


def test_an_empty_feed_and_a_full_one_are_read_without_a_complaint(full, client):
    for place in ("/ru/politics/feed.rss", "/ru/politics/feed.atom", *xml_feeds(full)):
        assert not read(client, place).bozo, place


def test_hostile_words_are_read_without_a_complaint(full, client):
    evil = '</title>]]> "&amp; <b> \u2028 😀'
    cast.tag("evil", en="A & <B>")
    variant = cast.live(at=timezone.now() - timedelta(minutes=1), headline=evil, standfirst=evil, byline_override="<&>")
    cast.arrange(variant, tags=("evil",))
    for form in ("rss", "atom"):
        found = read(client, f"/en/feed.{form}")
        assert not found.bozo
        assert found.entries[0].title == variant.headline
        assert "<b>" not in found.entries[0].summary and "&lt;b&gt;" in found.entries[0].summary
        assert "A & <B>" in [tag.term for tag in found.entries[0].tags]


def test_an_item_names_its_authors_categories_picture_and_times(paper, client):
    for variant in paper:
        word, language = cast.WORDS[variant.language], variant.language
        for form in ("rss", "atom"):
            [item] = read(client, f"/{word}/feed.{form}").entries
            assert [one.get("name") for one in item.authors if one] == [NAMED[language]], form
            assert [tag.term for tag in item.tags] == [cast.NAMES["region"][language], client.get(f"/{word}/tag/railways/").context["tag"].words]  # fmt: skip
            assert item.summary == variant.summary
            assert datetime.fromtimestamp(calendar.timegm(item.published_parsed), UTC) == variant.published_at.replace(microsecond=0)  # fmt: skip
        [item] = json_items(client, f"/{word}/feed.json")
        assert item["authors"] == [{"name": NAMED[language], "url": f"{SITE}/{word}/author/nora-vale/"}]
        assert item["tags"][0] == cast.NAMES["region"][language] and len(item["tags"]) == 2
        assert item["language"] == language and item["summary"] == item["content_text"] == variant.summary


def test_the_picture_of_an_item_is_there_while_its_rights_last(paper, client):
    def pictures():
        rss, atom = (read(client, f"/en/feed.{form}").entries[0] for form in ("rss", "atom"))
        return [
            *(one["url"] for one in rss.get("media_content", [])),
            *(one.href for one in atom.links if one.rel == "enclosure"),
            *(item["image"] for item in json_items(client, "/en/feed.json") if "image" in item),
        ]

    found = pictures()
    assert len(found) == 3
    for address in found:
        assert client.get(address.removeprefix(SITE)).headers["Content-Type"] == "image/jpeg"
    Photo.objects.update(expires_on=timezone.localdate())
    assert pictures() == []


def test_a_story_signed_in_its_own_words_has_that_author_only(paper, client):
    cast.publish(cast.write(paper[0], byline_override="Our own correspondent"), at=timezone.now())
    [item] = read(client, "/en/feed.atom").entries
    assert [one.name for one in item.authors] == ["Our own correspondent"]
    [item] = json_items(client, "/en/feed.json")
    assert item["authors"] == [{"name": "Our own correspondent"}]


def test_two_authors_stand_in_their_order(paper, client):
    cast.author("leo-marsh", en="Leo Marsh")
    cast.arrange(paper[0], authors=("leo-marsh", "nora-vale"))
    for place in ("/en/feed.rss", "/en/feed.atom"):
        names = [one.name for one in read(client, place).entries[0].authors if one.get("name")]
        assert names == ["Leo Marsh", "Nora Vale"], place
    # Who has no Armenian name is named as signed elsewhere, as on the page.
    assert [one["name"] for one in json_items(client, "/arm/feed.json")[0]["authors"]] == ["Leo Marsh", "Նորա Վեյլ"]


def test_summaries_are_what_is_given_until_the_paper_gives_its_texts(paper, client):
    assert "content" not in read(client, "/en/feed.rss").entries[0]
    SiteSettings.objects.update(has_full_feeds=True)
    for variant in paper:
        word = cast.WORDS[variant.language]
        for form in ("rss", "atom"):
            [item] = read(client, f"/{word}/feed.{form}").entries
            assert cast.BODIES[variant.language] in [one.value for one in item.content], form
        [item] = json_items(client, f"/{word}/feed.json")
        assert item["content_html"] == cast.BODIES[variant.language] and "content_text" not in item


def test_a_full_text_has_whole_addresses_and_no_picture_whose_rights_are_over(full, client):
    shown, ended = cast.photo((10, 90, 30)), cast.photo((20, 30, 90))
    figures = "".join(f'<figure><img src="/media/{one.key}/w720.jpg" alt="A gate"></figure>' for one in (shown, ended))
    body = f'<p><a href="/en/region/">Here</a> and <a href="https://example.org/">there</a>.</p>{figures}'
    cast.publish(cast.write(full[0], body=body), at=timezone.now())
    Photo.objects.filter(pk=ended.pk).update(expires_on=timezone.localdate())
    [item] = json_items(client, "/en/feed.json")
    assert f'href="{SITE}/en/region/"' in item["content_html"] and 'href="https://example.org/"' in item["content_html"]
    assert f'src="{SITE}/media/{shown.key}/' in item["content_html"]
    assert ended.key not in item["content_html"]
    assert not re.search(r'="/', item["content_html"])
    assert "srcset" not in item["content_html"] and "<source" not in item["content_html"]


@pytest.mark.parametrize("form", FORMATS)
def test_an_id_stays_over_every_edit_move_and_new_address(paper, client, form):
    def ids(place):
        if form == "json":
            return [item["id"] for item in json_items(client, f"{place}feed.json")]
        return [item.id for item in read(client, f"{place}feed.{form}").entries]

    before = ids("/en/")
    assert before == ids("/en/region/") == [f"tag:testserver,2024:story/{paper[0].article_id}/en"]
    cast.publish(cast.write(paper[0], headline="All else", slug="all-else", body="<p>New.</p>"), at=timezone.now())
    cast.arrange(paper[0], section=cast.section("politics").key, tags=(), authors=())
    assert ids("/en/") == ids("/en/politics/") == before
    assert ids("/en/region/") == []
    cast.withdraw(paper[0], now=timezone.now())
    assert ids("/en/") == ids("/en/politics/") == []
    cast.bring_back(paper[0], at=timezone.now())
    assert ids("/en/") == before


def test_updated_moves_with_the_substance_only(paper, client):
    def updated():
        item = read(client, "/en/feed.atom").entries[0]
        return item.published, item.updated, json_items(client, "/en/feed.json")[0]["date_modified"]

    before = updated()
    cast.publish(cast.write(paper[0], body="<p>The first carriage left at dusk.</p>"), at=timezone.now(), is_minor=True)
    cast.arrange(paper[0], section=cast.section("politics").key)
    assert updated() == before
    cast.publish(cast.write(paper[0], body="<p>It never left.</p>"), at=timezone.now())
    after = updated()
    assert after[0] == before[0] and after[1] > before[1] and after[2] > before[2]


def test_a_feed_without_stories_stands_still(paper, client, monkeypatch):
    first = [client.get(f"/ru/politics/feed.{form}").content for form in FORMATS]
    later = timezone.now() + timedelta(hours=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [client.get(f"/ru/politics/feed.{form}").content for form in FORMATS] == first


def test_a_hub_is_named_in_the_headers_and_in_the_feed_and_only_when_there_is_one(paper, client, settings):
    assert "Link" not in client.get("/en/feed.rss").headers
    assert "hub" not in client.get("/en/feed.json").content.decode()
    settings.WEBSUB_HUB = "https://hub.example.org/"
    for name in LISTS:
        for place in addresses(paper)[name]:
            response = client.get(place)
            assert response.headers["Link"] == f'<https://hub.example.org/>; rel="hub", <{SITE}{place}>; rel="self"'
            if place.endswith(".json"):
                assert json.loads(response.content)["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
            else:
                found = read(client, place)
                assert not found.bozo
                assert ("hub", "https://hub.example.org/") in {(one.rel, one.href) for one in found.feed.links}


def test_formats_we_do_not_write_are_not_there(paper, client):
    for route, arguments in (("feed", []), ("section_feed", ["region"]), ("tag_feed", ["railways"]), ("author_feed", ["nora-vale"])):  # fmt: skip
        assert client.get(reverse(f"reader:{route}", args=["en", *arguments, "opml"])).status_code == 404
