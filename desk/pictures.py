"""Pictures at the desk: uploads, captions, focal point, rights, where each is used."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.events import announce_site
from articles.permissions import Verb, may
from articles.pictures import is_kept, uses_of
from desk.base import DeskAdmin, person
from desk.fields import DayField, LanguageMapField
from desk.library import SearchForm, offered, rights_in_words, shelf, shown
from desk.numbers import page_number
from photos.models import Photo
from photos.pictures import KEY, RENDITION, TYPES
from photos.queries import alike
from photos.renditions import original_name, rendition_name
from photos.uploads import AlreadyHere, describe, remove, take_in
from text.intake import clean_text
from text.languages import LANGUAGES

LISTED = "image/jpeg,image/png,image/webp,image/avif"
IN_WORDS = _("For readers who cannot see it: what it shows, in a sentence.")
UNTIL = _("From this day on readers no longer see it. Empty: ours for good.")


class UploadForm(forms.Form):
    """A new picture: the file, whose it is, what it shows, and until when we may show it."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": LISTED}))
    credit = forms.CharField(label=_("Credit"), max_length=200, help_text=_("The photographer, the agency."))
    captions = LanguageMapField(label=_("Captions"), max_length=400)
    alts = LanguageMapField(label=_("Picture description"), max_length=300, help_text=IN_WORDS)
    expires_on = DayField(label=_("Rights end on"), help_text=UNTIL)


class DescribeForm(forms.ModelForm):
    """Credit, words, focal point and rights of a picture of the library."""

    captions = LanguageMapField(label=_("Captions"), max_length=400)
    alts = LanguageMapField(label=_("Picture description"), max_length=300, help_text=IN_WORDS)
    expires_on = DayField(label=_("Rights end on"), help_text=UNTIL)
    focal_x = forms.FloatField(label=_("Focal point, from the left"), min_value=0, max_value=1)
    focal_y = forms.FloatField(label=_("Focal point, from the top"), min_value=0, max_value=1)

    class Meta:
        model = Photo
        fields = ("credit", "captions", "alts", "expires_on", "focal_x", "focal_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("focal_x", "focal_y"):
            self.fields[name].widget.attrs |= {"step": "0.001", "data-focal": name[-1]}

    def clean_credit(self) -> str:
        credit = clean_text(self.cleaned_data["credit"])
        if not credit:
            raise ValidationError(_("Say whose picture it is."))
        return credit


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    verb = Verb.UPLOAD
    add_title = _("Add a picture")
    form = DescribeForm
    change_form_template = "desk/photo.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("choose/", view(self.choose), name="photos_photo_choose"),
            path("file/<str:key>/<str:name>", view(picture_file, cacheable=True), name="photos_photo_file"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(person(request), Verb.NAME)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The library; one query besides the person's own."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        search = SearchForm(request.GET)
        found = shelf(search.photos(person(request), now), page_number(request.GET.get("page", "")), now)
        context = {
            "search": search,
            "shelf": found,
            "may_add": self.has_add_permission(request),
            "query": self.asked(request),
        }
        return self.answer(request, "desk/pictures.html", capfirst(self.opts.verbose_name_plural), context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload. What is no picture of ours is refused with what to do next; what came in before is shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(*sent(request))
        known = None
        try:
            if request.method == "POST" and (photo := uploaded(request, form)):
                self.message_user(request, str(_("The picture is in the library. Now show what every crop must keep.")))
                return redirect("admin:photos_photo_change", photo.pk)
        except AlreadyHere as error:
            known = shown(error.photo, timezone.now())
        context = {"form": form, "known": known, "add_title": self.add_title}
        return self.answer(request, "desk/upload.html", self.add_title, context, status=422 if form.errors else 200)

    def choose(self, request: HttpRequest) -> HttpResponse:
        """A piece of HTML for the dialog: the pictures found, and an upload form that answers in the same way."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        form = UploadForm(*sent(request), auto_id="library_%s")
        search = SearchForm(request.GET, auto_id="library_%s")
        new = known = None
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            try:
                new = uploaded(request, form)
            except AlreadyHere as error:
                known = error.photo
        language = request.GET.get("language", "")
        language = language if language in LANGUAGES else get_language() or "en"
        found = shelf(search.photos(person(request), now), page_number(request.GET.get("page", "")), now)
        taken = new or known
        context = {
            "pictures": [offered(one, language) for one in ([shown(taken, now)] if taken else found.pictures)],
            "alike": [offered(shown(one, now), language) for one in (alike(new) if new else [])],
            "more": None if taken else found.next,
            "form": UploadForm(auto_id="library_%s") if taken else form,
            "search": search, "is_new": new is not None, "is_known": known is not None,
            "address": request.path, "language": language, "query": self.asked(request),
        }  # fmt: skip
        return TemplateResponse(request, "desk/library.html", context, status=422 if form.errors else 200)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Six queries more than the form: where it is used, as far as this person may know, and what looks like it."""
        photo, now = self.get_object(request, object_id), timezone.now()
        extra: dict[str, Any] = {}
        if photo is not None and self.has_view_permission(request, photo):
            extra = {
                "uses": uses_of(photo, person(request)),
                "alike": [shown(one, now) for one in alike(photo)],
                "rights": rights_in_words(photo.expires_on, now) if photo.expires_on else "",
                "is_near": bool(shown(photo, now).rights),
            }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A picture that a story shows, or that any saved text holds, stays."""
        photo = self.get_object(request, object_id)
        if photo is not None and self.has_delete_permission(request, photo) and is_kept(photo):
            text = _(
                "A story shows this picture, or did, so it cannot be deleted. To hide it from readers, end its rights today."
            )
            self.message_user(
                request, str(text), messages.ERROR
            )  # said now: the cookie is written outside of the language
            return redirect("admin:photos_photo_change", photo.pk)
        return super().delete_view(request, object_id, extra_context)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        data = form.cleaned_data
        describe(
            obj,
            credit=data["credit"],
            captions=data["captions"],
            alts=data["alts"],
            focal=(data["focal_x"], data["focal_y"]),
            expires_on=data["expires_on"],
        )
        announce_site()

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        remove(obj)

    def in_words(self, obj: Photo) -> str:
        return shown(obj, timezone.now()).caption or str(obj.pk)

    def asked(self, request: HttpRequest) -> str:
        """The search, for the address of the next page."""
        query = request.GET.copy()
        query.pop("page", None)
        return query.urlencode()

    def answer(
        self, request: HttpRequest, template: str, title: Any, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        full = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, template, full, status=status)


def sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def uploaded(request: HttpRequest, form: UploadForm) -> Photo | None:
    """The new picture; None when the form says why not. Raises AlreadyHere for a file that came in before."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return take_in(
            data["file"],
            user=person(request),
            now=timezone.now(),
            credit=data["credit"],
            captions=data["captions"],
            alts=data["alts"],
            expires_on=data["expires_on"],
        )
    except AlreadyHere:
        raise
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else "file", error)
        return None


def picture_file(request: HttpRequest, key: str, name: str) -> FileResponse:
    """A picture for the people of the desk, published or not. Until its sizes are made, the original."""
    match = RENDITION.match(name)
    if match is None or not KEY.match(key) or not may(person(request), Verb.SEE):
        raise Http404
    for stored, kind in ((rendition_name(key, match[1], match[2]), match[2]), (original_name(key), "jpg")):
        try:
            response = FileResponse(default_storage.open(stored), content_type=TYPES[kind])
        except FileNotFoundError:
            continue
        response["Cache-Control"] = "private, max-age=60"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
    raise Http404
