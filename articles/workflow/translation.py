"""Who makes which language of a story, and whether it still says what its source says."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Act, Article, ArticleVariant, TranslationTask
from articles.permissions import Verb, may, require
from articles.workflow.rows import Refusal, locked, log, refuse_binned, source_of, update
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
        raise Refusal(_("The source was published anew while you read. Look at what changed, then confirm."))
    update(variant, confirmed_source_id=source.published_revision_id)
    log(user, now, Act.CONFIRMED, variant, source=source.published_revision_id)


def confirm_if_never(variant: ArticleVariant) -> None:
    source = source_of(variant)
    if source and source.published_revision_id and variant.confirmed_source_id is None:
        update(variant, confirmed_source_id=source.published_revision_id)


@transaction.atomic
def assign_translation(*, user: User, now: datetime, article_id: int, language: str, assignee: User | None) -> None:
    """Give a language of a story to somebody, or (None) to nobody. Anybody who may translate may take it themselves.

    Giving it to another person needs the right to approve. The person must be able to translate it.
    """
    article = _locked_article(article_id, language)
    verb = Verb.TRANSLATE if assignee in (user, None) else Verb.APPROVE
    require(user, verb, article, language=language)
    if assignee and not may(assignee, Verb.TRANSLATE, article, language=language):
        raise Refusal(_("%(who)s may not translate this story into this language.") % {"who": assignee})
    TranslationTask.objects.update_or_create(
        article=article, language=language,
        defaults={"assignee": assignee, "assigned_at": now if assignee else None, "is_waived": False},
    )  # fmt: skip
    log(user, now, Act.ASSIGNED, article, to=str(assignee or ""), into=language)


@transaction.atomic
def waive_translation(*, user: User, now: datetime, article_id: int, language: str, is_waived: bool) -> None:
    """Say that a story is not needed in a language, or that it is after all. Refused where the variant exists."""
    article = _locked_article(article_id, language)
    require(user, Verb.APPROVE, article, language=language)
    if is_waived and article.variants.filter(language=language).exists():
        raise Refusal(_("The story exists in this language already."))
    TranslationTask.objects.update_or_create(article=article, language=language, defaults={"is_waived": is_waived})
    log(user, now, Act.WAIVED, article, into=language, is_waived=is_waived)


def _locked_article(article_id: int, language: str) -> Article:
    if language not in LANGUAGES:
        raise Refusal(_("This paper does not publish in that language."))
    article = Article.objects.select_for_update().get(pk=article_id)
    refuse_binned(article)
    return article
