from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from text.languages import language_choices


class Role(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")
    CHIEF = "chief", _("chief editor")


class Membership(models.Model):
    """One line of the rights matrix: this person has this role in this section and language. Empty means every one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    section = models.ForeignKey(
        "articles.Section", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("section"),
        help_text=_("Empty: every section."),
    )  # fmt: skip
    language = models.CharField(
        _("language"), max_length=8, blank=True, choices=language_choices, help_text=_("Empty: every language.")
    )

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "section", "language"], name="one_membership_a_line"),
            models.UniqueConstraint(
                fields=["user", "role", "language"],
                condition=models.Q(section__isnull=True),
                name="one_membership_a_line_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
