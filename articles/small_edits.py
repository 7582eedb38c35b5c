"""Whether a change is so small that translators need not look: proposed to the editor, who decides."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from difflib import SequenceMatcher

from articles.snapshots import OF_ONE_LANGUAGE, SHOWN, Text
from text.html import plain_text

MOST_CHANGED = 2
MOST_COMPARED = 4000  # words: a longer passage is no small edit, and would take too long
# A figure keeps its points and colons; a word its apostrophes and Armenian marks, which stand inside it.
WORD = re.compile("\\d+(?:[.,:]\\d+)*|[^\\W\\d_]+(?:['’\u055a-\u055f][^\\W\\d_]+)*")
# Each turns a sentence round, however small it is.
NEGATIONS = frozenset(("no", "not", "never", "nor", "не", "ни", "нет", "без", "ոչ", "չի", "չէ", "չեն", "մի"))
# Figures in words: "an hour" is not "two hours".
NUMBERS = frozenset(
    word
    for line in (
        "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand",
        "million half both один одна одно одного одной два две двух три трёх трех четыре пять шесть семь восемь девять",
        "десять двадцать тридцать сорок пятьдесят сто двести тысяча тысячи тысяч миллион половина оба обе",
        "մեկ երկու երեք չորս հինգ վեց յոթ ութ ինը տասը քսան երեսուն քառասուն հիսուն հարյուր հազար միլիոն կես",
    )
    for word in line.split()
)


def is_small(old: Text, new: Text) -> bool:
    """Two words or fewer differ, none of them a figure, a name or a negation; links and pictures are the same.

    False as well when nothing differs that a translator would see: there is nothing to propose then.
    """
    if old.content_key() == new.content_key() or old.photo_is_decorative != new.photo_is_decorative:
        return False
    if SHOWN.findall(old.body) != SHOWN.findall(new.body):
        return False
    before, after = ({**asdict(text), "body": plain_text(text.body)} for text in (old, new))
    count = 0
    for name in before.keys() - {*OF_ONE_LANGUAGE, "photo_is_decorative"}:
        for removed, added in _changes(before[name], after[name]):
            count += max(len(removed), len(added))
            if count > MOST_CHANGED or _tells(removed, added):
                return False
    return True


def _changes(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """The runs of words that differ, as they were and as they are; signs between the words do not count."""
    lines = old.split("\n"), new.split("\n")
    for tag, a, b, c, d in SequenceMatcher(None, *lines, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = WORD.findall("\n".join(lines[0][a:b])), WORD.findall("\n".join(lines[1][c:d]))
        if max(len(before), len(after)) > MOST_COMPARED:
            yield before, after
            return
        for kind, e, f, g, h in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind != "equal":
                yield before[e:f], after[g:h]


def _tells(removed: list[str], added: list[str]) -> bool:
    """Whether one of these words carries what a translation must not miss."""
    for word in (*removed, *added):
        if word[0].isdigit() or word != word.lower() or word in NEGATIONS | NUMBERS or word.endswith(("n't", "n’t")):
            return True
    # "possible" and "impossible", «возможно» and «невозможно», «գնաց» and «չգնաց»
    return any(one != other and (one.endswith(other) or other.endswith(one)) for one in removed for other in added)
