"""The rights matrix, kept by administrators: who has which role in which section and language."""

from collections.abc import Iterable, Sequence
from itertools import product

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Membership, Role, Section
from articles.permissions import ALLOWED, Verb
from text.labels import label
from text.languages import LANGUAGES


def matrix(
    *, section: Section | None = None, language: str = "", verb: Verb | None = None, name: str = ""
) -> QuerySet[Membership]:  # fmt: skip
    """The lines that hold for this section, this language, this verb; by person. One query, people and sections with it."""
    lines = Membership.objects.select_related("user", "section")
    if section:
        lines = lines.filter(Q(section=None) | Q(section=section))
    if language:
        lines = lines.filter(language__in=["", language])
    if verb:
        lines = lines.filter(role__in=[role.value for role in ALLOWED[verb]], user__is_active=True)
    if name:
        lines = lines.filter(
            Q(user__username__icontains=name) | Q(user__first_name__icontains=name) | Q(user__last_name__icontains=name)
        )
    return lines.order_by("user__username", "user_id", "role", "section__position", "section_id", "language", "pk")


@transaction.atomic
def give_rights(
    *, user: User, to: User, role: Role, sections: Sequence[Section], languages: Sequence[str]
) -> list[Membership]:  # fmt: skip
    """A line for each of these sections in each of these languages; none named means every one.

    Raises ValidationError that names the lines which are there already; then nothing is given.
    """
    _require_administrator(user)
    where: Sequence[Section | None] = sections or [None]
    wanted = [
        Membership(user=to, role=role, section=section, language=language)
        for section, language in product(where, languages or [""])
    ]
    there = {(line.section_id, line.language) for line in Membership.objects.filter(user=to, role=role)}
    refuse_twice(line for line in wanted if (line.section_id, line.language) in there)
    try:
        with transaction.atomic():
            return Membership.objects.bulk_create(wanted)
    except IntegrityError:  # somebody gave the same a moment ago
        refuse_twice(wanted)
        raise


@transaction.atomic
def take_right(*, user: User, membership_id: int) -> Membership | None:
    """The line that was taken away, as it was; None when somebody took it before."""
    _require_administrator(user)
    line = Membership.objects.select_related("user", "section").filter(pk=membership_id).first()
    if line is not None:
        Membership.objects.filter(pk=membership_id).delete()
    return line


def refuse_twice(lines: Iterable[Membership]) -> None:
    """Raises ValidationError, naming these lines, when there are any."""
    if named := "; ".join(in_words(line) for line in lines):
        raise ValidationError(_("This right is there already: %(rights)s.") % {"rights": named}, code="twice")


def in_words(line: Membership, language: str = "en") -> str:
    """editor · Region · every language."""
    section = line.section
    where = _("every section")
    if section:
        where = label(section.names, language) or next(iter(section.names.values()), section.key)
    spoken = str(LANGUAGES[line.language].said) if line.language in LANGUAGES else line.language or _("every language")
    return f"{Role(line.role).label} · {where} · {spoken}"


def _require_administrator(user: User) -> None:
    if not (user.is_active and user.is_superuser):
        raise PermissionDenied
