"""Everything that may happen to a story. Admin, bulk actions, importers and commands all call these verbs.

Each verb is one transaction: gate first (PermissionDenied), then the row locked, the revision checked (StaleRevision),
then only the changed fields written. A step the workflow does not have raises Refusal, which says what to do next.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies, listings
from articles.events import announce
from articles.models import (
    Article,
    ArticleVariant,
    Correction,
    PreviewLink,
    Revision,
    Section,
    Status,
    TranslationTask,
)
from articles.permissions import Verb, require
from articles.snapshots import Facts, Text
from text.folding import fold
from text.intake import clean_text
from text.languages import LANGUAGES

BIN_DAYS = 30


class Refusal(Exception):
    """The newsroom's rules say no; the message tells the editor what to do instead."""


class StaleRevision(Refusal):
    """Somebody saved before you. `variant` (or `article`) is the row as it is now; what you typed is still yours."""

    def __init__(self, current: ArticleVariant | Article) -> None:
        super().__init__(_("Somebody saved this before you. Nothing of yours is lost: compare, then save again."))
        self.current = current


# ---------------------------------------------------------------------------------------------------------- beginning


@transaction.atomic
def start_article(
    *, user: User, now: datetime, section: Section, language: str, headline: str, form_key: UUID | None = None
) -> ArticleVariant:
    """A new story, born in any language. The same `form_key` again gives the same story back."""
    require(user, Verb.ARRANGE, section)
    require(user, Verb.WRITE, section, language=language)
    text = bodies.clean(Text(headline=headline))
    if not text.headline:
        raise Refusal(_("Give the story a headline."))
    article, is_new = (
        Article.objects.get_or_create(
            form_key=form_key,
            defaults={
                "section": section,
                "original_language": language,
                "created_at": now,
                "created_by": user,
                "changed_at": now,
            },
        )
        if form_key
        else (  # fmt: skip
            Article.objects.create(
                section=section, original_language=language, created_at=now, created_by=user, changed_at=now
            ),
            True,
        )
    )
    if not is_new:
        return article.variants.get(language=article.original_language)
    listings.remember_facts(article, user=user, now=now)
    return _new_variant(article, language, text, user, now)


@transaction.atomic
def start_translation(*, user: User, now: datetime, article_id: int, language: str) -> ArticleVariant:
    """An empty variant in another language; if it is there already, that one. Nobody else's row is touched."""
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, Verb.TRANSLATE, article, language=language)
    if language not in LANGUAGES:
        raise Refusal(_("This paper does not publish in that language."))
    if article.binned_at:
        raise Refusal(_("The story is in the bin. Take it out first."))
    if existing := article.variants.filter(language=language).first():
        return existing
    variant = _new_variant(article, language, Text(headline=""), user, now)
    if source := _source(variant):
        variant.confirmed_source_id = source.published_revision_id
        variant.save(update_fields=["confirmed_source"])
    TranslationTask.objects.filter(article=article, language=language).update(is_waived=False)
    return variant


def _new_variant(article: Article, language: str, text: Text, user: User, now: datetime) -> ArticleVariant:
    variant = ArticleVariant.objects.create(
        article=article,
        language=language,
        section_id=article.section_id,
        wire_source_id=article.wire_source_id,
        translator=None if language == article.original_language else user,
        desk_text=fold(text.headline),
        **bodies.public_columns(text),
    )
    variant.head = _revision(variant, text, user, now)
    variant.save(update_fields=["head"])
    _touch(article, now)
    return variant


# ------------------------------------------------------------------------------------------------------------ writing


@transaction.atomic
def save_draft(*, user: User, now: datetime, variant_id: int, expected_head: int, text: Text) -> Revision:
    """Keep a new state of the text. Nothing public changes once the variant has been scheduled or published.

    Saving what is saved already makes no revision. Raises StaleRevision, and ValidationError by field.
    """
    variant = _locked(variant_id)
    require(user, Verb.WRITE, variant)
    _refuse_binned(variant.article)
    text = bodies.clean(text)
    head = _head(variant)
    if Text.from_json(head.data) == text:
        return head  # a form sent twice, or a colleague who wrote the same
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    revision = _revision(variant, text, user, now)
    changes: dict[str, object] = {
        "head": revision,
        "desk_text": fold(f"{text.headline} {text.standfirst}"),
    }
    if variant.published_at is None:
        changes |= bodies.public_columns(text)
    if not ArticleVariant.objects.filter(pk=variant.pk, head_id=expected_head).update(**changes):
        raise StaleRevision(_locked(variant_id))
    _touch(variant.article, now)
    return revision


