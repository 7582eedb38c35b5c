"""A story begins, and begins in another language."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import bodies, listings
from articles.models import Act, Article, ArticleVariant, EditLock, Section
from articles.permissions import Verb, require
from articles.snapshots import Text
from articles.workflow.publishing import publish
from articles.workflow.rows import Refusal, locked, log, new_revision, refuse_binned, source_of, touch, update
from articles.workflow.translation import need_again
from articles.workflow.writing import save_draft
from text.languages import LANGUAGES


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
        return _begun_before(article, section, language, text)
    listings.remember_facts(article, user=user, now=now)
    return _new_variant(article, language, text, user, now)


@transaction.atomic
def write_brief(
    *,
    user: User,
    now: datetime,
    section: Section,
    language: str,
    text: Text,
    form_key: UUID | None = None,
    is_public: bool = False,
) -> ArticleVariant:
    """A short story at one stroke, all of it or nothing: begun, written and, with `is_public`, published.

    The same `form_key` again goes on with the story it began, and publishes nothing twice. Raises what start_article, save_draft and publish raise.
    """
    variant = _begun_with(form_key, section, language, text) or start_article(
        user=user, now=now, section=section, language=language, headline=text.headline, form_key=form_key
    )
    if variant.published_at:
        return variant
    begun = variant.revisions.earliest("pk")
    head = save_draft(user=user, now=now, variant_id=variant.pk, expected_head=begun.pk, text=text)
    if is_public:
        return publish(user=user, now=now, variant_id=variant.pk, expected_head=head.pk)
    variant.refresh_from_db()
    return variant


@transaction.atomic
def start_translation(*, user: User, now: datetime, article_id: int, language: str) -> ArticleVariant:
    """An empty variant in another language; if it is there already, that one. Nobody else's row is touched."""
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, Verb.TRANSLATE, article, language=language)
    if language not in LANGUAGES:
        raise Refusal(_("This paper does not publish in that language."))
    if article.binned_at:
        raise Refusal(_("The story is in the bin. Restore it first."))
    if existing := article.variants.filter(language=language).first():
        return existing
    need_again(user, now, article, language)
    variant = _new_variant(article, language, Text(headline=""), user, now)
    if source := source_of(variant):
        variant.confirmed_source_id = source.published_revision_id
        variant.save(update_fields=["confirmed_source"])
    return variant


@transaction.atomic
def take_beginning_back(*, user: User, now: datetime, variant_id: int) -> None:
    """Remove a translation that was begun by mistake: for whoever began it, or may approve there.

    Refused once words were saved or typed in it, whoever did that, and for the original.
    """
    variant = locked(variant_id)
    require(user, Verb.TRANSLATE, variant)
    if variant.translator_id != user.pk:
        require(user, Verb.APPROVE, variant)
    refuse_binned(variant.article)
    if not is_only_begun(variant) or _is_written_in(variant, user, now):
        raise Refusal(_("Words were written here: this language is no longer empty, and stays."))
    update(variant, head_id=None, confirmed_source_id=None)
    log(user, now, Act.UNBEGUN, variant)
    variant.delete()
    touch(variant.article, now)


def _is_written_in(variant: ArticleVariant, user: User, now: datetime) -> bool:
    """Whether somebody else has it open to write: their words may be on the way. One query."""
    lock = EditLock.objects.filter(pk=variant.pk).exclude(user=user).first()
    return lock is not None and lock.holds(now)


def is_only_begun(variant: ArticleVariant) -> bool:
    """Whether nothing was ever written in a translation, saved or not; two queries at most."""
    if variant.published_at or variant.language == variant.article.original_language or variant.headline:
        return False
    return variant.revisions.count() == 1 and not variant.autosaves.exists()


def _begun_with(form_key: UUID | None, section: Section, language: str, text: Text) -> ArticleVariant | None:
    """The first variant of the story that this form began; None when it began none.

    Refused for what is another story: in another section or language, or with other words than were published.
    """
    begun = Article.objects.filter(form_key=form_key).first() if form_key else None
    if begun is None:
        return None
    variant = begun.variants.select_related("published_revision").get(language=begun.original_language)
    said = variant.published_revision
    if (begun.section_id, begun.original_language) != (section.pk, language) or (
        said and Text.from_json(said.data) != bodies.clean(text)
    ):
        raise _another_story(begun)
    return variant


def _another_story(begun: Article) -> Refusal:
    return Refusal(
        _("This form has already created story %(number)d. Open it, or add a new story.") % {"number": begun.pk}
    )


def _begun_before(article: Article, section: Section, language: str, text: Text) -> ArticleVariant:
    """What the same form began already. Other words in it mean another story, and are not dropped."""
    begun = article.variants.get(language=article.original_language)
    revision = begun.revisions.order_by("pk").first()
    said = revision and Text.from_json(revision.data).headline
    if (article.original_language, said) != (language, text.headline):
        raise _another_story(article)
    return begun


def _new_variant(article: Article, language: str, text: Text, user: User, now: datetime) -> ArticleVariant:
    variant = ArticleVariant.objects.create(
        article=article,
        language=language,
        section_id=article.section_id,
        wire_source_id=article.wire_source_id,
        translator=None if language == article.original_language else user,
        desk_text=bodies.desk_text(text),
        **bodies.public_columns(text),
    )
    variant.head = new_revision(variant, text, user, now)
    variant.save(update_fields=["head"])
    touch(article, now)
    log(user, now, Act.STARTED, variant, revision=variant.head)
    return variant
