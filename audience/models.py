"""How often stories are read. Rows of their own: a counter never rewrites edited text."""

from django.db import models

from articles.models import ArticleVariant
from text.languages import language_choices


class ViewTotal(models.Model):
    """All views of one variant, ever."""

    variant = models.OneToOneField(ArticleVariant, models.CASCADE, primary_key=True, related_name="view_total")
    views = models.PositiveBigIntegerField(default=0)


class ViewHour(models.Model):
    """Views of one variant in the hour that begins at `hour` (UTC)."""

    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="view_hours")
    hour = models.DateTimeField()
    views = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "hour"], name="one_bucket_an_hour")]
        indexes = [models.Index(fields=["hour"], name="most_read_windows")]


class RecentReader(models.Model):
    """Somebody read something less than half an hour ago. `digest` is salted anew each day and names nobody."""

    digest = models.BinaryField(max_length=16, primary_key=True)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["counted_at"], name="forgetting_readers")]


class ViewJournal(models.Model):
    """How far a file of views (audience/journal.py) is counted, in bytes."""

    name = models.CharField(max_length=200, unique=True)
    offset = models.PositiveBigIntegerField(default=0)


class DailySalt(models.Model):
    """The secret of one day's digests; deleted when the day is over, and with it every way back to a reader."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)


class MostRead(models.Model):
    """A place in a most-read list, as the worker last counted it."""

    class Window(models.TextChoices):
        HOUR = "1h"
        DAY = "24h"
        WEEK = "7d"

    language = models.CharField(max_length=8, choices=language_choices)
    window = models.CharField(max_length=3, choices=Window)
    rank = models.PositiveSmallIntegerField()
    variant = models.ForeignKey(ArticleVariant, models.CASCADE, related_name="+")
    views = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "window", "rank"], name="one_story_a_rank")]
