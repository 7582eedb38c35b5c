"""Feeds of a language, a section, a tag, an author, as RSS, Atom and JSON. An item's id never changes."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from articles.cards import Card
from articles.models import Redirect, Section, SiteSettings
from articles.queries import author_page, find_author, find_tag, latest_page, section_page, tag_page
from reader.caching import checked
from reader.pages import merged
from text.dates import iso
from text.labels import label

FORMATS: dict[str, type[SyndicationFeed] | None] = {"rss": Rss201rev2Feed, "atom": Atom1Feed, "json": None}


def feed(request: HttpRequest, language: str, format: str) -> HttpResponse:
    """Everything of a language; two queries."""
    cards = latest_page(language, timezone.now()).cards
    return answer(request, language, format, "", reverse("reader:home", args=[language]), cards)


def section_feed(request: HttpRequest, language: str, section: str, format: str) -> HttpResponse:
    """Three queries."""
    found = Section.objects.filter(key=section).first()
    name = found and found.name(language)
    if not found or not name:
        raise Http404
    cards = section_page(found, language, timezone.now()).cards
    return answer(request, language, format, name, reverse("reader:section", args=[language, section]), cards)


def tag_feed(request: HttpRequest, language: str, slug: str, format: str) -> HttpResponse:
    """Three queries."""
    now = timezone.now()
    tag = find_tag(slug, language, now)
    if tag is None:
        return merged("reader:tag_feed", Redirect.Kind.TAG, language, slug, now, known(format))
    cards = tag_page(tag, language, now).cards
    name: str = tag.words  # type: ignore[attr-defined]  # find_tag's annotation
    return answer(request, language, format, name, reverse("reader:tag", args=[language, slug]), cards)


def author_feed(request: HttpRequest, language: str, slug: str, format: str) -> HttpResponse:
    """Three queries."""
    now = timezone.now()
    found = find_author(slug, language, now)
    if found is None:
        return merged("reader:author_feed", Redirect.Kind.AUTHOR, language, slug, now, known(format))
    author, signature = found
    cards = author_page(author, language, now).cards
    return answer(request, language, format, signature.name, reverse("reader:author", args=[language, slug]), cards)


def known(format: str) -> str:
    if format not in FORMATS:
        raise Http404
    return format


def answer(request: HttpRequest, language: str, format: str, of: str, page: str, cards: list[Card]) -> HttpResponse:
    """One query, for the paper's name."""
    known(format)
    settings_row = SiteSettings.objects.first() or SiteSettings()
    paper = label(settings_row.names, language) or urlsplit(settings.SITE_URL).netloc
    title = f"{paper} · {of}" if of else paper
    about = label(settings_row.taglines, language) or title
    write: Callable[..., HttpResponse] = write_json if format == "json" else write_xml
    response = write(language, format, title, about, settings.SITE_URL + page, settings.SITE_URL + request.path, cards)
    response["Cache-Control"] = "public, max-age=60, stale-if-error=86400"
    return checked(request, response)


def write_xml(
    language: str, format: str, title: str, about: str, page: str, own_address: str, cards: list[Card]
) -> HttpResponse:  # fmt: skip
    kind = FORMATS[format]
    assert kind is not None
    document = kind(title=title, link=page, description=about, language=language, feed_url=own_address, feed_guid=page)
    for card in cards:
        document.add_item(
            title=card.headline,
            link=address(card),
            description=card.summary,
            unique_id=item_id(card),
            unique_id_is_permalink=False,
            pubdate=card.published_at,
            updateddate=card.changed_at,
            categories=[card.section_name] if card.section_name else [],
        )
    return HttpResponse(document.writeString("utf-8"), content_type=document.content_type)  # type: ignore[attr-defined]


def write_json(
    language: str, format: str, title: str, about: str, page: str, own_address: str, cards: list[Card]
) -> HttpResponse:  # fmt: skip
    items = [
        {
            "id": item_id(card),
            "url": address(card),
            "title": card.headline,
            "content_text": card.summary,
            "date_published": iso(card.published_at),
            "date_modified": iso(card.changed_at),
            "language": language,
            "tags": [card.section_name] if card.section_name else [],
        }
        for card in cards
    ]
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": about,
        "home_page_url": page,
        "feed_url": own_address,
        "language": language,
        "items": items,
    }
    return HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/feed+json; charset=utf-8")


def address(card: Card) -> str:
    return settings.SITE_URL + reverse("reader:article", args=[card.language, card.article_id, card.slug])


def item_id(card: Card) -> str:
    """The same over edits, moves and new slugs: a changed id doubles the story in every feed reader."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2024:story/{card.article_id}/{card.language}"
