"""What the numbers say: views of stories, and what is read most."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.cards import Card, cards, cards_with
from articles.fronts import by_section, newest_in
from articles.models import ArticleVariant, Section
from articles.naming import headlines_of
from articles.permissions import seen_by
from articles.prepared import Prepared
from articles.queries import whole
from audience.models import MostRead, ViewHour, ViewTotal
from text.languages import LANGUAGES

LENGTH = 10
LEAST = 5  # stories that make a list: fewer say nothing about what is read
LEAST_VIEWS = 3  # of a story in a window: fewer say nothing either
WINDOWS = {MostRead.Window.HOUR: 1, MostRead.Window.DAY: 24, MostRead.Window.WEEK: 24 * 7}  # hours
TITLES = {
    MostRead.Window.HOUR: _("Most read · 1 hour"),
    MostRead.Window.DAY: _("Most read · 24 hours"),
    MostRead.Window.WEEK: _("Most read · 7 days"),
}
NEWS = timedelta(hours=72)  # what is older is no news of the last 24 hours, however often somebody links to it


def with_views(variants: QuerySet[ArticleVariant]) -> QuerySet[ArticleVariant]:
    """Adds `views`, the variant's total; no query of its own."""
    total = ViewTotal.objects.filter(pk=OuterRef("pk")).values("views")[:1]
    return variants.annotate(views=Coalesce(Subquery(total), 0))


LIVE_STORY = Prepared(
    lambda language, article_id, now: with_views(whole(ArticleVariant.objects.live(language, now), now)).filter(
        article_id=article_id
    )
)


def live_story(language: str, article_id: int, now: datetime) -> ArticleVariant | None:
    """A story in a language, if it is live there, with its views and all that its page shows of it. One query."""
    return next(iter(LIVE_STORY(language=language, article_id=article_id, now=now)), None)


def views_by_article(article_ids: list[int]) -> dict[int, dict[str, int]]:
    """{article id: {language: views}}; one query."""
    rows = ViewTotal.objects.filter(variant__article__in=article_ids)
    views: dict[int, dict[str, int]] = {}
    for article_id, language, count in rows.values_list("variant__article", "variant__language", "views"):
        views.setdefault(article_id, {})[language] = count
    return views


def most_read_cards(language: str, now: datetime, window: str = MostRead.Window.DAY) -> list[Card]:
    """The live stories most read in the window, as last counted; one query."""
    ranked = MostRead.objects.filter(language=language, window=window)
    live = ArticleVariant.objects.live(language, now).filter(pk__in=ranked.values("variant"))
    rank = ranked.filter(variant=OuterRef("pk")).values("rank")[:1]
    return cards(live.annotate(rank=Subquery(rank)).order_by("rank"), now)


@dataclass(frozen=True)
class MostReadList:
    """The stories most read in one window, which its title names: lists of different windows do not compare."""

    window: str
    cards: list[Card]

    @property
    def title(self) -> str:
        return str(TITLES[MostRead.Window(self.window)])


@dataclass(frozen=True)
class Shelf:
    """What front and stories show besides their own: the newest of each section, by its key, and what is read most."""

    newest: dict[str, list[Card]]
    most_read: list[MostReadList]  # of the last 24 hours, of the last 7 days


def shelf(language: str, sections: list[Section], now: datetime) -> Shelf:
    """One query."""
    windows = {"day": MostRead.Window.DAY, "week": MostRead.Window.WEEK}
    live = ArticleVariant.objects.live(language, now)
    ranked = MostRead.objects.filter(language=language, window__in=windows.values())
    ranks = {
        name: Subquery(ranked.filter(variant=OuterRef("pk"), window=window).values("rank")[:1])
        for name, window in windows.items()
    }
    chosen = live.filter(newest_in(sections, live) | Q(pk__in=ranked.values("variant")))
    # Sorted in Python: SQLite would walk every story of the language.
    rows = cards_with(chosen.order_by().annotate(**ranks), now, *ranks)
    rows.sort(key=lambda row: (row[0].visible_from, row[0].variant_id), reverse=True)
    lists = []
    for name, window in windows.items():
        read = sorted((row for row in rows if row[1][name]), key=lambda row: row[1][name])
        lists.append(MostReadList(window, [card for card, _row in read]))
    return Shelf(by_section(sections, [card for card, _row in rows]), lists)


