"""What an address that leads nowhere probably meant: the live stories whose headline is most like its words.

The index finds candidates by whole words, by how they sound in Latin letters, and by their beginnings, so that a slip, a
cut end and another alphabet are borne; then trigrams decide. A walk of the index ends with enough, however many stories.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Q

from articles.cards import Card, cards
from articles.models import ArticleVariant
from search import stopwords
from search.queries import holding, signs
from search.terms import KEY, alternatives, language_of, latin_key, question
from text.folding import words
from text.languages import LANGUAGES
from text.slugs import romanise

MOST_WORDS = 6
MOST_WEIGHED = 50  # candidates a language
LIKE_ENOUGH = 0.4  # of the address's trigrams
COMMON = {
    code: {romanise(word).replace("'", "") for word in found} for code, found in stopwords.OF.items()
}  # in addresses
LONG, SHORTEST_BEGINNING = 6, 4  # letters


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    article_id: int
    language: str
    likeness: float


def nearest(said: str, language: str, now: datetime, most: int = 5) -> list[Card]:
    """Live stories like the words said, best first; those of `language` before others. At most three queries, none
    without words that tell one story from another. A story found in another language is shown in `language` where it is live in it.
    """
    wanted = [word for word in question(said) if is_telling(word, language)][:MOST_WORDS]
    if not wanted:
        return []
    found = _like(wanted, language, now, 2) if len(wanted) > 1 else []
    found = found or _like(wanted, language, now, 1)
    if not found:
        return []
    stories = list(dict.fromkeys(one.article_id for one in found))[:most]
    shown = Q(pk__in=[one.pk for one in found]) | Q(language=language)
    live = ArticleVariant.objects.visible(now).filter(shown, article_id__in=stories)
    by_story: dict[int, Card] = {}
    for card in sorted(cards(live, now), key=lambda card: card.language == language):  # its own language wins
        by_story[card.article_id] = card
    return [by_story[story] for story in stories if story in by_story]


def is_telling(word: str, language: str) -> bool:
    """Whether a folded word is not among the commonest, in its own letters or as addresses in this language spell it."""
    return word not in stopwords.OF.get(language_of(word, "en"), ()) and word not in COMMON[language]


def _like(wanted: list[str], language: str, now: datetime, at_least: int) -> list[Candidate]:
    """Those that hold at least so many of the words and are like enough, this language's first; one query."""
    rows = holding({code: (_matching(wanted, code, at_least), MOST_WEIGHED) for code in LANGUAGES}, now)
    asked = trigrams(wanted)
    found = []
    for pk, story, code, headline, slug in rows.newest_first().values_list(
        "pk", "article_id", "language", "headline", "slug"
    ):
        likeness = max(_held(asked, words(headline)), _held(asked, words(slug)))
        if likeness >= LIKE_ENOUGH:
            found.append(Candidate(pk, story, code, likeness))
    return sorted(found, key=lambda one: (one.language != language, -one.likeness))


def trigrams(said: Iterable[str]) -> frozenset[str]:
    """The groups of three letters of words as they sound in Latin letters, the edges of a word counted as spaces."""
    keys = (f"  {latin_key(word)} " for word in said)
    return frozenset(key[place : place + 3] for key in keys for place in range(len(key) - 2))


def _held(asked: frozenset[str], said: list[str]) -> float:
    return len(asked & trigrams(said)) / len(asked)


def _matching(wanted: list[str], language: str, at_least: int) -> str:
    """The question in the words of this database's own index: any `at_least` of the words. As in search.queries.matching."""
    mark, or_, and_, begun = signs()
    groups = []
    for word in wanted:
        terms = [f"{mark}{term}{mark}" for term in alternatives(word, language)]
        if beginning := _beginning(latin_key(word), is_last=word == wanted[-1]):
            terms.append(f"{mark}{language}{KEY}{beginning}{mark}{begun}")
        groups.append(f"({or_.join(terms)})")
    return or_.join(f"({and_.join(some)})" for some in combinations(groups, at_least))


def _beginning(key: str, *, is_last: bool) -> str:
    """What a word that was written wrong, or cut off at the end of an address, still begins with."""
    if len(key) >= LONG:
        return key[: max(SHORTEST_BEGINNING + 1, len(key) * 2 // 3)]
    return key if is_last and len(key) >= SHORTEST_BEGINNING else ""
