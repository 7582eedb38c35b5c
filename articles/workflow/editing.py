"""Presence and unsaved words: who has a variant open, and what was typed there and not saved yet.

None of this touches a revision, a public column, the search, a mark or the log (taking over apart, which is logged).
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies
from articles.models import Act, ArticleVariant, Autosave, EditLock, Revision
from articles.permissions import Verb, require
from articles.snapshots import Text
from articles.workflow.rows import log, refuse_binned


@transaction.atomic
def keep_lock(*, user: User, now: datetime, variant_id: int) -> EditLock:
    """Take the lock if nobody holds it, keep it if it is mine; the answer says whose it is. Called every few seconds.

    Two queries while it is mine. A lock not kept for LOCK_LIFETIME is free.
    """
    variant = ArticleVariant.objects.select_related("article").get(pk=variant_id)
    require(user, Verb.WRITE, variant)
    refuse_binned(variant.article)
    lock, is_new = EditLock.objects.select_for_update(of=("self",)).select_related("user").get_or_create(
        variant_id=variant_id, defaults={"user": user, "since": now, "seen_at": now}
    )  # fmt: skip
    if is_new:
        return lock
    if lock.user_id == user.pk:
        lock.seen_at = now
        lock.save(update_fields=["seen_at"])
    elif not lock.holds(now):
        lock.user, lock.since, lock.seen_at = user, now, now
        lock.save()
    return lock


@transaction.atomic
def take_over(*, user: User, now: datetime, variant_id: int) -> EditLock:
    """Take the lock from whoever holds it. Their unsaved words become a named revision beside the newest one."""
    variant = ArticleVariant.objects.select_related("article").get(pk=variant_id)
    require(user, Verb.WRITE, variant)
    refuse_binned(variant.article)
    lock = EditLock.objects.select_for_update(of=("self",)).select_related("user").filter(pk=variant_id).first()
    if lock is None or lock.user_id == user.pk:
        return keep_lock(user=user, now=now, variant_id=variant_id)
    before = lock.user
    rescued = _rescue(variant, before, now)
    lock.user, lock.since, lock.seen_at = user, now, now
    lock.save()
    log(user, now, Act.TAKEN_OVER, variant, revision=rescued, before=str(before))
    return lock


def _rescue(variant: ArticleVariant, person: User, now: datetime) -> Revision | None:
    """What this person typed and did not save, as a revision that is kept for good; None when there is nothing."""
    typed = Autosave.objects.filter(variant=variant, user=person).first()
    if typed is None:
        return None
    return Revision.objects.create(
        article_id=variant.article_id,
        variant=variant,
        data=typed.data,
        created_at=now,
        created_by=person,
        name=_("Unsaved words of %(who)s")[:80] % {"who": str(person)[:40]},
    )


@transaction.atomic
def leave(*, user: User, variant_id: int) -> None:
    """The tab was closed: the lock is free at once."""
    EditLock.objects.filter(pk=variant_id, user=user).delete()


@transaction.atomic
def autosave(*, user: User, now: datetime, variant_id: int, base_id: int, text: Text) -> Autosave:
    """Keep what was typed, as it was typed: one rolling copy a person and variant. Three queries.

    `base_id`: the head the person began from. Raises Revision.DoesNotExist for one that is not this variant's.
    """
    variant = ArticleVariant.objects.select_related("article").get(pk=variant_id)
    require(user, Verb.WRITE, variant)
    base = Revision.objects.only("pk").get(pk=base_id, variant=variant)
    typed, _is_new = Autosave.objects.update_or_create(
        variant=variant, user=user, defaults={"base": base, "data": bodies.as_typed(text).to_json(), "typed_at": now}
    )
    return typed


def forget_autosave(*, user: User, variant_id: int) -> None:
    """These words were saved, or may go."""
    Autosave.objects.filter(variant_id=variant_id, user=user).delete()
