"""The keys of the desk, in words: one table that the dialog behind “?” shows. static/desk/keys.js listens to them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.base import back_or_home, person
from desk.navigation import links


@dataclass(frozen=True)
class Key:
    """`press`: the keys, one after the other. A single key needs no Ctrl, so a person may switch it off."""

    press: tuple[str, ...]
    what: Any
    is_single: bool = True


EVERYWHERE = (
    Key(("?",), gettext_lazy("Show these shortcuts")),
    Key(("Ctrl+K",), gettext_lazy("Find stories, tags, authors, pictures and commands"), False),
    Key(("Esc",), gettext_lazy("Close what is open"), False),
    Key(("n",), gettext_lazy("Add a story")),
    Key(("/",), gettext_lazy("Go to the search field")),
)
ROWS = (
    Key(("j",), gettext_lazy("Next row")),
    Key(("k",), gettext_lazy("Previous row")),
    Key(("Enter",), gettext_lazy("Open the row"), False),
)
CHOICE = (Key(("x",), gettext_lazy("Select the row")),)
SAVE = (Key(("Ctrl+S",), gettext_lazy("Save"), False),)
# {route: the keys that this screen has besides}
SCREENS: dict[str, tuple[Key, ...]] = {
    "index": ROWS + CHOICE,
    "articles_article_changelist": ROWS + CHOICE,
    "articles_tag_changelist": ROWS,
    "articles_author_changelist": ROWS,
    "photos_photo_changelist": ROWS,
    "articles_article_change": SAVE,
    "articles_article_variant": (
        *SAVE, Key(("Ctrl+K",), gettext_lazy("In the text: a link"), False),
        Key(("Alt+B",), gettext_lazy("Side by side"), False), Key(("Alt+P",), gettext_lazy("Preview"), False),
        Key(("Enter",), gettext_lazy("On a picture in the text: its description and caption"), False),
        Key(("Alt+J",), gettext_lazy("Next change"), False), Key(("Esc", "Tab"), gettext_lazy("Out of the text"), False),
    ),
    "articles_article_history": ROWS,
    "calendar": ROWS,
    "log": ROWS,
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    heading: str
    keys: list[Key]


def keys_of(request: HttpRequest) -> list[Group]:
    """What the dialog lists for the screen that was asked for; without single keys where they are switched off."""
    user = person(request)
    route = (request.resolver_match.url_name if request.resolver_match else "") or ""
    places = [Key(("g", link.letter), link.name) for link in links(user) if link.letter]
    groups = [
        (_("On this screen"), SCREENS.get(route, ())),
        (_("Everywhere"), EVERYWHERE),
        (_("Go to"), places),
    ]
    shown = [
        Group(heading, [key for key in keys if user.has_single_keys or not key.is_single]) for heading, keys in groups
    ]
    return [group for group in shown if group.keys]


def set_single_keys(request: HttpRequest) -> HttpResponse:
    """Switch the single keys on or off, for this person from now on."""
    user = person(request)
    user.has_single_keys = request.POST.get("single_keys") == "on"
    user.save(update_fields=["has_single_keys"])
    return back_or_home(request)
