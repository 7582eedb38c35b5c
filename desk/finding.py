"""Finds stories by words, number or address; and behind Ctrl+K everything one may go to or do, as JSON."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, ArticleVariant, AuthorName, TagName
from articles.models.names import Name
from articles.permissions import Verb, may, seen_by
from articles.states import Cell, State, cells
from desk.base import MOST_COUNTED, person
from desk.navigation import links
from desk.templatetags.desk import name_in
from photos import queries as pictures
from photos.models import Photo
from text.folding import fold, words
from text.languages import BY_WORD, LANGUAGES

ADDRESS = re.compile(rf"/(?:{'|'.join(BY_WORD)})/([0-9]{{1,18}})(?:/|\Z)")
NUMBER = re.compile(r"\A#?([0-9]{1,18})\Z")
TRIGRAM = 3  # letters
# Variants that are looked at: a list shows no more stories than it counts, and Ctrl+K a few.
MOST_LISTED, MOST_OFFERED = MOST_COUNTED * len(LANGUAGES), 600
LONGEST = 1000  # characters of a question; SQLite refuses patterns of 50,000
STORIES, COMMANDS, OTHERS = 6, 5, 3  # so many of each at most: twenty in all

Item = dict[str, str]


def find_stories(user: User, stories: QuerySet[Article], asked: str, most: int | None = None) -> QuerySet[Article]:
    """Every word somewhere in one variant, whatever its case or spelling; or one story by its number or address.

    `most`: of very many, only so many variants that `user` may see are looked at, those begun last, so that a word which
    half of the archive has costs little more than another. `stories`: of those they may see.
    """
    asked = asked[:LONGEST]
    if named := NUMBER.match(asked.strip()) or ADDRESS.search(asked):
        return stories.filter(pk=int(named[1]))
    wanted = words(asked)[:10]
    if wanted:
        # The variants first: a correlated EXISTS made PostgreSQL take one pass a story.
        found = with_words(seen_by(user, ArticleVariant.objects.all()), wanted)
        if most:
            found = found.filter(article__binned_at=None).order_by("-pk")[:most]
        stories = stories.filter(pk__in=found.values("article"))
    return stories


def with_words(variants: QuerySet[ArticleVariant], wanted: list[str]) -> QuerySet[ArticleVariant]:
    """Those whose headline and standfirst have every word: three letters or more in any part of a word, one or two at the
    beginning of one; a single letter with nothing beside it is a whole word. An index finds whatever has three signs, a
    space among them: PostgreSQL's knows the usual question; SQLite's is a table of its own (migration 0019).
    """
    parts = [word if len(word) >= TRIGRAM else f" {word}" for word in wanted]
    indexed = [part for part in parts if len(part) >= TRIGRAM] or [f"{part} " for part in parts]
    others = [part for part in parts if len(part) < TRIGRAM]
    if connection.vendor == "sqlite":
        asked = " AND ".join(f'"{part}"' for part in indexed)
        variants = variants.filter(pk__in=RawSQL("SELECT rowid FROM desk_words WHERE desk_words MATCH %s", [asked]))
    else:
        others += indexed
    for part in others:
        variants = variants.filter(desk_text__contains=part)
    return variants


def find(request: HttpRequest) -> JsonResponse:
    """{groups: [{name, items: [{text, lang, note, url or press}]}], status}; six queries at most, twenty items.

    `press`: what on the page is to be pressed, a selector. Without words to look for: the commands alone.
    """
    user = person(request)
    asked = request.GET.get("q", "")[:LONGEST]
    groups = [(_("Commands"), list(commands(user, asked)))]
    if may(user, Verb.SEE) and words(asked):
        groups = [
            (_("Stories"), stories_found(user, asked)),
            (_("Commands"), list(commands(user, asked))[:COMMANDS]),
            (_("Tags"), names_found(TagName.objects, "tag", asked)),
            (_("Authors"), names_found(AuthorName.objects, "author", asked)),
            (_("Pictures"), pictures_found(asked)),
        ]
    shown = [{"name": name, "items": items} for name, items in groups if items]
    count = sum(len(items) for _name, items in groups)
    status = ngettext("%(count)d found", "%(count)d found", count) % {"count": count} if count else _("Nothing found.")
    return JsonResponse({"groups": shown, "status": status}, headers={"Cache-Control": "private, no-store"})


def commands(user: User, asked: str) -> Iterator[Item]:
    """Places to go and switches of the page, by words of their names; no query beyond the person's rights."""
    wanted = words(asked)
    for text, target in _commands(user):
        folded = fold(text)
        if all(word in folded for word in wanted):
            yield {"text": text, **target}


