"""The forms of a story: its beginning, its shared facts, and the text of one language."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC
from itertools import product
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Article, ArticleVariant, Byline, Correction, Section, TaggedArticle, WireSource
from articles.permissions import Verb, may, may_sections
from articles.snapshots import Facts, Text
from desk.editor_words import EDITOR_WORDS
from desk.fields import EditorWidget, LongSelect, MomentField, NamesField, PhotoWidget
from desk.numbers import LARGEST
from photos.models import Photo
from text.languages import LANGUAGES, Language, language_names

PUBLIC_MEDIA, DESK_MEDIA = 'src="/media/', 'src="/admin/photos/photo/file/'


class SectionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Section) -> str:  # type: ignore[override]
        return obj.name(get_language() or "en") or obj.key


class StartForm(forms.Form):
    """Section, language and headline: a story begins. With a text it is a brief, which can be public at once."""

    language = forms.ChoiceField(label=_("Language you write in"))
    section = SectionField(Section.objects.none(), label=_("Section"), empty_label=None)
    headline = forms.CharField(label=_("Headline"), max_length=200)
    standfirst = forms.CharField(
        label=_("Standfirst"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    body = forms.CharField(
        label=_("Text"), required=False, widget=forms.Textarea({"rows": 6}), help_text=_("A line is a paragraph.")
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.sections = may_sections(user, Verb.ARRANGE, Section.objects.all())
        self.fields["section"].queryset = Section.objects.filter(pk__in=[section.pk for section in self.sections])  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name)
            for code, name in language_names()
            if any(may(user, Verb.WRITE, section, language=code) for section in self.sections)
        ]
        for name in ("headline", "standfirst", "body"):
            self.fields[name].widget.attrs |= {"class": "vLargeTextField", "dir": "auto", "spellcheck": "true"}
        self.fields["headline"].widget.attrs["autofocus"] = True

    @staticmethod
    def last_of(user: User) -> dict[str, Any]:
        """Where this person began a story last: the best guess for the next; one query."""
        last = Article.objects.filter(created_by=user).order_by("-pk").values("section", "original_language").first()
        return {"section": last["section"], "language": last["original_language"]} if last else {}

    def publishes(self) -> list[str]:
        """Where this person may publish at once: “section's number:language”."""
        pairs = product(self.sections, LANGUAGES)
        return [f"{one.pk}:{code}" for one, code in pairs if may(self.user, Verb.PUBLISH, one, language=code)]

    def story(self) -> dict[str, Any]:
        """What workflow.write_brief() needs of it."""
        data = self.cleaned_data
        body = "".join(f"<p>{escape(line)}</p>" for line in data["body"].splitlines() if line.strip())
        text = Text(headline=data["headline"], standfirst=data["standfirst"], body=body)
        return {"text": text, **{name: data[name] for name in ("section", "language", "form_key")}}


