"""The desk: Django's admin with the newsroom's rights, sign-in and front page."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Role
from articles.permissions import Verb, may, memberships
from articles.vocabulary import in_words
from desk import board
from desk.base import MOST_ASKED, DeskAdmin, back_or_home, person
from desk.dashboard import dashboard
from desk.keys import keys_of
from desk.navigation import links
from text.languages import LANGUAGES


class NamesView(AutocompleteJsonView):
    """Offers tags and authors under all their names."""

    def process_request(self, request: HttpRequest) -> Any:
        term, *others = super().process_request(request)
        return term[:MOST_ASKED], *others

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        text = in_words(obj.names.all(), get_language() or "en") if hasattr(obj, "names") else str(obj)
        return {"id": str(getattr(obj, to_field_name)), "text": text}


class DeskSite(admin.AdminSite):
    """The editors' side of the paper."""

    site_title = gettext_lazy("Newsroom")
    site_header = gettext_lazy("Newsroom")
    index_title = gettext_lazy("Today")
    site_url = "/"
    empty_value_display = "–"

    def register(self, model_or_iterable: Any, admin_class: type[Any] | None = None, **options: Any) -> None:
        """Only our own screens: an admin that a package brings does not know the newsroom's rights."""
        if admin_class is not None and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from desk.addresses import own_urls  # the screens register themselves here: they come after the site

        own = [path("language/", self.admin_view(require_POST(set_language)), name="language")]
        return [*own, *own_urls(self.admin_view), *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, for what pages and forms ask; those who publish or rule need their second factor before anything opens."""
        inner = super().admin_view(view, cacheable)

        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "%00" in request.META.get("QUERY_STRING", ""):
                raise BadRequest("No question of the desk holds a NUL, and PostgreSQL takes none.")
            if self.has_permission(request) and needs_second_factor(request):
                messages.warning(
                    request, _("Set up your second factor first: you may publish, so a password alone is not enough.")
                )
                return redirect("mfa_activate_totp")
            return inner(request, *args, **kwargs)

        return require_http_methods(["GET", "HEAD", "POST"])(gated)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """allauth's page, which has the rate limits and the second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            messages.error(request, _("You are signed in, but this account has no place at the desk."))
            return redirect("account_logout")
        wanted = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        query = f"?{urlencode({'next': wanted})}" if is_ours and wanted.startswith("/admin/") else ""
        return redirect(reverse("account_login") + query)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return NamesView.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        now = timezone.now()
        lists = {"today": dashboard(person(request), now), "board": board.page(request, now)}
        return super().index(request, {**(extra_context or {}), **lists})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """`counters` and `may_add` are asked only by a page that shows the navigation."""
        context = {**super().each_context(request), "languages": LANGUAGES.values(), "is_nav_sidebar_enabled": False}
        if context["has_permission"]:
            user = person(request)
            context |= {
                "places": links(user, request.path),
                "key_groups": keys_of(request),
                "counters": lambda: board.counters(user, timezone.now()),
                "may_add": lambda: may(user, Verb.ARRANGE),
            }
        return context

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """One flat list in the order of an editor's day, whatever apps the models live in."""
        models = {
            entry["object_name"]: entry for app in super().get_app_list(request, app_label) for entry in app["models"]
        }
        order = ["Article", "Photo", "Tag", "Author", "WireSource", "Section", "SiteSettings", "User"]
        entries = [models[name] for name in order if name in models]
        desk = {
            "name": _("Newsroom"),
            "app_label": "articles",
            "app_url": reverse("admin:index"),
            "has_module_perms": True,
        }
        return [{**desk, "models": entries}] if entries else []


def set_language(request: HttpRequest) -> HttpResponse:
    """The language of the desk, for this person from now on."""
    user = person(request)
    if request.POST.get("language") in LANGUAGES:
        user.interface_language = request.POST["language"]
        user.save(update_fields=["interface_language"])
    return back_or_home(request)


def needs_second_factor(request: HttpRequest) -> bool:
    """Whether this person may publish or rule, must prove it twice, and has nothing to prove it with."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    user = person(request)
    is_trusted = user.is_superuser or any(line.role in (Role.EDITOR, Role.CHIEF) for line in memberships(user))
    return is_trusted and not is_mfa_enabled(user)


def model_url(model: type[Model] | Model, name: str, *args: object) -> str:
    """The address of a stock admin page."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)
