"""The paper's own settings at the desk: one page, a part for each language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import SiteSettings
from articles.paper import (
    EVERYWHERE,
    FOLLOWED,
    MOST_SHARES,
    RICH,
    SHARED,
    WORDS,
    Said,
    fingerprint,
    said_in,
    save_settings,
)
from articles.permissions import Verb
from articles.workflow import Refusal
from desk.base import DeskAdmin, person
from desk.editor_words import EDITOR_WORDS
from desk.fields import EditorWidget
from desk.site import model_url
from text.cities import CITIES
from text.html import plain_text
from text.languages import LANGUAGES, Language


class OrderWidget(forms.MultiWidget):
    """A list of choices in a line: the first, the second …"""

    use_fieldset = True
    template_name = "desk/widgets/order.html"

    def __init__(self, choices: list[tuple[str, Any]], most: int) -> None:
        super().__init__([forms.Select(choices=choices) for _place in range(most)])

    def decompress(self, value: Any) -> list[str]:
        chosen = list(value or [])[: len(self.widgets)]
        return chosen + [""] * (len(self.widgets) - len(chosen))


class SharesField(forms.MultiValueField):
    """Networks in their order; none twice."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "–"), *((key, name) for key, (name, _address) in SHARED.items())]
        fields = [forms.ChoiceField(choices=choices, required=False) for _place in range(MOST_SHARES)]
        super().__init__(
            fields, required=False, require_all_fields=False, widget=OrderWidget(choices, MOST_SHARES), **kwargs
        )

    def compress(self, values: list[str]) -> tuple[str, ...]:
        chosen = [key for key in values or [] if key]
        for key in chosen:
            if chosen.count(key) > 1:
                raise ValidationError(_("“%(name)s” is chosen twice."), params={"name": SHARED[key][0]})
        return tuple(chosen)


class SettingsForm(forms.ModelForm):
    """What the paper says of itself in each language; saved by the verb of articles.paper."""

    user: User
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    clocks = forms.MultipleChoiceField(
        label=_("Clocks at the head of the home page and the sections"),
        choices=[(key, name) for key, (_zone, name) in CITIES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    has_full_feeds = SiteSettings._meta.get_field("has_full_feeds").formfield()  # type: ignore[union-attr]

    class Meta:
        model = SiteSettings
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = fingerprint(self.instance)
        self.initial.update({column: getattr(self.instance, column) for column in EVERYWHERE})
        for code in LANGUAGES:
            said = said_in(self.instance, code)
            self.initial.update({f"{column}_{code}": text for column, text in said.words.items()})
            self.initial.update({f"link_{key}_{code}": address for key, address in said.links.items()})
            self.initial[f"shares_{code}"] = said.shares

    def _post_clean(self) -> None:
        """The verb validates; the row's own columns are not this form's business."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        said = {
            code: Said(
                {column: data[f"{column}_{code}"] for column in WORDS},
                {key: data[f"link_{key}_{code}"] for key in FOLLOWED},
                data[f"shares_{code}"],
            )
            for code in LANGUAGES
        }
        try:
            everywhere = {column: data[column] for column in EVERYWHERE}
            self.instance = save_settings(
                user=self.user, now=timezone.now(), seen=data["seen"], said=said, **everywhere
            )
        except Refusal as refusal:
            self.add_error(None, str(refusal))
            # Saving again is an answer to what is there now.
            self.data = {**self.data.dict(), "seen": fingerprint(SiteSettings.objects.get(pk=1))}  # type: ignore[attr-defined]
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]
        return data

    def save(self, commit: bool = True) -> SiteSettings:
        return self.instance

    def save_m2m(self) -> None:
        """Nothing is left to save."""


def fields_of(language: Language) -> dict[str, forms.Field]:
    """The fields of one language, in their order."""
    code, look = language.code, {"lang": language.code, "dir": language.direction}
    found: dict[str, forms.Field] = {}
    for column, (label, limit) in WORDS.items():
        line: forms.Widget = forms.TextInput({**look, "class": "vTextField"})
        if column in RICH:
            line = EditorWidget(EDITOR_WORDS, {**look, "rows": 6}, is_plain=True)
        elif limit > 200:
            line = forms.Textarea({**look, "class": "vLargeTextField", "rows": 3})
        found[f"{column}_{code}"] = forms.CharField(label=label, required=False, widget=line, strip=False)
    for key, (name, hosts) in FOLLOWED.items():
        hint = {"class": "vTextField", "placeholder": f"https://{hosts[0]}/", "inputmode": "url"}
        found[f"link_{key}_{code}"] = forms.CharField(label=name, required=False, widget=forms.TextInput(hint))
    found[f"shares_{code}"] = SharesField(
        label=_("Share buttons"), help_text=_("Below every story, in this order. None chosen: no buttons.")
    )
    return found


for _language in LANGUAGES.values():
    for _name, _field in fields_of(_language).items():
        SettingsForm.base_fields[_name] = SettingsForm.declared_fields[_name] = _field


@admin.register(SiteSettings)
class SettingsAdmin(DeskAdmin):
    verb = Verb.RULE
    form = SettingsForm

    class Media:
        css = {"all": ["desk/settings.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A part for each language; whoever may only look reads what is there."""
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": ["in_every_language"]})]
        parts = [
            (one.name, {"fields": [*fields_of(one)], "classes": [] if one.code == get_language() else ["collapse"]})
            for one in LANGUAGES.values()
        ]
        return [(None, {"fields": ["seen", *EVERYWHERE]}), *parts]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.user = person(request)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:
        """The form's verb has saved it."""

    @admin.display(description=_("site settings"))
    def in_every_language(self, obj: SiteSettings) -> SafeString:
        parts = []
        lines: list[tuple[Any, str]]
        for language in LANGUAGES.values():
            said = said_in(obj, language.code)
            lines = [(WORDS[column][0], plain_text(text)) for column, text in said.words.items() if text]
            lines += [(FOLLOWED[key][0], address) for key, address in said.links.items() if key in FOLLOWED]
            parts.append((language.name, language.code, format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines)))
        return format_html_join("", "<h3>{}</h3><dl lang='{}'>{}</dl>", parts)

    def in_words(self, obj: SiteSettings) -> str:
        return capfirst(str(self.opts.verbose_name))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row: open it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        settings, _is_new = SiteSettings.objects.get_or_create(pk=1)
        return redirect(model_url(settings, "change", settings.pk))
