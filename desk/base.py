"""What every screen of the desk has in common: rights from one function, and lists that never count a whole table."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from js_asset import Media

from accounts.models import User
from articles.permissions import Verb, may

MOST_COUNTED = 2000
LARGEST = 2**63 - 1


class BoundedPaginator(Paginator):
    """Counts at most MOST_COUNTED rows, so that the hundred-thousandth story costs the list nothing."""

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[:MOST_COUNTED].count()


def person(request: HttpRequest) -> User:
    """Who is signed in; the desk lets nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def number(value: str) -> int:
    """A positive whole number out of a request, or 0."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 and int(value) <= LARGEST else 0


class DeskAdmin(admin.ModelAdmin):
    """A ModelAdmin whose permissions are the newsroom's own: everybody of the desk sees, `verb` changes."""

    verb = Verb.RULE
    list_per_page = 50
    show_full_result_count = False
    paginator = BoundedPaginator
    actions: Any = None
    add_title: Any = ""  # a whole phrase: no language puts "Add" before a bare noun

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A list is called what it lists."""
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, "subtitle": "", **(extra_context or {})})

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
