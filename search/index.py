"""Keeps the search entries: one a published variant, written after the commit that changed it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import ArticleVariant, AuthorName, Status, TagName
from search.models import SearchEntry
from search.spelling import forget, known_words, learn
from search.terms import HEADLINE_WORD, filter_term, folded_headline, headline_terms, name_terms, text_terms
from text.folding import words
from text.html import plain_text
from text.languages import LANGUAGES

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROOM = 256  # entries that one microsecond has room for: a bigint holds the years up to 3110
A_BATCH = 200
A_FEW = 20
A_WHILE = timedelta(minutes=5)  # longer than a publication takes


def place_at(moment: datetime) -> int:
    """The first place of a moment: later moments have greater ones."""
    return (moment - EPOCH) // timedelta(microseconds=1) * ROOM


def update_entry(variant_id: int, **_signal: Any) -> None:
    """Write or drop the entry of one variant, as it stands when nobody else is writing it; seven queries."""
    for extra in range(A_FEW):
        try:
            with transaction.atomic():
                variant = ArticleVariant.objects.select_for_update().filter(pk=variant_id).first()
                if variant is None or variant.status != Status.PUBLISHED:
                    SearchEntry.objects.filter(pk=variant_id).delete()
                    return
                [entry] = entries([variant])
                values = {name: getattr(entry, name) for name in ("headline", "headline_terms", "name_terms", "terms")}
                place = {"place": entry.place + extra}
                SearchEntry.objects.update_or_create(pk=variant_id, defaults=values | place)
            break
        except IntegrityError as error:  # another story of the same microsecond stands there
            refused = error
    else:
        raise refused
    learn(entry.headline.split(" "), variant.language)


def rebuild() -> int:
    """Every entry anew, a batch at a time, so that no story is missing from the search meanwhile; returns how many."""
    published = list(_published().order_by("-pk").values_list("pk", flat=True))
    made = 0
    for start in range(0, len(published), A_BATCH):
        with transaction.atomic():
            batch = published[start : start + A_BATCH]
            # Nobody publishes these meanwhile: else older words would be written over theirs.
            list(ArticleVariant.objects.select_for_update().filter(pk__in=batch).order_by("pk").values_list("pk"))
            SearchEntry.objects.filter(pk__in=batch).delete()
            made += add_entries(batch)
    SearchEntry.objects.exclude(variant__status=Status.PUBLISHED).delete()
    for language in LANGUAGES:
        begun, unsaid = timezone.now(), known_words(language)
        said = SearchEntry.objects.filter(variant__language=language)
        for headline in said.values_list("headline", flat=True).iterator():
            unsaid.difference_update(headline.split(" "))
        forget(unsaid, language)
        # What was published meanwhile may have said one of them again.
        for headline in said.filter(variant__article__changed_at__gte=begun - A_WHILE).values_list(
            "headline", flat=True
        ):
            learn(headline.split(" "), language)
    return made


def add_missing(most: int | None = None) -> Iterator[int]:
    """Entries for published variants that have none, the newest first, at most so many batches; yields how many each made.

    Run by the worker: what a fault left out is found within minutes.
    """
    made = 0
    lacking = ArticleVariant.objects.filter(status=Status.PUBLISHED, search_entry__isnull=True).order_by("-pk")
    while (most is None or made < most) and (batch := list(lacking.values_list("pk", flat=True)[:A_BATCH])):
        yield add_entries(batch)
        made += 1


def add_entries(variant_ids: Sequence[int]) -> int:
    """Entries for published variants that have none yet; returns how many. A few queries however many."""
    variants = list(_published().filter(pk__in=variant_ids))
    made = entries(variants)
    taken = set(SearchEntry.objects.filter(place__in=[entry.place for entry in made]).values_list("place", flat=True))
    for entry in made:
        while entry.place in taken:
            entry.place += 1
        taken.add(entry.place)
    try:
        with transaction.atomic():
            SearchEntry.objects.bulk_create(made)
    except IntegrityError:  # somebody published meanwhile
        for variant in variants:
            update_entry(variant.pk)
        return len(made)
    for language in LANGUAGES:
        heard = [entry.headline for entry, variant in zip(made, variants, strict=True) if variant.language == language]
        learn(set(" ".join(heard).split(" ")), language)
    return len(made)


def entries(variants: Sequence[ArticleVariant]) -> list[SearchEntry]:
    """The entries of published variants, unsaved; two queries however many. Their section and wire source are loaded."""
    stories = {variant.article_id for variant in variants}
    tags: dict[int, list[str]] = {}
    authors: dict[int, list[tuple[int, str]]] = {}
    of_tags = TagName.objects.filter(tag__tagged_articles__content_object__in=stories)
    for story, text in of_tags.values_list("tag__tagged_articles__content_object", "text"):
        tags.setdefault(story, []).append(text)
    of_authors = AuthorName.objects.filter(author__bylines__article__in=stories)
    for story, author, text in of_authors.values_list("author__bylines__article", "author", "text"):
        authors.setdefault(story, []).append((author, text))
    return [
        _entry(variant, tags.get(variant.article_id, []), authors.get(variant.article_id, [])) for variant in variants
    ]


def _entry(variant: ArticleVariant, tags: list[str], authors: list[tuple[int, str]]) -> SearchEntry:
    """`authors`: (author's number, name), one for every name of each."""
    assert variant.visible_from is not None  # it is published
    language = variant.language
    wire = variant.wire_source
    source = [wire.name, *wire.names.values()] if wire else []
    signed = [name for _author, name in authors]
    called = [*tags, *signed, *variant.section.names.values(), *source, variant.byline_override]
    of_headline = headline_terms(variant.headline, language)
    of_names = set(chain.from_iterable(name_terms(word, language) for name in called for word in words(name)))
    body = "\n".join(
        [variant.kicker, variant.standfirst, variant.dateline, variant.photo_caption, plain_text(variant.body)]
    )
    begun = {f"{language}{HEADLINE_WORD}{word}" for word in words(variant.headline)}
    filters = {filter_term(language, "section", variant.section_id)}
    filters |= {filter_term(language, "author", author) for author, _name in authors}
    return SearchEntry(
        pk=variant.pk,
        place=place_at(variant.visible_from) + variant.pk % ROOM,
        headline=folded_headline(variant.headline),
        headline_terms=_joined(of_headline),
        name_terms=_joined(of_names),
        terms=_joined(of_headline | of_names | text_terms(body, language) | begun | filters),
    )


def _joined(terms: Iterable[str]) -> str:
    return " ".join(sorted(terms))


def _published() -> Any:
    return ArticleVariant.objects.filter(status=Status.PUBLISHED).select_related("section", "wire_source")
