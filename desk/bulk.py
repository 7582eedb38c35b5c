"""One change for many stories of the list: what it would do, then how far it is, then the way back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from articles.bulk import LIMIT, Plan, ask, ask_undo, preview
from articles.listings import tag_now
from articles.models import Article, BulkChange, BulkKind, Section, Tag, TaggedArticle
from articles.naming import headlines_of
from articles.permissions import Verb, may, may_sections, seen_by
from articles.vocabulary import in_words
from desk.base import person
from desk.fields import NameSelect
from desk.forms import SectionField
from desk.numbers import number
from desk.templatetags.desk import name_in
from desk.workspace import answer


class TagField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tag) -> str:  # type: ignore[override]
        return in_words(obj.names.all(), get_language() or "en") or obj.slug  # type: ignore[attr-defined]


class BulkForm(forms.Form):
    """The stories, and what the kind of change needs. `key` makes a second click harmless."""

    kind = forms.ChoiceField(choices=BulkKind.choices, widget=forms.HiddenInput)
    ids = forms.CharField(widget=forms.HiddenInput, max_length=LIMIT * 20)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, user: User, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == BulkKind.SECTION:
            open_to = [section.pk for section in may_sections(user, Verb.ARRANGE, Section.objects.all())]
            self.fields["section"] = SectionField(
                Section.objects.filter(pk__in=open_to), label=_("To the section"), empty_label=None
            )
        elif kind in (BulkKind.ADD_TAG, BulkKind.DROP_TAG):
            self.fields["tag"] = TagField(
                Tag.objects.prefetch_related("names"),
                label=_("Tag"),
                widget=NameSelect(TaggedArticle._meta.get_field("tag"), admin.site),
                help_text=_("Type a name in any of the languages."),
            )

    def clean_ids(self) -> list[int]:
        ids = [number(part) for part in self.cleaned_data["ids"].split(",")]
        if not all(ids) or len(ids) > LIMIT:
            raise forms.ValidationError(_("Choose the stories in the list again."))
        return list(dict.fromkeys(ids))

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(BulkKind(data["kind"]), section=data.get("section"), tag=data.get("tag"))


def begin(request: HttpRequest, kind: BulkKind, stories: QuerySet[Article]) -> HttpResponse | None:
    """From the list, with the stories that are marked there; back to it when there are too many."""
    ids = list(stories.values_list("pk", flat=True)[: LIMIT + 1])
    if len(ids) > LIMIT:
        messages.error(request, _("At most %(limit)d stories at a time: narrow the list first.") % {"limit": LIMIT})
        return None
    data = {"kind": kind.value, "ids": ",".join(map(str, ids)), "key": str(uuid4())}
    has_target = kind in (BulkKind.SECTION, BulkKind.ADD_TAG, BulkKind.DROP_TAG)
    form = BulkForm(person(request), kind, initial=data) if has_target else BulkForm(person(request), kind, data)
    return page(request, form, kind)


def bulk(request: HttpRequest) -> HttpResponse:
    """Show what would change, or (do=run) begin to change it."""
    user, kind = person(request), request.POST.get("kind", "")
    if not may(user, Verb.SEE):
        raise PermissionDenied
    form = BulkForm(user, kind, request.POST)
    if not form.is_valid() or request.POST.get("do") != "run":
        return page(request, form, kind)
    change = ask(
        user=user, now=timezone.now(), plan=form.plan(), article_ids=form.cleaned_data["ids"], key=form.cleaned_data["key"],
    )  # fmt: skip
    return redirect("admin:bulk_result", change.pk)


def page(request: HttpRequest, form: BulkForm, kind: str) -> HttpResponse:
    """The form, and below it what it would do; five queries beyond the page's own."""
    context: dict[str, Any] = {"form": form, "title": dict(BulkKind.choices).get(kind, _("Change many stories"))}
    if form.is_bound and form.is_valid():
        outlook = preview(person(request), form.plan(), form.cleaned_data["ids"])
        context |= {
            "is_previewed": True,
            "changing": [row for row in outlook if not row.refusal and not row.is_same],
            "refused": [row for row in outlook if row.refusal],
            "same": [row for row in outlook if row.is_same and not row.refusal],
        }
    status = 422 if form.is_bound and form.errors else 200
    return answer(request, "desk/bulk.html", context, status=status, media=form.media)


class Reached:
    """A story of a change and what became of it. One may have lost sight of it meanwhile: then its number stands alone."""

    def __init__(self, row: dict[str, Any], headlines: dict[int, tuple[str, str]]) -> None:
        self.article_id: int = row["article"]
        self.language, self.headline = headlines.get(self.article_id, ("", ""))
        self.reason: str = row.get("left") or row.get("refusal") or ""


def result(request: HttpRequest, change_id: int) -> HttpResponse:
    """How far a change is, what was refused and why, and the way back. One's own alone: anybody else's is a 404."""
    user = person(request)
    change = get_object_or_404(BulkChange, pk=number(str(change_id)), asked_by=user)
    rows = change.results
    named = [row for row in rows if "refusal" in row or "left" in row]
    ids = [row["article"] for row in named]
    visible = seen_by(user, Article.objects.filter(pk__in=ids)).values_list("pk", flat=True)
    headlines = headlines_of(visible, get_language() or "")
    state = BulkChange.State
    context = {
        "title": change.get_kind_display(),  # type: ignore[attr-defined]
        "change": change,
        "target": target_in_words(change),
        "is_running": change.state in (state.WAITING, state.UNDOING),
        "total": len(change.article_ids),
        "reached": len(rows),
        "changed": sum("undo" in row for row in rows),
        "same": sum("undo" not in row and "refusal" not in row for row in rows),
        "undone": sum("undone" in row for row in rows),
        "refused": [Reached(row, headlines) for row in named if "refusal" in row],
        "left": [Reached(row, headlines) for row in named if "left" in row],
        "may_undo": change.state == state.DONE and any("undo" in row for row in rows),
    }
    return answer(request, "desk/bulk_result.html", context)


def target_in_words(change: BulkChange) -> str:
    if key := change.options.get("section"):
        section = Section.objects.filter(key=key).first()
        return name_in(section.names) if section else key
    if slug := change.options.get("tag"):
        tag = tag_now(slug)
        return in_words(tag.names.all(), get_language() or "en") if tag else slug  # type: ignore[attr-defined]
    return ""


def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    change = get_object_or_404(BulkChange, pk=number(str(change_id)), asked_by=person(request))
    ask_undo(user=person(request), now=timezone.now(), change_id=change.pk)
    return redirect("admin:bulk_result", change.pk)
