"""What readers see: a variant is published, scheduled, withdrawn, corrected; several of them at one moment."""

from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies, checklist, listings
from articles.checklist import Finding
from articles.events import announce
from articles.models import Act, Article, ArticleVariant, Correction, Revision, Status
from articles.permissions import Verb, may, require
from articles.snapshots import Text
from articles.subjects import subject_of
from articles.workflow.rows import Blocked, Refusal, StaleRevision, head_of, locked, log, refuse_binned, touch, update
from articles.workflow.translation import confirm_at_first
from text.intake import clean_text
from text.languages import LANGUAGES


def publish(
    *, user: User, now: datetime, variant_id: int, expected_head: int, is_minor: bool = False, reason: str = ""
) -> ArticleVariant:  # fmt: skip
    """Make the head public now. `is_minor`: translators need not look (architecture.md, rule 9).

    A withdrawn variant is refused: an old tab must not bring back what was taken down (`publish_again` does).
    Raises Blocked when the checklist blocks and no `reason` is given to override it; the reason lands in the log.
    """
    return _release(user, now, variant_id, expected_head, at=None, is_minor=is_minor, reason=reason)


def publish_again(
    *, user: User, now: datetime, variant_id: int, expected_head: int, is_minor: bool = False, reason: str = ""
) -> ArticleVariant:  # fmt: skip
    """Bring a withdrawn variant back, at its old place and with what its head says now. Raises Blocked."""
    return _release(user, now, variant_id, expected_head, at=None, is_minor=is_minor, reason=reason, is_back=True)


def schedule(
    *, user: User, now: datetime, variant_id: int, expected_head: int, at: datetime, reason: str = ""
) -> ArticleVariant:  # fmt: skip
    """Make the head public at a time to come. Nothing has to run then: visibility is a comparison. Raises Blocked."""
    if at <= now:
        raise Refusal(_("That time has passed. Choose a later one, or publish now."))
    return _release(user, now, variant_id, expected_head, at=at, reason=reason)


class Problem(NamedTuple):
    """Why one variant of several cannot be released."""

    variant: ArticleVariant
    message: str


