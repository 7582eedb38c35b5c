"""What readers will see, before they do: the wall of every screen and theme, the cards of other sites, links to send."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from articles import workflow
from articles.models import Article, ArticleVariant, SiteSettings
from articles.permissions import Verb, may
from articles.previews import lay_over, open_preview_links, saved_words, typed_in, window_of
from articles.workflow import Refusal
from desk.base import person
from desk.forms import TextForm, language_or_none
from desk.numbers import number
from desk.workspace import answer, around, find_story, tab_url
from text.labels import label
from text.languages import LANGUAGES, Language

LIFETIMES = {1: gettext_lazy("1 hour"), 48: gettext_lazy("2 days"), 168: gettext_lazy("7 days")}
SIZES = (
    ("phone", pgettext_lazy("screen", "Phone"), 390, 844),
    ("tablet", pgettext_lazy("screen", "Tablet"), 820, 1180),
    ("desktop", pgettext_lazy("screen", "Desktop"), 1440, 900),
)
THEMES = (("light", gettext_lazy("Day")), ("dark", gettext_lazy("Night")))


@dataclass(frozen=True)
class Window:
    """One frame of the wall."""

    size: str
    theme: str
    title: str
    width: int
    height: int
    address: str


@dataclass(frozen=True)
class Card:
    """What other sites will show of the story in one language: the page's own title, summary and picture."""

    title: str
    summary: str
    site: str
    domain: str
    picture: str  # says nothing that the words beside it do not


@dataclass(frozen=True)
class Pane:
    """One language of the wall."""

    language: Language
    is_unsaved: bool
    windows: list[Window]
    card: Card


def wall(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """Phone, tablet and desktop by day and by night, in every language there is. The page makes tokens, and no frame loads
    before it comes into sight. `?window=`: the open page whose unsaved words are shown in this language, and no other's.
    """
    user, now, window = person(request), timezone.now(), TextForm.window_of(request.GET)
    story = find_story(user, article_id)
    language = language_or_none(word)
    if language is None:
        raise Http404
    try:
        tokens = workflow.open_wall(user=user, now=now, article_id=story.pk, language=language.code, window=window)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(tab_url(story.pk, language))
    variants = {found.language: found for found in story.variants.all()}
    order = [language, *(other for other in LANGUAGES.values() if other != language)]
    paper = SiteSettings.objects.first() or SiteSettings()
    panes = [pane(variants[one.code], tokens[one.code], user, paper) for one in order if one.code in tokens]
    context = {
        **around(request, story, language),
        "language": language,
        "panes": panes,
        "sizes": SIZES,
        "themes": THEMES,
    }
    return answer(request, "desk/preview_wall.html", context)


def wall_of(window: str) -> str:
    """What an address of the wall says of the page it was opened from."""
    return f"?{urlencode({'window': window})}" if window else ""


def pane(variant: ArticleVariant, token: str, user: User, paper: SiteSettings) -> Pane:
    """Two queries, and one for unsaved pictures."""
    language = LANGUAGES[variant.language]
    page = reverse("reader:preview", args=[token])
    windows = [
        Window(size, theme, f"{name}, {str(shade).lower()}, {language.said}", width, height, f"{page}?theme={theme}")
        for theme, shade in THEMES
        for size, name, width, height in SIZES
    ]
    typed = typed_in(variant, user.pk, window_of(token))
    shown = lay_over(variant, typed or saved_words(variant))
    return Pane(language, typed is not None, windows, card_of(shown, token, paper))


def card_of(variant: ArticleVariant, token: str, paper: SiteSettings) -> Card:
    """As `templates/parts/page_meta.html` and `article_head.html` tell it to other sites. No query."""
    return Card(
        title=variant.headline,
        summary=variant.summary,
        site=label(paper.names, variant.language) or "",
        domain=urlsplit(settings.SITE_URL).hostname or "",
        picture=reverse("reader:preview_card", args=[token]),
    )


class LinkForm(forms.Form):
    """How long a new link opens."""

    hours = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        coerce=int,
        choices=list(LIFETIMES.items()),
        initial=48,
        widget=forms.RadioSelect,
    )


def links(request: HttpRequest, article_id: int, word: str) -> HttpResponse:
    """Links to one language that open without an account: the open ones, and a new one. Only for those who write there."""
    user, now = person(request), timezone.now()
    story = find_story(user, article_id)
    language = language_or_none(word)
    variant = story.variants.filter(language=language.code).first() if language else None
    if language is None or variant is None:
        raise Http404
    if not may(user, Verb.WRITE, variant):
        raise PermissionDenied
    form = LinkForm(request.POST if request.POST.get("do") == "make" else None)
    if request.method != "POST" or (form.is_bound and not form.is_valid()):
        return links_page(request, story, variant, language, form, now=now, status=422 if form.is_bound else 200)
    try:
        if form.is_bound:
            lifetime = timedelta(hours=form.cleaned_data["hours"])
            assert variant.head_id is not None
            token = workflow.make_preview_link(user=user, now=now, revision_id=variant.head_id, lifetime=lifetime)
            # Shown at once and never again: only its digest is kept, so the answer to this request is all there is of it.
            made = settings.SITE_URL + reverse("reader:preview", args=[token])
            return links_page(request, story, variant, language, LinkForm(), now=now, status=201, made=made)
        end(request, variant, user, now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:articles_article_links", story.pk, language.word)


def end(request: HttpRequest, variant: ArticleVariant, user: User, now: datetime) -> None:
    """One link, or all of them."""
    if request.POST.get("do") == "end_all":
        workflow.revoke_preview_links(user=user, now=now, variant_id=variant.pk)
        messages.success(request, _("The preview links no longer work."))
        return
    link_id = number(request.POST.get("link", ""))
    if not workflow.revoke_preview_link(user=user, now=now, variant_id=variant.pk, link_id=link_id):
        raise Http404
    messages.success(request, _("The link no longer works."))


def links_page(
    request: HttpRequest,
    story: Article,
    variant: ArticleVariant,
    language: Language,
    form: LinkForm,
    *,
    now: datetime,
    status: int,
    made: str = "",
) -> HttpResponse:
    context = {
        **around(request, story, language),
        "language": language,
        "variant": variant,
        "form": form,
        "made": made,
        "open_links": open_preview_links(variant, now),
    }
    return answer(request, "desk/preview_links.html", context, status=status)
