"""Where the desk leads: one table for the navigation, the palette and the keys that go there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.permissions import Verb, may


def everybody(user: User) -> bool:
    return True


def sees(user: User) -> bool:
    return may(user, Verb.SEE)


def administers(user: User) -> bool:
    return user.is_superuser


@dataclass(frozen=True)
class Place:
    """A screen one goes to. `letter`: of the key after “g”; empty for a place one seldom needs."""

    name: Any
    route: str
    letter: str = ""
    allows: Callable[[User], bool] = sees


# In the order of an editor's day.
PLACES = (
    Place(_("Today"), "index", "t", everybody),
    Place(_("stories"), "articles_article_changelist", "s"),
    Place(_("calendar"), "calendar", "c"),
    Place(_("pictures"), "photos_photo_changelist", "p"),
    Place(_("tags"), "articles_tag_changelist", "k"),
    Place(_("authors"), "articles_author_changelist", "a"),
    Place(_("missing names"), "names"),
    Place(_("wire sources"), "articles_wiresource_changelist"),
    Place(_("sections"), "articles_section_changelist"),
    Place(_("site settings"), "articles_sitesettings_changelist"),
    Place(_("people"), "accounts_user_changelist", "", administers),
    Place(_("who may do what"), "accounts_user_rights", "", administers),
    Place(_("log"), "log", "l"),
)


@dataclass(frozen=True)
class Link:
    """A place as a link in the page's language."""

    name: str
    url: str
    letter: str
    is_current: bool


def links(user: User, path: str = "") -> list[Link]:
    """The places this person may go to; no query beyond the person's rights."""
    open_to = {reverse(f"admin:{place.route}"): place for place in PLACES if place.allows(user)}
    home = reverse("admin:index")
    here = max((url for url in open_to if path.startswith(url) and url != home), key=len, default=home)
    current = here if here != home or path == home else ""
    return [
        Link(capfirst(str(place.name)), url, place.letter, is_current=url == current) for url, place in open_to.items()
    ]
