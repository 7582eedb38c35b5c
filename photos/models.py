import secrets
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.labels import label

FOCAL = [MinValueValidator(0.0), MaxValueValidator(1.0)]


def new_key() -> str:
    """128 unguessable bits: the folder a picture's files lie in."""
    return secrets.token_hex(16)


class LookPart(models.Func):
    """Four of the sixteen digits of a look. Which ones stands in the SQL itself: by that an index is known."""

    template = "SUBSTR(%(expressions)s, %(start)s, 4)"
    output_field = models.CharField()

    def __init__(self, look: str, *, start: int) -> None:
        super().__init__(look, start=start)


LOOK_PARTS = (1, 5, 9, 13)  # where they begin


class Photo(models.Model):
    """One picture of the library: the cleaned original, its credit and its focal point.

    Files lie under `<key>/`; renditions (photos/renditions.py) have names computed from `key`, so lists need no row
    for them. A new focal point makes new crops in the same places; `/media/` is kept for a minute only.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    digest = models.CharField(_("digest"), max_length=64, db_index=True, editable=False)  # finds a second upload
    look = models.CharField(max_length=16, default="", editable=False)  # finds pictures that look alike (decoder.py)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    colour = models.CharField(_("dominant colour"), max_length=6, default="d3cfc4", editable=False)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5, validators=FOCAL)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5, validators=FOCAL)
    credit = models.CharField(_("credit"), max_length=200)
    captions = models.JSONField(_("captions"), default=dict, blank=True)
    alts = models.JSONField(_("picture texts"), default=dict, blank=True)
    expires_on = models.DateField(
        _("rights end on"), null=True, blank=True, db_index=True,
        help_text=_("From this day on readers no longer see it. Empty: ours for good."),
    )  # fmt: skip
    search_text = models.TextField(
        editable=False, default=""
    )  # fold() of credit and captions, for the library's search
    rendered_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("added"), db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="a_file_once"),
        ]
        indexes = [models.Index(LookPart("look", start=start), name=f"look_from_{start}") for start in LOOK_PARTS]

    def __str__(self) -> str:
        return f"{self.credit} · {self.pk}"

    def caption(self, language: str) -> str:
        return label(self.captions, language) or ""

    def alt(self, language: str) -> str:
        return label(self.alts, language) or ""

    def is_ended(self, now: datetime) -> bool:
        """Whether the rights are over: no reader sees it from that day on, in the paper's zone."""
        return self.expires_on is not None and self.expires_on <= timezone.localdate(now)
