"""The people of the newsroom and their rights, kept by an administrator."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Membership
from desk.base import DeskAdmin, person
from desk.rights import LinesFormSet, rights_page
from text.languages import language_names
from text.numbers import format_number


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

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Languages as the desk calls them, not each in its own."""
        if db_field.name == "language":
            kwargs["choices"] = [("", "---------"), *language_names()]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class PasswordForm(AdminPasswordChangeForm):
    """Django's puts its help together when it is imported, in English for everybody."""

    usable_password_help_text = format_lazy(  # type: ignore[assignment]
        '{help}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{warning}</li></ul>',
        help=SetUnusablePasswordMixin.usable_password_help_text,
        warning=_("If disabled, the current password for this user will be lost."),
    )


@admin.register(User)
class PersonAdmin(DeskAdmin, UserAdmin):
    """Nobody is deleted: an account that is no longer active keeps its name under what it wrote."""

    add_title = _("Add a person")
    change_list_template = "desk/people_list.html"
    change_form_template = "desk/person.html"
    inlines = (MembershipInline,)
    list_display = ("username", "rights", "first_name", "last_name", "active", "administers")
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

    change_password_form = PasswordForm

    @admin.display(description=User._meta.get_field("is_active").verbose_name, ordering="is_active")
    def active(self, obj: User) -> str:
        return str(_("Yes") if obj.is_active else _("No"))

    @admin.display(description=User._meta.get_field("is_superuser").verbose_name, ordering="is_superuser")
    def administers(self, obj: User) -> str:
        return str(_("Yes") if obj.is_superuser else _("No"))

    @admin.display(description=Membership._meta.verbose_name_plural)
    def rights(self, obj: Any) -> SafeString:
        """How many lines of the matrix are theirs, and the way to them."""
        asked = urlencode({"name": obj.username, "to": str(obj.pk)})
        count = format_number(obj.line_count, get_language() or "en")
        words = ngettext("%(shown)s right", "%(shown)s rights", obj.line_count) % {"shown": count}
        return format_html('<a href="{}?{}">{}</a>', reverse("admin:accounts_user_rights"), asked, words)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).annotate(line_count=Count("memberships"))

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
