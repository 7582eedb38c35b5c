import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AnyScriptEncoder(json.JSONEncoder):
    """Letters as they are: escaped, Russian and Armenian texts took three times the room."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


class Revision(models.Model):
    """A saved state: of one variant, or (variant empty) of the facts its languages share. Never changed, never reused.

    `data` is JSON with a `schema` number (articles/snapshots.py). Named and published revisions are never pruned.
    `content_key` is given at publication, or when a translation is held against it before: two revisions with the same
    key say the same to a translator.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions")
    variant = models.ForeignKey("articles.ArticleVariant", models.CASCADE, null=True, related_name="revisions")
    data = models.JSONField(encoder=AnyScriptEncoder)
    name = models.CharField(_("name"), max_length=120, blank=True)
    created_at = models.DateTimeField(_("saved"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True)
    content_key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [
            models.Index(fields=["variant", "-id"], name="variant_history"),
            models.Index(fields=["article", "-id"], name="story_history"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)
