"""What the paper says of itself: sections, wire sources, settings."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Membership, Section, SectionTag, SiteSettings, WireSource
from articles.permissions import Verb
from articles.vocabulary import SECTION_NAME_LIMIT, announce_public, choose_chips
from desk.base import DeskAdmin, person
from desk.fields import ChecklistField, LanguageMapField, NamesField
from desk.site import model_url
from text.cities import CITIES
from text.languages import LANGUAGES

INKS = (
    ("region", pgettext_lazy("colour", "region")),
    ("politics", pgettext_lazy("colour", "politics")),
    ("economy", pgettext_lazy("colour", "economy")),
    ("world", pgettext_lazy("colour", "world")),
    ("society", pgettext_lazy("colour", "society")),
    ("culture", pgettext_lazy("colour", "culture")),
    ("opinion", pgettext_lazy("colour", "opinion")),
    ("science", pgettext_lazy("colour", "science")),
    ("sport", pgettext_lazy("colour", "sport")),
)


class SectionForm(forms.ModelForm):
    names = LanguageMapField(
        label=_("Names"),
        max_length=SECTION_NAME_LIMIT,
        help_text=_("A section opens in the languages in which it has a name."),
    )
    taglines = LanguageMapField(label=_("Taglines"), max_length=200)
    ink = forms.ChoiceField(label=_("Colour"), choices=INKS)
    is_on_front = forms.BooleanField(label=_("A band of its stories on the home page"), required=False)
    tags = NamesField(
        SectionTag._meta.get_field("tag"),
        label=_("Tags at the head of its page"),
        help_text=_(
            "Countries, say, in this order. Each is shown in the languages in which it has a name and stories."
        ),
    )
    checklist = ChecklistField(
        label=_("Checklist before publishing"),
        help_text=_("A warning is only shown; what blocks takes a reason to publish anyway. A brief is never blocked."),
    )

    class Meta:
        model = Section
        fields = ("key", "names", "taglines", "ink", "position", "is_on_front", "checklist")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["tags"] = list(self.instance.chips.values_list("tag", flat=True))

    def clean_names(self) -> dict[str, str]:
        names: dict[str, str] = self.cleaned_data["names"]
        if not names:
            raise ValidationError(_("Give it a name in at least one language."))
        return names


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    verb = Verb.RULE
    form = SectionForm
    add_title = _("Add a section")
    list_display = ("named", "key", "position")
    list_editable = ("position",)

    @admin.display(description=_("section"))
    def named(self, obj: Section) -> str:
        return obj.name(get_language() or "en") or obj.key

    def in_words(self, obj: Section) -> str:
        return self.named(obj)

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "tags" in form.cleaned_data:  # the list saves places alone
            choose_chips(user=person(request), section=obj, tags=form.cleaned_data["tags"])
        announce_public(section=obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The checklist and the chosen tags are for who may change them."""
        names = ("key", "names", "taglines", "ink", "position", "is_on_front", "tags", "checklist")
        return names if self.has_change_permission(request, obj) else names[:-2]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Addresses do not change under readers."""
        return ("key",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A section stays that holds stories, or that somebody's rights name."""
        is_used = obj is not None and (obj.articles.exists() or Membership.objects.filter(section=obj).exists())
        return not is_used and super().has_delete_permission(request, obj)


class WireSourceForm(forms.ModelForm):
    names = LanguageMapField(label=_("Names in other scripts"), max_length=120)
    licences = LanguageMapField(label=_("Terms of use"), max_length=500, is_long=True)
    url = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = WireSource
        fields = ("name", "slug", "names", "url", "licences")


@admin.register(WireSource)
class WireSourceAdmin(DeskAdmin):
    verb = Verb.RULE
    form = WireSourceForm
    add_title = _("Add a wire source")
    list_display = ("name", "url")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: WireSource, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        announce_public(wire_source=obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not (obj is not None and obj.articles.exists()) and super().has_delete_permission(request, obj)


LINKS = {
    "telegram": "Telegram",
    "x": "X",
    "youtube": "YouTube",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "app_store": "App Store",
    "google_play": "Google Play",
}


class SettingsForm(forms.ModelForm):
    names = LanguageMapField(label=_("Name of the paper"), max_length=80)
    taglines = LanguageMapField(label=_("Tagline"), max_length=200)
    about = LanguageMapField(label=_("About us"), max_length=5000, is_long=True)
    contacts = LanguageMapField(label=_("Contact"), max_length=2000, is_long=True)
    reuse_policies = LanguageMapField(label=_("Reuse policy"), max_length=2000, is_long=True)
    clocks = forms.MultipleChoiceField(
        label=_("Clocks at the head of the home page and the sections"),
        choices=[(key, name) for key, (_zone, name) in CITIES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SiteSettings
        fields = ("names", "taglines", "about", "contacts", "reuse_policies", "clocks")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in LINKS:
            mine = {code: links[key] for code, links in self.instance.links.items() if links.get(key)}
            self.initial[f"link_{key}"] = mine

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check = forms.URLField(assume_scheme="https").clean
        links: dict[str, dict[str, str]] = {code: {} for code in LANGUAGES}
        for key in LINKS:
            for code, address in (data.get(f"link_{key}") or {}).items():
                try:
                    links[code][key] = check(address)
                except ValidationError as error:
                    self.add_error(f"link_{key}", f"{LANGUAGES[code].name} · {error.messages[0]}")
        self.instance.links = links
        return data


for _key, _name in LINKS.items():
    SettingsForm.base_fields[f"link_{_key}"] = LanguageMapField(label=_name, max_length=200)
    SettingsForm.declared_fields[f"link_{_key}"] = SettingsForm.base_fields[f"link_{_key}"]


@admin.register(SiteSettings)
class SettingsAdmin(DeskAdmin):
    verb = Verb.RULE
    form = SettingsForm
    fieldsets = (
        (None, {"fields": ("names", "taglines", "about", "contacts", "reuse_policies", "clocks")}),
        (_("Addresses: an empty one is not shown"), {"fields": tuple(f"link_{key}" for key in LINKS)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def in_words(self, obj: SiteSettings) -> str:
        return capfirst(str(self.opts.verbose_name))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row: open it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        settings, _is_new = SiteSettings.objects.get_or_create(pk=1)
        return redirect(model_url(settings, "change", settings.pk))
