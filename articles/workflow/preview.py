"""Links that let somebody without an account read what is not public."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from articles.models import Act, ArticleVariant, PreviewLink, Revision
from articles.permissions import Verb, require
from articles.workflow.rows import log


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
    log(user, now, Act.PREVIEWED, revision.variant or revision.article, revision=revision)
    return token


@transaction.atomic
def revoke_preview_links(*, user: User, now: datetime, variant_id: int) -> int:
    """End every open preview link of a variant; returns how many."""
    variant = ArticleVariant.objects.get(pk=variant_id)
    require(user, Verb.WRITE, variant)
    open_links = PreviewLink.objects.filter(revision__variant=variant, revoked_at=None, expires_at__gt=now)
    ended = open_links.update(revoked_at=now)
    if ended:
        log(user, now, Act.UNPREVIEWED, variant, count=ended)
    return ended