class NotTogether(Refusal):
    """None of the variants was released; `problems` names what stands in the way of which."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(_("Nothing was published. Fix what is named below, then release again."))
        self.problems = problems


def release_together(
    *, user: User, now: datetime, heads: dict[int, int], at: datetime | None = None, reason: str = ""
) -> list[ArticleVariant]:  # fmt: skip
    """Publish, or schedule for `at`, all these variants at one moment, or none. `heads`: {variant id: expected head}.

    Raises NotTogether with every problem found, and PermissionDenied for a variant that is not this person's to publish.
    """
    if at is not None and at <= now:
        raise Refusal(_("That time has passed. Choose a later one, or publish now."))
    problems: list[Problem] = []
    released: list[ArticleVariant] = []
    stories = ArticleVariant.objects.filter(pk__in=heads).values("article")
    with transaction.atomic():
        # All stories first, and always in this order: two releases wait for each other, and never both.
        list(Article.objects.select_for_update().filter(pk__in=stories).order_by("pk"))
        for variant_id in sorted(heads):
            try:
                with transaction.atomic():
                    released.append(_release(user, now, variant_id, heads[variant_id], at=at, reason=reason))
            except Refusal as refusal:
                problems.append(Problem(ArticleVariant.objects.get(pk=variant_id), str(refusal)))
            except ValidationError as error:
                problems.append(Problem(ArticleVariant.objects.get(pk=variant_id), " ".join(error.messages)))
        if problems:
            raise NotTogether(problems)
    return released


@transaction.atomic
def _release(
    user: User,
    now: datetime,
    variant_id: int,
    expected_head: int,
    *,
    at: datetime | None,
    is_minor: bool = False,
    reason: str = "",
    is_back: bool = False,
) -> ArticleVariant:
    variant = locked(variant_id)
    require(user, Verb.PUBLISH, variant)
    refuse_binned(variant.article)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    _refuse_closed(variant, now, at=at, is_back=is_back)
    was_live = variant.is_live(now)
    if was_live and variant.published_revision_id == variant.head_id:
        return variant  # a button pressed twice
    revision = head_of(variant)
    text = bodies.clean(Text.from_json(revision.data))
    if not text.headline:
        raise Refusal(_("Give the story a headline."))
    reason = clean_text(reason, limit=300)
    overridden = _blocking(variant, text)
    if overridden and not reason:
        raise Blocked(overridden)
    if variant.published_revision_id is None:
        confirm_at_first(variant)
    _write_public(variant, revision, text, now, at=at, is_minor=is_minor, was_live=was_live)
    listings.relist(variant.article, [variant], now)
    touch(variant.article, now)
    act = Act.SCHEDULED if at else Act.PUBLISHED
    details: dict[str, object] = {"at": at.isoformat()} if at else {"is_minor": is_minor} if is_minor else {}
    if overridden:
        details["overridden"] = [finding.rule for finding in overridden]
    log(user, now, act, variant, revision=revision, reason=reason if overridden else "", **details)
    announce(variant.pk)
    return variant


def _refuse_closed(variant: ArticleVariant, now: datetime, *, at: datetime | None, is_back: bool) -> None:
    """Raises Refusal where the variant stands so that it cannot be published, scheduled for `at`, or brought back."""
    if not Status(variant.status).may_become(Status.PUBLISHED):
        raise Refusal(
            _("The story is “%(state)s”: this step is not available.") % {"state": variant.get_status_display()}
        )
    if is_back != (variant.status == Status.WITHDRAWN):
        raise Refusal(
            _("This was not withdrawn. Reload the page to see where it stands.")
            if is_back
            else _("This was withdrawn meanwhile. Reload the page; if it may come back, publish it again.")
        )
    embargo = variant.article.embargo_until
    if is_back and embargo and embargo > now:
        raise Refusal(_("An embargo holds the story. Lift it in the “Story” tab, then publish again."))
    if at is not None and variant.is_live(now):
        raise Refusal(_("The story has been public already: publish the change, or wait and publish it then."))


def _blocking(variant: ArticleVariant, text: Text) -> list[Finding]:
    found = checklist.check(subject_of(variant, text), variant.section.checklist)
    return [finding for finding in found if finding.level == checklist.Level.BLOCK]


def _write_public(
    variant: ArticleVariant,
    revision: Revision,
    text: Text,
    now: datetime,
    *,
    at: datetime | None,
    is_minor: bool,
    was_live: bool,
) -> None:
    """The public columns say what the revision says."""
    key = _content_key(variant, text, is_minor)
    changes = bodies.public_columns(text)
    if not text.slug and variant.published_revision_id:
        changes["slug"] = variant.slug  # an address changes only when somebody types another
    changes["slug"] = changes["slug"] or str(variant.article_id)
    if was_live and variant.published_revision and variant.published_revision.content_key != key:
        changes["updated_at"] = now
    was_public = was_live or variant.status == Status.WITHDRAWN
    met = (variant.visible_from or variant.published_at) if was_public else None  # where readers first met it
    first, embargo = met or at or now, None if met else variant.article.embargo_until
    Revision.objects.filter(pk=revision.pk).update(published_at=now, content_key=key)
    update(
        variant,
        **changes,
        status=Status.PUBLISHED,
        published_at=first,
        visible_from=max(first, embargo) if embargo else first,
        withdrawn_at=None,
        withdrawn_because="",
        published_revision=revision,
    )


def _content_key(variant: ArticleVariant, text: Text, is_minor: bool) -> str:
    """A minor publication, and one of the same text, inherits its predecessor's key."""
    previous = variant.published_revision
    if previous is None:
        return text.content_key()
    is_same = Text.from_json(previous.data).content_key() == text.content_key()
    return previous.content_key if is_minor or is_same else text.content_key()


@transaction.atomic
def unschedule(*, user: User, now: datetime, variant_id: int, expected_head: int) -> None:
    """Take a schedule back before its time: the variant was never public, and is ready again."""
    variant = locked(variant_id)
    require(user, Verb.PUBLISH, variant)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if not variant.is_scheduled(now):
        raise Refusal(_("The story is not scheduled."))
    update(
        variant,
        status=Status.READY,
        published_at=None,
        visible_from=None,
        published_revision=None,
        **bodies.public_columns(Text.from_json(head_of(variant).data)),
    )
    listings.relist(variant.article, [variant], now)
    touch(variant.article, now)
    log(user, now, Act.UNSCHEDULED, variant)
    announce(variant.pk)


@transaction.atomic
def reschedule(*, user: User, now: datetime, variant_id: int, expected_head: int, at: datetime) -> None:
    """Move the time of a scheduled variant. What will appear stays what was scheduled, whatever was saved over it."""
    _move(user, now, variant_id, expected_head, at)


class Moved(NamedTuple):
    """What a story's move did: `left` is scheduled too, and not this person's to publish."""

    moved: list[ArticleVariant]
    left: list[ArticleVariant]