def restore_revision(
    *, user: User, now: datetime, variant_id: int, expected_head: int, revision_id: int
) -> Revision:  # fmt: skip
    """An old text as a new revision, cleaned again; other languages stay as they are."""
    old = Revision.objects.get(pk=revision_id, variant_id=variant_id)
    text = Text.from_json(old.data)
    return save_draft(user=user, now=now, variant_id=variant_id, expected_head=expected_head, text=text)


@transaction.atomic
def name_revision(*, user: User, revision_id: int, name: str) -> None:
    """Give a revision a name, which also keeps it from being pruned."""
    revision = Revision.objects.select_related("variant", "article").get(pk=revision_id)
    require(user, Verb.WRITE, revision.variant or revision.article)
    Revision.objects.filter(pk=revision_id).update(name=clean_text(name, limit=120))


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
    variant = _locked(variant_id)
    require(user, verb, variant)
    _refuse_binned(variant.article)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if variant.status == status:
        return
    if variant.status == Status.PUBLISHED or not Status(variant.status).may_become(status):
        raise Refusal(_("The story is “%(state)s”: this step is not open.") % {"state": variant.get_status_display()})
    _update(variant, status=status)
    _touch(variant.article, now)


# --------------------------------------------------------------------------------------------------------- publishing


def publish(
    *, user: User, now: datetime, variant_id: int, expected_head: int, is_minor: bool = False
) -> ArticleVariant:  # fmt: skip
    """Make the head public now. `is_minor`: translators need not look (architecture.md, rule 9)."""
    return _release(user, now, variant_id, expected_head, at=None, is_minor=is_minor)


def schedule(*, user: User, now: datetime, variant_id: int, expected_head: int, at: datetime) -> ArticleVariant:
    """Make the head public at a time to come. Nothing has to run then: visibility is a comparison."""
    if at <= now:
        raise Refusal(_("That time has passed. Choose a later one, or publish now."))
    return _release(user, now, variant_id, expected_head, at=at)


@transaction.atomic
def _release(
    user: User, now: datetime, variant_id: int, expected_head: int, *, at: datetime | None, is_minor: bool = False
) -> ArticleVariant:
    variant = _locked(variant_id)
    require(user, Verb.PUBLISH, variant)
    _refuse_binned(variant.article)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if not Status(variant.status).may_become(Status.PUBLISHED):
        raise Refusal(_("The story is “%(state)s”: this step is not open.") % {"state": variant.get_status_display()})
    was_live = variant.is_live(now)
    if at is not None and (was_live or variant.status == Status.WITHDRAWN):
        raise Refusal(_("The story has been public already: publish the change, or wait and publish it then."))
    revision = _head(variant)
    text = bodies.clean(Text.from_json(revision.data))
    if not text.headline:
        raise Refusal(_("Give the story a headline."))
    key = _content_key(variant, revision, text, is_minor)
    changes = bodies.public_columns(text)
    changes["slug"] = text.slug or str(variant.article_id)
    if was_live and variant.published_revision and variant.published_revision.content_key != key:
        changes["updated_at"] = now
    first = variant.published_at if variant.published_at and variant.published_at <= now else at or now
    embargo = variant.article.embargo_until
    Revision.objects.filter(pk=revision.pk).update(published_at=now, content_key=key)
    _update(
        variant,
        **changes,
        status=Status.PUBLISHED,
        published_at=first,
        visible_from=max(first, embargo) if embargo else first,
        withdrawn_at=None,
        published_revision=revision,
    )
    _confirm_if_never(variant)
    listings.relist(variant.article, [variant])
    _touch(variant.article, now)
    announce(variant.pk)
    return variant


def _content_key(variant: ArticleVariant, revision: Revision, text: Text, is_minor: bool) -> str:
    """A minor publication, and one of the same text, inherits its predecessor's key."""
    previous = variant.published_revision
    if previous is None:
        return text.content_key()
    is_same = Text.from_json(previous.data).content_key() == text.content_key()
    return previous.content_key if is_minor or is_same else text.content_key()


