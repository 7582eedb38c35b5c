from django.db import models

from articles.models import ArticleVariant


class SearchEntry(models.Model):
    """What a variant's public text is found by. Scheduled text is here too: `live()` decides when it is found.

    `place` grows with the moment of visibility: the full-text index is walked by it, newest first, and stops early.
    The index itself is the database's own, kept by it: an FTS5 table, or a `tsvector` column (migration 0002).
    """

    variant = models.OneToOneField(ArticleVariant, models.CASCADE, primary_key=True, related_name="search_entry")
    place = models.BigIntegerField(unique=True)
    headline = models.CharField(max_length=400)  # its folded words
    headline_terms = models.TextField()
    name_terms = models.TextField()  # of tags, authors, the section and the wire source, in every language
    terms = models.TextField()  # every one, the text's too


class Spelling(models.Model):
    """A word of headlines and names under itself and under each form with one letter left out.

    Two words one slip apart share a form, so a slip is found by equality, in one index, on both databases.
    """

    language = models.CharField(max_length=8)
    form = models.CharField(max_length=60)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "form", "word"], name="a_spelling_once")]
