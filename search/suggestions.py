"""What a search field offers while somebody types."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from articles.models import AuthorListing, AuthorName, TagListing, TagName
from search.queries import holding, signs
from search.terms import HEADLINE_WORD
from text.folding import fold, words

MOST_NAMES = 3  # of tags, and of authors
MOST = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind`: tag, author or story. `slug` of a story follows its number in the address."""

    kind: str
    text: str
    slug: str
    article_id: int = 0


def suggestions(typed: str, language: str, now: datetime) -> list[Suggestion]:
    """At most eight that begin so, all of them live in the language; three queries, none for less than two letters."""
    start = fold(typed)[:60]
    if len("".join(words(start))) < 2:
        return []
    found = [*_tags(start, language, now), *_authors(start, language, now)]
    return found + _stories(start, language, now, MOST - len(found))


def _tags(start: str, language: str, now: datetime) -> list[Suggestion]:
    """By a name in any language, shown by that of this one."""
    listed = TagListing.objects.filter(tag=OuterRef("tag"), language=language, visible_from__lte=now)
    meant = TagName.objects.filter(tag=OuterRef("tag"), folded__startswith=start)
    names = TagName.objects.filter(Exists(meant), Exists(listed), language=language, is_synonym=False)
    return [Suggestion("tag", *row) for row in names.order_by("folded").values_list("text", "tag__slug")[:MOST_NAMES]]


def _authors(start: str, language: str, now: datetime) -> list[Suggestion]:
    """By any of their names: people type the surname."""
    listed = AuthorListing.objects.filter(author=OuterRef("author"), language=language, visible_from__lte=now)
    meant = AuthorName.objects.filter(author=OuterRef("author"), folded__startswith=start)
    meant = meant | AuthorName.objects.filter(author=OuterRef("author"), folded__contains=f" {start}")
    names = AuthorName.objects.filter(Exists(meant), Exists(listed), language=language, is_synonym=False)
    return [
        Suggestion("author", *row) for row in names.order_by("folded").values_list("text", "author__slug")[:MOST_NAMES]
    ]


def _stories(start: str, language: str, now: datetime, most: int) -> list[Suggestion]:
    """The newest whose headline has every word, the last perhaps unfinished."""
    mark, _or, and_, begun = signs()
    match = and_.join(f"{mark}{language}{HEADLINE_WORD}{word}{mark}" for word in words(start)) + begun
    live = holding({language: (match, most)}, now).newest_first()
    return [Suggestion("story", *row) for row in live.values_list("headline", "slug", "article_id")[:most]]
