from django.db import models


class SiteState(models.Model):
    """How often what the public sees has changed. Ready pages are kept for as long as it stays the same. One row, pk 1."""

    generation = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="one_row_of_site_state", condition=models.Q(pk=1))]