def most_read(lists: list[MostReadList], limit: int = LEAST, besides: int | None = None) -> MostReadList | None:
    """The last 24 hours; where those have less than LEAST stories, the last 7 days; else None. No query.

    `besides`: the variant that is being read.
    """
    for found in lists:
        others = [card for card in found.cards if card.variant_id != besides]
        if len(others) >= LEAST:
            return MostReadList(found.window, others[:limit])
    return None


def count_most_read(now: datetime) -> None:
    """Write every most-read list anew from the hour buckets; a query a list, one transaction. Run by the worker.

    Of the hour in which a window begins only the part within it counts: views are taken to be spread evenly.
    """
    fresh: list[MostRead] = []
    begun = now.replace(minute=0, second=0, microsecond=0)
    within = 1 - (now - begun) / timedelta(hours=1)
    for language in LANGUAGES:
        for window, hours in WINDOWS.items():
            first = begun - timedelta(hours=hours)
            part = Case(When(hour=first, then=Value(within)), default=Value(1.0), output_field=FloatField())
            is_news = Q(variant__visible_from__gt=now - NEWS) if window == MostRead.Window.DAY else Q()
            counted = (
                ViewHour.objects.filter(hour__gte=first, variant__language=language)
                .filter(is_news, variant__visible_from__lte=now)
                .values("variant")
                .annotate(total=Sum(F("views") * part, output_field=FloatField()), whole=Sum("views"))
                .filter(whole__gte=LEAST_VIEWS, total__gt=0)
                .order_by("-total", "-variant")[:LENGTH]
            )
            fresh += [
                MostRead(
                    language=language,
                    window=window,
                    rank=rank,
                    variant_id=row["variant"],
                    views=max(1, round(row["total"])),
                )
                for rank, row in enumerate(counted, start=1)
            ]
    with transaction.atomic():
        MostRead.objects.all().delete()
        MostRead.objects.bulk_create(fresh)


HOURS = 24


@dataclass(frozen=True)
class Reading:
    """A story that readers read now. `hours`: views in each of the last HOURS hours, the running one last."""

    article_id: int
    language: str  # of the headline
    headline: str
    hours: list[int]

    @property
    def total(self) -> int:
        return sum(self.hours)

    @property
    def recent(self) -> int:
        """Of the running hour and the one before it."""
        return sum(self.hours[-2:])


def read_now(user: User, now: datetime, limit: int = 6, *, spoken: str) -> list[Reading]:
    """What is read most in this hour and the last, of the stories `user` may see; all languages together; two queries.

    A story goes by its headline in the language `spoken` at the desk, where it has one.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    first = hour - timedelta(hours=HOURS - 1)
    views = seen_by(user, ViewHour.objects.filter(hour__gte=first, variant__visible_from__lte=now), "variant__section")
    recent = Sum("views", filter=Q(hour__gte=hour - timedelta(hours=1)), default=0)
    most = views.values("variant__article").annotate(recent=recent, total=Sum("views"))
    chosen = most.order_by("-recent", "-total", "-variant__article").values("variant__article")[:limit]
    by_hour: dict[int, list[int]] = {}
    columns = ("variant__article", "hour", "views")
    for article_id, at, count in views.filter(variant__article__in=chosen).values_list(*columns):
        by_hour.setdefault(article_id, [0] * HOURS)[(at - first) // timedelta(hours=1)] += count
    names = headlines_of(by_hour, spoken) if by_hour else {}
    found = [Reading(article_id, *names.get(article_id, ("", "")), hours) for article_id, hours in by_hour.items()]
    return sorted(found, key=lambda reading: (reading.recent, reading.total, reading.article_id), reverse=True)
