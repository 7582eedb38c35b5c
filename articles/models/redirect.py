from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """The address word of a tag or author that was merged into another. Always one step: a merge moves older ones along.

    `old_id`: the row it was, which a form that was open then still sends.
    """

    class Kind(models.TextChoices):
        TAG = "tag", _("tag")
        AUTHOR = "author", _("author")

    kind = models.CharField(max_length=10, choices=Kind)
    old_slug = models.CharField(max_length=100)
    new_slug = models.CharField(max_length=100)
    old_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "old_slug"], name="one_redirect_an_address_word")]
        indexes = [models.Index(fields=["kind", "new_slug"], name="redirects_to_move_along")]

    def __str__(self) -> str:
        return f"{self.old_slug} → {self.new_slug}"
