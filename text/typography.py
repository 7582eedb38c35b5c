"""Quotation marks, dashes, spaces and Armenian signs as they are printed: proposed to an editor, never made silently.

What each language wants stands in the tables below. Web addresses, code, words marked as another language and
quotations in other letters stay as they are, and so does a passage whose quotation marks do not pair. Idempotent.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from text.languages import LANGUAGES
from text.scripts import ADDRESS, CLOSED_QUOTATIONS, counted
from text.tree import BLOCKS, Node, is_in_another_language, parse, write

NB = "\u00a0"
SPACE = f"[ {NB}]"
CODE = re.compile(r"(?<!\w)`[^`\n]+`(?!\w)")
SINGLE_QUOTED = re.compile(r"(?<![\w'])'(?=[^\s'\d])(?:[^'\n]|(?<=\w)'(?=\w))+(?<=[^\s']{2})'(?![\w'])")

NUMBERED = re.compile(  # what such a word names is a telephone, a postcode, a standard: its figures count nothing
    r"(?:№|\b(?:тел|телефон\w*|факс\w*|код\w*|индекс\w*|номер\w*|ИНН|ГОСТ|հեռ|հեռախոս\w*|ֆաքս\w*|կոդ\w*|ինդեքս\w*|դասիչ\w*|tel|ID))"
    r"[.:։՝]?\s*\Z",
    re.IGNORECASE,
)
COMPACT_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
LATIN_END = re.compile(r"[Ա-Ֆա-և][Ա-Ֆա-և՛՜՞-]*»?[?!]+")


class Edit(NamedTuple):
    """One change: these characters became those."""

    before: str
    after: str


class Change(NamedTuple):
    start: int
    end: int
    text: str


IsClosed = Callable[[int, int], bool]
Rule = Callable[[str, IsClosed], Iterator[Change]]


def typograph(text: str, language: str) -> tuple[str, list[Edit]]:
    """A line of plain text as this language prints it, and what was changed."""
    run = Node(text=text)
    edits = _edit([(run, True)], language)
    return run.text, edits


def typograph_html(html: str, language: str) -> tuple[str, list[Edit]]:
    """The same for clean HTML, block by block: a quotation may begin in bold and end outside. No tag is touched."""
    root = parse(html)
    edits = [edit for block in _blocks(root, language) for edit in _edit(block, language)]
    return write(root), edits


def by_hand(text: str, language: str) -> list[str]:
    """Armenian words with a Latin ? or ! at their end: only a person knows which word of the sentence carries ՞ or ՜."""
    if language != "hy":
        return []
    is_closed = _closed([(Node(text=text), True)], text, language)
    return [match[0] for match in LATIN_END.finditer(text) if not is_closed(*match.span())]


Runs = list[tuple[Node, bool]]  # runs of text, and whether they may be changed


def _blocks(root: Node, language: str) -> list[Runs]:
    blocks: list[Runs] = [[]]

    def walk(node: Node, is_open: bool) -> None:
        for child in node.children:
            if not child.tag:
                blocks[-1].append((child, is_open))
            elif child.tag == "br":
                blocks[-1].append((Node(text="\n"), False))
            elif child.tag == "img":
                blocks[-1].append((Node(text="\ufffc"), False))
            else:
                is_block = child.tag in BLOCKS
                if is_block:
                    blocks.append([])
                walk(child, is_open and not is_in_another_language(child, language))
                if is_block:
                    blocks.append([])

    walk(root, True)
    return [block for block in blocks if block]


def _edit(runs: Runs, language: str) -> list[Edit]:
    edits: list[Edit] = []
    for rule in RULES.get(language, ()):
        text = "".join(node.text for node, _is_open in runs)
        is_closed = _closed(runs, text, language)
        changes = [
            change
            for change in rule(text, is_closed)
            if text[change.start : change.end] != change.text and not is_closed(change.start, change.end)
        ]
        for change in reversed(changes):
            _put(runs, change)
        edits += [Edit(text[change.start : change.end], change.text) for change in changes]
    return edits


def _closed(runs: Runs, text: str, language: str) -> IsClosed:
    spans = [match.span() for pattern in (ADDRESS, CODE) for match in pattern.finditer(text)]
    if language == "hy":  # what stands between apostrophes is quoted, and has no stress marks in it
        spans += [match.span() for match in SINGLE_QUOTED.finditer(text)]
    script = LANGUAGES[language].script
    for quotation in (match for pattern in CLOSED_QUOTATIONS for match in pattern.finditer(text)):
        if (letters := counted(quotation[0])) and script not in +letters:
            spans.append((quotation.start() + 1, quotation.end() - 1))
    place = 0
    for node, is_open in runs:
        if not is_open:
            spans.append((place, place + len(node.text)))
        place += len(node.text)
    return lambda start, end: any(start < after and end > before for before, after in spans)


def _put(runs: Runs, change: Change) -> None:
    """The first of the replaced characters decides in which run the new ones stand."""
    place, new = 0, change.text
    for node, _is_open in runs:
        length = len(node.text)
        start, end = max(change.start - place, 0), min(change.end - place, length)
        if start < end:
            node.text, new = node.text[:start] + new + node.text[end:], ""
        place += length


# ------------------------------------------------------------------------------------------------------------- the rules


def sub(pattern: str, new: str | Callable[[re.Match[str]], str], flags: int = 0) -> Rule:
    """Replaces the pattern's group `x`, or all of it when there is none."""
    compiled = re.compile(pattern, flags)
    group = "x" if "x" in compiled.groupindex else 0

    def rule(text: str, is_closed: IsClosed) -> Iterator[Change]:
        for match in compiled.finditer(text):
            yield Change(*match.span(group), new if isinstance(new, str) else new(match))

    return rule