class FactsForm(forms.Form):
    """What all languages of a story share."""

    expected_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    section = SectionField(Section.objects.all(), label=_("Section"), empty_label=None)
    lead_photo = forms.ModelChoiceField(
        Photo.objects.all(), label=_("Lead picture"), required=False, widget=PhotoWidget
    )
    wire_source = forms.ModelChoiceField(
        WireSource.objects.all(), label=_("Wire source"), required=False, widget=LongSelect
    )
    wire_id = forms.CharField(label=_("Number at the agency"), max_length=120, required=False)
    embargo_until = MomentField(label=_("Embargo until"))
    is_breaking = forms.BooleanField(label=_("Breaking"), required=False)

    def __init__(self, user: User, article: Article, *args: Any, is_locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_sections = {section.pk for section in may_sections(user, Verb.ARRANGE, Section.objects.all())}
        self.fields["section"].queryset = Section.objects.filter(pk__in=open_sections | {article.section_id})  # type: ignore[attr-defined]
        for name, relation, label in (
            ("tags", TaggedArticle._meta.get_field("tag"), _("Tags")),
            ("authors", Byline._meta.get_field("author"), _("Bylines, in order")),
        ):
            names = NamesField(relation, label=label, help_text=_("Type a name in any of the languages."))
            names.widget = RelatedFieldWidgetWrapper(
                names.widget, relation.remote_field, admin.site, can_add_related=may(user, Verb.NAME)
            )
            self.fields[name] = names
        self.order_fields(
            [
                "expected_revision",
                "section",
                "tags",
                "authors",
                "lead_photo",
                "wire_source",
                "wire_id",
                "embargo_until",
                "is_breaking",
            ]
        )
        for field in self.fields.values():
            field.disabled = is_locked

    @staticmethod
    def initial_of(article: Article) -> dict[str, Any]:
        """What the form shows of a story; two queries."""
        return {
            "expected_revision": article.revision,
            "section": article.section_id,
            "tags": list(article.tagged_articles.order_by("pk").values_list("tag_id", flat=True)),
            "authors": list(article.bylines.values_list("author_id", flat=True)),
            "lead_photo": article.lead_photo_id,
            "wire_source": article.wire_source_id,
            "wire_id": article.wire_id,
            "embargo_until": article.embargo_until,
            "is_breaking": article.is_breaking,
        }

    def facts(self) -> Facts:
        data = self.cleaned_data
        embargo = data["embargo_until"]
        return Facts(
            section=data["section"].key,
            tags=tuple(tag.slug for tag in data["tags"]),
            authors=tuple(author.slug for author in data["authors"]),
            lead_photo=data["lead_photo"] and data["lead_photo"].pk,
            wire_source=data["wire_source"].slug if data["wire_source"] else "",
            wire_id=data["wire_id"],
            embargo_until=embargo.astimezone(UTC).isoformat() if embargo else "",
            is_breaking=data["is_breaking"],
        )


LABELS = {
    "headline": _("Headline"),
    "kicker": _("Kicker"),
    "standfirst": _("Standfirst"),
    "dateline": _("Dateline"),
    "byline_override": _("Signed as"),
    "body": _("Text"),
    "slug": _("Address word"),
    "photo_caption": _("Caption of the lead picture"),
    "photo_alt": _("Lead picture description"),
    "photo_is_decorative": _("The lead picture is decoration: it needs no description"),
}
HELP = {
    "kicker": _("A word or two above the headline."),
    "standfirst": _("A sentence or two below the headline; also the text of cards and of search results."),
    "dateline": _("The place, for example Yerevan."),
    "byline_override": _("Instead of the story's bylines, in this language only."),
    "slug": _("Empty: made from the headline. Old addresses of a public story lead to the new one."),
    "photo_caption": _("Empty: the library's own."),
    "photo_alt": _("For readers who cannot see it. Empty: the library's own."),
}


WINDOW = re.compile(r"^[0-9a-f]{1,32}\Z")


class TextForm(forms.Form):
    """The text of one language, the revision it was read at, and what the buttons beside it need."""

    expected_head = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)
    expected_source = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LARGEST, required=False
    )  # what a confirmation is about
    # The open page these words are typed in, and the stamp of unsaved words that were put back in it.
    window = forms.RegexField(WINDOW, widget=forms.HiddenInput, required=False)
    instead_of = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    schedule_at = MomentField(label=_("Publish at"))
    is_minor = forms.BooleanField(label=_("Minor change: translators need not look"), required=False)
    # The desk ticked the box above, and nobody touched it: the text decides once more when it is published.
    minor_proposed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why go ahead anyway? The reason is kept in the log."), required=False, max_length=300
    )
    correction_kind = forms.ChoiceField(
        label=_("Kind"), choices=Correction.Kind.choices, initial=Correction.Kind.CORRECTION, required=False
    )
    correction_text = forms.CharField(
        label=_("What was corrected"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    correction_is_on_top = forms.BooleanField(label=_("Show above the text"), required=False)
    correction_with_text = forms.BooleanField(
        label=_("Publish all saved changes with it"), required=False, initial=True
    )

    withdrawn_because = forms.CharField(
        label=_("Why, for readers"),
        help_text=_(
            "Shown at the story's address when you press “Withdraw”. Empty: only that it was taken off the site."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, language: Language, *args: Any, is_locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language
        for name, label in LABELS.items():
            self.fields[name] = self._field(name, label)
            self.fields[name].disabled = is_locked
        for name in (
            "headline",
            "kicker",
            "standfirst",
            "body",
            "dateline",
            "byline_override",
            "photo_caption",
            "photo_alt",
        ):
            self.fields[name].widget.attrs |= {"lang": language.code, "dir": language.direction, "spellcheck": "true"}
        for name in ("correction_text", "withdrawn_because"):
            self.fields[name].widget.attrs["lang"] = language.code

    def _field(self, name: str, label: Any) -> forms.Field:
        help_text = HELP.get(name, "")
        if name == "photo_is_decorative":
            return forms.BooleanField(label=label, required=False)
        if name == "body":
            widget = EditorWidget(EDITOR_WORDS, {"rows": 20})
            return forms.CharField(label=label, required=False, widget=widget, strip=False)
        limit: int | None = ArticleVariant._meta.get_field(name).max_length  # type: ignore[union-attr]
        is_long = name in ("headline", "standfirst", "photo_caption", "photo_alt")
        line = (
            forms.Textarea({"rows": 2, "class": "vLargeTextField"})
            if is_long
            else forms.TextInput({"class": "vTextField"})
        )
        field = forms.CharField(label=label, required=False, max_length=limit, help_text=help_text, widget=line)
        # A browser cuts what is pasted beyond `maxlength`, and says nothing: we count aloud, and refuse in words.
        field.widget.attrs["data-limit"] = field.widget.attrs.pop("maxlength")
        return field

    def keep_address(self, slug: str) -> None:
        """The story has its address: an empty field keeps it, whatever the headline becomes."""
        self.fields["slug"].widget.attrs |= {"placeholder": slug, "data-has-address": ""}

    @staticmethod
    def initial_of(variant: ArticleVariant, text: Text | None = None) -> dict[str, Any]:
        """What the form shows: the newest saved state, or `text` as somebody has it who knows that state; and the time
        it is scheduled for. No query when `head` is there.
        """
        assert variant.head is not None
        text = text or Text.from_json(variant.head.data)
        values = {**TextForm.values_of(text), "expected_head": variant.head_id}
        return {**values, "schedule_at": variant.published_at}

    @staticmethod
    def values_of(text: Text) -> dict[str, Any]:
        """A text as the form's fields hold it. Pictures get the address under which the desk serves them to itself."""
        values = {field.name: getattr(text, field.name) for field in fields(text)}
        return {**values, "body": text.body.replace(PUBLIC_MEDIA, DESK_MEDIA)}

    @staticmethod
    def typed(data: Mapping[str, Any]) -> Text:
        """What was sent, with nothing judged: an unsaved text may be too long, or lack what saving asks for."""
        values = {name: str(data.get(name) or "") for name in LABELS if name != "photo_is_decorative"}
        values["body"] = values["body"].replace(DESK_MEDIA, PUBLIC_MEDIA)
        is_decorative = str(data.get("photo_is_decorative", "")).lower() in ("on", "true")
        return Text(**values, photo_is_decorative=is_decorative)

    @staticmethod
    def window_of(data: Mapping[str, Any]) -> str:
        """The page that sent this; empty for what is no page's name."""
        name = str(data.get("window") or "")
        return name if WINDOW.match(name) else ""

    @staticmethod
    def left_in(data: Mapping[str, Any]) -> list[str]:
        """The pages that this browser has just left, as it says."""
        return [name for name in str(data.get("left") or "")[:4000].split() if WINDOW.match(name)]

    def clean(self) -> dict[str, Any]:
        """What was typed for readers reaches them or is taken away: no other button drops it."""
        if self.cleaned_data.get("correction_text") and self.data.get("do") != "correct":
            words = _("Not published yet: press “Tell the readers”, or empty this field.")
            self.add_error("correction_text", words)
        if self.cleaned_data.get("withdrawn_because") and self.data.get("do") != "withdraw":
            words = _("Not withdrawn yet: press “Withdraw”, or empty this field.")
            self.add_error("withdrawn_because", words)
        return self.cleaned_data

    def text(self) -> Text:
        """What was typed. Pictures that the desk serves to itself get their public address back."""
        values = {field.name: self.cleaned_data[field.name] for field in fields(Text)}
        return Text(**{**values, "body": values["body"].replace(DESK_MEDIA, PUBLIC_MEDIA)})


def language_or_none(word: str) -> Language | None:
    return next((language for language in LANGUAGES.values() if language.word == word), None)
