from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - allauth's interface


class ClosedAccountAdapter(DefaultAccountAdapter):
    """People are added by an administrator: nobody signs up. Mail names SITE_URL, whatever host a request claims."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        host = urlsplit(settings.SITE_URL).netloc
        super().send_mail(template_prefix, email, {**context, "current_site": SimpleNamespace(name=host, domain=host)})

    def get_reset_password_from_key_url(self, key: str) -> str:
        return settings.SITE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path
