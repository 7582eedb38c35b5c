"""What the numbers say: views of stories, and what is read most."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from articles.cards import Card, cards
from articles.models import ArticleVariant
from audience.models import MostRead, ViewHour, ViewTotal
from text.languages import LANGUAGES

LENGTH = 10
WINDOWS = {MostRead.Window.HOUR: 1, MostRead.Window.DAY: 24, MostRead.Window.WEEK: 24 * 7}


def with_views(variants: QuerySet[ArticleVariant]) -> QuerySet[ArticleVariant]:
    """Adds `views`, the variant's total; no query of its own."""
    total = ViewTotal.objects.filter(pk=OuterRef("pk")).values("views")[:1]
    return variants.annotate(views=Coalesce(Subquery(total), 0))


def views_by_article(article_ids: list[int]) -> dict[int, dict[str, int]]:
    """{article id: {language: views}}; one query."""
    rows = ViewTotal.objects.filter(variant__article__in=article_ids)
    views: dict[int, dict[str, int]] = {}
    for article_id, language, count in rows.values_list("variant__article", "variant__language", "views"):
        views.setdefault(article_id, {})[language] = count
    return views


def most_read_cards(language: str, now: datetime, window: str = MostRead.Window.DAY, limit: int = 5) -> list[Card]:
    """The live stories most read in the window, as last counted; one query."""
    ranked = MostRead.objects.filter(language=language, window=window)
    live = ArticleVariant.objects.live(language, now).filter(pk__in=ranked.values("variant"))
    rank = ranked.filter(variant=OuterRef("pk")).values("rank")[:1]
    return cards(live.annotate(rank=Subquery(rank)).order_by("rank")[:limit], now)


def count_most_read(now: datetime) -> None:
    """Write every most-read list anew from the hour buckets; a query a list, one transaction. Run by the worker."""
    fresh: list[MostRead] = []
    for language in LANGUAGES:
        for window, hours in WINDOWS.items():
            counted = (
                ViewHour.objects.filter(hour__gt=now - timedelta(hours=hours), variant__language=language)
                .filter(variant__visible_from__lte=now)
                .values("variant")
                .annotate(total=Sum("views"))
                .order_by("-total", "-variant")[:LENGTH]
            )
            fresh += [
                MostRead(language=language, window=window, rank=rank, variant_id=row["variant"], views=row["total"])
                for rank, row in enumerate(counted, start=1)
            ]
    with transaction.atomic():
        MostRead.objects.all().delete()
        MostRead.objects.bulk_create(fresh)
