"""Presence and unsaved words: who has a variant open, and what was typed there and not saved yet.

None of this touches a revision, a public column, the search, a mark or the log (taking over apart, which is logged).
Each verb holds the variant's row, so that two of them at the same instant come one after the other on both databases.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies
from articles.models import Act, ArticleVariant, Autosave, EditLock, Revision
from articles.permissions import Verb, require
from articles.snapshots import Text
from articles.workflow.rows import Refusal, locked, log, refuse_binned

MOST_WINDOWS = 20  # with unsaved words of one person in one variant


def _held(variant_id: int) -> ArticleVariant:
    """The variant, its row held; the article is only read. One query."""
    rows = ArticleVariant.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("article").get(pk=variant_id)


def _opened(variant_id: int, user: User) -> ArticleVariant:
    """The variant, its row held, for somebody who may write in it."""
    variant = _held(variant_id)
    require(user, Verb.WRITE, variant)
    return variant


@transaction.atomic
def keep_lock(*, user: User, now: datetime, variant_id: int) -> EditLock:
    """Take the lock if nobody holds it, keep it if it is mine; the answer says whose it is. Called every few seconds.

    Three queries. A lock not kept for LOCK_LIFETIME is free.
    """
    variant = _opened(variant_id, user)
    refuse_binned(variant.article)
    lock = EditLock.objects.select_related("user").filter(pk=variant_id).first()
    if lock is None:
        return EditLock.objects.create(variant=variant, user=user, since=now, seen_at=now)
    if lock.user_id == user.pk:
        since = lock.since if lock.holds(now) else now
        return _give(lock, user, since=since, now=now)
    return lock if lock.holds(now) else _give(lock, user, since=now, now=now)


@transaction.atomic
def take_over(*, user: User, now: datetime, variant_id: int) -> EditLock:
    """Take the lock from whoever holds it. Their unsaved words become named revisions beside the newest one."""
    variant = locked(variant_id)  # the story too: a rescued revision refers to it, as a save that is on its way does
    require(user, Verb.WRITE, variant)
    refuse_binned(variant.article)
    lock = EditLock.objects.select_related("user").filter(pk=variant_id).first()
    if lock is None or lock.user_id == user.pk:
        return keep_lock(user=user, now=now, variant_id=variant_id)
    before = lock.user
    rescued = _rescue(variant, before, now)
    _give(lock, user, since=now, now=now)
    more: dict[str, Any] = {"rescued": [one.pk for one in rescued]} if len(rescued) > 1 else {}
    log(user, now, Act.TAKEN_OVER, variant, revision=rescued[-1] if rescued else None, before=str(before), **more)
    return lock


def _give(lock: EditLock, user: User, *, since: datetime, now: datetime) -> EditLock:
    lock.user, lock.since, lock.seen_at = user, since, now
    lock.save(update_fields=["user", "since", "seen_at"])
    return lock


def _rescue(variant: ArticleVariant, person: User, now: datetime) -> list[Revision]:
    """What this person typed and did not save, a revision a window, kept for good, the newest last. Nothing twice.

    Cleaned, because history and preview show it; the person's own copies stay as they were typed, and are offered to them.
    """
    copies = Autosave.objects.filter(variant=variant, user=person).order_by("typed_at")
    return [made for typed in copies if (made := _rescued(variant, typed, person, now))]


def _rescued(variant: ArticleVariant, typed: Autosave, person: User, now: datetime) -> Revision | None:
    data = bodies.clean_anyhow(Text.from_json(typed.data)).to_json()
    known = Revision.objects.filter(variant=variant).filter(Q(created_by=person) | Q(pk=variant.head_id))
    if data in known.order_by("-pk").values_list("data", flat=True)[:50]:
        return None  # saved meanwhile, or rescued before
    return Revision.objects.create(
        article_id=variant.article_id,
        variant=variant,
        data=data,
        created_at=now,
        created_by=person,
        name=_("Unsaved words of %(who)s")[:80] % {"who": str(person)[:40]},
    )


@transaction.atomic
def leave(*, user: User, variant_id: int) -> None:
    """The tab was closed: the lock is free at once. Only one's own can be left."""
    _held(variant_id)
    EditLock.objects.filter(pk=variant_id, user=user).delete()


@transaction.atomic
def autosave(
    *, user: User, now: datetime, variant_id: int, base_id: int, text: Text, window: str = "", instead_of: str = ""
) -> bool:
    """Keep what was typed, as it was typed: one rolling copy a person, variant and window. False: it says nothing unsaved.

    No window touches what was typed in another one: `instead_of` apart, the stamp of the copy that was put back here.
    `base_id`: the head the person began from. Raises Revision.DoesNotExist for one that is not this variant's, and
    ValidationError for a text beyond all measure. Whoever holds the lock, and wherever the story is: words are kept.
    Three queries; two more the first time, one more for a text with pictures, two more with `instead_of`. Refused beyond MOST_WINDOWS.
    """
    variant = _opened(variant_id, user)
    typed = bodies.as_typed(text)
    if _says_nothing_new(variant, base_id, typed, user):
        forget_autosave(user=user, variant_id=variant_id, window=window, stamp=instead_of)
        return False
    copy = {"base_id": base_id, "data": typed.to_json(), "typed_at": now}
    own = Autosave.objects.filter(variant=variant, user=user)
    if instead_of:
        forget_autosave(user=user, variant_id=variant_id, stamp=instead_of)
    if not own.filter(window=window).update(**copy):
        if own.count() >= MOST_WINDOWS:
            raise Refusal(_("Unsaved words of too many windows are waiting here. Save or discard some of them first."))
        Autosave.objects.create(variant=variant, user=user, window=window, **copy)
    return True


def _says_nothing_new(variant: ArticleVariant, base_id: int, typed: Text, user: User) -> bool:
    """Whether the words are those they began from, the newest, or some that this person saved since.

    The last is what a request says that a slow line delivers after the save it came before. One query.
    """
    own = Q(created_by=user, pk__gt=base_id, name="")  # a rescued state has a name: its words are still to be offered
    rows = Revision.objects.filter(Q(pk__in=[base_id, variant.head_id]) | own, variant=variant)
    saved = dict(rows.values_list("pk", "data"))
    if base_id not in saved:
        raise Revision.DoesNotExist
    try:
        text = bodies.clean(typed)
    except ValidationError:
        return False
    return any(Text.from_json(data) == text for data in saved.values())


def forget_autosave(*, user: User, variant_id: int, window: str | None = None, stamp: str = "") -> None:
    """These words were saved, or may go: those of this window, and those that still bear this stamp. All others stay."""
    for copy in Autosave.objects.filter(variant_id=variant_id, user=user).defer("data"):
        if copy.window == window or copy.stamp == stamp:
            copy.delete()