def _commands(user: User) -> Iterator[tuple[str, Item]]:
    if may(user, Verb.ARRANGE):
        yield _("Add a story"), {"url": reverse("admin:articles_article_add")}
    for link in links(user):
        yield link.name, {"url": link.url}
    for language in LANGUAGES.values():
        text = _("Language of the desk: %(language)s") % {"language": language.name}
        yield text, {"press": f".desk-language [value={language.code}]"}
    yield _("Switch day and night"), {"press": ".theme-toggle"}
    yield _("Show keyboard shortcuts"), {"press": "[data-keys-open]"}
    switch = _("Turn single-key shortcuts off") if user.has_single_keys else _("Turn single-key shortcuts on")
    yield switch, {"press": ".desk-single-keys button"}


def stories_found(user: User, asked: str) -> list[Item]:
    """Two queries."""
    seen = seen_by(user, Article.objects.filter(binned_at=None).select_related("section"))
    articles = list(find_stories(user, seen, asked, MOST_OFFERED).order_by("-changed_at", "-pk")[:STORIES])
    rows = cells(articles, timezone.now(), with_tasks=False, with_people=False) if articles else {}
    return [_story(article, rows[article.pk], words(asked)) for article in articles]


def _story(article: Article, row: Iterable[Cell], wanted: list[str]) -> Item:
    """The headline in which the words are found, else the one that the story goes by; the desk's language first."""
    told = [cell.variant for cell in row if cell.variant]
    said = [variant for variant in told if all(word in fold(variant.headline) for word in wanted)]
    variant = article.named_by(said or told, get_language() or "")
    states = " · ".join(f"{cell.language.label} {cell.state.label}" for cell in row if cell.state != State.MISSING)
    return {
        "text": variant.headline if variant and variant.headline else _("Story %(number)d") % {"number": article.pk},
        "lang": variant.language if variant and variant.headline else "",
        "note": " · ".join(part for part in (str(article.pk), name_in(article.section.names), states) if part),
        "url": reverse("admin:articles_article_variant", args=[article.pk, LANGUAGES[variant.language].word])
        if variant
        else reverse("admin:articles_article_change", args=[article.pk]),
    }


def names_found(rows: Any, owner: str, asked: str) -> list[Item]:
    """Tags or authors with a name that has every word, in any language, one item each; one query."""
    found: QuerySet[Name] = rows.select_related(owner).order_by("is_synonym", "text", "pk")
    for word in words(asked)[:10]:
        found = found.filter(folded__contains=word)
    items: dict[int, Item] = {}
    for row in found[: OTHERS * 8]:  # a tag has a name or two a language
        whose = getattr(row, owner)
        url = reverse(f"admin:articles_{owner}_change", args=[whose.pk])
        items.setdefault(whose.pk, {"text": row.text, "lang": row.language, "note": whose.slug, "url": url})
    return list(items.values())[:OTHERS]


def pictures_found(asked: str) -> list[Item]:
    """One query."""
    found = pictures.found(Photo.objects.only("pk", "credit", "captions"), asked).order_by("-created_at", "-pk")
    return [
        {
            "text": name_in(photo.captions) or photo.credit,
            "note": photo.credit if photo.captions else "",
            "url": reverse("admin:photos_photo_change", args=[photo.pk]),
        }
        for photo in found[:OTHERS]
    ]
