"""Feeds, sitemaps, structured data, headers: what programs read."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests import cast
from tests.site.routes import addresses

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LANGUAGES = {"en": "en", "ru": "ru", "arm": "hy"}


def xml(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


@pytest.mark.parametrize("word", LANGUAGES)
def test_a_story_has_one_name_in_every_feed_and_format(paper, client, word):
    variant = next(one for one in paper if one.language == LANGUAGES[word])
    rss = xml(client, f"/{word}/feed.rss")
    assert rss.findtext("channel/language") == LANGUAGES[word]
    item = rss.find("channel/item")
    assert item.findtext("title") == variant.headline
    assert item.findtext("link") == f"http://testserver{cast.address(variant)}"
    atom = xml(client, f"/{word}/region/feed.atom")
    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == LANGUAGES[word]
    feed = json.loads(client.get(f"/{word}/tag/railways/feed.json").content)
    assert feed["language"] == LANGUAGES[word]
    assert feed["items"][0]["id"] == item.findtext("guid") == atom.findtext(f"{ATOM}entry/{ATOM}id")
    assert feed["items"][0]["date_published"][:10] in (
        f"{timezone.localtime(variant.published_at):%Y-%m-%d}",
        f"{variant.published_at:%Y-%m-%d}",
    )


def test_the_name_in_a_feed_survives_a_new_slug_and_section(paper, client):
    before = xml(client, "/en/feed.rss").findtext("channel/item/guid")
    cast.publish(cast.write(paper[0], slug="another-word"), at=timezone.now())
    cast.arrange(paper[0], section=cast.section("politics").key)
    assert xml(client, "/en/feed.rss").findtext("channel/item/guid") == before


def test_sitemaps_name_every_live_language_and_no_other(paper, client):
    cast.withdraw(paper[1], now=timezone.now())
    months = [node.text.removeprefix("http://testserver") for node in xml(client, "/sitemap.xml").iter(f"{MAP}loc")]
    named = [node.text for month in months for node in xml(client, month).iter(f"{MAP}loc")]
    stories = [address for address in named if re.search(r"/\d+/", address)]
    assert sorted(stories) == sorted(f"http://testserver{cast.address(one)}" for one in (paper[0], paper[2]))
    assert {address.split("/")[3] for address in named} == {"en", "arm"}


def test_the_news_sitemap_holds_two_days_and_the_right_language(paper, client):
    cast.live(at=timezone.now() - timedelta(hours=49), headline="Too old")
    root = xml(client, "/news-sitemap-arm.xml")
    assert [node.text for node in root.iter(f"{NEWS}language")] == ["hy"]
    titles = [node.text for node in xml(client, "/news-sitemap-en.xml").iter(f"{NEWS}title")]
    assert titles == [cast.HEADLINES["en"]]


def test_hreflang_names_the_live_languages_and_one_default(paper, client):
    text = client.get(cast.address(paper[0])).content.decode()
    links = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text))
    assert set(links) == {"en", "ru", "hy", "x-default"}
    assert links["hy"] == f"http://testserver{cast.address(paper[2])}"
    cast.withdraw(paper[1], now=timezone.now())
    text = client.get(cast.address(paper[0])).content.decode()
    assert set(re.findall(r'hreflang="([^"]+)" href="http', text)) == {"en", "hy", "x-default"}


def test_structured_data_is_a_news_article_in_its_language(paper, client):
    for variant in paper:
        text = client.get(cast.address(variant)).content.decode()
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])
        data = (
            data
            if data.get("@type") == "NewsArticle"
            else next(part for part in data["@graph"] if part["@type"] == "NewsArticle")
        )
        assert data["headline"] == variant.headline
        assert data["inLanguage"] == variant.language
        assert data["datePublished"] and data["author"] and data["image"]


def test_hostile_headlines_stay_words_in_every_format(paper, client):
    evil = '</script><script>alert(1)</script> ]]> "&'
    variant = cast.live(at=timezone.now() - timedelta(minutes=1), headline=evil)
    page = client.get(cast.address(variant)).content.decode()
    assert "<script>alert" not in page
    assert xml(client, "/en/feed.rss").findtext("channel/item/title") == evil
    assert json.loads(client.get("/en/feed.json").content)["items"][0]["title"] == evil
    assert evil in [node.text for node in xml(client, "/news-sitemap-en.xml").iter(f"{NEWS}title")]


def test_every_public_answer_carries_the_strict_policy(paper, client):
    for places in addresses(paper, paper[0].photo).values():
        response = client.get(places[0])
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert (
            "strict-origin" in response.headers["Referrer-Policy"]
            or response.headers["Referrer-Policy"] == "no-referrer"
        )


def test_pages_answer_not_modified_and_are_checked_by_browsers(paper, client):
    for address in ("/en/", cast.address(paper[0]), "/arm/latest/"):
        response = client.get(address)
        kept = response.headers["Cache-Control"]
        assert "max-age=0" in kept and "s-maxage=60" in kept and "private" not in kept
        again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_pages_that_are_not_there_are_not_kept(paper, client):
    kept = client.get("/en/nothing/").headers["Cache-Control"]
    assert "s-maxage" not in kept


def test_robots_and_the_contact_for_finders_of_faults(paper, client):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots and "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Contact: mailto:" in client.get("/.well-known/security.txt").content.decode()


def test_alive_and_ready(client, db):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ready\n"
