from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.variant import ArticleVariant


class Correction(models.Model):
    """What was put right in a published text, said to the readers of that language."""

    class Kind(models.TextChoices):
        UPDATE = "update", _("Update")
        CLARIFICATION = "clarification", _("Clarification")
        CORRECTION = "correction", _("Correction")
        RETRACTION = "retraction", _("Retraction")

    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="corrections")
    language = models.CharField(
        max_length=8, editable=False
    )  # the variant's, so that the corrections page is one index
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CORRECTION)
    text = models.CharField(_("text"), max_length=1000)
    is_on_top = models.BooleanField(_("show above the text"), default=False)
    corrected_at = models.DateTimeField(_("when"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["language", "-corrected_at", "-id"], name="corrections_page")]

    def __str__(self) -> str:
        return self.text
