import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision


class PreviewLink(models.Model):
    """Lets a person without an account read one unpublished revision. Only a digest of its 128-bit token is kept.

    `wall_of`: not a link to send away, but a window of this person's preview wall. It shows what they typed and did not
    save in the page it was opened from, else the newest saved text.
    """

    digest = models.CharField(max_length=64, unique=True)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="preview_links")
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    wall_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