@transaction.atomic
def unschedule(*, user: User, now: datetime, variant_id: int, expected_head: int) -> None:
    """Take a schedule back before its time: the variant was never public, and is ready again."""
    variant = _locked(variant_id)
    require(user, Verb.PUBLISH, variant)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if not variant.is_scheduled(now):
        raise Refusal(_("The story is not scheduled."))
    _update(
        variant,
        status=Status.READY,
        published_at=None,
        visible_from=None,
        published_revision=None,
        **bodies.public_columns(Text.from_json(_head(variant).data)),
    )
    listings.relist(variant.article, [variant])
    _touch(variant.article, now)
    announce(variant.pk)


@transaction.atomic
def withdraw(*, user: User, now: datetime, variant_id: int, expected_head: int) -> None:
    """Take a live variant away from the public: its address answers 410. The other languages stay as they are."""
    variant = _locked(variant_id)
    require(user, Verb.WITHDRAW, variant)
    if variant.head_id != expected_head:
        raise StaleRevision(variant)
    if not variant.is_live(now):
        raise Refusal(_("The story is not public, so there is nothing to withdraw."))
    _update(variant, status=Status.WITHDRAWN, visible_from=None, withdrawn_at=now)
    listings.relist(variant.article, [variant])
    _touch(variant.article, now)
    announce(variant.pk)


@transaction.atomic
def correct(
    *, user: User, now: datetime, variant_id: int, kind: str, text: str, is_on_top: bool = False
) -> Correction:  # fmt: skip
    """Tell the readers of a live variant what was put right."""
    variant = _locked(variant_id)
    require(user, Verb.CORRECT, variant)
    if not variant.is_live(now):
        raise Refusal(_("Only a public story can carry a correction."))
    text = clean_text(text, limit=1000)
    if not text or kind not in Correction.Kind.values:
        raise Refusal(_("Say what was put right."))
    correction = Correction.objects.create(
        variant=variant, language=variant.language, kind=kind, text=text, is_on_top=is_on_top,
        corrected_at=now, created_by=user,
    )  # fmt: skip
    _update(variant, updated_at=now)
    _touch(variant.article, now)
    announce(variant.pk)
    return correction


# -------------------------------------------------------------------------------------------------------- translation


@transaction.atomic
def confirm_translation(*, user: User, now: datetime, variant_id: int) -> None:
    """Say that a variant tells what its source tells now. Touches neither its text nor its dates."""
    variant = _locked(variant_id)
    require(user, Verb.TRANSLATE, variant)
    source = _source(variant)
    if source is None or source.published_revision_id is None:
        raise Refusal(_("There is no published source to confirm against."))
    _update(variant, confirmed_source_id=source.published_revision_id)


def _confirm_if_never(variant: ArticleVariant) -> None:
    source = _source(variant)
    if source and source.published_revision_id and variant.confirmed_source_id is None:
        _update(variant, confirmed_source_id=source.published_revision_id)


def _source(variant: ArticleVariant) -> ArticleVariant | None:
    """The variant this one is translated from; None for the original itself, or when there is none yet."""
    original = variant.article.original_language
    if variant.language == original:
        return None
    return ArticleVariant.objects.filter(article_id=variant.article_id, language=original).first()


# ------------------------------------------------------------------------------------------------- the story's facts


@transaction.atomic
def save_facts(*, user: User, now: datetime, article_id: int, expected_revision: int, facts: Facts) -> Article:
    """Save what all languages share. No variant's text, dates or revision is touched.

    Once something of the story is public or scheduled, this needs the right to publish.
    """
    article = Article.objects.select_for_update().select_related("section").get(pk=article_id)
    variants = list(article.variants.filter(status=Status.PUBLISHED))
    require(user, Verb.PUBLISH if variants else Verb.ARRANGE, article)
    _refuse_binned(article)
    if listings.facts_of(article) == facts:
        return article  # a form sent twice
    if article.revision != expected_revision:
        raise StaleRevision(article)
    embargo = facts.embargo()
    if embargo and embargo > now and any(variant.is_live(now) for variant in variants):
        raise Refusal(_("The story is public already: withdraw it before you set an embargo."))
    section = Section.objects.get(key=facts.section)
    if section.pk != article.section_id:
        require(user, Verb.ARRANGE, section)
        change_section(user=user, now=now, article_id=article_id, section=section)
    listings.write_facts(article, facts, now=now)
    listings.remember_facts(article, user=user, now=now)
    listings.relist(article, variants)
    for variant in variants:
        announce(variant.pk)
    return article


