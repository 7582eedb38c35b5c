"""A story that was never public rests in the bin before it is deleted."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Act, Article, ArticleVariant
from articles.permissions import Verb, require
from articles.workflow.rows import Refusal, log

BIN_DAYS = 30


@transaction.atomic
def move_to_bin(*, user: User, now: datetime, article_id: int) -> None:
    """Put a story that was never public into the bin, for BIN_DAYS days."""
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, Verb.BIN, article)
    if article.variants.filter(published_at__isnull=False).exists():
        raise Refusal(
            _("A story that has been public or is scheduled cannot be deleted: withdraw it, or cancel its schedule.")
        )
    if Article.objects.filter(pk=article_id, binned_at=None).update(binned_at=now, changed_at=now):
        log(user, now, Act.BINNED, article)


@transaction.atomic
def take_out_of_bin(*, user: User, now: datetime, article_id: int) -> None:
    article = Article.objects.select_for_update().get(pk=article_id)
    require(user, Verb.BIN, article)
    if Article.objects.filter(pk=article_id, binned_at__isnull=False).update(binned_at=None, changed_at=now):
        log(user, now, Act.UNBINNED, article)


@transaction.atomic
def empty_bin(*, now: datetime) -> int:
    """Delete what has rested long enough; returns how many stories. Run by the worker, for nobody in particular."""
    was_public = ArticleVariant.objects.filter(article=OuterRef("pk"), published_at__isnull=False)
    old = Article.objects.filter(~Exists(was_public), binned_at__lte=now - timedelta(days=BIN_DAYS))
    stories = list(old.select_for_update())
    ids = [story.pk for story in stories]
    for story in stories:
        log(None, now, Act.DELETED, story)
    ArticleVariant.objects.filter(article__in=ids).update(head=None, confirmed_source=None)
    Article.objects.filter(pk__in=ids).delete()
    return len(ids)
