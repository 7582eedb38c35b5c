"""What the verbs have in common: refusals, rows locked and written, the line in the log."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from articles.checklist import Finding
from articles.models import Act, Article, ArticleVariant, LogEntry, Revision
from articles.snapshots import Text
from photos.models import Photo
from photos.queries import is_ended


class Refusal(Exception):
    """The newsroom's rules say no; the message tells the editor what to do instead."""


class StaleRevision(Refusal):
    """Somebody saved before you. `variant` (or `article`) is the row as it is now; what you typed is still yours."""

    def __init__(self, current: ArticleVariant | Article) -> None:
        super().__init__(_("Somebody saved this before you. Nothing of yours is lost: compare, then save again."))
        self.current = current


class Blocked(Refusal):
    """The checklist blocks: put right what `findings` name, or give a reason to publish all the same."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(" ".join(finding.message for finding in findings))
        self.findings = findings


def source_of(variant: ArticleVariant) -> ArticleVariant | None:
    """The variant this one is translated from; None for the original itself, or when there is none yet."""
    original = variant.article.original_language
    if variant.language == original:
        return None
    return ArticleVariant.objects.filter(article_id=variant.article_id, language=original).first()


def locked(variant_id: int) -> ArticleVariant:
    """The variant and its article, locked in that order of size: article first."""
    article_id = ArticleVariant.objects.values_list("article_id", flat=True).get(pk=variant_id)
    article = Article.objects.select_for_update().get(pk=article_id)
    variant = (
        ArticleVariant.objects.select_for_update(of=("self",)).select_related("published_revision").get(pk=variant_id)
    )
    variant.article = article
    return variant


def head_of(variant: ArticleVariant) -> Revision:
    assert variant.head_id is not None  # every variant is born with one
    return Revision.objects.get(pk=variant.head_id)


def new_revision(variant: ArticleVariant, text: Text, user: User, now: datetime) -> Revision:
    return Revision.objects.create(
        article_id=variant.article_id, variant=variant, data=text.to_json(), created_at=now, created_by=user
    )


def update(variant: ArticleVariant, **changes: object) -> None:
    """Write just these columns, and show them on the object in hand."""
    for name, value in changes.items():
        setattr(variant, name, value)
    variant.save(update_fields=[name.removesuffix("_id") for name in changes])


def touch(article: Article, now: datetime) -> None:
    Article.objects.filter(pk=article.pk).update(changed_at=now)


def ended_among(photos: QuerySet[Photo], now: datetime) -> str:
    """Why these pictures cannot be chosen: readers would not see one of them. Empty when all is well; one query."""
    ended = photos.filter(is_ended(now)).first()
    if ended is None:
        return ""
    return _("The rights to the picture “%(picture)s” have ended: readers would not see it. Choose another one.") % {
        "picture": next(iter(ended.captions.values()), "") or ended
    }


def refuse_binned(article: Article) -> None:
    if article.binned_at:
        raise Refusal(_("The story is in the bin. Restore it first."))


def log(
    user: User | None,
    now: datetime,
    act: Act,
    row: ArticleVariant | Article | None,
    *,
    revision: Revision | None = None,
    reason: str = "",
    **details: object,
) -> None:
    """Write a line of the log, in the transaction of what it tells; one query. Autosaves write none.

    `row`: what it was done to; None for names of tags and authors and for the settings, which are no one story's.
    """
    story = row.article_id if isinstance(row, ArticleVariant) else row.pk if row else None
    LogEntry.objects.create(
        at=now,
        user=user,
        act=act,
        article_id=story,
        language=row.language if isinstance(row, ArticleVariant) else "",
        revision_id=revision.pk if revision else None,
        reason=reason,
        details=details,
    )
