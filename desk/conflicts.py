"""A save that came too late: what the text said, what they made of it and what I did, with a choice for each part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils import timezone

from articles import bodies
from articles.listings import facts_of
from articles.models import Act, Article, ArticleVariant, LogEntry, Revision
from articles.snapshots import Facts, Text
from desk.comparing import FACT_LABELS, FactNames
from desk.forms import LABELS, FactsForm, TextForm
from desk.log_words import merged_words
from desk.numbers import number
from text.differences import Piece, compare
from text.html import elements, plain_text
from text.merging import Part, Side, merge, who


@dataclass(frozen=True)
class Choice:
    """One part that differs. `name`: of the radio buttons, whose values are `theirs` and `mine`; the proposed one is set.

    `before` is what it said; the pieces are what each side changed of that. `only_form`: the words are the same.
    """

    name: str
    label: str
    side: Side
    before: str
    theirs: list[Piece]
    mine: list[Piece]
    takes_theirs: bool
    only_form: bool = False
    pictures: tuple[str, str] | None = None  # the addresses of theirs and mine, where the part is a picture


def choices(base: Text, theirs: Text, mine: Text) -> list[Choice]:
    """What there is to choose, in the form's order: a field, or a run of the text's paragraphs. No query."""
    found: list[Choice] = []
    for field, label in LABELS.items():
        if field == "body":
            found += [_choice(name, str(label), part) for name, part in _parts(base, theirs, mine)]
            continue
        states = [getattr(text, field) for text in (base, theirs, mine)]
        if isinstance(states[0], bool):
            states = ["✓" if state else "" for state in states]
        found.append(_choice(field, str(label), Part(*((str(state),) for state in states))))
    return [choice for choice in found if choice.side in (Side.THEIRS, Side.MINE, Side.BOTH)]


def _choice(name: str, label: str, part: Part) -> Choice:
    is_body = name.startswith("body-")
    base, theirs, mine = (
        "\n".join(plain_text(block) if is_body else block for block in run)
        for run in (part.base, part.theirs, part.mine)
    )
    return Choice(
        name=f"keep-{name}",
        label=label,
        side=part.side,
        before=base,
        theirs=compare(base, theirs),
        mine=compare(base, mine),
        takes_theirs=part.side == Side.THEIRS,
        only_form=base == theirs == mine,
    )


def _parts(base: Text, theirs: Text, mine: Text) -> list[tuple[str, Part]]:
    parts = merge(elements(base.body), elements(theirs.body), elements(mine.body))
    return [(f"body-{place}", part) for place, part in enumerate(parts)]


def put_together(base: Text, theirs: Text, mine: Text, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The fields that the choices make other than mine. What nobody chose about is as proposed."""

    def takes_theirs(name: str) -> bool | None:
        return {"theirs": True, "mine": False}.get(chosen.get(f"keep-{name}", ""))

    values: dict[str, Any] = {}
    for field in LABELS:
        states = [getattr(text, field) for text in (base, theirs, mine)]
        takes = takes_theirs(field)
        if field != "body" and (takes or (takes is None and who(*states) == Side.THEIRS)):
            values[field] = states[1]
    body = "".join(block for name, part in _parts(base, theirs, mine) for block in part.settled(takes_theirs(name)))
    return {**values, "body": body} if body != mine.body else values


def cleaned(data: Mapping[str, Any]) -> Text:
    """What was typed, in the shape of a saved text, so that only what a person changed differs."""
    return bodies.clean_anyhow(TextForm.typed(data))


def base_of(found: ArticleVariant, key: Any) -> Revision | None:
    """The state this person began from; None when there is none of that number. One query."""
    pk = number(str(key))
    return found.revisions.filter(pk=pk).first() if pk else None


def settled(found: ArticleVariant, data: QueryDict) -> QueryDict:
    """What was sent, and, when it comes from the three-way view, its text put together as chosen there. Two queries."""
    if "base" not in data:
        return data
    base, theirs = base_of(found, data["base"]), base_of(found, data.get("expected_head"))
    if theirs is None or (base is None and data["base"]):
        raise Http404
    mine = cleaned(data)
    taken = put_together(_text(base), _text(theirs), mine, {name: str(value) for name, value in data.items()})
    shown = TextForm.values_of(replace(mine, **taken))
    chosen = data.copy()
    for name in taken:
        chosen[name] = shown[name] if isinstance(shown[name], str) else "on" if shown[name] else ""
    return chosen


