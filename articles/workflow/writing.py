"""Words are saved, named, brought back, and handed from desk to desk. Nothing here makes anything public."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies
from articles.models import Act, ArticleVariant, Revision, Status
from articles.permissions import Verb, require, verb_for_facts
from articles.snapshots import Text
from articles.workflow.editing import forget_autosave
from articles.workflow.rows import (
    Refusal,
    StaleRevision,
    ended_among,
    head_of,
    locked,
    log,
    new_revision,
    refuse_binned,
    touch,
    update,
)
from photos.models import Photo
from text.intake import clean_text

ACTS = {
    Status.REVIEW: Act.SUBMITTED,
    Status.DRAFT: Act.SENT_BACK,
    Status.READY: Act.APPROVED,
}


@transaction.atomic
def save_draft(
    *,
    user: User,
    now: datetime,
    variant_id: int,
    expected_head: int,
    text: Text,
    act: Act = Act.SAVED,
    window: str = "",
    instead_of: str = "",
) -> Revision:
    """Keep a new state of the text. Nothing public changes once the variant has been scheduled or published.

    The unsaved words of `window`, and those that were put back there (their stamp), are saved with it.
    Saving what is saved already makes no revision. Raises StaleRevision, and ValidationError by field.
    """
    variant = locked(variant_id)
    require(user, Verb.WRITE, variant)
    refuse_binned(variant.article)
    text = bodies.clean(text)
    head = head_of(variant)
    before = Text.from_json(head.data)
    if before == text:
        _forget(act, user, variant_id, window, instead_of)
        return head  # a form sent twice, or a colleague who wrote the same
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    chosen = bodies.keys_in(text.body) - bodies.keys_in(before.body) if act == Act.SAVED else set()
    if chosen and (words := ended_among(Photo.objects.filter(key__in=chosen), now)):
        raise ValidationError({"body": words})
    revision = new_revision(variant, text, user, now)
    changes: dict[str, object] = {
        "head": revision,
        "desk_text": bodies.desk_text(text),
    }
    if variant.published_at is None:
        changes |= bodies.public_columns(text)
    if not ArticleVariant.objects.filter(pk=variant.pk, head_id=expected_head).update(**changes):
        raise StaleRevision(locked(variant_id))
    touch(variant.article, now)
    _forget(act, user, variant_id, window, instead_of)
    log(user, now, act, variant, revision=revision)
    return revision


def _forget(act: Act, user: User, variant_id: int, window: str, instead_of: str) -> None:
    """What was typed is saved now. Bringing an old state back saves nothing of what is typed in an open tab."""
    if act == Act.SAVED:
        forget_autosave(user=user, variant_id=variant_id, window=window, stamp=instead_of)


def restore_revision(
    *, user: User, now: datetime, variant_id: int, expected_head: int, revision_id: int
) -> Revision:  # fmt: skip
    """An old text as a new revision, cleaned again; other languages stay as they are."""
    old = Revision.objects.get(pk=revision_id, variant_id=variant_id)
    text = Text.from_json(old.data)
    return save_draft(
        user=user,
        now=now,
        variant_id=variant_id,
        expected_head=expected_head,
        text=text,
        act=Act.RESTORED,
    )


@transaction.atomic
def name_revision(*, user: User, now: datetime, revision_id: int, name: str) -> None:
    """Give a revision a name, which also keeps it from being pruned. One of the shared facts needs the right to these.

    Raises ValidationError for a name that is too long.
    """
    revision = Revision.objects.select_related("variant", "article").get(pk=revision_id)
    named = revision.variant or revision.article
    require(user, Verb.WRITE if revision.variant else verb_for_facts(revision.article), named)
    name = clean_text(name, limit=120)
    if name == revision.name:
        return
    Revision.objects.filter(pk=revision_id).update(name=name)
    log(user, now, Act.NAMED, named, revision=revision, name=name)


def submit_for_review(*, user: User, now: datetime, variant_id: int, expected_head: int) -> None:
    _step(user, now, variant_id, expected_head, Status.REVIEW, Verb.WRITE)


def send_back(*, user: User, now: datetime, variant_id: int, expected_head: int) -> None:
    """From review or ready to a draft again."""
    _step(user, now, variant_id, expected_head, Status.DRAFT, Verb.WRITE)


def approve(*, user: User, now: datetime, variant_id: int, expected_head: int) -> None:
    _step(user, now, variant_id, expected_head, Status.READY, Verb.APPROVE)


@transaction.atomic
def _step(user: User, now: datetime, variant_id: int, expected_head: int, status: Status, verb: Verb) -> None:
    """A step inside the desk: nothing public is concerned."""
    variant = locked(variant_id)
    require(user, verb, variant)
    refuse_binned(variant.article)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if variant.status == status:
        return
    if variant.status == Status.PUBLISHED or not Status(variant.status).may_become(status):
        raise Refusal(
            _("The story is “%(state)s”: this step is not available.") % {"state": variant.get_status_display()}
        )
    update(variant, status=status)
    touch(variant.article, now)
    log(user, now, ACTS[status], variant)
