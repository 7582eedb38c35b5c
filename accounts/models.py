from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from text.languages import language_choices


class User(AbstractUser):
    """A person of the newsroom. What they may do is said by `articles.Membership`, never here."""

    interface_language = models.CharField(
        _("language of the desk"),
        max_length=8,
        choices=language_choices,
        blank=True,
        help_text=_("Empty: the language of the browser."),
    )

    has_single_keys = models.BooleanField(
        _("single keys"), default=True, help_text=_("j, k, Enter and ? at the desk. Never while you type in a field.")
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]
        verbose_name_plural = _("people")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