def _text(revision: Revision | None) -> Text:
    return Text.from_json(revision.data) if revision else Text(headline="")


def view_of(found: ArticleVariant, base: Revision | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """The context of the three-way view: `found.head` is theirs, `data` holds what I typed. No query beyond pictures'."""
    assert found.head is not None
    return {
        "base": base,
        "theirs": found.head,
        "who": found.head.created_by,
        "when": found.head.created_at,
        "choices": choices(_text(base), Text.from_json(found.head.data), cleaned(data)),
    }


# ------------------------------------------------------------------------------------------------------ shared facts


def newest_facts(story: Article) -> Revision | None:
    """The state of the shared facts that was saved last; one query."""
    return story.revisions.filter(variant=None).select_related("created_by").order_by("-pk").first()


def settled_facts(story: Article, data: QueryDict) -> QueryDict:
    """What was sent, with what is saved now where “as it was saved” was chosen. Two queries, none when nothing was."""
    taken = [name for name in FACT_LABELS if data.get(f"keep-{name}") == "theirs"]
    if not taken:
        return data
    saved, chosen = FactsForm.initial_of(story), data.copy()
    for name in taken:
        chosen.setlist(name, as_sent(saved[name]))
    return chosen


def as_sent(value: Any) -> list[str]:
    """A field's value as a browser sends it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, datetime):
        return [f"{timezone.localtime(value):%Y-%m-%dT%H:%M}"]
    return ["on" if value is True else str(value)] if value else []


def view_of_facts(story: Article, key: Any, mine: Facts) -> dict[str, Any]:
    """The context of the three-way view. `story` is as it was saved, `key` the state I began from. Thirteen queries at most."""
    pk = number(str(key))
    began = story.revisions.filter(pk=pk, variant=None).first() if pk else None
    theirs, here = newest_facts(story), facts_of(story)
    # What comes next is made knowing theirs.
    return {
        "base": theirs,
        "theirs": theirs,
        "choices": fact_choices(began, here, mine),
        **changed_by(began, theirs, here),
    }


def changed_by(began: Revision | None, theirs: Revision | None, here: Facts) -> dict[str, Any]:
    """Who made the facts other than they were when I began, and when; one query, none when somebody saved them.

    Where nobody saved them since, a tag or an author they name became part of another: then `merge` is that line.
    """
    if began is None or theirs is None or theirs.pk != began.pk:
        return {"who": theirs and theirs.created_by, "when": theirs and theirs.created_at}
    before = Facts.from_json(began.data)
    of_tags = Q(act=Act.MERGED_TAGS, details__old_word__in=before.tags, details__new_word__in=here.tags)
    of_authors = Q(act=Act.MERGED_AUTHORS, details__old_word__in=before.authors, details__new_word__in=here.authors)
    merges = LogEntry.objects.filter(of_tags | of_authors, article=None, at__gte=began.created_at)
    merge = merges.select_related("user").order_by("-pk").first()
    return {"who": merge and merge.user, "when": merge and merge.at, "merge": merge and merged_words(merge.details)}


def fact_choices(began: Revision | None, theirs: Facts, mine: Facts) -> list[Choice]:
    """What there is to choose of the shared facts, in words; five queries at most."""
    base = Facts.from_json(began.data) if began else Facts(section="")
    names = FactNames((base, theirs, mine))
    found: list[Choice] = []
    for name, label in FACT_LABELS.items():
        states = [getattr(facts, name) for facts in (base, theirs, mine)]
        side = who(*states)
        if side in (Side.NOBODY, Side.SAME):
            continue
        was, there, here = (names.in_words(name, state) for state in states)
        pictures = (names.thumbnail(theirs), names.thumbnail(mine)) if name == "lead_photo" else None
        found.append(
            Choice(
                f"keep-{name}", str(label), side, was, compare(was, there), compare(was, here),
                takes_theirs=side == Side.THEIRS, pictures=pictures,
            )
        )  # fmt: skip
    return found
