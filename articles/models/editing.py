"""Who is writing in a variant just now, and words that were typed and not saved yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.revision import AnyScriptEncoder, Revision
from articles.models.variant import ArticleVariant

LOCK_LIFETIME = timedelta(seconds=60)  # a browser says every 15 seconds that it is still there


class Autosave(models.Model):
    """What one person typed in one variant since `base`, as it was typed: one rolling copy. Never public, never cleaned.

    `data` is a `snapshots.Text`. It goes when the person saves, or says that it may go.
    """

    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="autosaves")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    data = models.JSONField(encoder=AnyScriptEncoder)
    typed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved words")
        verbose_name_plural = _("unsaved words")
        constraints = [models.UniqueConstraint(fields=["variant", "user"], name="one_autosave_a_person_and_variant")]

    def __str__(self) -> str:
        return str(self.pk)


class EditLock(models.Model):
    """Somebody has a variant open to write in it. Advice to the others; what protects the text is the revision."""

    variant = models.OneToOneField(ArticleVariant, models.CASCADE, primary_key=True, related_name="edit_lock")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)

    def holds(self, now: datetime) -> bool:
        return self.seen_at > now - LOCK_LIFETIME
