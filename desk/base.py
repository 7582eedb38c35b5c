"""What every screen of the desk has in common: rights from one function, and lists that never count a whole table."""

import re
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList, ChangeListSearchForm
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from js_asset import Media

from accounts.models import User
from articles.permissions import Verb, may
from desk.numbers import number

MOST_COUNTED = 2000
CHOOSE = "Select this object for an action - {}"  # in Django's words
CHOSEN = re.compile(rf"{ACTION_CHECKBOX_NAME}\Z|form-[0-9]+-id\Z")
MOST_ASKED = 200  # characters of a question, as on the readers' search page


class BoundedPaginator(Paginator):
    """Counts at most MOST_COUNTED rows, so that the hundred-thousandth story costs the list nothing."""

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by().values("pk")[:MOST_COUNTED].count()


class SearchForm(ChangeListSearchForm):
    def clean(self) -> dict[str, Any]:
        """Databases refuse a pattern of many thousand characters: the beginning of it is asked."""
        return {SEARCH_VAR: self.cleaned_data.get(SEARCH_VAR, "")[:MOST_ASKED]}


class DeskChangeList(ChangeList):
    search_form_class = SearchForm


def person(request: HttpRequest) -> User:
    """Who is signed in; the desk lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def back_or_home(request: HttpRequest) -> HttpResponse:
    """To the page the form stood on (its `next`), or to the desk's front page; never away from the desk."""
    wanted, home = request.POST.get("next", ""), reverse("admin:index")
    is_ours = wanted.startswith(home) and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if is_ours else home)


class DeskAdmin(admin.ModelAdmin):
    """A ModelAdmin whose permissions are the newsroom's own: everybody of the desk sees, `verb` changes."""

    verb = Verb.RULE
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    actions: Any = None
    add_title: Any = ""  # a whole phrase: no language puts "Add" before a bare noun

    def action_checkbox(self, obj: Model) -> SafeString:
        """Django's own, without a template a row."""
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="' + gettext(CHOOSE) + '">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A list is called what it lists."""
        chosen = [key for name in request.POST if CHOSEN.match(name) for key in request.POST.getlist(name)]
        if not all(number(str(key)) for key in chosen):
            raise BadRequest("A row is chosen by its number.")
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, "subtitle": "", **(extra_context or {})})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """A list is filtered by its own filters, not by whatever column an address names."""
        own = {getattr(entry, "parameter_name", f"{entry}__exact") for entry in self.list_filter}
        columns = {field.name for field in self.opts.get_fields()}
        return lookup in own or lookup.partition("__")[0] not in {*columns, "pk"}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """An empty form is empty, whatever stands in its address."""
        return {}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A form is called what it is about; scripts of widgets carry the page's nonce."""
        context["title"] = self.add_title if context.get("original") is None else self.in_words(context["original"])
        context["subtitle"] = ""
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)

    def in_words(self, obj: Any) -> str:
        return str(obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(person(request), Verb.SEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(person(request), self.verb)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(person(request), self.verb)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(person(request), self.verb)
