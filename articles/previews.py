"""What is shown of a text that is not public: to the holder of a preview link, and on an editor's own wall."""

from datetime import datetime

from django.db.models import QuerySet

from articles.bodies import clean_anyhow, public_columns
from articles.models import ArticleVariant, Autosave, PreviewLink, Revision
from articles.permissions import Verb, may
from articles.queries import whole
from articles.snapshots import Text

WINDOW_MARK = "~"  # in a wall's token: what follows names the open page whose unsaved words it shows


def previewed(token: str, now: datetime) -> ArticleVariant | None:
    """The variant with a text laid over it that is not public, for a preview link that still holds.

    Two queries; five at most for somebody's wall, and one more when what they typed has pictures.
    """
    link = (
        PreviewLink.objects.filter(
            digest=PreviewLink.digest_of(token),
            revoked_at=None,
            expires_at__gt=now,
            revision__article__binned_at=None,
        )
        .select_related("revision", "wall_of")
        .first()
    )
    if link is None:
        return None
    variant = whole(ArticleVariant.objects.filter(revisions=link.revision), now).select_related("translator").get()
    if link.wall_of is None:
        return lay_over(variant, Text.from_json(link.revision.data))
    if not may(link.wall_of, Verb.SEE, variant):
        return None
    return lay_over(variant, typed_in(variant, link.wall_of_id or 0, window_of(token)) or saved_words(variant))


def lay_over(variant: ArticleVariant, text: Text) -> ArticleVariant:
    """The variant as it would look with this text, in memory only."""
    for name, value in public_columns(text).items():
        setattr(variant, name, value)
    return variant


def window_of(token: str) -> str:
    return token.partition(WINDOW_MARK)[2]


def typed_in(variant: ArticleVariant, user_id: int, window: str) -> Text | None:
    """What this person typed in this open page and did not save, fit to be shown. One query, one more for pictures."""
    copies = Autosave.objects.filter(variant=variant, user_id=user_id, window=window)
    typed = copies.values_list("data", flat=True).first()
    return None if typed is None else clean_anyhow(Text.from_json(typed))


def saved_words(variant: ArticleVariant) -> Text:
    """What was saved last; one query."""
    return Text.from_json(Revision.objects.values_list("data", flat=True).get(pk=variant.head_id or 0))


def open_preview_links(variant: ArticleVariant, now: datetime) -> QuerySet[PreviewLink]:
    """The links to this variant that open just now, walls apart; the newest first. One query."""
    return (
        PreviewLink.objects.filter(revision__variant=variant, wall_of=None, revoked_at=None, expires_at__gt=now)
        .select_related("created_by", "revision")
        .defer("revision__data")
        .order_by("-pk")
    )
