"""What feeds tell of stories beyond their cards: who signs them, their tags, and their text where the paper gives it away."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, TextField, Value
from django.db.models.functions import Cast

from articles.bodies import keys_in, photos_in
from articles.cards import Card
from articles.models import ArticleVariant, AuthorName, SiteSettings, TagName
from photos.queries import is_ended
from text.html import without_pictures

EMPTY = Cast(Value(""), TextField())


@dataclass
class Item:
    """One story of a feed. `authors` and `tags`: (address word, name); `body` is empty where feeds have summaries only."""

    card: Card
    authors: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""


def feed_items(cards: Sequence[Card], language: str, now: datetime) -> tuple[SiteSettings, list[Item]]:
    """The paper's settings and its stories as items; one query, up to three where feeds have the full texts."""
    items = {card.article_id: Item(card) for card in cards}
    names: dict[int, dict[str, dict[str, str]]] = {}
    paper = SiteSettings()
    for kind, story, key, of, words, number in _rows(list(items), language):
        if kind == "paper":
            setattr(paper, key, json.loads(words))
            paper.has_full_feeds = bool(number)
        elif kind == "tag":
            items[story].tags.append((key, words))
        elif kind == "author":
            names.setdefault(story, {}).setdefault(key, {})[of] = words
        else:
            items[story].authors = [("", words)]
    for story, people in names.items():
        item = items[story]
        item.authors = item.authors or [
            (slug, known.get(language) or next(iter(known.values()))) for slug, known in people.items()
        ]
    if paper.has_full_feeds:
        _add_texts(items, now)
    return paper, list(items.values())


def _rows(stories: list[int], language: str) -> list[Any]:
    """Rows (kind, story, key, language, words, number) of four tables in one query, in the order of the numbers."""
    authors = AuthorName.objects.filter(author__bylines__article__in=stories, is_synonym=False)
    signed = ArticleVariant.objects.filter(article__in=stories, language=language).exclude(byline_override="")
    tags = TagName.objects.filter(tag__tagged_articles__content_object__in=stories, language=language, is_synonym=False)
    no_story, is_full = Value(0), Cast("has_full_feeds", IntegerField())
    shapes: list[Any] = [
        (authors, "author", F("author__bylines__article_id"), "author__slug", "language", "text", F("author__bylines__order")),
        (signed, "signed", F("article_id"), EMPTY, "language", "byline_override", Value(0)),
        (tags, "tag", F("tag__tagged_articles__content_object_id"), "tag__slug", "language", "text", F("tag__tagged_articles__id")),
        (SiteSettings.objects.all(), "paper", no_story, Value("names"), EMPTY, "names", is_full),
        (SiteSettings.objects.all(), "paper", no_story, Value("taglines"), EMPTY, "taglines", is_full),
    ]  # fmt: skip
    queries = [
        query.order_by().values_list(
            Cast(Value(kind), CharField(max_length=20)), Cast(story, IntegerField()), Cast(key, TextField()),
            Cast(of, TextField()), Cast(words, TextField()), Cast(number, IntegerField()),
        )
        for query, kind, story, key, of, words, number in shapes
    ]  # fmt: skip
    return sorted(queries[0].union(*queries[1:], all=True), key=lambda row: row[5])


def _add_texts(items: dict[int, Item], now: datetime) -> None:
    """The public text of each, without pictures whose rights are over; two queries."""
    of_variant = {item.card.variant_id: item for item in items.values()}
    bodies = dict(ArticleVariant.objects.filter(pk__in=of_variant).values_list("pk", "body"))
    ended = set(photos_in("".join(bodies.values())).filter(is_ended(now)).values_list("key", flat=True))
    for variant_id, body in bodies.items():
        if ended & keys_in(body):
            body = without_pictures(body, lambda address: bool(ended & keys_in(address)))
        of_variant[variant_id].body = body
