"""Keeps the search entries: one a published variant, written after the commit that changed it."""

from typing import Any

from articles.models import ArticleVariant, Status, TagName
from search.models import SearchEntry
from text.folding import fold
from text.html import plain_text
from text.slugs import romanise


def update_entry(variant_id: int, **_signal: Any) -> None:
    """Write or drop the entry of one variant; three queries."""
    variant = ArticleVariant.objects.filter(pk=variant_id, status=Status.PUBLISHED).first()
    if variant is None:
        SearchEntry.objects.filter(pk=variant_id).delete()
    else:
        SearchEntry.objects.update_or_create(pk=variant_id, defaults={"text": entry_text(variant)})


def entry_text(variant: ArticleVariant) -> str:
    """Headline, its Latin spelling, standfirst, tags in every language, then the text; folded. One query."""
    tags = TagName.objects.filter(tag__tagged_articles__content_object=variant.article_id).values_list(
        "text", flat=True
    )
    parts = [
        variant.headline,
        romanise(variant.headline),
        variant.kicker,
        variant.standfirst,
        *tags,
        plain_text(variant.body),
    ]
    return fold(" ".join(parts))


def rebuild() -> int:
    """Every entry anew; returns how many."""
    SearchEntry.objects.all().delete()
    published = ArticleVariant.objects.filter(status=Status.PUBLISHED)
    batch: list[SearchEntry] = []
    count = 0
    for variant in published.iterator(chunk_size=500):
        batch.append(SearchEntry(pk=variant.pk, text=entry_text(variant)))
        count += 1
        if len(batch) == 500:
            SearchEntry.objects.bulk_create(batch)
            batch = []
    SearchEntry.objects.bulk_create(batch)
    return count
