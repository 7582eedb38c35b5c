"""Links that let somebody without an account read what is not public, and the windows of an editor's preview wall."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from articles.models import Act, Article, ArticleVariant, Autosave, PreviewLink, Revision
from articles.permissions import Verb, require
from articles.previews import WINDOW_MARK, open_preview_links
from articles.workflow.rows import log, refuse_binned

WALL_LIFETIME = timedelta(hours=1)


@transaction.atomic
def make_preview_link(
    *, user: User, now: datetime, revision_id: int, lifetime: timedelta = timedelta(days=2)
) -> str:  # fmt: skip
    """A token that lets anybody who has it read one revision until it expires. Only its digest is kept."""
    revision = Revision.objects.select_related("variant__article").get(pk=revision_id, variant__isnull=False)
    assert revision.variant is not None
    require(user, Verb.WRITE, revision.variant)
    refuse_binned(revision.variant.article)
    token = _new_link(revision.pk, user, now, lifetime)
    log(user, now, Act.PREVIEWED, revision.variant, revision=revision)
    return token


@transaction.atomic
def open_wall(*, user: User, now: datetime, article_id: int, language: str, window: str = "") -> dict[str, str]:
    """{language: token} for the person's own preview wall of a story. It is nothing done to the story: no line in the log.

    `window`: the open page (Autosave.window) of this language whose unsaved words it shows; of the other languages it shows
    what the person typed last. A token names its page, and holds for no other. The person's older walls go when their time is over.
    """
    article = Article.objects.get(pk=article_id)
    require(user, Verb.SEE, article)
    refuse_binned(article)
    PreviewLink.objects.filter(wall_of=user, expires_at__lte=now).delete()
    typed = Autosave.objects.filter(user=user, variant__article=article).order_by("typed_at")
    windows = dict(typed.values_list("variant__language", "window")) | {language: window}
    heads = article.variants.filter(head__isnull=False).values_list("language", "head_id")
    return {
        code: _new_link(head_id, user, now, WALL_LIFETIME, wall_of=user, window=windows.get(code, ""))
        for code, head_id in heads
    }


def _new_link(
    revision_id: int, user: User, now: datetime, lifetime: timedelta, wall_of: User | None = None, window: str = ""
) -> str:
    token = secrets.token_urlsafe(16) + (f"{WINDOW_MARK}{window}" if window else "")
    PreviewLink.objects.create(
        digest=PreviewLink.digest_of(token),
        revision_id=revision_id,
        created_at=now,
        expires_at=now + lifetime,
        created_by=user,
        wall_of=wall_of,
    )
    return token


@transaction.atomic
def revoke_preview_link(*, user: User, now: datetime, variant_id: int, link_id: int) -> bool:
    """End one preview link of a variant; whether there was one that opened."""
    return bool(_revoke(user, now, variant_id, pk=link_id))


@transaction.atomic
def revoke_preview_links(*, user: User, now: datetime, variant_id: int) -> int:
    """End every open preview link of a variant; returns how many."""
    return _revoke(user, now, variant_id)


def _revoke(user: User, now: datetime, variant_id: int, **which: int) -> int:
    variant = ArticleVariant.objects.get(pk=variant_id)
    require(user, Verb.WRITE, variant)
    ended = open_preview_links(variant, now).filter(**which).order_by().update(revoked_at=now)
    if not which:  # a copied window of somebody's wall shows unsaved words
        PreviewLink.objects.filter(wall_of__isnull=False, revision__variant=variant).delete()
    if ended:
        log(user, now, Act.UNPREVIEWED, variant, count=ended)
    return ended
