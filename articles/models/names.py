"""Tags and authors: one idea or person, one ASCII slug in every language, a row per name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from text.languages import language_choices


class Name(models.Model):
    """What a tag or author is called in one language. `folded` is fold(text): look-ups by any name, on both databases."""

    language = models.CharField(_("language"), max_length=8, choices=language_choices)
    text = models.CharField(_("name"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    is_synonym = models.BooleanField(_("synonym"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Tag(TagBase):
    """A topic. Its names are `TagName` rows; taggit's own `name`, unique and never shown, says the slug again."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")


class TagName(Name):
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name of a tag")
        verbose_name_plural = _("names of tags")
        constraints = [
            models.UniqueConstraint(fields=["language", "folded"], name="a_tag_name_means_one_tag"),
            models.UniqueConstraint(
                fields=["tag", "language"], condition=models.Q(is_synonym=False), name="one_main_name_a_tag"
            ),
        ]
        indexes = [models.Index(fields=["folded"], name="tag_names_typed")]  # autocomplete over every language


class TaggedArticle(ItemBase):
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_articles")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged_articles")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="a_tag_once_a_story")]


class SectionTag(models.Model):
    """A tag that an editor put at the head of a section's page: its countries, say."""

    section = models.ForeignKey("articles.Section", models.CASCADE, related_name="chips")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="chips")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["section", "tag"], name="a_tag_once_a_section")]


class Author(models.Model):
    """A person who signs stories, with or without a desk account."""

    slug = models.SlugField(_("address word"), max_length=80, unique=True)
    about = models.JSONField(_("about"), default=dict, blank=True)  # a line per language
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("person"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class AuthorName(Name):
    author = models.ForeignKey(Author, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("name of an author")
        verbose_name_plural = _("names of authors")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "language"], condition=models.Q(is_synonym=False), name="one_main_name_an_author"
            )
        ]
        indexes = [models.Index(fields=["folded"], name="author_names_typed")]  # autocomplete over every language