@transaction.atomic
def change_section(*, user: User, now: datetime, article_id: int, section: Section) -> None:
    """Move a story; the variants' copies follow in the same transaction. Addresses stay: they do not name the section."""
    article = Article.objects.select_for_update().get(pk=article_id)
    has_public = article.variants.filter(status=Status.PUBLISHED).exists()
    require(user, Verb.PUBLISH if has_public else Verb.ARRANGE, article)
    require(user, Verb.ARRANGE, section)
    Article.objects.filter(pk=article_id).update(section=section, changed_at=now)
    article.variants.update(section=section)
    for variant_id in article.variants.filter(status=Status.PUBLISHED).values_list("pk", flat=True):
        announce(variant_id)


@transaction.atomic
def move_to_bin(*, user: User, now: datetime, article_id: int) -> None:
    """Put a story that was never public into the bin, for BIN_DAYS days."""
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, Verb.BIN, article)
    if article.variants.filter(published_at__isnull=False).exists():
        raise Refusal(
            _("A story that was public or is scheduled is never deleted: withdraw it, or take its schedule back.")
        )
    Article.objects.filter(pk=article_id, binned_at=None).update(binned_at=now, changed_at=now)


@transaction.atomic
def take_out_of_bin(*, user: User, now: datetime, article_id: int) -> None:
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, Verb.BIN, article)
    Article.objects.filter(pk=article_id).update(binned_at=None, changed_at=now)


@transaction.atomic
def empty_bin(*, now: datetime) -> int:
    """Delete what has rested long enough; returns how many stories. Run by the worker, for nobody in particular."""
    old = Article.objects.filter(binned_at__lte=now - timedelta(days=BIN_DAYS), variants__published_at=None)
    ids = list(old.values_list("pk", flat=True).distinct())
    ArticleVariant.objects.filter(article__in=ids).update(head=None, confirmed_source=None)
    Article.objects.filter(pk__in=ids).delete()
    return len(ids)


# -------------------------------------------------------------------------------------------------------------- preview


@transaction.atomic
def make_preview_link(
    *, user: User, now: datetime, revision_id: int, lifetime: timedelta = timedelta(days=2)
) -> str:  # fmt: skip
    """A token that lets anybody who has it read one revision until it expires. Only its digest is kept."""
    revision = Revision.objects.select_related("variant").get(pk=revision_id, variant__isnull=False)
    require(user, Verb.WRITE, revision.variant)
    token = secrets.token_urlsafe(16)
    PreviewLink.objects.create(
        digest=PreviewLink.digest_of(token), revision=revision, expires_at=now + lifetime, created_by=user
    )
    return token


@transaction.atomic
def revoke_preview_links(*, user: User, now: datetime, variant_id: int) -> int:
    """End every open preview link of a variant; returns how many."""
    variant = ArticleVariant.objects.get(pk=variant_id)
    require(user, Verb.WRITE, variant)
    open_links = PreviewLink.objects.filter(revision__variant=variant, revoked_at=None, expires_at__gt=now)
    return open_links.update(revoked_at=now)


# ------------------------------------------------------------------------------------------------------------ helpers


def _locked(variant_id: int) -> ArticleVariant:
    """The variant and its article, locked in that order of size: article first."""
    article_id = ArticleVariant.objects.values_list("article_id", flat=True).get(pk=variant_id)
    article = Article.objects.select_for_update().get(pk=article_id)
    variant = (
        ArticleVariant.objects.select_for_update(of=("self",)).select_related("published_revision").get(pk=variant_id)
    )
    variant.article = article
    return variant


def _head(variant: ArticleVariant) -> Revision:
    assert variant.head_id is not None  # every variant is born with one
    return Revision.objects.get(pk=variant.head_id)


def _revision(variant: ArticleVariant, text: Text, user: User, now: datetime) -> Revision:
    return Revision.objects.create(
        article_id=variant.article_id, variant=variant, data=text.to_json(), created_at=now, created_by=user
    )


def _update(variant: ArticleVariant, **changes: object) -> None:
    """Write just these columns, and show them on the object in hand."""
    for name, value in changes.items():
        setattr(variant, name, value)
    variant.save(update_fields=[name.removesuffix("_id") for name in changes])


def _touch(article: Article, now: datetime) -> None:
    Article.objects.filter(pk=article.pk).update(changed_at=now)


def _refuse_binned(article: Article) -> None:
    if article.binned_at:
        raise Refusal(_("The story is in the bin. Take it out first."))
