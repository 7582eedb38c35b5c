"""The picture library: uploads, captions, focal point, and the dialog from which pictures are chosen."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import PhotoUse, Revision
from articles.permissions import Verb, may
from desk.base import DeskAdmin, person
from desk.fields import LanguageMapField
from photos.models import Photo
from photos.renditions import original_name, rendition_name
from photos.uploads import describe, take_in
from text.folding import words
from text.languages import LANGUAGES

LIBRARY_PAGE = 24
FILE = re.compile(r"\A(c[0-9]{3,4}|w[0-9]{3,4}|square|social)\.(avif|jpg)\Z")
TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}
LISTED = "image/jpeg,image/png,image/webp,image/avif"


class UploadForm(forms.Form):
    """A new picture: the file, whose it is, and what it shows."""

    file = forms.FileField(label=_("File"), widget=forms.FileInput({"accept": LISTED}))
    credit = forms.CharField(label=_("Credit"), max_length=200, help_text=_("The photographer, the agency."))
    captions = LanguageMapField(label=_("Captions"), max_length=400)
    alts = LanguageMapField(
        label=_("The picture in words"),
        max_length=300,
        help_text=_("For readers who do not see it: what it shows, in a sentence."),
    )


class DescribeForm(forms.ModelForm):
    """Credit, words and focal point of a picture of the library."""

    captions = LanguageMapField(label=_("Captions"), max_length=400)
    alts = LanguageMapField(
        label=_("The picture in words"),
        max_length=300,
        help_text=_("For readers who do not see it: what it shows, in a sentence."),
    )
    focal_x = forms.FloatField(label=_("Focal point, from the left"), min_value=0, max_value=1)
    focal_y = forms.FloatField(label=_("Focal point, from the top"), min_value=0, max_value=1)

    class Meta:
        model = Photo
        fields = ("credit", "captions", "alts", "focal_x", "focal_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("focal_x", "focal_y"):
            self.fields[name].widget.attrs |= {"step": "0.001", "data-focal": name[-1]}


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    verb = Verb.UPLOAD
    add_title = _("Add a picture")
    form = DescribeForm
    change_form_template = "desk/photo.html"
    list_display = ("thumbnail", "described", "credit", "created_at", "created_by")
    list_display_links = ("thumbnail", "described")
    list_select_related = ("created_by",)
    search_fields = ("search_text",)
    search_help_text = _("Words of the caption, the picture text or the credit, in any language.")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("choose/", view(self.choose), name="photos_photo_choose"),
            path("file/<str:key>/<str:name>", view(picture_file, cacheable=True), name="photos_photo_file"),
            *super().get_urls(),
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return found_by_words(queryset, search_term), False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A picture that a story shows, or once showed, stays; so does one that any saved text holds."""
        if obj is not None and (
            obj.uses.exists() or obj.lead_of.exists() or Revision.objects.filter(data__body__icontains=obj.key).exists()
        ):
            return False
        return may(person(request), Verb.NAME)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload. What is no picture of ours is refused with what to do next."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        photo = uploaded(request, form) if request.method == "POST" else None
        if photo:
            self.message_user(request, _("The picture is in the library."))
            return self.response_post_save_add(request, photo)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": self.add_title, "form": form}
        return TemplateResponse(request, "desk/upload.html", context, status=422 if form.errors else 200)

    def choose(self, request: HttpRequest) -> HttpResponse:
        """A piece of HTML for the dialog: the pictures found, and an upload form that answers in the same way."""
        form = UploadForm(request.POST or None, request.FILES or None, auto_id="library_%s")
        photo = None
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            photo = uploaded(request, form)
        photos = found_by_words(Photo.objects.all(), request.GET.get("q", ""))[:LIBRARY_PAGE]
        language = request.GET.get("language", "")
        context = {
            "photos": [shown(found, language) for found in ([photo] if photo else photos)],
            "form": UploadForm(auto_id="library_%s") if photo else form,
            "q": request.GET.get("q", "")[:200],
            "is_new": photo is not None,
            "action": request.get_full_path(),
        }
        return TemplateResponse(request, "desk/library.html", context, status=422 if form.errors else 200)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        uses = PhotoUse.objects.filter(photo_id=object_id if object_id.isdecimal() and len(object_id) < 19 else 0)
        shown_in = uses.select_related("variant").only("variant__headline", "variant__language", "variant__article_id")[
            :50
        ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "uses": shown_in})

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        data = form.cleaned_data
        describe(
            obj,
            credit=data["credit"],
            captions=data["captions"],
            alts=data["alts"],
            focal=(data["focal_x"], data["focal_y"]),
        )

    @admin.display(description=_("picture"))
    def thumbnail(self, obj: Photo) -> SafeString:
        return format_html(
            '<img class="thumbnail" src="{}" alt="" width="120" height="80" loading="lazy">',
            desk_address(obj, "c240.jpg"),
        )

    def in_words(self, obj: Photo) -> str:
        return self.described(obj)

    @admin.display(description=_("caption"))
    def described(self, obj: Photo) -> str:
        return obj.caption(get_language() or "en") or next(iter(obj.captions.values()), "") or str(obj.pk)


def uploaded(request: HttpRequest, form: UploadForm) -> Photo | None:
    """The new picture; None when the form says why not."""
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
        )
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else "file", error)
        return None


def found_by_words(photos: QuerySet[Photo], asked: str) -> QuerySet[Photo]:
    for word in words(asked)[:10]:
        photos = photos.filter(search_text__contains=word)
    return photos


def shown(photo: Photo, language: str) -> dict[str, Any]:
    """What the dialog hands to the editor; caption and words in the language being written."""
    language = language if language in LANGUAGES else get_language() or "en"
    caption = " · ".join(part for part in (photo.caption(language), photo.credit) if part)
    width = min(photo.width, 1440)
    return {
        "photo": photo,
        "address": desk_address(photo, "w1440.jpg"),
        "thumbnail": desk_address(photo, "c480.jpg"),
        "alt": photo.alt(language),
        "caption": caption,
        "width": width,
        "height": round(photo.height * width / photo.width),
    }


def desk_address(photo: Photo, name: str) -> str:
    return reverse("admin:photos_photo_file", args=[photo.key, name])


def picture_file(request: HttpRequest, key: str, name: str) -> FileResponse:
    """A picture for the people of the desk, published or not. Until its sizes are made, the original."""
    match = FILE.match(name)
    if match is None or not re.fullmatch("[0-9a-f]{32}", key):
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
