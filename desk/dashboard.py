"""What concerns this person today: the lists beside the board."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from articles.board import outdated_to_do
from articles.models import Act, ArticleVariant, LogEntry, Revision, Status
from articles.naming import called
from articles.permissions import Verb, may, seen_by, where_may
from audience.queries import Reading, read_now
from desk.log import of_stories_seen

LENGTH = 6
UNPUBLISHED = (Status.DRAFT, Status.REVIEW, Status.READY)
HANDED_ON = (Status.REVIEW, Status.READY)
QUIET = (Act.SAVED, Act.NAMED, Act.PREVIEWED, Act.UNPREVIEWED, Act.TAKEN_OVER)  # each of them too small for a list


@dataclass(frozen=True)
class Dashboard:
    """Each list the most urgent first; `is_editor`: whether somebody's text can wait for this person."""

    waiting: list[ArticleVariant]
    mine: list[ArticleVariant]
    scheduled: list[ArticleVariant]
    outdated: list[ArticleVariant]
    reading: list[Reading]
    changes: list[LogEntry]
    is_editor: bool


def dashboard(user: User, now: datetime) -> Dashboard:
    """Six queries at most."""
    return Dashboard(
        **_in_work(user, now),
        outdated=list(outdated_to_do(user, now)[:LENGTH]),
        reading=read_now(user, now, LENGTH, spoken=get_language() or ""),
        changes=changes(user),
        is_editor=may(user, Verb.APPROVE),
    )


def _in_work(user: User, now: datetime) -> dict[str, list[ArticleVariant]]:
    """The three lists of what is not public yet; one query for all of them."""
    written = Exists(Revision.objects.filter(variant=OuterRef("pk"), created_by=user))
    variants = seen_by(user, ArticleVariant.objects.filter(article__binned_at=None))
    in_work = variants.filter(visible_from=None)  # an index knows them
    mine = in_work.filter(written, status__in=UNPUBLISHED).order_by("-head")
    approves = where_may(user, Verb.APPROVE, OuterRef("language"))
    waiting = in_work.filter(approves, status__in=HANDED_ON).order_by("-head")
    tomorrow = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    due = variants.filter(visible_from__gt=now, visible_from__lt=tomorrow).order_by("visible_from")
    # A query within a query, because SQLite limits no part of a union.
    first, *others = (
        ArticleVariant.objects.filter(pk__in=rows.values("pk")[:LENGTH]).order_by().values("pk")
        for rows in (mine, waiting, due)
    )
    chosen = ArticleVariant.objects.filter(pk__in=first.union(*others))
    found: list[Any] = list(_listed(chosen).annotate(is_mine=written).order_by("-head"))
    return {
        "mine": [row for row in found if row.is_mine and row.status in UNPUBLISHED][:LENGTH],
        "waiting": [row for row in found if row.status in HANDED_ON and may(user, Verb.APPROVE, row)][:LENGTH],
        "scheduled": sorted((row for row in found if row.visible_from), key=lambda row: row.visible_from)[:LENGTH],
    }


def changes(user: User) -> list[LogEntry]:
    """What happened last to the stories this person may see; two queries at most. Each has the story's `headline` and the language
    it is `told_in`, and, where it was about another language than its own, that one as `into`.
    """
    return list(
        LogEntry.objects.exclude(act__in=QUIET)
        .filter(of_stories_seen(user))  # of a deleted story only the log tells
        .select_related("user")
        .annotate(into=KT("details__into"), **called(get_language() or "", "article"))
        .order_by("-pk")[:LENGTH]
    )


def _listed(variants: QuerySet[ArticleVariant]) -> QuerySet[ArticleVariant]:
    """With what the story is called (`of_story`, `told_in`), for a translation that has no headline yet."""
    name = called(get_language() or "", "article")
    return variants.annotate(of_story=name["headline"], told_in=name["told_in"]).select_related("section").only(
        "article_id", "language", "headline", "status", "visible_from", "published_at", "section__names", "section__key"
    )  # fmt: skip
