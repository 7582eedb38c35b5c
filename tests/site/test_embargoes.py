"""A story that an embargo held back is news of the moment the embargo ends, wherever readers and machines meet its time."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tests import cast
from tests.site.test_structured import parts, tags

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_end_of_the_embargo_is_the_time_of_publication_everywhere(db, client, monkeypatch):
    signed, until = datetime(2026, 11, 29, 9, 5, tzinfo=UTC), datetime(2026, 12, 2, 6, 0, tzinfo=UTC)
    variant = cast.draft(now=signed - cast.HOUR)
    cast.arrange(variant, now=signed - cast.HOUR, embargo_until=until.isoformat())
    cast.publish(variant, at=signed)
    monkeypatch.setattr(timezone, "now", lambda: until + timedelta(minutes=1))

    page = client.get(cast.address(variant)).content.decode()
    assert 'datetime="2026-12-02T10:00:00+04:00"' in page and "2026-11-29" not in page
    for place in ("/en/", "/en/latest/", "/en/region/"):
        listed = client.get(place).content.decode()
        assert 'datetime="2026-12-02T10:00:00+04:00"' in listed and "2026-11-29" not in listed, place
    story = parts(client, cast.address(variant))["NewsArticle"]
    told = [
        story["datePublished"],
        story["dateModified"],
        *tags(client, cast.address(variant))["article:published_time"],
    ]
    told.append(json.loads(client.get("/en/feed.json").content)["items"][0]["date_published"])
    told.append(ElementTree.fromstring(client.get("/en/feed.atom").content).findtext(f"{ATOM}entry/{ATOM}published"))
    news = ElementTree.fromstring(client.get("/news-sitemap-en.xml").content)
    told.append(news.findtext(f".//{NEWS}publication_date"))
    assert [parse_datetime(moment) for moment in told] == [until] * 6
