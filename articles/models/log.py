from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from text.languages import language_choices


class AppendOnly(Exception):
    """A line of the log is never changed and never deleted."""


class LogQuerySet(models.QuerySet["LogEntry"]):
    def update(self, **changes: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Act(models.TextChoices):
    STARTED = "started", _("started")
    UNBEGUN = "unbegun", _("removed a language started by mistake")
    SAVED = "saved", _("saved")
    RESTORED = "restored", _("restored an older revision")
    NAMED = "named", _("named a revision")
    SUBMITTED = "submitted", _("sent to review")
    SENT_BACK = "sent_back", _("sent back to draft")
    APPROVED = "approved", _("marked as ready")
    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("scheduled")
    RESCHEDULED = "rescheduled", _("rescheduled")
    UNSCHEDULED = "unscheduled", _("cancelled the schedule")
    WITHDRAWN = "withdrawn", _("withdrew")
    CORRECTED = "corrected", _("published a correction")
    CONFIRMED = "confirmed", _("confirmed the translation")
    ASSIGNED = "assigned", _("assigned the translation")
    WAIVED = "waived", _("decided whether the language is needed")
    FACTS = "facts", _("changed the shared facts")
    ORIGINAL = "original", _("changed the original language")
    BINNED = "binned", _("moved to the bin")
    UNBINNED = "unbinned", _("restored from the bin")
    DELETED = "deleted", _("deleted from the bin")
    TAKEN_OVER = "taken_over", _("took over the writing")
    PREVIEWED = "previewed", _("created a preview link")
    UNPREVIEWED = "unpreviewed", _("ended the preview links")
    MERGED_TAGS = "merged_tags", _("merged two tags")
    MERGED_AUTHORS = "merged_authors", _("merged two authors")
    SETTINGS = "settings", _("changed the site settings")


def act_choices() -> list[tuple[str, object]]:
    """A function, so that a new act needs no migration."""
    return list(Act.choices)


class LogEntry(models.Model):
    """Who did what to a story, and when: written by the workflow's verbs in the transaction they tell of.

    Outlives the story: a deleted one leaves its number here. No story: the act was about the names of tags or authors, or the paper.
    `details` is what the act was about, by name.
    """

    at = models.DateTimeField(_("when"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    act = models.CharField(_("what"), max_length=20, choices=act_choices)
    article = models.ForeignKey(Article, models.DO_NOTHING, null=True, db_constraint=False, related_name="log")
    language = models.CharField(_("language"), max_length=8, blank=True, choices=language_choices)
    revision_id = models.BigIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    details = models.JSONField(default=dict)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of the log")
        verbose_name_plural = _("log")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["article", "-id"], name="log_of_a_story"),
            models.Index(fields=["user", "-id"], name="log_of_a_person"),
            models.Index(fields=["act", "-id"], name="log_of_an_act"),
            models.Index(fields=["at"], name="log_of_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly
