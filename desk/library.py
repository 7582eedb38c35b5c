"""The picture library: a list to look through, and the same in the dialog from which pictures are chosen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from articles.pictures import unused
from desk.fields import DayField
from desk.numbers import LAST_PAGE
from photos import queries
from photos.models import Photo
from text.dates import format_date
from text.languages import LANGUAGES

PAGE_SIZE = 24


class SearchForm(forms.Form):
    """What to look for. A field that is filled in wrong says so, and the others still count."""

    q = forms.CharField(
        label=gettext_lazy("Find a picture"), required=False, max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": gettext_lazy("Caption, description, credit")}),
    )  # fmt: skip
    only = forms.ChoiceField(
        label=gettext_lazy("Which"), required=False,
        choices=[
            ("", gettext_lazy("all pictures")), ("mine", gettext_lazy("added by me")), ("unused", gettext_lazy("not used yet")),
            ("ending", gettext_lazy("rights end within seven days")), ("ended", gettext_lazy("rights have ended")),
        ],
    )  # fmt: skip
    since = DayField(label=gettext_lazy("Added from"))
    until = DayField(label=gettext_lazy("Added until"))

    def photos(self, user: User, now: datetime) -> QuerySet[Photo]:
        """The pictures asked for: what ends first comes first, else the newest."""
        self.full_clean()
        data: dict[str, Any] = self.cleaned_data
        photos = queries.found(Photo.objects.all(), data.get("q", ""), data.get("since"), data.get("until"))
        match data.get("only"):
            case "mine":
                return photos.filter(created_by=user)
            case "unused":
                return unused(photos)
            case "ending":
                return queries.ending_soon(now, photos)
            case "ended":
                return photos.filter(queries.is_ended(now))
        return photos


@dataclass(frozen=True)
class Shown:
    """A picture on the shelf. `caption` in `language`, or in another when the picture has none in that."""

    photo: Photo
    caption: str
    language: str
    rights: str  # in words, when they end soon or are over
    is_ended: bool

    @property
    def thumbnail(self) -> str:
        return desk_address(self.photo, "c480.jpg")


@dataclass(frozen=True)
class Shelf:
    """A page of the library; `next`: the number of the page after it, None on the last."""

    pictures: list[Shown]
    number: int
    next: int | None


def shelf(photos: QuerySet[Photo], number: int, now: datetime) -> Shelf:
    """One query, whatever the library holds."""
    start = (number - 1) * PAGE_SIZE
    found = list(photos[start : start + PAGE_SIZE + 1])
    more = number + 1 if len(found) > PAGE_SIZE and number < LAST_PAGE else None
    return Shelf([shown(photo, now) for photo in found[:PAGE_SIZE]], number, more)


def shown(photo: Photo, now: datetime, language: str = "") -> Shown:
    language = language or get_language() or "en"
    spoken = next((code for code in (language, *LANGUAGES) if photo.caption(code)), "")
    ends = photo.expires_on
    is_near = ends is not None and ends <= timezone.localdate(now) + queries.WARNING
    rights = rights_in_words(ends, now) if ends and is_near else ""
    return Shown(photo, photo.caption(spoken), spoken, rights, photo.is_ended(now))


def rights_in_words(ends: date, now: datetime) -> str:
    day = format_date(ends, get_language() or "en")
    if ends <= timezone.localdate(now):
        return _("Rights ended on %(day)s") % {"day": day}
    return _("Rights end on %(day)s") % {"day": day}


def offered(picture: Shown, language: str) -> dict[str, Any]:
    """What the dialog hands to the editor; caption and words in the language being written."""
    photo = picture.photo
    width = min(photo.width, 1440)
    return {
        "picture": picture,
        "address": desk_address(photo, "w1440.jpg"),
        "alt": photo.alt(language),
        "caption": " · ".join(part for part in (photo.caption(language), photo.credit) if part),
        "width": width,
        "height": round(photo.height * width / photo.width),
    }


def desk_address(photo: Photo, name: str) -> str:
    return reverse("admin:photos_photo_file", args=[photo.key, name])
