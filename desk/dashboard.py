"""The desk's front page: what waits for this person today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from articles.models import ArticleVariant, Membership, Revision, Role, Status
from articles.permissions import EDITORS, memberships, seen_by
from audience.queries import with_views

LENGTH = 8


@dataclass(frozen=True)
class Dashboard:
    """Lists of variants, each the newest first; `is_editor`: whether somebody's text can wait for this person."""

    mine: list[ArticleVariant]
    waiting: list[ArticleVariant]
    scheduled: list[ArticleVariant]
    fresh: list[ArticleVariant]
    is_editor: bool


def dashboard(user: User, now: datetime) -> Dashboard:
    """Four queries."""
    variants = (
        seen_by(user, ArticleVariant.objects.filter(article__binned_at=None))
        .select_related("section")
        .only(
            "article_id",
            "language",
            "headline",
            "status",
            "visible_from",
            "published_at",
            "section__names",
            "section__key",
        )
    )
    written = Revision.objects.filter(variant=OuterRef("pk"), created_by=user)
    mine = variants.filter(Exists(written), status__in=[Status.DRAFT, Status.REVIEW, Status.READY]).order_by("-head")
    approves = Membership.objects.filter(user=user, role__in=[role.value for role in EDITORS]).filter(
        Q(section=None) | Q(section=OuterRef("section")), Q(language="") | Q(language=OuterRef("language"))
    )
    waiting = variants.filter(status__in=[Status.REVIEW, Status.READY]).order_by("-head")
    is_editor = user.is_superuser or any(Role(line.role) in EDITORS for line in memberships(user))
    scheduled = variants.filter(visible_from__gt=now).order_by("visible_from")
    week = variants.filter(visible_from__lte=now, visible_from__gt=now - timedelta(days=7))
    fresh = with_views(week).order_by("-visible_from", "-pk")
    return Dashboard(
        mine=list(mine[:LENGTH]),
        waiting=list((waiting if user.is_superuser else waiting.filter(Exists(approves)))[:LENGTH])
        if is_editor
        else [],
        scheduled=list(scheduled[:LENGTH]),
        fresh=list(fresh[:LENGTH]),
        is_editor=is_editor,
    )
