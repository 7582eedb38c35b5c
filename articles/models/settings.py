from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from text.cities import usual_cities
from text.labels import label


class SiteSettings(models.Model):
    """What the paper says of itself, a JSON map per language each. One row, pk 1."""

    names = models.JSONField(_("name of the paper"), default=dict)
    taglines = models.JSONField(_("tagline"), default=dict, blank=True)
    reuse_policies = models.JSONField(_("reuse policy"), default=dict, blank=True)
    about = models.JSONField(_("about us"), default=dict, blank=True)
    contacts = models.JSONField(_("contact"), default=dict, blank=True)
    links = models.JSONField(  # {"en": {"telegram": "https://…", …}}; an empty address is not shown
        _("addresses"), default=dict, blank=True
    )
    has_full_feeds = models.BooleanField(
        _("full texts in feeds"),
        default=False,
        help_text=_(
            "Feeds carry the whole text of a story. Otherwise its summary, and who wants more comes to the site."
        ),
    )

    shares = models.JSONField(  # {"en": ["x", "telegram"]}: networks in their order; a language that is not here has the usual ones
        _("share buttons"), default=dict, blank=True
    )

    clocks = models.JSONField(_("clocks"), default=usual_cities, blank=True)  # keys of text.cities.CITIES

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(name="one_row_of_site_settings", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return label(self.names, get_language() or "") or str(self._meta.verbose_name)
