"""The rights matrix on one screen: who has which role where, found by section, language and what one may do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Membership, Role, Section
from articles.permissions import Verb
from articles.rights import give_rights, in_words, matrix, refuse_twice, take_right
from desk.base import person
from desk.fields import ManyField, PersonField
from desk.numbers import LAST_PAGE, number, page_number
from text.languages import language_names

PAGE_SIZE = 100
TAKEN = "right_taken"  # in the session, until the page was shown: what was just taken away


class SectionsField(ManyField):
    def label_from_instance(self, obj: Section) -> str:  # type: ignore[override]
        return named(obj)


class AskForm(forms.Form):
    """Who may do what, where: what is left empty does not matter."""

    name = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=100)
    verb = forms.ChoiceField(
        label=gettext_lazy("Who may"), required=False,
        choices=[("", gettext_lazy("anything")), (Verb.WRITE, gettext_lazy("write")), (Verb.TRANSLATE, gettext_lazy("translate")), (Verb.PUBLISH, gettext_lazy("publish"))],
    )  # fmt: skip
    section = forms.ChoiceField(label=gettext_lazy("in the section"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("in the language"), required=False)

    def __init__(self, sections: list[Section], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {section.key: section for section in sections}
        of_sections = [(section.key, named(section)) for section in sections]
        self.fields["section"].choices = [("", _("any section")), *of_sections]  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", _("any language")), *language_names()]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """The arguments of matrix(); what is wrong in the form counts as empty."""
        self.full_clean()
        data: dict[str, Any] = self.cleaned_data
        return {
            "section": self.sections.get(data.get("section", "")),
            "language": data.get("language", ""),
            "verb": Verb(data["verb"]) if data.get("verb") else None,
            "name": data.get("name", ""),
        }


class GiveForm(forms.Form):
    """New lines for one person: every chosen section in every chosen language."""

    to = PersonField(User.objects.filter(is_active=True), label=gettext_lazy("Person"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    sections = SectionsField(
        Section.objects.all(), label=gettext_lazy("Sections"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: every section."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), required=False, choices=language_names, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: every language."),
    )  # fmt: skip


class LinesFormSet(forms.BaseInlineFormSet):
    """The lines on a person's own page; the same one twice is refused in words, also when both are new."""

    def clean(self) -> None:
        super().clean()
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms:
            line: Membership = form.instance
            if not form.is_valid() or not form.cleaned_data.get("role") or form in self.deleted_forms:
                continue
            key = (line.role, line.section_id, line.language)
            if key in seen:
                refuse_twice([line])
            seen.add(key)


def rights_page(desk: Any, request: HttpRequest) -> HttpResponse:
    """`desk`: the screen of people, which keeps the log. Five queries to show it, however many lines there are."""
    user = person(request)
    if not user.is_superuser:
        raise PermissionDenied
    ask = AskForm(list(Section.objects.all()), request.GET)
    give = GiveForm(request.POST if request.POST.get("do") == "give" else None, initial={"to": request.GET.get("to")})
    if request.method == "POST" and changed(desk, request, user, give):
        return redirect(request.get_full_path())
    page = page_number(request.GET.get("page", ""))
    start = (page - 1) * PAGE_SIZE
    lines = list(matrix(**ask.asked())[start : start + PAGE_SIZE + 1])
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Who may do what"),
        "ask": ask,
        "give": give,
        "taken": request.session.pop(TAKEN, None) if request.method == "GET" else None,
        "people": by_person(lines[:PAGE_SIZE]),
        "administrators": User.objects.filter(is_superuser=True, is_active=True).order_by("username"),
        "page": page,
        "next": page + 1 if len(lines) > PAGE_SIZE and page < LAST_PAGE else None,
        "query": query.urlencode(),
    }
    return TemplateResponse(request, "desk/rights.html", context, status=422 if give.errors else 200)


def changed(desk: Any, request: HttpRequest, user: User, give: GiveForm) -> bool:
    """Whether what was asked is done, or cannot be any more; else the form says what is wrong."""
    language = get_language() or "en"
    if taken := request.POST.get("take"):
        line = take_right(user=user, membership_id=number(taken))
        if line is None:
            messages.error(request, _("It no longer exists."))
        else:
            told(desk, request, line.user, _("Taken away: %(right)s") % {"right": in_words(line, language)})
            request.session[TAKEN] = way_back(line)
        return True
    if not give.is_valid():
        return False
    data = give.cleaned_data
    try:
        lines = give_rights(
            user=user,
            to=data["to"],
            role=Role(data["role"]),
            sections=list(data["sections"]),
            languages=data["languages"],
        )
    except ValidationError as error:
        give.add_error(None, error)
        return False
    words = "; ".join(in_words(line, language) for line in lines)
    told(desk, request, data["to"], _("Given: %(right)s") % {"right": words})
    return True


def way_back(line: Membership) -> dict[str, Any] | None:
    """What the form would be sent to give this line again; nobody is given a right who is no longer active."""
    if not line.user.is_active:
        return None
    words = f"{line.user} · {in_words(line, get_language() or 'en')}"
    fields = {"to": line.user_id, "role": line.role, "sections": line.section_id or "", "languages": line.language}
    return {"words": words, "fields": {name: str(value) for name, value in fields.items() if value}}


def told(desk: Any, request: HttpRequest, of: User, words: str) -> None:
    """Said at once, and kept in the history of the person."""
    messages.success(request, f"{of} · {words}")
    desk.log_change(request, of, words)


def by_person(lines: list[Membership]) -> list[tuple[User, list[Membership]]]:
    """Neighbouring lines of one person together."""
    grouped: list[tuple[User, list[Membership]]] = []
    for line in lines:
        if not grouped or grouped[-1][0].pk != line.user_id:
            grouped.append((line.user, []))
        grouped[-1][1].append(line)
    return grouped


def named(section: Section) -> str:
    return section.name(get_language() or "en") or next(iter(section.names.values()), section.key)
