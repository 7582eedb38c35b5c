"""Feeds of a language, a section, a tag, an author, as RSS, Atom and JSON. An item's id never changes."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.cards import Card
from articles.feeds import Item, feed_items
from articles.models import Redirect, Section
from articles.queries import author_page, find_author, find_tag, latest_page, section_page, tag_page
from reader.addresses import path_to
from reader.caching import checked
from reader.feed_formats import FORMATS, Entry, Feed, written
from reader.furniture import body
from reader.pages import merged
from reader.social import paper_name
from text.labels import label

OUR_OWN = re.compile(r'(?<=[a-z]=")/(?!/)')  # an address without a host, as texts have them
SIZES = re.compile(
    r'<source[^>]*>| srcset="[^"]*"| sizes="[^"]*"'
)  # a feed reader takes the one picture, whose address is whole


@require_safe
def feed(request: HttpRequest, language: str, format: str) -> HttpResponse:
    """Everything of a language; two queries."""
    now = timezone.now()
    cards = latest_page(language, now).cards
    return answer(request, language, format, "", path_to("home", language), cards, now)


@require_safe
def section_feed(request: HttpRequest, language: str, section: str, format: str) -> HttpResponse:
    """Three queries."""
    found = Section.objects.filter(key=section).first()
    name = found and found.name(language)
    if not found or not name:
        raise Http404
    now = timezone.now()
    cards = section_page(found, language, now).cards
    return answer(request, language, format, name, path_to("section", language, section), cards, now)


@require_safe
def tag_feed(request: HttpRequest, language: str, slug: str, format: str) -> HttpResponse:
    """Three queries."""
    now = timezone.now()
    tag = find_tag(slug, language, now)
    if tag is None:
        return merged("tag_feed", Redirect.Kind.TAG, language, slug, now, known(format))
    cards = tag_page(tag, language, now).cards
    name: str = tag.words  # type: ignore[attr-defined]  # find_tag's annotation
    return answer(request, language, format, name, path_to("tag", language, slug), cards, now)


@require_safe
def author_feed(request: HttpRequest, language: str, slug: str, format: str) -> HttpResponse:
    """Three queries."""
    now = timezone.now()
    found = find_author(slug, language, now)
    if found is None:
        return merged("author_feed", Redirect.Kind.AUTHOR, language, slug, now, known(format))
    author, signature = found
    cards = author_page(author, language, now).cards
    return answer(request, language, format, signature.name, path_to("author", language, slug), cards, now)


def known(format: str) -> str:
    if format not in FORMATS:
        raise Http404
    return format


def answer(
    request: HttpRequest, language: str, format: str, of: str, page: str, cards: list[Card], now: datetime
) -> HttpResponse:  # fmt: skip
    """One query, for the paper's name and what cards do not say; up to three where feeds have the full texts."""
    known(format)
    paper, items = feed_items(cards, language, now)
    name = paper_name(paper.names, language)
    title = f"{name} · {of}" if of else name
    feed = Feed(
        title=title,
        about=label(paper.taglines, language) or title,
        language=language,
        page=settings.SITE_URL + page,
        own=settings.SITE_URL + request.path,
        icon=settings.SITE_URL + static("img/icon-512.png"),
        hub=settings.WEBSUB_HUB,
        entries=[entry(item) for item in items],
    )
    text, content_type = written(feed, format)
    response = HttpResponse(text, content_type=content_type)
    response["Cache-Control"] = "public, max-age=60, stale-if-error=86400"
    if feed.hub:
        response["Link"] = f'<{feed.hub}>; rel="hub", <{feed.own}>; rel="self"'
    return checked(request, response)


def entry(item: Item) -> Entry:
    card, picture = item.card, item.card.picture
    section = [card.section_name] if card.section_name else []
    return Entry(
        id=item_id(card),
        address=address(card),
        title=card.headline,
        summary=card.summary,
        text=OUR_OWN.sub(settings.SITE_URL + "/", SIZES.sub("", body(item.body))),
        published_at=card.visible_from,
        changed_at=card.changed_at,
        authors=[
            (settings.SITE_URL + path_to("author", card.language, slug) if slug else "", name)
            for slug, name in item.authors
        ],
        categories=section + [name for _slug, name in item.tags],
        image=settings.SITE_URL + picture.source if picture and picture.is_ready else "",
        credit=picture.credit if picture else "",
    )


def address(card: Card) -> str:
    return settings.SITE_URL + path_to("article", card.language, card.article_id, card.slug)


def item_id(card: Card) -> str:
    """The same over edits, moves and new slugs: a changed id doubles the story in every feed reader."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2024:story/{card.article_id}/{card.language}"
