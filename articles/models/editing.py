"""Who is writing in a variant just now, and words that were typed and not saved yet."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.revision import AnyScriptEncoder, Revision
from articles.models.variant import ArticleVariant

LOCK_LIFETIME = timedelta(seconds=60)  # a browser says every 15 seconds that it is still there


class Autosave(models.Model):
    """What one person typed in one variant since `base`, as it was typed: one rolling copy a window. Never public, never cleaned.

    `data` is a `snapshots.Text`. It goes when the person saves there, or says that it may go. `window`: the open page it
    was typed in, which names itself; empty where no script runs.
    """

    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="autosaves")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    base = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    data = models.JSONField(encoder=AnyScriptEncoder)
    typed_at = models.DateTimeField()
    window = models.CharField(max_length=32, default="")

    class Meta:
        verbose_name = _("unsaved words")
        verbose_name_plural = _("unsaved words")
        constraints = [models.UniqueConstraint(fields=["variant", "user", "window"], name="one_autosave_a_window")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def stamp(self) -> str:
        """Says which words these are: another one as soon as more is typed."""
        return f"{self.pk}-{self.typed_at.isoformat()}"


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
