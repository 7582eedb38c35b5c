"""What stands in the way of publishing a text well: each rule warns or blocks, as its section has decided.

A rule is a function of a `Subject`; it yields what is wrong, in words that say what to do. No query.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.snapshots import Text
from text.html import passages, picture_words, plain_text
from text.languages import LANGUAGES
from text.scripts import QUOTATION, mixed_words, words_of_wrong_script
from text.slugs import slugify
from text.typography import by_hand, typograph

BRIEF = 600  # characters: a shorter text is a brief, which the checklist never blocks
HEADLINE_LENGTHS = {"en": 100, "ru": 110, "hy": 120}
MOST_SHOWN = 4  # words that a finding repeats
LONG_ENOUGH = 30  # letters: a shorter paragraph may well be the same in two languages
SEVERAL_SENTENCES = 300  # letters
SAYS_NOTHING = frozenset(
    ("article", "copy", "draft", "headline", "lur", "material", "new", "news", "novost", "nyut", "story", "test", "title", "untitled")
)  # fmt: skip
WHERE = {
    "headline": gettext_lazy("Headline"),
    "kicker": gettext_lazy("Kicker"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Text"),
    "photo_caption": gettext_lazy("Caption of the lead picture"),
    "photo_alt": gettext_lazy("Lead picture description"),
}
FULL_STOP = re.compile(r"(?<!\.)[.,:;։]\Z")
ABBREVIATION = re.compile(r"(?:\A|[\s.])\w{1,2}\.\Z")
TYPED_FOR_MARKS = re.compile(r"(?<=[Ա-և»]):(?=\s|\Z)|(?<=[Ա-և])`")
ARMENIAN_MARKS = re.compile("[\u0589\u055c-\u055e]")
STRAIGHT_QUOTES = re.compile(r'(?<!\d)"')  # after a figure it means inches
TWO_SPACES = re.compile(r"\S[ \u00a0]{2,}\S")
QUOTES = {"en": ("“", "”"), "ru": ("«", "»"), "hy": ("«", "»")}


class Level(TextChoices):
    OFF = "off", gettext_lazy("off")
    WARN = "warn", gettext_lazy("warns")
    BLOCK = "block", gettext_lazy("blocks")


@dataclass(frozen=True)
class Subject:
    """What the rules look at. `source_body`: of the variant this one is translated from, empty for the original."""

    text: Text
    language: str
    has_tags: bool
    has_signature: bool  # a byline, a wire source, or "signed as"
    picture_alt: str | None  # None: no lead picture, or a decoration
    picture_credit: str | None  # None: no lead picture
    source_body: str = ""
    has_uncredited: bool = False  # a picture in the text is nobody's

    @cached_property
    def said(self) -> dict[str, list[str]]:
        """The passages of each field that readers read in this language; those of the text in their order."""
        fields = {name: [getattr(self.text, name)] for name in WHERE if name != "body" and getattr(self.text, name)}
        return {**fields, "body": passages(self.text.body, self.language)}

    @property
    def lines(self) -> list[str]:
        return [line for lines in self.said.values() for line in lines]


@dataclass(frozen=True)
class Finding:
    rule: str
    level: Level
    message: str


def shown(words: list[str]) -> str:
    return " ".join(words[:MOST_SHOWN]) + (" …" if len(words) > MOST_SHOWN else "")


def beginning(line: str) -> str:
    return shown(line.split())


def headline_length(subject: Subject) -> Iterator[str]:
    limit = HEADLINE_LENGTHS.get(subject.language, 100)
    length = len(subject.text.headline)
    if length > limit:
        yield _("The headline has %(length)d characters. Shorten it to %(limit)d or fewer.") % {
            "length": length, "limit": limit,
        }  # fmt: skip


def headline_stop(subject: Subject) -> Iterator[str]:
    headline = subject.text.headline.rstrip()
    if FULL_STOP.search(headline) and not ABBREVIATION.search(headline):
        yield _("The headline ends with “%(sign)s”. Remove it.") % {"sign": headline[-1]}


def standfirst(subject: Subject) -> Iterator[str]:
    if not subject.text.standfirst:
        yield _("There is no standfirst: cards and search results show the first words of the text. Write one.")


def tag(subject: Subject) -> Iterator[str]:
    if not subject.has_tags:
        yield _("The story has no tag. Choose one in the “Story” tab.")


def picture_in_words(subject: Subject) -> Iterator[str]:
    if subject.picture_alt == "":
        yield _("The lead picture has no description in this language. Describe it, or mark it as decoration.")
    if "" in picture_words(subject.text.body):
        yield _("A picture in the text has no description in this language. Choose it in the text and describe it.")


def picture_credit(subject: Subject) -> Iterator[str]:
    if subject.picture_credit == "":
        yield _("The lead picture has no credit. Add it in the library.")
    if subject.has_uncredited:
        yield _("A picture in the text has no credit. Add it in the library.")


def signature(subject: Subject) -> Iterator[str]:
    if not subject.has_signature:
        yield _("Nobody signs the story: choose a byline or a wire source in the “Story” tab.")


def address_word(subject: Subject) -> Iterator[str]:
    slug = slugify(subject.text.slug or subject.text.headline)
    words = [word for word in slug.split("-") if len(word) > 2 and not word.isdecimal() and word not in SAYS_NOTHING]
    if slug and not words:
        yield _("The address word “%(word)s” says nothing. Use two or three words of the headline.") % {"word": slug}


def wrong_script(subject: Subject) -> Iterator[str]:
    """Field by field; the words of the pictures belong to the text."""
    script = LANGUAGES[subject.language].script
    said = subject.said
    for name, lines in {**said, "body": [*said["body"], *picture_words(subject.text.body)]}.items():
        words = [word for line in lines for word in words_of_wrong_script(line, script)]
        if words:
            yield _(
                "%(where)s: words in another alphabet (%(words)s). Translate them, put them in quotation marks, or mark their language."
            ) % {"where": WHERE[name], "words": shown(words)}


def mixed_script(subject: Subject) -> Iterator[str]:
    words = [word for line in subject.lines for word in mixed_words(line)]
    if words:
        yield _("Letters of two alphabets in one word (%(words)s): retype it, or searches will not find it.") % {
            "words": shown(list(dict.fromkeys(words)))
        }


def untouched_source(subject: Subject) -> Iterator[str]:
    theirs = {_bare(line) for line in plain_text(subject.source_body).split("\n")} - {""}
    same = [line for line in subject.said["body"] if len(_bare(line)) >= LONG_ENOUGH and _bare(line) in theirs]
    if same:
        yield _("Still as in the original: “%(words)s” (paragraphs: %(count)d). Translate them.") % {
            "words": beginning(same[0]), "count": len(same),
        }  # fmt: skip


def _bare(line: str) -> str:
    return " ".join(line.casefold().split())


def latin_ends(lines: list[str], language: str) -> Iterator[str]:
    words = [word for line in lines for word in by_hand(line, language)]
    if words:
        yield _(
            "Latin ? or ! in Armenian (%(words)s). Put ՞ or ՜ after the stressed vowel of the word that is meant, as in Ինչո՞ւ, and end the sentence with ։."
        ) % {"words": shown(words)}


def armenian_signs(subject: Subject) -> Iterator[str]:
    """Armenian with typewriter signs, and Armenian signs in what is not Armenian."""
    lines = subject.lines
    yield from latin_ends(lines, subject.language)
    if subject.language != "hy":
        found = ARMENIAN_MARKS.search("\n".join(QUOTATION.sub("", line) for line in lines))
        if found:
            yield _("The text has the Armenian sign “%(sign)s”. Use this language’s own.") % {"sign": found[0]}
    elif any(TYPED_FOR_MARKS.search(line) for line in lines):
        yield _("“:” or “`” in place of ։ or ՝. “Tidy the typography” fixes it.")
    elif sum(map(len, subject.said["body"])) > SEVERAL_SENTENCES and "։" not in "".join(subject.said["body"]):
        yield _("The text has no ։. End sentences with it.")


def straight_quotes(subject: Subject) -> Iterator[str]:
    if any(STRAIGHT_QUOTES.search(line) for line in subject.lines):
        left, right = QUOTES.get(subject.language, QUOTES["en"])
        yield _("Straight quotation marks: write %(left)s…%(right)s. “Tidy the typography” fixes them.") % {
            "left": left, "right": right,
        }  # fmt: skip


def typed_dashes(subject: Subject) -> Iterator[str]:
    """What “Tidy the typography” would make a dash."""
    found = next((line for line in subject.lines if "--" in line and _has_typed_dash(line, subject.language)), None)
    if found is not None:
        yield _("Two hyphens for a dash: “%(words)s”. “Tidy the typography” fixes them.") % {"words": beginning(found)}


def _has_typed_dash(line: str, language: str) -> bool:
    return any("--" in edit.before for edit in typograph(line, language)[1])


def unpaired_quotes(subject: Subject) -> Iterator[str]:
    left, right = QUOTES.get(subject.language, QUOTES["en"])
    for lines in subject.said.values():
        for line, after in pairwise([*lines, ""]):
            depth = line.count(left) - line.count(right)
            # A quotation of several paragraphs opens each of them, and closes the last.
            if depth and not (depth == 1 and after.lstrip().startswith(left)):
                yield _("Unpaired quotation mark: “%(words)s”. Open or close the quotation.") % {
                    "words": beginning(line)
                }
                return


def double_spaces(subject: Subject) -> Iterator[str]:
    found = next((line for line in subject.lines if TWO_SPACES.search(line)), None)
    if found is not None:
        yield _("Two spaces in a row: “%(words)s”. “Tidy the typography” removes one.") % {"words": beginning(found)}


@dataclass(frozen=True)
class Rule:
    label: Promise
    find: Callable[[Subject], Iterator[str]]
    default: Level = Level.WARN


RULES: dict[str, Rule] = {
    "headline_length": Rule(gettext_lazy("Headline length"), headline_length),
    "headline_stop": Rule(gettext_lazy("Full stop after the headline"), headline_stop),
    "standfirst": Rule(gettext_lazy("Standfirst"), standfirst),
    "tag": Rule(gettext_lazy("Tag"), tag),
    "picture_words": Rule(gettext_lazy("Picture descriptions"), picture_in_words),
    "picture_credit": Rule(gettext_lazy("Picture credits"), picture_credit, Level.BLOCK),
    "signature": Rule(gettext_lazy("Byline or source"), signature),
    "address_word": Rule(gettext_lazy("Address word"), address_word),
    "wrong_script": Rule(gettext_lazy("Words in another alphabet"), wrong_script, Level.BLOCK),
    "mixed_script": Rule(gettext_lazy("Two alphabets in one word"), mixed_script),
    "untouched_source": Rule(gettext_lazy("Untranslated paragraphs"), untouched_source, Level.BLOCK),
    "armenian_signs": Rule(gettext_lazy("Armenian punctuation"), armenian_signs),
    "straight_quotes": Rule(gettext_lazy("Straight quotation marks"), straight_quotes),
    "typed_dashes": Rule(gettext_lazy("Hyphens for a dash"), typed_dashes),
    "unpaired_quotes": Rule(gettext_lazy("Unpaired quotation marks"), unpaired_quotes),
    "double_spaces": Rule(gettext_lazy("Two spaces in a row"), double_spaces),
}


def check(subject: Subject, levels: Mapping[str, str]) -> list[Finding]:
    """What the rules find, what blocks first. `levels`: the section's, {rule: level}; a brief is only warned."""
    is_brief = len(plain_text(subject.text.body)) < BRIEF
    found: list[Finding] = []
    for name, rule in RULES.items():
        level = Level(levels[name]) if levels.get(name) in Level.values else rule.default
        if level == Level.OFF:
            continue
        if is_brief:
            level = Level.WARN
        found += [Finding(name, level, message) for message in rule.find(subject)]
    return sorted(found, key=lambda finding: finding.level != Level.BLOCK)
