"""Finding stories: the newest that hold every word asked for, ranked by where they hold it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.cards import Card, cards_with
from articles.models import ArticleVariant, Author, Section
from articles.models.variant import VariantQuerySet
from search.index import ROOM, place_at
from search.marking import excerpt, heard
from search.terms import alternatives, filter_term, folded_headline, question
from text.html import plain_text
from text.languages import LANGUAGES

PAGE_SIZE = 20
MOST_FOUND = 1000  # the newest so many are ranked
MOST_ELSEWHERE = 100  # in another language they are only counted

NEWEST = {
    "sqlite": "SELECT rowid FROM search_words WHERE search_words MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT place FROM search_searchentry WHERE words @@ %s::tsquery AND search_looked_at(place) AND place >= %s AND place < %s ORDER BY place DESC LIMIT %s",
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

    language: str
    cards: list[Card] = field(default_factory=list)
    count: int = 0
    number: int = 1
    pages: int = 0
    elsewhere: dict[str, int] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()  # of which the marked words have one
    excerpts: dict[int, str] = field(default_factory=dict)  # a variant found in its text alone: the telling sentence
    heard: str = ""  # the question as these stories spell it, where they hold it by its sound alone


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search. `since`: visible no earlier."""

    section: Section | None = None
    author: Author | None = None
    since: datetime | None = None
    is_by_time: bool = False  # newest first, however good the match


def search(asked: str, language: str, now: datetime, number: int = 1, filters: Filters = Filters()) -> Found:
    """Live stories that hold every word asked for, best first, then newest. Two queries; words, never operators."""
    wanted = question(asked)
    if not wanted:
        return Found(language)
    rows = _newest(wanted, language, now, filters)
    whole, forms = folded_headline(asked), [alternatives(word, language) for word in wanted]
    own = [row for row in rows if row.language == language]
    # Each term as it stands in a text of terms: looking through that is quicker than taking it apart.
    marks = [[f" {term} " for term in some] for some in forms]
    found_in = {row.pk: _where(whole, wanted, marks, row) for row in own}
    if not filters.is_by_time:
        own.sort(key=lambda row: found_in[row.pk])  # those found alike stay as they are, newest first
    told = Counter(row.language for row in rows)
    elsewhere = {code: told[code] for code in LANGUAGES if code != language and code in told}
    chosen = [row.pk for row in own[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    in_text = [pk for pk in chosen if found_in[pk] == Where.IN_TEXT]
    shown = ArticleVariant.objects.live(language, now).filter(pk__in=chosen)
    by_pk = {card.variant_id: (card, row) for card, row in cards_with(shown, now, *(["body"] if in_text else []))}
    excerpts = {pk: excerpt(plain_text(by_pk[pk][1]["body"]), language, forms) for pk in in_text if pk in by_pk}
    held = set(chain.from_iterable(f"{row.headline_terms} {row.name_terms}".split(" ") for row in own[:PAGE_SIZE]))
    texts = chain((card.headline for card, _row in by_pk.values()), excerpts.values())
    return Found(
        language,
        cards=[by_pk[pk][0] for pk in chosen if pk in by_pk],
        count=len(own),
        number=number,
        pages=-(-len(own) // PAGE_SIZE),
        elsewhere=elsewhere,
        terms=frozenset(chain.from_iterable(forms)),
        excerpts=excerpts,
        heard=heard(wanted, language, held, texts),
    )


class Row(NamedTuple):
    pk: int
    language: str
    headline: str
    headline_terms: str
    name_terms: str


def is_found(asked: str, language: str, now: datetime) -> bool:
    """Whether a question finds anything in this language; one query."""
    wanted = question(asked)
    return bool(wanted) and any(row.language == language for row in _newest(wanted, language, now, Filters()))


def _newest(wanted: list[str], language: str, now: datetime, filters: Filters) -> list[Row]:
    """Newest first; one query."""
    asked = {
        code: (matching(wanted, code, filters), MOST_FOUND if code == language else MOST_ELSEWHERE)
        for code in LANGUAGES
    }
    found = holding(asked, now, filters.since)
    of_entry = ("search_entry__headline", "search_entry__headline_terms", "search_entry__name_terms")
    return list(map(Row._make, found.newest_first().values_list("pk", "language", *of_entry)))


def holding(asked: dict[str, tuple[str, int]], now: datetime, since: datetime | None = None) -> VariantQuerySet:
    """What is live and holds what is asked: {language: (question in the index's own words, how many at most)}.

    A walk of the full-text index a language, newest first, which ends with enough.
    """
    earliest, latest = place_at(since) if since else 0, place_at(now) + ROOM
    part = f"SELECT * FROM ({NEWEST[connection.vendor]}) AS of_"  # noqa: S608 - our own text
    values = [value for question, most in asked.values() for value in (question, earliest, latest, most)]
    places = RawSQL(" UNION ALL ".join(part + code for code in asked), values)  # noqa: S611 - the same
    return ArticleVariant.objects.visible(now).filter(search_entry__place__in=places)


def signs() -> tuple[str, str, str, str]:
    """Of this database's own index: around a term, or, and, after a beginning."""
    return ("'", " | ", " & ", ":*") if connection.vendor == "postgresql" else ('"', " OR ", " AND ", "*")


def matching(wanted: list[str], language: str, filters: Filters) -> str:
    """The question in the words of this database's own index. Terms are letters and digits: nothing in them is an operator."""
    mark, or_, and_, _begun = signs()
    groups = [alternatives(word, language) for word in wanted]
    chosen = {"section": filters.section, "author": filters.author}
    groups += [[filter_term(language, kind, row.pk)] for kind, row in chosen.items() if row]
    return and_.join(f"({or_.join(f'{mark}{term}{mark}' for term in group)})" for group in groups)


def _where(whole: str, wanted: list[str], marks: list[list[str]], row: Row) -> Where:
    if row.headline == whole:
        return Where.HEADLINE
    if set(row.headline.split(" ")).issuperset(wanted):
        return Where.IN_HEADLINE
    terms = f" {row.headline_terms} "
    if _holds(terms, marks):
        return Where.BY_STEM
    return Where.IN_NAMES if _holds(f"{terms}{row.name_terms} ", marks) else Where.IN_TEXT


def _holds(terms: str, marks: list[list[str]]) -> bool:
    """Whether the terms, with a space before and after each, have one of each word's. Loops: this runs for a thousand stories."""
    for some in marks:
        for mark in some:
            if mark in terms:
                break
        else:
            return False
    return True
