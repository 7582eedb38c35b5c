"""One feed as RSS 2.0, as Atom and as JSON Feed 1.1: the same items, names and times in each."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from text.dates import iso

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # when an empty feed last changed: a time that stands still


@dataclass(frozen=True)
class Entry:
    """A story in a feed, every address whole. `text`: its HTML, empty where only the summary is given."""

    id: str
    address: str
    title: str
    summary: str
    text: str
    published_at: datetime
    changed_at: datetime
    authors: list[tuple[str, str]]  # (address or "", name)
    categories: list[str]
    image: str
    credit: str


@dataclass(frozen=True)
class Feed:
    """`page` is the page of the same list, `own` the feed's own address, `hub` where its changes are told (or empty)."""

    title: str
    about: str
    language: str
    page: str
    own: str
    icon: str
    hub: str
    entries: list[Entry]


class Steady(SyndicationFeed):
    """A feed that changes only with its items."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


class Rss(Steady, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        spaces = {"xmlns:dc": DUBLIN_CORE, "xmlns:content": CONTENT, "xmlns:media": MEDIA}
        return super().rss_attributes() | spaces  # type: ignore[no-any-return]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for _address, name in entry.authors:
            handler.addQuickElement("dc:creator", name)
        if entry.text:
            handler.addQuickElement("content:encoded", entry.text)
        if entry.image:
            handler.startElement("media:content", {"url": entry.image, "medium": "image", "type": "image/jpeg"})
            handler.addQuickElement("media:credit", entry.credit)
            handler.endElement("media:content")


class Atom(Steady, Atom1Feed):
    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for address, name in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if address:
                handler.addQuickElement("uri", address)
            handler.endElement("author")
        if entry.text:
            handler.addQuickElement("content", entry.text, {"type": "html"})
        if entry.image:
            handler.addQuickElement("link", None, {"rel": "enclosure", "type": "image/jpeg", "href": entry.image})


XML: dict[str, type[SyndicationFeed]] = {"rss": Rss, "atom": Atom}
FORMATS = (*XML, "json")


def written(feed: Feed, format: str) -> tuple[str, str]:
    """(document, content type)."""
    if format == "json":
        return json.dumps(as_json(feed), ensure_ascii=False), "application/feed+json; charset=utf-8"
    document = XML[format](
        title=feed.title,
        link=feed.page,
        description=feed.about,
        language=feed.language,
        feed_url=feed.own,
        feed_guid=feed.page,
        icon=feed.icon,
        hub=feed.hub,
    )
    for entry in feed.entries:
        document.add_item(
            title=entry.title,
            link=entry.address,
            description=escape(entry.summary),  # both formats read HTML here
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
            categories=entry.categories,
            entry=entry,
        )
    return document.writeString("utf-8"), document.content_type  # type: ignore[attr-defined]


def as_json(feed: Feed) -> dict[str, Any]:
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": feed.own,
        "icon": feed.icon,
        "language": feed.language,
        "items": [json_item(entry, feed.language) for entry in feed.entries],
    }
    return document | ({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {})


def json_item(entry: Entry, language: str) -> dict[str, Any]:
    authors = [{"name": name} | ({"url": address} if address else {}) for address, name in entry.authors]
    return {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "summary": entry.summary,
        **({"content_html": entry.text} if entry.text else {"content_text": entry.summary}),
        "date_published": iso(entry.published_at),
        "date_modified": iso(entry.changed_at),
        "language": language,
        "tags": entry.categories,
        **({"authors": authors} if authors else {}),
        **({"image": entry.image} if entry.image else {}),
    }
