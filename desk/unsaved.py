"""What a language's tab says before anybody types: who writes there, and which words of this person were never saved."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from articles import bodies
from articles.models import ArticleVariant, Autosave, EditLock
from articles.snapshots import Text
from desk.comparing import Difference, compare_texts, in_short


@dataclass(frozen=True)
class Offer:
    """Unsaved words, and every change they make to the state they began from. `is_behind`: somebody saved since."""

    typed: Autosave
    differences: list[Difference]
    is_behind: bool
    is_newest: bool


def writer(user: User, found: ArticleVariant, now: datetime) -> EditLock | None:
    """Who else has this tab open to write in it; one query."""
    lock = EditLock.objects.select_related("user").filter(pk=found.pk).first()
    return lock if lock and lock.user_id != user.pk and lock.holds(now) else None


def typed_by(user: User, found: ArticleVariant) -> Autosave | None:
    """One query."""
    return Autosave.objects.select_related("base").filter(variant=found, user=user).first()


def offer(user: User, found: ArticleVariant) -> Offer | None:
    """The words this person typed here and did not save, if they say anything else than the newest state; one query."""
    typed = typed_by(user, found)
    if typed is None or found.head is None:
        return None
    text = bodies.clean_anyhow(Text.from_json(typed.data))
    if Text.from_json(found.head.data) == text:
        return None
    differences = in_short(compare_texts(Text.from_json(typed.base.data), text))
    return Offer(typed, differences, typed.base_id != found.head_id, typed.typed_at >= found.head.created_at)