@transaction.atomic
def reschedule_together(*, user: User, now: datetime, variant_id: int, heads: dict[int, int], at: datetime) -> Moved:
    """Move a scheduled variant to `at`, and its story's other scheduled ones by as much; all of them, or none.

    `heads`: {variant id: expected head}. What is not this person's to publish stays. Raises Refusal, which names the language.
    """
    article_id = ArticleVariant.objects.values_list("article_id", flat=True).get(pk=variant_id)
    Article.objects.select_for_update().get(pk=article_id)  # nothing of the story moves meanwhile
    variants = {variant.pk: variant for variant in ArticleVariant.objects.filter(article=article_id).order_by("pk")}
    first = variants.pop(variant_id)
    require(user, Verb.PUBLISH, first)
    moved = [_move(user, now, variant_id, heads.get(variant_id, 0), at)]
    left: list[ArticleVariant] = []
    for pk, other in variants.items():
        if not other.is_scheduled(now) or other.published_at is None or first.published_at is None:
            continue
        if not may(user, Verb.PUBLISH, other):
            left.append(other)
            continue
        try:
            moved.append(_move(user, now, pk, heads.get(pk, 0), other.published_at + (at - first.published_at)))
        except Refusal as refusal:
            raise Refusal(f"{capfirst(LANGUAGES[other.language].said)} · {refusal}") from refusal
    return Moved(moved, left)


def _move(user: User, now: datetime, variant_id: int, expected_head: int, at: datetime) -> ArticleVariant:
    variant = locked(variant_id)
    require(user, Verb.PUBLISH, variant)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if not variant.is_scheduled(now) or variant.published_at is None:
        raise Refusal(_("The story is not scheduled."))
    if at <= now:
        raise Refusal(_("That time has passed. Choose a later one, or publish now."))
    embargo = variant.article.embargo_until
    before = variant.published_at
    update(variant, published_at=at, visible_from=max(at, embargo) if embargo else at)
    listings.relist(variant.article, [variant], now)
    touch(variant.article, now)
    log(user, now, Act.RESCHEDULED, variant, before=before.isoformat(), at=at.isoformat())
    announce(variant.pk)
    return variant


@transaction.atomic
def withdraw(*, user: User, now: datetime, variant_id: int, expected_head: int, because: str = "") -> None:
    """Take a live variant away from the public: its address answers 410. The other languages stay as they are.

    `because`: told to the readers who come to that address, in their language; empty is told as "taken off the site".
    """
    variant = locked(variant_id)
    require(user, Verb.WITHDRAW, variant)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if not variant.is_live(now):
        raise Refusal(_("The story is not public, so there is nothing to withdraw."))
    because = clean_text(because, limit=300)
    update(
        variant,
        status=Status.WITHDRAWN,
        published_at=variant.visible_from,  # so that it comes back to where readers first met it
        visible_from=None,
        withdrawn_at=now,
        withdrawn_because=because,
    )
    listings.relist(variant.article, [variant], now)
    touch(variant.article, now)
    log(user, now, Act.WITHDRAWN, variant, reason=because)
    announce(variant.pk)


@transaction.atomic
def correct(
    *,
    user: User,
    now: datetime,
    variant_id: int,
    kind: str,
    text: str,
    is_on_top: bool = False,
    with_head: int | None = None,
    is_minor: bool = False,
    reason: str = "",
) -> Correction:
    """Tell the readers of a live variant what was put right. The same words sent twice are one correction.

    `with_head`: publish this head in the same step, so that nobody reads of a mended text beside the old one; a
    publication like any other, `is_minor` included. The correction itself makes no translation outdated.
    """
    variant = locked(variant_id)
    require(user, Verb.CORRECT, variant)
    if not variant.is_live(now):
        raise Refusal(_("Only a public story can carry a correction."))
    text = clean_text(text, limit=1000)
    if not text or kind not in Correction.Kind.values:
        raise Refusal(_("Say what was corrected."))
    if with_head not in (None, variant.published_revision_id):
        variant = _release(user, now, variant_id, with_head, at=None, is_minor=is_minor, reason=reason)
    if same := Correction.objects.filter(variant=variant, kind=kind, text=text).first():
        return same
    correction = Correction.objects.create(
        variant=variant, language=variant.language, kind=kind, text=text, is_on_top=is_on_top,
        corrected_at=now, created_by=user,
    )  # fmt: skip
    update(variant, updated_at=now)
    touch(variant.article, now)
    log(user, now, Act.CORRECTED, variant, kind=kind, text=text)
    announce(variant.pk)
    return correction
