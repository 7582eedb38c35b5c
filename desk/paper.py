"""What the paper is made of: sections, wire sources."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.events import announce_site
from articles.models import Membership, Section, SectionTag, WireSource
from articles.permissions import Verb
from articles.vocabulary import SECTION_NAME_LIMIT, announce_public, choose_chips
from desk.base import DeskAdmin, person
from desk.fields import ChecklistField, LanguageMapField, NamesField

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

    class Media:
        js = (forms.Script("desk/workspace.js", type="module"),)  # it names what Select2 makes

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

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        super().delete_model(request, obj)
        announce_site()

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
