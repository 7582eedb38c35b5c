"""What has no name in a language yet: tags, authors, sections, wire sources, the most used first."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from articles.models import Article, Author, AuthorName, Byline, Section, Tag, TaggedArticle, TagName, WireSource
from text.languages import LANGUAGES

MODELS: dict[str, type[Model]] = {"tag": Tag, "author": Author, "section": Section, "source": WireSource}
LATIN = next(iter(LANGUAGES))  # a wire source's own name is in Latin letters and serves there


@dataclass(frozen=True)
class Nameless:
    """`word`: what it is called in addresses, or a wire source's own name. `names`: by language, those there are."""

    kind: str
    pk: int
    word: str
    stories: int
    names: dict[str, str]


def nameless(language: str, start: int, size: int) -> list[Nameless]:
    """Two queries, whatever there is."""
    parts = [
        _rows("tag", Tag.objects.filter(~_named(TagName, "tag", language)), "slug", TaggedArticle.objects, "tag"),
        _rows(
            "author", Author.objects.filter(~_named(AuthorName, "author", language)), "slug", Byline.objects, "author"
        ),
        _rows("section", Section.objects.filter(~Q(names__has_key=language)), "key", Article.objects, "section"),
    ]
    if language != LATIN:
        sources = WireSource.objects.filter(~Q(names__has_key=language))
        parts.append(_rows("source", sources, "name", Article.objects, "wire_source"))
    rows = list(parts[0].union(*parts[1:], all=True).order_by("-used", "kind", "id")[start : start + size])
    spoken = _names_of(rows)
    return [
        Nameless(kind, pk, word, used, json.loads(names) if names else spoken.get((kind, pk), {}))
        for kind, pk, word, used, names in rows
    ]


def _named(names: type[Any], owner: str, language: str) -> Exists:
    return Exists(names.objects.filter(language=language, is_synonym=False, **{owner: OuterRef("pk")}))


def _rows(kind: str, things: QuerySet[Any], word: str, uses: Any, owner: str) -> QuerySet[Any]:
    """(kind, id, word, how many stories, names as JSON or nothing)."""
    counted = uses.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(n=Count("pk")).values("n")
    has_map = kind in ("section", "source")
    return (
        things.order_by()
        .annotate(
            kind=Cast(Value(kind), CharField(max_length=10)),
            word=Cast(F(word), TextField()),
            used=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            spoken=Cast(F("names") if has_map else Value(""), TextField()),
        )
        .values_list("kind", "id", "word", "used", "spoken")
    )


def _names_of(rows: list[Any]) -> dict[tuple[str, int], dict[str, str]]:
    """The main names of the tags and authors among these rows; one query."""
    parts = [
        names.objects.filter(is_synonym=False, **{f"{kind}__in": [row[1] for row in rows if row[0] == kind]})
        .order_by()
        .annotate(kind=Cast(Value(kind), CharField(max_length=10)))
        .values_list("kind", f"{kind}_id", "language", "text")
        for kind, names in (("tag", TagName), ("author", AuthorName))
    ]
    found: dict[tuple[str, int], dict[str, str]] = {}
    for kind, pk, language, text in parts[0].union(parts[1], all=True):
        found.setdefault((kind, pk), {})[language] = text
    return found
