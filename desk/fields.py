"""Form fields of the desk: a value per language, names with autocomplete, pictures of the library, a moment with its zone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget, prose_editor_base_media
from js_asset import Media, Script

from accounts.models import User
from articles.checklist import RULES, Level, Rule
from articles.redirects import numbers_now
from articles.vocabulary import in_words
from desk.numbers import number
from photos.models import Photo
from text import dates
from text.intake import clean_text
from text.languages import LANGUAGES

YEARS = range(2000, 2101)  # far from the ends of the calendar, where another zone's time overflows


class LanguageMapWidget(forms.MultiWidget):
    """An input per language, each labelled with the language's name."""

    template_name = "desk/widgets/language_map.html"
    use_fieldset = True

    def __init__(self, is_long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        widget = forms.Textarea if is_long else forms.TextInput
        look = {"class": "vLargeTextField", "rows": 3} if is_long else {"class": "vTextField"}
        super().__init__({code: widget({**look, "lang": code}) for code in LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for language, widget in zip(LANGUAGES.values(), context["widget"]["subwidgets"], strict=True):
            widget["language"] = language
        return context


class LanguageMapField(forms.MultiValueField):
    """{language code: text}; only what was filled in. One line a language unless `is_long`."""

    def __init__(self, *, max_length: int = 200, is_long: bool = False, required: bool = False, **kwargs: Any) -> None:
        self.max_length, self.is_long = max_length, is_long
        fields = [forms.CharField(required=False) for _code in LANGUAGES]
        kwargs.setdefault("widget", LanguageMapWidget(is_long))
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for language, value in zip(LANGUAGES.values(), values or [], strict=False):
            try:
                text = clean_text(value or "", limit=self.max_length, multiline=self.is_long)
            except ValidationError as error:
                raise ValidationError(f"{capfirst(language.said)} · {error.messages[0]}") from error
            if text:
                found[language.code] = text
        return found


class WordsField(LanguageMapField):
    """{language code: [words]}, typed with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {code: ", ".join(words) for code, words in value.items()}
        return value

    def compress(self, values: list[str]) -> dict[str, list[str]]:  # type: ignore[override]
        found = super().compress(values)
        return {code: [word.strip() for word in text.split(",") if word.strip()] for code, text in found.items()}


class ChecklistWidget(forms.MultiWidget):
    """A choice per rule of the checklist, what holds everywhere named first."""

    template_name = "desk/widgets/checklist.html"
    use_fieldset = True

    class Media:
        css = {"all": ["desk/checklist.css"]}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({name: forms.Select(choices=levels_of(rule)) for name, rule in RULES.items()}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(name, "") for name in RULES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for rule, widget in zip(RULES.values(), context["widget"]["subwidgets"], strict=True):
            widget["rule"] = rule
        return context


def levels_of(rule: Rule) -> list[tuple[str, Any]]:
    return [("", format_lazy(_("as everywhere: {level}"), level=rule.default.label)), *Level.choices]


class ChecklistField(forms.MultiValueField):
    """{rule: level}; only the rules for which something else than everywhere was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.ChoiceField(choices=levels_of(rule), required=False) for rule in RULES.values()]
        super().__init__(fields, required=False, require_all_fields=False, widget=ChecklistWidget, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        return {name: level for name, level in zip(RULES, values or [], strict=False) if level}


class NumbersOnly:
    """Django asks the database for whatever was sent; what is no number is chosen by nobody."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        groups: list[Any] = super().optgroups(name, [key for key in value if number(str(key))], attr)  # type: ignore[misc]
        return groups


class NameSelect(NumbersOnly, AutocompleteSelect):
    """Autocomplete of one tag or author."""


class NamesSelect(NumbersOnly, AutocompleteSelectMultiple):
    """Autocomplete that keeps the order in which names were chosen: the first author signs first."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Without Select2's cross that clears everything: it breaks the list for screen readers, and costs work."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> list[Any]:
        groups = super().optgroups(name, value, attr)
        place = {str(chosen): index for index, chosen in enumerate(value)}
        for group in groups:
            group[1].sort(key=lambda option: place.get(str(option["value"]), len(place)))
        return groups


class ManyField(forms.ModelMultipleChoiceField):
    """Django's, except that a number which no database holds is a wrong choice and not a broken page."""

    def clean(self, value: Any) -> Any:
        for key in value or []:
            if not number(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": str(key)[:40]})
        return super().clean(value)


class NamesField(ManyField):
    """Tags or authors, found under any of their names in any language; `clean()` gives them as chosen, in order.

    What was merged away while the form was open is what it became.
    """

    def __init__(self, relation: Any, *, label: Any, help_text: Any = "") -> None:
        model = relation.remote_field.model
        super().__init__(
            model._default_manager.prefetch_related("names"),
            required=False,
            label=label,
            help_text=help_text,
            widget=NamesSelect(relation, admin.site),
        )

    def label_from_instance(self, obj: Any) -> str:
        return in_words(obj.names.all(), get_language() or "en") or str(obj)

    def clean(self, value: Any) -> list[Model]:  # type: ignore[override]
        if not all(number(str(key)) for key in value or []):
            raise ValidationError(_("Choose from the names that are offered."), code="invalid_choice")
        try:
            chosen: QuerySet[Any] = super().clean(value)
        except ValidationError:  # merged away, perhaps, since the page was made
            value = numbers_now(self.queryset.model, map(int, value or []))  # type: ignore[union-attr]
            chosen = super().clean(value)
        by_key = {str(item.pk): item for item in chosen}
        return [by_key[str(key)] for key in dict.fromkeys(map(str, value or [])) if str(key) in by_key]


class LongSelect(forms.Select):
    """Django's without groups, and without a template an option: a list of people or of agencies has hundreds."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, " selected" if str(key) in chosen else "", label) for key, label in self.choices),
        )
        look = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, look, options)


class PersonField(forms.ModelChoiceField):
    """One of these people, in the order of their user names."""

    widget = LongSelect

    def __init__(self, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(people.only("username", "first_name", "last_name").order_by("username"), **kwargs)


class PhotoWidget(forms.HiddenInput):
    """Shows the chosen picture; the library opens in a dialog (static/desk/library.js). One query."""

    template_name = "desk/widgets/photo.html"
    input_type = "hidden"

    @property
    def is_hidden(self) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        key = number(str(value or ""))
        context["photo"] = Photo.objects.filter(pk=key).first() if key else None
        return context


def paper_time() -> str:
    """Whose time the desk shows and asks for, in a sentence."""
    return dates.time_of(settings.TIME_ZONE, get_language() or "en")


PAPER_TIME = lazy(paper_time, str)()


class MomentField(forms.DateTimeField):
    """A date and time in the paper's own zone, which stands beside it."""

    def __init__(self, **kwargs: Any) -> None:
        look = {"type": "datetime-local", "step": "60"}
        kwargs.setdefault("widget", forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=look))
        kwargs.setdefault("help_text", PAPER_TIME)
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], required=False, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        moment: datetime | None = super().to_python(value)
        if moment and moment.year not in YEARS:
            limits = {"first": YEARS[0], "last": YEARS[-1]}
            raise ValidationError(_("Choose a year from %(first)d to %(last)d."), params=limits, code="invalid")
        return moment


class DayField(forms.DateField):
    """A day of the paper's own calendar; empty unless `required`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        """Years that every database and time zone can hold."""
        day = super().clean(value)
        if day is not None and not 1900 <= day.year <= 2200:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class EditorWidget(ProseEditorWidget):
    """django-prose-editor with our own set of extensions (static/desk/editor.js).

    `is_plain`: words alone, without pictures, posts of other sites and tables.
    """

    def __init__(
        self, words: Iterable[tuple[str, Any]], attrs: dict[str, Any] | None = None, *, is_plain: bool = False
    ) -> None:
        super().__init__(attrs, preset="newsroom", config={"extensions": {}})
        self.words, self.is_plain = words, is_plain

    @property
    def media(self) -> Media:
        return prose_editor_base_media + Media(js=[Script("desk/editor.js", type="module")])

    def get_config(self) -> dict[str, Any]:
        return {"words": {key: str(value) for key, value in self.words}, "plain": self.is_plain}
