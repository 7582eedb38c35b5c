from django.db import models

from articles.models import ArticleVariant


class SearchEntry(models.Model):
    """The folded words of a variant's public text. Scheduled text is here too: `live()` decides when it is found."""

    variant = models.OneToOneField(ArticleVariant, models.CASCADE, primary_key=True, related_name="search_entry")
    text = models.TextField()
