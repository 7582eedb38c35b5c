"""What a person may do in a cell of the board: begin the language, take it, give it, say that it is not needed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from articles.models import Membership, Section
from articles.permissions import Verb, may
from articles.states import Cell, State

MOST_PEOPLE = 300
NOT_BEGUN = (State.MISSING, State.WAIVED)
TO_RELEASE = (State.DRAFT, State.REVIEW, State.READY, State.SCHEDULED)


@dataclass(frozen=True)
class Slot:
    """A cell of the board, and what this person may do there."""

    cell: Cell
    may_begin: bool = False
    may_take: bool = False
    may_give_back: bool = False
    may_assign: bool = False
    may_waive: bool = False
    may_release: bool = False

    @property
    def has_menu(self) -> bool:
        return self.may_take or self.may_give_back or self.may_assign or self.may_waive


Allowed = Callable[[Verb], bool]


def slots(user: User) -> Callable[[Section, Cell], Slot]:
    """A function of a section and a cell in it. Rights are asked once a section and language, however many rows."""

    @cache
    def allowed(verb: Verb, section: Section, language: str) -> bool:
        return may(user, verb, section, language=language)

    return lambda section, cell: slot_of(user, cell, lambda verb: allowed(verb, section, cell.language.code))


def slot_of(user: User, cell: Cell, allowed: Allowed) -> Slot:
    """No query. `allowed` answers for the cell's section and language."""
    if cell.state not in NOT_BEGUN:
        is_open = cell.state in TO_RELEASE or (cell.is_ahead and cell.state != State.WITHDRAWN)
        return Slot(cell, may_release=is_open and allowed(Verb.PUBLISH))
    translates, approves = allowed(Verb.TRANSLATE), allowed(Verb.APPROVE)
    if cell.state == State.WAIVED:
        return Slot(cell, may_waive=approves)
    return Slot(
        cell,
        may_begin=translates,
        may_take=translates and cell.person != user and (cell.person is None or approves),
        may_give_back=translates and cell.person is not None and (cell.person == user or approves),
        may_assign=approves,
        may_waive=approves,
    )


def people() -> list[User]:
    """Who may be asked for a translation, by name; one query."""
    places = Membership.objects.filter(user=OuterRef("pk"))
    found = User.objects.filter(Q(Exists(places)) | Q(is_superuser=True), is_active=True, is_staff=True)
    return list(
        found.only("username", "first_name", "last_name").order_by("first_name", "last_name", "username")[:MOST_PEOPLE]
    )
