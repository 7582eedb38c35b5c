"""The language board: a row a story, a cell a language; and what waits in which language.

Everything starts from what the person may see; `now` is an argument; nothing here loads a text.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.cursors import Cursor
from articles.models import Article, ArticleVariant, TranslationTask
from articles.naming import called
from articles.permissions import Verb, may, seen_by, where_may
from articles.prepared import Prepared
from articles.states import Cell, cells, outdated
from text.languages import LANGUAGES

SIZE = 30
MOST_MINE = 100


class Period(TextChoices):
    DAY = "day", _("24 hours")
    WEEK = "week", _("7 days")
    ALL = "all", _("any time")


LENGTHS = {Period.DAY: timedelta(days=1), Period.WEEK: timedelta(days=7)}


@dataclass(frozen=True)
class Filters:
    """What the board is asked for; empty means every one. `live`, `missing`, `outdated` and `language` are codes."""

    period: Period = Period.DAY
    section: str = ""  # its key
    person: int | None = None
    language: str = ""
    live: str = ""
    missing: str = ""
    outdated: tuple[str, ...] = ()
    is_mine_to_do: bool = False  # of what is missing or outdated, only what this person may translate


@dataclass(frozen=True)
class Row:
    """One story. `named`: the variant whose headline stands for it; `waits_since`: when its source went live."""

    article: Article
    cells: list[Cell]
    named: ArticleVariant | None
    waits_since: datetime | None


@dataclass(frozen=True)
class Board:
    """One page; `before` is the cursor of the next one, None on the last."""

    rows: list[Row]
    before: Cursor | None


def board(
    user: User, filters: Filters, now: datetime, before: Cursor | None = None, size: int = SIZE, language: str = ""
) -> Board:
    """Three queries, however many stories, languages and rights. What happened last comes first.

    A story goes by its headline in `language`, the reader's own, where it has one.
    """
    listed = stories(user, filters, now).select_related("section").annotate(happened=_happened(filters.period, now))
    if before:
        listed = listed.filter(happened__lte=before.moment).exclude(happened=before.moment, pk__gte=before.variant_id)
    found = list(listed.order_by("-happened", "-pk")[: size + 1])
    shown = found[:size]
    states = cells(shown, now)
    last = Cursor(shown[-1].happened, shown[-1].pk) if len(found) > size else None  # type: ignore[attr-defined]
    return Board([_row(article, states[article.pk], now, language) for article in shown], last)


def stories(user: User, filters: Filters, now: datetime) -> QuerySet[Article]:
    """The stories the filters ask for, of those this person may see."""
    asked = _asked(user, filters, now, since_of(filters.period, now))
    return seen_by(user, Article.objects.filter(binned_at=None)).filter(asked)


def _happened(period: Period, now: datetime) -> F | Greatest:
    """When a story last changed or appeared. Over all time its last change alone, which is an index."""
    if period == Period.ALL:
        return F("changed_at")
    appeared = ArticleVariant.objects.filter(article=OuterRef("pk")).visible(now).values("article")
    return Greatest("changed_at", Coalesce(Subquery(appeared.values(at=Max("visible_from"))), "changed_at"))


def _asked(user: User, filters: Filters, now: datetime, since: datetime | None) -> Q:
    """`since`: when the period that is asked for began."""
    variants = ArticleVariant.objects.filter(article=OuterRef("pk"))
    tasks = TranslationTask.objects.filter(article=OuterRef("pk"))
    asked = _of_period(since, now)
    if filters.section:
        asked &= Q(section__key=filters.section)
    if filters.person:
        own = Exists(tasks.filter(assignee=filters.person)) | Exists(variants.filter(translator=filters.person))
        asked &= Q(created_by=filters.person) | Q(own)
    if filters.language:
        wanted = tasks.filter(language=filters.language, assignee__isnull=False)
        asked &= Q(Exists(variants.filter(language=filters.language)) | Exists(wanted))
    if filters.live:
        asked &= Q(Exists(variants.live(filters.live, now)))
    if filters.missing:
        asked &= Q(Exists(variants.visible(now))) & ~Q(Exists(variants.filter(language=filters.missing)))
        asked &= ~Q(Exists(tasks.filter(language=filters.missing, is_waived=True)))
        if filters.is_mine_to_do:
            asked &= where_may(user, Verb.TRANSLATE, filters.missing)
    if filters.outdated:
        behind = outdated(variants.filter(language__in=filters.outdated), now)
        if filters.is_mine_to_do:
            behind = behind.filter(where_may(user, Verb.TRANSLATE, OuterRef("language")))
        asked &= Q(Exists(behind))
    return asked


def since_of(period: Period, now: datetime) -> datetime | None:
    return None if period == Period.ALL else now - LENGTHS[period]


def _of_period(since: datetime | None, now: datetime, *others: QuerySet[Any]) -> Q:
    """Changed in the period, or become visible in it: what was scheduled appears without a change.

    `others`: numbers of stories that are wanted as well. One list of all: of an OR, PostgreSQL would read every story.
    """
    if since is None:
        return Q()
    changed = Article.objects.filter(changed_at__gte=since).order_by().values("pk")
    appeared = ArticleVariant.objects.visible(now).filter(visible_from__gte=since)
    return Q(pk__in=changed.union(appeared.values("article"), *others))


def _row(article: Article, row: list[Cell], now: datetime, language: str) -> Row:
    told = {cell.language.code: cell.variant for cell in row if cell.variant}
    source = told.get(article.original_language)
    live = [variant.visible_from for variant in told.values() if variant.visible_from and variant.is_live(now)]
    since = source.visible_from if source and source.is_live(now) else min(live, default=None)
    return Row(article, row, article.named_by(told.values(), language), since)


# ---------------------------------------------------------------------------------------- what waits, and for whom


@dataclass(frozen=True)
class Waiting:
    """What the navigation counts. `missing`: {language: stories}, of the languages this person may translate into."""

    missing: dict[str, int]
    outdated: int
    mine: int


def waiting(user: User, now: datetime) -> Waiting:
    """One query beside the person's rights. Each number is the length of the list its link opens."""
    languages = tuple(languages_of(user))
    if not languages or not user.is_active:
        return Waiting({}, 0, 0)
    day, week = now - LENGTHS[Period.DAY], now - LENGTHS[Period.WEEK]
    (counted,) = _counted(languages, user.is_superuser)(user=user.pk, now=now, day=day, week=week)
    return Waiting(
        {code: counted[f"missing_{code}"] for code in languages},
        counted["outdated"],
        sum(counted[f"mine_{code}"] for code in LANGUAGES),
    )


