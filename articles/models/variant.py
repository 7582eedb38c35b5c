from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, Section, WireSource
from articles.models.names import Author, Tag
from articles.models.status import Status
from photos.models import Photo
from text.languages import language_choices


class VariantQuerySet(models.QuerySet["ArticleVariant"]):
    """The vocabulary of lists. `live` is the one word that decides what is public."""

    def visible(self, now: datetime) -> Self:
        """Public at `now`, in any language: for language switches, hreflang and sitemaps."""
        return self.filter(visible_from__lte=now)

    def live(self, language: str, now: datetime) -> Self:
        """Public at `now` in this language."""
        return self.visible(now).filter(language=language)

    def in_section(self, section: Section) -> Self:
        return self.filter(section=section)

    def from_wire(self, wire_source: WireSource) -> Self:
        return self.filter(wire_source=wire_source)

    def newest_first(self) -> Self:
        return self.order_by("-visible_from", "-id")


class ArticleVariant(models.Model):
    """One language of a story, as the public sees it. Written only by `articles.workflow`.

    What an editor is working on is `head`, the newest `Revision`; these columns follow it until the first publication
    and from then on change only when somebody publishes. `section` and `wire_source` are copies of the article's, so
    that every public list is one index.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="variants")
    language = models.CharField(_("language"), max_length=8, choices=language_choices)
    section = models.ForeignKey(Section, models.PROTECT, related_name="variants", editable=False)
    wire_source = models.ForeignKey(WireSource, models.PROTECT, null=True, related_name="variants", editable=False)

    kicker = models.CharField(_("kicker"), max_length=60, blank=True)
    headline = models.CharField(_("headline"), max_length=200)
    standfirst = models.CharField(_("standfirst"), max_length=500, blank=True)
    slug = models.SlugField(_("address word"), max_length=80)
    dateline = models.CharField(_("place, date"), max_length=120, blank=True)
    byline_override = models.CharField(_("signed as"), max_length=120, blank=True)
    body = models.TextField(_("text"), blank=True)
    photo_caption = models.CharField(_("caption"), max_length=400, blank=True)
    photo_alt = models.CharField(_("picture text"), max_length=300, blank=True)
    photo_is_decorative = models.BooleanField(_("the picture is decoration"), default=False)
    summary = models.CharField(max_length=300, blank=True, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, editable=False)  # the last substantive publication
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_because = models.CharField(max_length=300, blank=True, default="", editable=False)  # told to readers
    visible_from = models.DateTimeField(null=True, editable=False)

    head = models.ForeignKey("articles.Revision", models.PROTECT, null=True, editable=False, related_name="+")
    published_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    confirmed_source = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("translator")
    )
    desk_text = models.TextField(editable=False, default="")  # bodies.desk_text() of the head

    objects = VariantQuerySet.as_manager()

    class Meta:
        verbose_name = _("language variant")
        verbose_name_plural = _("language variants")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_variant_a_language"),
            models.CheckConstraint(
                name="visible_only_when_published",
                condition=models.Q(
                    status=Status.PUBLISHED, published_at__isnull=False, visible_from__gte=models.F("published_at")
                )
                | (~models.Q(status=Status.PUBLISHED) & models.Q(visible_from__isnull=True)),
            ),
            models.CheckConstraint(
                name="withdrawn_only_after_publication",
                condition=~models.Q(status=Status.WITHDRAWN) | models.Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["language", "-visible_from", "-id"], name="front_latest_and_feeds"),
            models.Index(fields=["language", "section", "-visible_from", "-id"], name="section_pages"),
            models.Index(
                fields=["language", "wire_source", "-visible_from", "-id"],
                name="wire_source_pages",
                condition=models.Q(wire_source__isnull=False),
            ),
            models.Index(fields=["visible_from", "article"], name="due_and_sitemaps_and_times"),
            models.Index(
                fields=["article", "visible_from", "language", "confirmed_source"], name="where_a_story_stands"
            ),
            models.Index(
                fields=["-head"], name="not_yet_public", condition=~models.Q(head=models.F("published_revision"))
            ),
            models.Index(
                fields=["language", "-withdrawn_at"],
                name="withdrawn_lately",
                condition=models.Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def is_live(self, now: datetime) -> bool:
        return self.visible_from is not None and self.visible_from <= now

    @property
    def public_since(self) -> datetime | None:
        """What readers are told as the time of publication: an embargo is over by then. Of a withdrawn variant, the first publication."""
        return self.visible_from or self.published_at

    def was_live(self, now: datetime) -> bool:
        """Public now, or once: only then may it have been read."""
        return self.public_since is not None and self.public_since <= now

    def is_scheduled(self, now: datetime) -> bool:
        return self.visible_from is not None and self.visible_from > now


class Listing(models.Model):
    """A variant on somebody's page: one index a page, because sorting a big tag's stories is slow. Workflow writes it."""

    language = models.CharField(max_length=8, choices=language_choices)
    visible_from = models.DateTimeField()

    class Meta:
        abstract = True


class TagListing(Listing):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="listings")
    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="tag_listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "variant"], name="a_variant_once_a_tag")]
        indexes = [models.Index(fields=["tag", "language", "-visible_from", "-variant"], name="tag_pages")]


class AuthorListing(Listing):
    author = models.ForeignKey(Author, models.CASCADE, related_name="listings")
    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="author_listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "variant"], name="a_variant_once_an_author")]
        indexes = [models.Index(fields=["author", "language", "-visible_from", "-variant"], name="author_pages")]


class PhotoUse(models.Model):
    """A picture used by a variant's public text: answers where it is used and whether its files may be served."""

    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")
    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="photo_uses")
    is_lead = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "variant", "is_lead"], name="a_photo_use_once")]