def quotes(marks: str, *pairs: str) -> Rule:
    """Pairs of quotation marks, by what stands around them; the second pair inside the first. All of a passage or none."""
    pattern = re.compile(f"[{marks}]")

    def rule(text: str, is_closed: IsClosed) -> Iterator[Change]:
        changes: list[Change] = []
        depth, opened_at = 0, -1
        for match in pattern.finditer(text):
            place = match.start()
            if is_closed(place, place + 1):
                continue
            is_opening = _opens(text, place, is_after_opening=opened_at == place - 1)
            if is_opening is None or (not is_opening and not depth):
                return
            if not is_opening:
                depth -= 1
            changes.append(Change(place, place + 1, pairs[min(depth, 1)][0 if is_opening else 1]))
            if is_opening:
                depth, opened_at = depth + 1, place
        if not depth:
            yield from changes

    return rule


def _opens(text: str, place: int, *, is_after_opening: bool) -> bool | None:
    """Whether a quotation mark opens; None when nobody could say."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] in "«„»":
        return text[place] != "»"
    is_at_edge = not after or after.isspace()
    if not before or before.isspace() or before in "([{" or is_after_opening:
        return None if is_at_edge else True
    return not before.isalnum() and not is_at_edge and after.isalnum()


def single_quotes(text: str, is_closed: IsClosed) -> Iterator[Change]:
    for match in SINGLE_QUOTED.finditer(text):
        yield Change(match.start(), match.start() + 1, "‘")
        yield Change(match.end() - 1, match.end(), "’")


def upward(match: re.Match[str]) -> str:
    """5-7, 1990-95: only upwards; 24-7 is no range, and of three digits are aircraft and telephones."""
    first, second = match["first"], match["second"]
    is_plain = (len(first), len(second)) in ((1, 1), (1, 2), (2, 2), (4, 2), (4, 4))
    is_range = is_plain and int(second) > int(first[-len(second) :]) and not _is_numbered(match)
    return "–" if is_range else match["x"]


def grouped(match: re.Match[str]) -> str:
    is_amount = not _is_numbered(match) and not COMPACT_DATE.fullmatch(match[0])
    return f"{int(match[0]):,}".replace(",", NB) if is_amount else match[0]


def _is_numbered(match: re.Match[str]) -> bool:
    return bool(NUMBERED.search(match.string, max(match.start() - 20, 0), match.start()))


def ligature(match: re.Match[str]) -> str:
    """եւ is written և; the capital has no ligature: Եվ, ԵՎ (Երեւան, Եւրոպա, ԵՐԵՒԱՆ). A mark goes behind the letter."""
    if match["first"] == "ե":
        return "և" + match["mark"]
    return match["first"] + match["mark"] + ("Վ" if match["last"] == "Ւ" else "վ")


def grouping(capitals: str, endings: str = "") -> Rule:
    """Figures from five places on, in threes; not in dates, addresses and numbers of things. `endings` may follow a hyphen."""
    after = f"[\\w/]|-(?![{endings}])" if endings else "[\\w/-]"
    return sub(
        rf"(?<![\w.,:/№#+-])(?<![\d№#+][ {NB}])[1-9]\d{{4,8}}(?!{after}|[.,:]\d|, [{capitals}A-Z]|[ {NB}]\d)", grouped
    )


one_space = sub(f"(?<=\\S){SPACE}{{2,}}(?=\\S)", lambda match: NB if NB in match[0] else " ")
no_space_before_comma = sub(f"(?<=\\w)(?P<x>{SPACE}+),(?!\\d)", "")


def dash(signs: str, new: str, *, with_space: bool = False) -> Rule:
    """A hyphen between spaces, unless figures stand on both sides of it. `with_space`: the space before it goes too."""
    edge, lead = ("", f"{SPACE}+") if with_space else (SPACE, "")
    return sub(
        f"(?<=[^\\s\\d]{edge}){lead}(?:{signs})(?={SPACE}\\S)|(?<=\\d{edge}){lead}(?:{signs})(?={SPACE}[^\\s\\d])", new
    )


RU_UNITS = "мг|кг|гг?|т|ц|мм|см|м|км|га|мл|л|кв|куб|руб|коп|долл|тыс|млн|млрд|трлн|чел|шт|сек|мин|ч|Вт|[кМГ]Вт|°[CС]?|%"
YEAR = r"(?:1\d|20)\d\d"
RULES: dict[str, tuple[Rule, ...]] = {
    "en": (
        quotes('"“”', "“”", "‘’"),
        one_space,
        no_space_before_comma,
        single_quotes,
        dash("--?", "–"),
        sub(r"(?<![\w./:,+-])(?P<first>\d{1,4})(?P<x>-)(?P<second>\d{1,4})(?![\w/:-]|[.,]\d)", upward),
    ),
    "ru": (
        quotes('"“”„«»', "«»", "„“"),
        one_space,
        no_space_before_comma,
        dash("--?|–|—", f"{NB}—", with_space=True),
        sub(r"\A(?P<x>--?|–)(?= [^\W\d])", "—"),
        sub(r"(?<![\w’'-])[вкосуиаВКОСУИА](?P<x> )(?=[\w«„(№])", NB),  # a word of one letter goes with the next
        sub(r"(?<![\w.])[А-ЯЁ]\.(?P<x> )(?=[А-ЯЁ](?:\.|[а-яё]))", NB),  # initials
        sub(r"№[ ]?(?=\d)", f"№{NB}"),
        sub(rf"(?<=\d)(?P<x> )(?=(?:{RU_UNITS})(?!\w))", NB),
        sub(r"(?<=[IVXLC])(?P<x> )(?=вв?\.)", NB),
        sub(r"(?<!\w)т\. ?(?=[едпк]\.)", f"т.{NB}"),
        grouping("А-ЯЁ"),
        sub(r"(?<![./\\])\.{3}(?![./\\])", "…"),
        sub(rf"(?<![\w./:,+-])(?P<first>{YEAR})(?P<x>-)(?P<second>{YEAR}|\d\d(?=[ {NB}]гг))(?![\w/:-]|[.,]\d)", upward),
    ),
    "hy": (
        quotes('"“”„«»', "«»", "«»"),
        one_space,
        sub(f"(?<=\\S){SPACE}+(?=[։՝]|,(?!\\d))", ""),
        sub(r"(?<=[Ա-Ֆա-և»]):(?=[\s»)]|\Z)", "։"),
        sub(r"(?<=[Ա-Ֆա-և])`", "՝"),
        sub(r"(?<=[աեէըիոօւԱԵԷԸԻՈՕ])'(?![Ա-Ֆ])", "՛"),
        dash("--?", "—"),
        sub(r"\A(?P<x>--?|–)(?= [^\W\d])", "—"),  # somebody speaks
        sub(r"(?<=\s)--(?=\s)|(?<=[\w,»])--(?=[\s\w«])|(?<=[Ա-Ֆա-և»],)-(?=\s)", "—"),
        grouping("Ա-Ֆ", endings="ա-և"),
        sub(r"(?P<first>[Եե])(?P<mark>[՛՜՞]?)(?P<last>[ւՒ])", ligature),
    ),
}
