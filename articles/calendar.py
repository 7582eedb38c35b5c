"""The archive: what a period holds, and which other periods hold something."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Exists, Subquery

from articles.cards import ListPages, Page
from articles.cursors import Cursor
from articles.models import ArticleVariant
from articles.models.variant import VariantQuerySet
from text.languages import LANGUAGES


@dataclass(frozen=True)
class Calendar:
    """The months of a year with something public, the days of a month; the nearest stories outside the period; and the
    languages that have something in it.

    All in the zone of the period.
    """

    months: list[int]
    days: list[int]
    earlier: datetime | None
    later: datetime | None
    languages: list[str]


def period_page(language: str, start: datetime, end: datetime, now: datetime, before: Cursor | None = None) -> Page:
    """What became visible from `start` up to, not including, `end`. One query."""
    if before:
        end = min(end, before.moment + timedelta(microseconds=1))  # where the walk of the index begins
    return PERIODS.page(now, before, language=language, start=start, end=end)


def published(language: str, start: datetime, end: datetime, now: datetime) -> VariantQuerySet:
    """The period stands first: of two ends, SQLite begins to walk an index at the one that is named first."""
    return ArticleVariant.objects.filter(visible_from__gte=start, visible_from__lt=end).live(language, now)


PERIODS = ListPages(published)


def calendar(language: str, start: datetime, end: datetime, now: datetime, *, with_days: bool) -> Calendar:
    """What surrounds a period, in the zone of `start`. One query."""
    months = [datetime(start.year + place // 12, place % 12 + 1, 1, tzinfo=start.tzinfo) for place in range(13)]
    count = monthrange(start.year, start.month)[1] if with_days else 0
    days = [datetime(start.year, start.month, day + 1, tzinfo=start.tzinfo) for day in range(count)]
    spans = {f"month_{number}": span for number, span in enumerate(pairwise(months), start=1)}
    spans |= {f"day_{number}": span for number, span in enumerate(pairwise([*days, months[start.month]]), start=1)}
    parts = {name: Exists(published(language, first, last, now)) for name, (first, last) in spans.items()}
    parts |= {f"in_{code}": Exists(published(code, start, end, now)) for code in LANGUAGES}
    before = ArticleVariant.objects.filter(visible_from__lt=start).live(language, now)  # the nearer end first, as above
    live = ArticleVariant.objects.live(language, now)
    after = live.filter(visible_from__gte=end)
    nearest = {
        "earlier": Subquery(before.order_by("-visible_from").values("visible_from")[:1]),
        "later": Subquery(after.order_by("visible_from").values("visible_from")[:1]),
    }
    row = live.newest_first().annotate(**parts, **nearest).values(*parts, *nearest).first() or {}

    def numbers(kind: str) -> list[int]:
        return [int(name.removeprefix(kind)) for name in spans if name.startswith(kind) and row.get(name)]

    earlier, later = (moment and moment.astimezone(start.tzinfo) for moment in (row.get("earlier"), row.get("later")))
    languages = [code for code in LANGUAGES if row.get(f"in_{code}")]
    return Calendar(numbers("month_"), numbers("day_"), earlier, later, languages)
