"""What a language's tab says before anybody types: who writes there, and which words of this person were never saved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from articles import bodies
from articles.models import ArticleVariant, Autosave, EditLock
from articles.models.editing import LOCK_LIFETIME
from articles.snapshots import Text
from desk.comparing import Difference, compare_texts, in_short


@dataclass(frozen=True)
class Offer:
    """Unsaved words, and every change they make to the state they began from. `is_behind`: somebody saved since.

    `is_fresh`: typed so lately that the window may be open still.
    """

    typed: Autosave
    differences: list[Difference]
    is_behind: bool
    is_newest: bool
    is_fresh: bool


def writer(user: User, found: ArticleVariant, now: datetime) -> EditLock | None:
    """Who else has this tab open to write in it; one query."""
    lock = EditLock.objects.select_related("user").filter(pk=found.pk).first()
    return lock if lock and lock.user_id != user.pk and lock.holds(now) else None


def typed_by(user: User, found: ArticleVariant, pk: int = 0) -> Autosave | None:
    """The copy of this number, or (0) the newest one; one query."""
    copies = Autosave.objects.select_related("base").filter(variant=found, user=user).order_by("-typed_at")
    return copies.filter(pk=pk).first() if pk else copies.first()


def writes_elsewhere(
    user: User, found: ArticleVariant, window: str, now: datetime, left: Collection[str] = ()
) -> datetime | None:
    """When this person typed last in another window, if that was just now; one query. `left`: windows that are gone."""
    others = Autosave.objects.filter(variant=found, user=user, typed_at__gt=now - LOCK_LIFETIME)
    others = others.exclude(window__in=[window, *left])
    return others.order_by("-typed_at").values_list("typed_at", flat=True).first()


def offers(user: User, found: ArticleVariant, now: datetime) -> list[Offer]:
    """What this person typed here and did not save, a copy a window, the newest first. One query; one more for each copy with pictures.

    Not what says the same as the newest state, or as a newer copy.
    """
    assert found.head is not None
    known = [Text.from_json(found.head.data)]
    offered: list[Offer] = []
    for typed in Autosave.objects.select_related("base").filter(variant=found, user=user).order_by("-typed_at"):
        text = bodies.clean_anyhow(Text.from_json(typed.data))
        if text in known:
            continue
        known.append(text)
        offered.append(
            Offer(
                typed,
                in_short(compare_texts(Text.from_json(typed.base.data), text)),
                is_behind=typed.base_id != found.head_id,
                is_newest=not offered and typed.typed_at >= found.head.created_at,
                is_fresh=typed.typed_at > now - LOCK_LIFETIME,
            )
        )
    return offered
