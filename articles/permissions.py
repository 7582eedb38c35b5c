"""Who may do what: role × section × language × verb, answered by one function for every door."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from articles.models import Article, ArticleVariant, Membership, Role, Section, Status


class Verb(StrEnum):
    SEE = "see"
    WRITE = "write"  # save a draft, send it to review, take it back
    TRANSLATE = "translate"  # start a variant, confirm it against its source
    ARRANGE = "arrange"  # the story's shared facts, while nothing of it is public
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    BIN = "bin"
    UPLOAD = "upload"
    NAME = "name"  # tags and authors
    RULE = "rule"  # sections, wire sources, site settings, people


EVERYBODY = frozenset(Role)
EDITORS = frozenset({Role.EDITOR, Role.CHIEF})
ALLOWED: dict[Verb, frozenset[Role]] = {
    Verb.SEE: EVERYBODY,
    Verb.WRITE: EVERYBODY,
    Verb.TRANSLATE: EVERYBODY,
    Verb.ARRANGE: frozenset({Role.REPORTER, Role.EDITOR, Role.CHIEF}),
    Verb.APPROVE: Status.READY.needs,
    Verb.PUBLISH: Status.PUBLISHED.needs,
    Verb.WITHDRAW: Status.WITHDRAWN.needs,
    Verb.CORRECT: EDITORS,
    Verb.BIN: EDITORS,
    Verb.UPLOAD: EVERYBODY,
    Verb.NAME: EDITORS,
    Verb.RULE: frozenset({Role.CHIEF}),
}
# These need the language as well; the others are about the whole story or the whole desk.
IN_LANGUAGE = frozenset({Verb.WRITE, Verb.TRANSLATE, Verb.APPROVE, Verb.PUBLISH, Verb.WITHDRAW, Verb.CORRECT})

M = TypeVar("M", bound=Model)
Target = ArticleVariant | Article | Section | None


def may(user: User, verb: Verb, target: Target = None, *, language: str | None = None) -> bool:
    """Whether `user` may do `verb` to `target` (None: anywhere at all). One query a user object, then none.

    `language` stands in for a variant that does not exist yet.
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    section_id = target.pk if isinstance(target, Section) else getattr(target, "section_id", None)
    language = language or getattr(target, "language", None)
    return any(
        line.role in ALLOWED[verb]
        and (section_id is None or line.section_id in (None, section_id))
        and (language is None or verb not in IN_LANGUAGE or line.language in ("", language))
        and (verb != Verb.RULE or (line.section_id is None and not line.language))  # the paper is one
        for line in memberships(user)
    )


def require(user: User, verb: Verb, target: Target = None, *, language: str | None = None) -> None:
    """The gate of every workflow verb: raises PermissionDenied."""
    if not may(user, verb, target, language=language):
        raise PermissionDenied


def verb_for_facts(story: Article, variants: Iterable[ArticleVariant] | None = None) -> Verb:
    """What changing the facts that all languages share needs: the right to publish, once one is public or scheduled.

    `variants`: the story's, where they are at hand; else one query.
    """
    if variants is None:
        is_public = story.variants.filter(status=Status.PUBLISHED).exists()
    else:
        is_public = any(variant.status == Status.PUBLISHED for variant in variants)
    return Verb.PUBLISH if is_public else Verb.ARRANGE


def memberships(user: User) -> list[Membership]:
    """A user's lines of the rights matrix; one query, remembered on the user object."""
    if "_memberships" not in user.__dict__:
        user.__dict__["_memberships"] = list(user.memberships.all())
    lines: list[Membership] = user.__dict__["_memberships"]
    return lines


def seen_by(user: User, stories: QuerySet[M], section: str = "section") -> QuerySet[M]:
    """Only what this user may see, by one join however many memberships there are. `section`: the path to it."""
    return stories.filter(where_seen(user, section)) if user.is_active else stories.none()


def where_seen(user: User, section: str = "section") -> Q:
    """seen_by() for a list of which this is only a part: the condition that a user who is active may see the row's section."""
    if user.is_superuser:
        return Q()
    own = Membership.objects.filter(user=user).filter(Q(section=None) | Q(section=OuterRef(f"{section}_id")))
    return Q(Exists(own))


def where_may(user: User, verb: Verb, language: str | OuterRef, section: str = "section") -> Q:
    """may() for a whole list, in the database: the condition that `user` may do `verb` in the row's section and `language`."""
    if user.is_superuser:
        return Q()
    lines = Membership.objects.filter(user=user, role__in=[role.value for role in ALLOWED[verb]])
    here = Q(section=None) | Q(section=OuterRef(f"{section}_id"))
    return Q(Exists(lines.filter(here, Q(language="") | Q(language=language))))


def may_sections(user: User, verb: Verb, sections: Iterable[Section]) -> list[Section]:
    """The sections in which this user may do `verb`."""
    return [section for section in sections if may(user, verb, section)]
