from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.names import Author, TaggedArticle
from photos.models import Photo
from text.labels import label
from text.languages import language_choices

if TYPE_CHECKING:
    from articles.models.variant import ArticleVariant

# What stands after the language in other addresses (reader/urls.py; a test compares the two).
RESERVED_KEYS = frozenset(
    (
        "about",
        "archive",
        "author",
        "contact",
        "corrections",
        "feed",
        "latest",
        "most-read",
        "offline",
        "search",
        "source",
        "tag",
    )
)


def not_reserved(key: str) -> None:
    """A section's key is never digits or a word that another page's address begins with."""
    if key.isdecimal() or key in RESERVED_KEYS:
        raise ValidationError(_("“%(key)s” is the address of another page. Choose another word."), params={"key": key})


class Section(models.Model):
    """A rubric. It opens in a language only when it has a name there."""

    key = models.SlugField(
        _("key"), max_length=40, unique=True, validators=[not_reserved],
        help_text=_("The word in the address, in every language."),
    )  # fmt: skip
    names = models.JSONField(_("names"), default=dict)
    taglines = models.JSONField(_("taglines"), default=dict, blank=True)
    ink = models.SlugField(_("colour"), max_length=20, default="region")
    checklist = models.JSONField(
        _("checklist"), default=dict, blank=True
    )  # {rule: off, warn, block}; articles/checklist.py
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_on_front = models.BooleanField(_("on the home page"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.key

    def name(self, language: str) -> str | None:
        return label(self.names, language)

    def tagline(self, language: str) -> str | None:
        return label(self.taglines, language)


class WireSource(models.Model):
    """An agency whose reports we use: shown, linked and searchable under its own name."""

    slug = models.SlugField(_("address word"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    names = models.JSONField(_("names in other scripts"), default=dict, blank=True)
    url = models.URLField(_("website"), blank=True)
    licences = models.JSONField(_("terms of use"), default=dict, blank=True)

    class Meta:
        verbose_name = _("wire source")
        verbose_name_plural = _("wire sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Article(models.Model):  # type: ignore[django-manager-missing] # taggit's manager
    """The story: what all its languages share. Written only by `articles.workflow`."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="articles", verbose_name=_("section"))
    original_language = models.CharField(_("original language"), max_length=8, choices=language_choices)
    lead_photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="lead_of", verbose_name=_("lead picture")
    )
    authors = models.ManyToManyField(Author, through="articles.Byline", related_name="articles")
    wire_source = models.ForeignKey(
        WireSource, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("wire source")
    )
    wire_id = models.CharField(_("number at the agency"), max_length=120, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    is_breaking = models.BooleanField(_("breaking"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)  # one story, however often its form is sent
    created_at = models.DateTimeField(_("created"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), editable=False)
    binned_at = models.DateTimeField(_("in the bin since"), null=True, editable=False)

    tags = TaggableManager(through=TaggedArticle, blank=True, verbose_name=_("tags"))

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.UniqueConstraint(
                fields=["wire_source", "wire_id"], condition=~models.Q(wire_id=""), name="a_wire_report_once"
            )
        ]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="desk_list"),  # the desk's list, newest change first
            models.Index(fields=["section", "-changed_at", "-id"], name="desk_list_in_section"),
            models.Index(fields=["binned_at"], condition=models.Q(binned_at__isnull=False), name="bin"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def named_by(self, variants: Iterable["ArticleVariant"], language: str) -> "ArticleVariant | None":
        """Which of these variants the story is called by: the one in `language`, the reader's own, else the original,
        else the first; one with a headline, if any has. No query (articles/naming.py asks the same of the database).
        """
        return min(
            variants,
            key=lambda one: (not one.headline, one.language != language, one.language != self.original_language),
            default=None,
        )


class Byline(models.Model):
    """A person signs a story."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines", verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="an_author_signs_once")]


class TranslationTask(models.Model):
    """A language somebody is to make of a story, or that the desk decided not to make."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="translation_tasks")
    language = models.CharField(_("language"), max_length=8, choices=language_choices)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="translation_tasks"
    )
    assigned_at = models.DateTimeField(_("assigned"), null=True)
    is_waived = models.BooleanField(_("not needed"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "language"], name="one_translation_task_a_language")]
        indexes = [models.Index(fields=["assignee", "language"], name="my_translations")]
