"""Where the library's pictures stand: in what readers see, in drafts, in any saved state."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from articles.models import Article, ArticleVariant, Autosave, PhotoUse, Revision
from articles.permissions import seen_by
from photos.models import Photo

MOST_NAMED = 50
DRAFTS_SEARCHED = 2000  # the newest unpublished texts; no index helps to look into them


@dataclass(frozen=True)
class Uses:
    """Variants that show a picture, of the stories one person may see. `public`: scheduled ones included."""

    public: list[ArticleVariant]
    drafts: list[ArticleVariant]


def uses_of(photo: Photo, user: User) -> Uses:
    """Five queries, at most MOST_NAMED variants each."""
    stories = ArticleVariant.objects.filter(article__binned_at=None)
    seen = seen_by(user, stories).only("article_id", "language", "headline").order_by("-pk")
    public = PhotoUse.objects.filter(photo=photo).values("variant")
    # An index knows what is not public yet, as long as this is all that is asked of it.
    unpublished = ArticleVariant.objects.exclude(head=F("published_revision")).order_by("-head")
    heads = list(unpublished.values_list("head", flat=True)[:DRAFTS_SEARCHED])  # or PostgreSQL reads every revision
    inside = Revision.objects.filter(pk__in=heads, data__body__icontains=photo.key)
    led = ArticleVariant.objects.filter(article__lead_photo=photo).exclude(pk__in=public).order_by("-pk")
    drafts = [*inside.values_list("variant", flat=True), *led.values_list("pk", flat=True)[:DRAFTS_SEARCHED]]
    return Uses(
        list(seen.filter(pk__in=public)[:MOST_NAMED]),
        list(seen.filter(pk__in=drafts).exclude(pk__in=public)[:MOST_NAMED]),
    )


def unused(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Pictures that no public text shows and no story leads with."""
    return photos.filter(
        ~Exists(PhotoUse.objects.filter(photo=OuterRef("pk"))),
        ~Exists(Article.objects.filter(lead_photo=OuterRef("pk"))),
    )


def is_kept(photo: Photo) -> bool:
    """Whether any saved state of any story, however old, shows this picture. Four queries, two of them slow."""
    return (
        photo.uses.exists()
        or photo.lead_of.exists()
        or Autosave.objects.filter(data__body__icontains=photo.key).exists()
        or Revision.objects.filter(Q(data__lead_photo=photo.pk) | Q(data__body__icontains=photo.key)).exists()
    )
