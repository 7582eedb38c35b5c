"""Sitemaps against the schemas of their formats (tests/data/sitemaps says whose these are), and the limits of each."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from lxml import etree

from reader import sitemaps
from tests import cast

SCHEMAS = Path(__file__).parent.parent / "data" / "sitemaps"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def schema(name):
    return etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))


def valid(client, place, name="sitemap"):
    document = etree.fromstring(client.get(place).content)
    schema(name).assertValid(document)
    return document


def test_every_sitemap_of_the_paper_is_valid(paper, client):
    hostile = '</loc>]]> & "<b>'
    cast.live(at=timezone.now() - timedelta(minutes=1), headline=hostile)
    index = valid(client, "/sitemap.xml")
    places = [node.text for node in index.iter(f"{MAP}loc")]
    assert len(places) == 6  # of lists and of a month, for each language
    for place in places:
        assert len(valid(client, place.removeprefix("http://testserver"))) >= 1
    for word in cast.WORDS.values():
        assert len(valid(client, f"/news-sitemap-{word}.xml", "news_sitemap")) >= 1


def test_a_paper_without_stories_has_valid_empty_ones(db, client):
    cast.paper()
    assert len(valid(client, "/sitemap.xml")) == 0
    for word in cast.WORDS.values():
        assert len(valid(client, f"/news-sitemap-{word}.xml", "news_sitemap")) == 0


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("sitemap", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/en/</loc></url></urlset>'),
        ("sitemap", '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></sitemapindex>'),
        (
            "news_sitemap",
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.b/</loc></url></urlset>',
        ),
    ],
)
def test_the_schemas_refuse_what_is_wrong(name, broken):
    assert not schema(name).validate(etree.fromstring(broken))


def test_the_index_says_when_something_in_a_month_last_changed(paper, client):
    now = timezone.now()
    cast.publish(cast.write(paper[1], body="<p>Другой текст.</p>"), at=now)
    index = valid(client, "/sitemap.xml")
    said = {node.findtext(f"{MAP}loc").split("-")[1]: parse_datetime(node.findtext(f"{MAP}lastmod")) for node in index}
    assert said["ru"] == now
    assert said["en"] == paper[0].visible_from


def test_news_are_a_thousand_at_most_and_the_newest(paper, client, monkeypatch):
    assert sitemaps.NEWS_LIMIT == 1_000 and sitemaps.SITEMAP_LIMIT == 50_000
    monkeypatch.setattr(sitemaps, "NEWS_LIMIT", 2)
    newest = [cast.live(at=timezone.now() - timedelta(minutes=minutes)) for minutes in (1, 2)]
    places = [node.text for node in valid(client, "/news-sitemap-en.xml", "news_sitemap").iter(f"{MAP}loc")]
    assert places == [f"http://testserver{cast.address(variant)}" for variant in newest]


def test_the_contact_for_finders_of_faults_is_good_for_eleven_months_at_least(client, monkeypatch, db):
    for month in range(1, 13):
        moment = timezone.now().replace(month=month, day=28)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        lines = dict(
            line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
        )
        left = parse_datetime(lines["Expires"]) - moment
        assert timedelta(days=330) < left <= timedelta(days=366)
        assert lines["Preferred-Languages"] == "en, ru, hy"
        assert lines["Contact"].startswith("mailto:") and lines["Canonical"].endswith("/.well-known/security.txt")
