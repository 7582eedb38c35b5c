from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkKind(models.TextChoices):
    SECTION = "section", _("Move to a section")
    ADD_TAG = "add_tag", _("Add a tag")
    DROP_TAG = "drop_tag", _("Remove a tag")
    BIN = "bin", _("Move to the bin")
    UNBIN = "unbin", _("Restore from the bin")


def kind_choices() -> list[tuple[str, object]]:
    """A function, so that a new kind needs no migration."""
    return list(BulkKind.choices)


class BulkChange(models.Model):
    """One change asked for many stories: made in a task, story by story, and undone the same way.

    `article_ids` in the order of the list; `options` is what the change needs. `results` has a row a story that was
    reached: {"article": id, "refusal": text} or {"article": id, "undo": what brings it back}.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    kind = models.CharField(_("what"), max_length=20, choices=kind_choices)
    options = models.JSONField(default=dict)
    article_ids = models.JSONField(default=list)
    results = models.JSONField(default=list)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(_("when"))
    undo_asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))

    class Meta:
        verbose_name = _("bulk change")
        verbose_name_plural = _("bulk changes")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.pk)