@lru_cache(maxsize=128)
def _counted(languages: tuple[str, ...], is_superuser: bool) -> Prepared:
    """The query for somebody who may translate into these languages: it stands on every page of the desk, so it is put into SQL once."""

    def build(user: int, now: datetime, day: datetime, week: datetime) -> QuerySet[Any]:
        somebody = User(pk=user, is_superuser=is_superuser)
        numbers = {
            f"missing_{code}": _asked(somebody, replace(to_do(), missing=code), now, day) for code in languages
        } | {"outdated": _asked(somebody, replace(to_do(Period.WEEK), outdated=languages), now, week)}  # fmt: skip
        mine = open_tasks(somebody).filter(article=OuterRef("pk"))
        given = TranslationTask.objects.filter(assignee=somebody).values("article")
        numbers |= {f"mine_{code}": Q(pk__in=given) & Q(Exists(mine.filter(language=code))) for code in LANGUAGES}
        recent = _of_period(week, now, given)
        seen = seen_by(somebody, Article.objects.filter(binned_at=None)).filter(recent).order_by()
        counts = {name: Count("pk", filter=condition) for name, condition in numbers.items()}
        return seen.values(all=Value(0)).annotate(**counts).values(*counts)

    return Prepared(build)


def to_do(period: Period = Period.DAY) -> Filters:
    """The filters behind a number of the navigation, but for its language."""
    return Filters(period=period, is_mine_to_do=True)


def languages_of(user: User) -> list[str]:
    """The languages into which this person may translate something."""
    return [code for code in LANGUAGES if may(user, Verb.TRANSLATE, language=code)]


def open_tasks(user: User) -> QuerySet[TranslationTask]:
    """What was asked of this person and is neither public nor scheduled yet."""
    done = ArticleVariant.objects.filter(article=OuterRef("article"), language=OuterRef("language"))
    tasks = TranslationTask.objects.filter(assignee=user, is_waived=False, article__binned_at=None)
    return seen_by(user, tasks, "article__section").filter(~Exists(done.filter(published_at__isnull=False)))


def my_tasks(user: User, now: datetime, language: str) -> list[TranslationTask]:
    """Those of open_tasks(), the longest live source first, what is not live yet last; one query.

    Each has the story's `headline` for who reads `language` (`told_in`), when its source went live (`waits_since`), and
    the `status` of the person's own variant.
    """
    variants = ArticleVariant.objects.filter(article=OuterRef("article"))
    source = variants.filter(language=OuterRef("article__original_language"))
    return list(
        open_tasks(user)
        .select_related("article__section")
        .annotate(
            **called(language, "article"),
            waits_since=Subquery(source.visible(now).values("visible_from")[:1]),
            status=Subquery(variants.filter(language=OuterRef("language")).values("status")[:1]),
        )
        .order_by(F("waits_since").asc(nulls_last=True), "assigned_at", "pk")[:MOST_MINE]
    )


def outdated_to_do(user: User, now: datetime) -> QuerySet[ArticleVariant]:
    """The translations behind `Waiting.outdated`, the newest first; each language of a story is one."""
    recent = Article.objects.filter(_of_period(since_of(Period.WEEK, now), now)).order_by().values("pk")
    # The languages by this person's rights, not by name: SQLite would begin with all that was ever public in them.
    own = where_may(user, Verb.TRANSLATE, OuterRef("language"))
    return outdated_of(user, ArticleVariant.objects.filter(own, article__in=recent), now)


def outdated_of(user: User, variants: QuerySet[ArticleVariant], now: datetime) -> QuerySet[ArticleVariant]:
    """Those of `variants` that no longer say what their source says, of what this person sees; the newest first."""
    return (
        outdated(seen_by(user, variants.filter(article__binned_at=None)), now)
        .select_related("section")
        .only("article_id", "language", "headline", "status", "visible_from", "section__names", "section__key")
        .order_by(F("said_at").desc(), "-pk")
    )
