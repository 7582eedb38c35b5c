"""Who makes which language of a story, and whether it still says what its source says."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Act, Article, ArticleVariant, Revision, TranslationTask
from articles.permissions import Verb, may, require
from articles.snapshots import Text
from articles.workflow.rows import Refusal, head_of, locked, log, refuse_binned, source_of, update
from text.languages import LANGUAGES


@transaction.atomic
def confirm_translation(*, user: User, now: datetime, variant_id: int, expected_source: int | None = None) -> None:
    """Say that a variant tells what its source tells now. Touches neither its text nor its dates.

    `expected_source`: the published revision that was read; refused when there is a newer one.
    """
    variant = locked(variant_id)
    require(user, Verb.TRANSLATE, variant)
    source = source_of(variant)
    if source is None or source.published_revision_id is None:
        raise Refusal(_("There is no published source to confirm against."))
    if expected_source not in (None, source.published_revision_id):
        raise Refusal(_("The source was published again while you were reading. Look at what changed, then confirm."))
    if variant.confirmed_source_id == source.published_revision_id:
        return
    update(variant, confirmed_source_id=source.published_revision_id)
    log(user, now, Act.CONFIRMED, variant, source=source.published_revision_id)


def confirm_at_first(variant: ArticleVariant) -> None:
    """At its first publication a variant says what its source says now, unless it was begun from a publication of that.

    Later publications confirm nothing: whoever puts a change in says so.
    """
    source = source_of(variant)
    confirmed = variant.confirmed_source
    if source is not None and (confirmed is None or confirmed.published_at is None):
        update(variant, confirmed_source_id=said_by(source))


def said_by(source: ArticleVariant) -> int | None:
    """The revision that tells what a source says: the published one, or its head while there is none."""
    if source.published_revision_id is not None or source.head_id is None:
        return source.published_revision_id
    key = Text.from_json(head_of(source).data).content_key()
    Revision.objects.filter(pk=source.head_id).update(content_key=key)
    return source.head_id


@transaction.atomic
def assign_translation(*, user: User, now: datetime, article_id: int, language: str, assignee: User | None) -> None:
    """Give a language of a story to somebody, or (None) to nobody. Anybody who may translate may take it or give it back.

    Giving it to another person, and taking it from one, needs the right to approve. Who is asked must be able to do it.
    """
    verb = Verb.TRANSLATE if assignee in (user, None) else Verb.APPROVE
    article = _locked_article(user, verb, article_id, language)
    task = _task(article, language)
    if task.assignee_id == (assignee.pk if assignee else None):
        return
    if task.is_waived:
        raise Refusal(_("This language is marked as not needed. Mark it as needed first."))
    if task.assignee_id not in (user.pk, None) and not may(user, Verb.APPROVE, article, language=language):
        raise Refusal(_("%(who)s has it already.") % {"who": task.assignee})
    if assignee and not may(assignee, Verb.TRANSLATE, article, language=language):
        raise Refusal(_("%(who)s may not translate this story into this language.") % {"who": assignee})
    task.assignee, task.assigned_at = assignee, now if assignee else None
    task.save()
    log(user, now, Act.ASSIGNED, article, to=str(assignee or ""), into=language)


def need_again(user: User, now: datetime, article: Article, language: str) -> None:
    """A language that was marked as not needed is begun after all: only by whoever may say so. One query."""
    waived = TranslationTask.objects.filter(article=article, language=language, is_waived=True)
    if not waived.exists():
        return
    if not may(user, Verb.APPROVE, article, language=language):
        raise Refusal(_("This language was marked as not needed. Ask an editor to take that back first."))
    waived.update(is_waived=False)
    log(user, now, Act.WAIVED, article, into=language, is_waived=False)


@transaction.atomic
def waive_translation(*, user: User, now: datetime, article_id: int, language: str, is_waived: bool) -> None:
    """Say that a story is not needed in a language, or that it is after all. Refused where the variant exists.

    What is not needed is nobody's task any more.
    """
    article = _locked_article(user, Verb.APPROVE, article_id, language)
    if is_waived and article.variants.filter(language=language).exists():
        raise Refusal(_("The story exists in this language already."))
    task = _task(article, language)
    if task.is_waived == is_waived:
        return
    task.is_waived = is_waived
    if is_waived:
        task.assignee = task.assigned_at = None
    task.save()
    log(user, now, Act.WAIVED, article, into=language, is_waived=is_waived)


def _task(article: Article, language: str) -> TranslationTask:
    """The language's task as it stands, or a new one, not stored yet. The article's lock guards both."""
    tasks = TranslationTask.objects.select_related("assignee")
    return tasks.filter(article=article, language=language).first() or TranslationTask(
        article=article, language=language
    )  # fmt: skip


def _locked_article(user: User, verb: Verb, article_id: int, language: str) -> Article:
    """The story, locked, for somebody who may do `verb` to it in this language."""
    if language not in LANGUAGES:
        raise Refusal(_("This paper does not publish in that language."))
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, verb, article, language=language)
    refuse_binned(article)
    return article
