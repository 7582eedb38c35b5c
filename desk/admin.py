"""The screens of the desk; Django's admin finds them here."""

from desk.names import AuthorAdmin, TagAdmin
from desk.paper import SectionAdmin, WireSourceAdmin
from desk.people import PersonAdmin
from desk.pictures import PhotoAdmin
from desk.settings import SettingsAdmin
from desk.stories import StoryAdmin

__all__ = [
    "AuthorAdmin", "PersonAdmin", "PhotoAdmin", "SectionAdmin", "SettingsAdmin", "StoryAdmin", "TagAdmin", "WireSourceAdmin",
]  # fmt: skip
