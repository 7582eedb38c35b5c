"""The people of the newsroom and their rights, kept by an administrator."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Membership
from desk.base import DeskAdmin, person
from desk.rights import LinesFormSet, rights_page


class MembershipInline(admin.TabularInline):
    """One line of the rights matrix a row."""

    model = Membership
    formset = LinesFormSet
    extra = 1
    fields = ("role", "section", "language")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).is_superuser

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).is_superuser


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):
    """Nobody is deleted: an account that is no longer active keeps its name under what it wrote."""

    add_title = _("Add a person")
    change_list_template = "desk/people_list.html"
    inlines = (MembershipInline,)
    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "interface_language")}),
        (_("Sign-in"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2")}),
    )

    def get_urls(self) -> list[URLPattern]:
        return [
            path("rights/", self.admin_site.admin_view(self.rights_view), name="accounts_user_rights"),
            *super().get_urls(),
        ]

    def rights_view(self, request: HttpRequest) -> HttpResponse:
        return rights_page(self, request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return person(request).is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return person(request).is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever is added here is added to enter the desk."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
