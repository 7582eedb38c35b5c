"""Finding stories: the newest that hold every word asked for, ranked by where they hold it."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.cards import Card, cards
from articles.models import ArticleVariant
from search.index import ROOM, place_at
from search.terms import alternatives, folded_headline, question
from text.languages import LANGUAGES

PAGE_SIZE = 20
MOST_FOUND = 1000  # the newest so many are ranked
MOST_ELSEWHERE = 100  # in another language they are only counted

NEWEST = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT place FROM search_searchentry WHERE words @@ %s::tsquery AND place < %s ORDER BY place DESC LIMIT %s",
}  # fmt: skip


class Where(IntEnum):
    """Where a story holds the words asked for: the better a match, the smaller."""

    HEADLINE = 0  # the headline and nothing else
    IN_HEADLINE = 1  # each as it was typed
    BY_STEM = 2  # each in some form
    IN_NAMES = 3  # the headline, tags, authors, section and source together
    IN_TEXT = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. `count` stops at MOST_FOUND, the counts of `elsewhere` (code → stories) at MOST_ELSEWHERE."""

    cards: list[Card]
    count: int
    number: int
    pages: int
    elsewhere: dict[str, int]


def search(asked: str, language: str, now: datetime, number: int = 1) -> Found:
    """Live stories that hold every word asked for, best first, then newest. Two queries; words, never operators."""
    wanted = question(asked)
    if not wanted:
        return Found([], 0, 1, 0, {})
    rows = _newest(wanted, language, now)
    whole, forms = folded_headline(asked), [alternatives(word, language) for word in wanted]
    own = sorted(
        (_where(whole, wanted, forms, row), -row.visible_from.timestamp(), -row.pk)
        for row in rows
        if row.language == language
    )
    elsewhere = {code: sum(row.language == code for row in rows) for code in LANGUAGES if code != language}
    chosen = [-pk for _where, _moment, pk in own[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    by_pk = {card.variant_id: card for card in cards(ArticleVariant.objects.live(language, now).filter(pk__in=chosen), now)}
    return Found(
        cards=[by_pk[pk] for pk in chosen if pk in by_pk],
        count=len(own),
        number=number,
        pages=-(-len(own) // PAGE_SIZE),
        elsewhere={code: count for code, count in elsewhere.items() if count},
    )


@dataclass(frozen=True, slots=True)
class Row:
    pk: int
    language: str
    visible_from: datetime
    headline: str
    headline_terms: str
    name_terms: str


def _newest(wanted: list[str], language: str, now: datetime) -> list[Row]:
    """One query: a walk of the full-text index a language, newest first, which ends with enough."""
    parts, values = [], []
    for code in LANGUAGES:
        most = MOST_FOUND if code == language else MOST_ELSEWHERE
        parts.append(f"SELECT * FROM ({NEWEST[connection.vendor]}) AS of_{code}")
        values += [matching(wanted, code), place_at(now) + ROOM, most]
    places = RawSQL(" UNION ALL ".join(parts), values)
    found = ArticleVariant.objects.visible(now).filter(search_entry__place__in=places)
    return [
        Row(*row)
        for row in found.values_list(
            "pk", "language", "visible_from",
            "search_entry__headline", "search_entry__headline_terms", "search_entry__name_terms",
        )
    ]  # fmt: skip


def matching(wanted: list[str], language: str) -> str:
    """The question in the words of this database's own index. Terms are letters and digits: nothing in them is an operator."""
    mark, or_, and_ = ("'", " | ", " & ") if connection.vendor == "postgresql" else ('"', " OR ", " AND ")
    groups = [or_.join(f"{mark}{term}{mark}" for term in alternatives(word, language)) for word in wanted]
    return and_.join(f"({group})" for group in groups)


def _where(whole: str, wanted: list[str], forms: list[list[str]], row: Row) -> Where:
    if row.headline == whole:
        return Where.HEADLINE
    exact = row.headline.split(" ")
    if all(word in exact for word in wanted):
        return Where.IN_HEADLINE
    held = set(row.headline_terms.split(" "))
    if not any(held.isdisjoint(some) for some in forms):
        return Where.BY_STEM
    held.update(row.name_terms.split(" "))
    return Where.IN_TEXT if any(held.isdisjoint(some) for some in forms) else Where.IN_NAMES
