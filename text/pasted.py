"""What Word, Google Docs and Telegram mean by the markup they paste: said again in elements of ours.

Their styles and classes are read here and nowhere else; text/html.py drops them right afterwards.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from text.tree import Node

# Which attributes say something here. The sanitiser lets them in for this module alone.
SPEAKING = {"style", "class"}
SPEAKING_TAGS = ("p", "span", "b", "i", "strong", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div")
EMPHASIS = ("strong", "em", "s", "sub", "sup")
HEADINGS = {"h2", "h3", "h4"}
LISTS = {"ul", "ol"}
LEVEL = re.compile(r"\blevel([1-9])\b")
NUMBERED = re.compile(r"\A\s*\(?(?:\d+|\w|[ivx]+)[.)։]")
BULLET = re.compile("\\A\\s*[\u00b7\u2022\u25aa\uf0b7]\\s+")  # what is left of a list when its styles are gone
QUOTES = {"MsoQuote", "MsoIntenseQuote"}
LONGEST_EMOJI = 12  # code points: a family of four has seven
COUNTERS = re.compile(r"\A(?:utm_\w+|fbclid|gclid|yclid|ysclid|igshid|igsh|mc_[ce]id)\Z")
DETOURS = {("www.google.com", "/url"): "q", ("l.facebook.com", "/l.php"): "u", ("vk.com", "/away.php"): "to"}


def as_meant(root: Node) -> None:
    """Bold by style becomes <strong>, Word's list paragraphs become lists, a list beside an item goes into it."""
    _emphasise(root, frozenset())
    _arrange(root)


def _emphasise(node: Node, inside: frozenset[str]) -> None:
    """`inside`: the emphasis around this node, so that nothing is emphasised twice, however deep it lies."""
    for child in node.children:
        if not child.tag:
            continue
        if child.attributes.get("lang", "").partition("-")[0].isupper():
            del child.attributes["lang"]  # Word's spelling checker, which marks every word, and often wrongly
        style = _style(child)
        wanted = set(_emphasis_of(style)) if style else set()
        weight = style.get("font-weight", "")
        if (child.tag == "strong" and weight in ("normal", "400")) or (
            child.tag == "em" and style.get("font-style") == "normal"
        ):
            child.tag = "span"  # Google Docs wraps whatever is copied in a bold that is not bold
        around = inside | ({child.tag} if child.tag in EMPHASIS else set())
        if child.tag in HEADINGS:
            around |= {"strong"}  # a heading is bold already
        new = [tag for tag in EMPHASIS if tag in wanted - around] if child.tag in ("span", "strong", "em") else []
        _emphasise(child, around | set(new))
        for tag in reversed(new):
            wrapper = Node(tag)
            wrapper.children, child.children = child.children, [wrapper]


def _style(node: Node) -> dict[str, str]:
    if "style" not in node.attributes:
        return {}
    parts = (part.partition(":") for part in node.attributes.get("style", "").lower().split(";"))
    return {name.strip(): value.strip() for name, _colon, value in parts}


def _emphasis_of(style: dict[str, str]) -> Iterator[str]:
    weight = style.get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdecimal() and len(weight) < 5 and int(weight) >= 600):
        yield "strong"
    if style.get("font-style") in ("italic", "oblique"):
        yield "em"
    if "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        yield "s"
    if style.get("vertical-align") in ("sub", "super"):
        yield "sub" if style["vertical-align"] == "sub" else "sup"


def _arrange(node: Node) -> None:
    """Lists and quotations among this node's children, and below."""
    made: list[Node] = []
    stack: list[tuple[int, Node]] = []  # Word's open lists, by their level
    for child in node.children:
        if not child.tag and not child.text.strip() and (stack or node.tag in LISTS):
            continue
        _arrange(child)
        item = _word_item(child)
        if item is not None:
            _into_lists(made, stack, *item)
            continue
        stack = []
        if child.tag in LISTS and node.tag in LISTS and made and made[-1].tag == "li":
            made[-1].children.append(child)  # Google Docs puts a list beside the item it belongs to
        elif QUOTES & set(child.attributes.get("class", "").split()):
            child.attributes = {}
            if not (made and made[-1].tag == "blockquote"):
                made.append(Node("blockquote"))
            made[-1].children.append(child)
        else:
            made.append(child)
    node.children = made


def _word_item(node: Node) -> tuple[int, str, Node] | None:
    """Level, kind of list and item of a paragraph that Word shows as a list; None for any other node."""
    style = _style(node).get("mso-list", "") if node.tag == "p" else ""
    found = LEVEL.search(style)
    if not found:
        return None
    marker = "".join(_without_marker(node))
    item = Node("li")
    item.children = node.children
    return int(found[1]), "ol" if NUMBERED.match(marker) else "ul", item


def _without_marker(node: Node) -> list[str]:
    """Takes away Word's own bullet or number, which `mso-list: Ignore` marks; returns it."""
    taken: list[str] = []
    kept: list[Node] = []
    for child in node.children:
        if _style(child).get("mso-list") == "ignore":
            taken.append(child.words())
        else:
            taken += _without_marker(child)
            kept.append(child)
    node.children = kept
    return taken


def _into_lists(made: list[Node], stack: list[tuple[int, Node]], level: int, kind: str, item: Node) -> None:
    while stack and (stack[-1][0] > level or (stack[-1][0] == level and stack[-1][1].tag != kind)):
        stack.pop()
    if not stack or stack[-1][0] < level:
        fresh = Node(kind)
        (stack[-1][1].children[-1].children if stack else made).append(fresh)
        stack.append((level, fresh))
    stack[-1][1].children.append(item)


def make_lists(root: Node) -> None:
    """Bullets without any style, which arrive as paragraphs that begin with a dot, become a list."""
    made: list[Node] = []
    for child in root.children:
        first = child.children[0] if child.tag == "p" and child.children else None
        if first is None or first.tag or not BULLET.match(first.text):
            if not (made and made[-1].tag == "ul" and not child.tag and not child.text.strip()):
                made.append(child)
            continue
        first.text = BULLET.sub("", first.text)
        item = Node("li")
        item.children = child.children
        if not (made and made[-1].tag == "ul"):
            made.append(Node("ul"))
        made[-1].children.append(item)
    root.children = made


def emoji_of(alt: str) -> str:
    """The emoji that Telegram shows as a picture; "" for the words of any other picture."""
    is_emoji = 0 < len(alt) <= LONGEST_EMOJI and all(
        unicodedata.category(char) in ("So", "Sk", "Mn", "Cf", "Me") for char in alt
    )
    return alt if is_emoji else ""


def straight(address: str) -> str:
    """A link without the detour over somebody's counter, and without the words by which it counts."""
    try:
        parts = urlsplit(address)
        detour = DETOURS.get((parts.hostname or "", parts.path))
    except ValueError:
        return address
    if detour:
        target = parse_qs(parts.query).get(detour, [""])[0]
        return straight(target) if target.startswith(("http://", "https://")) else address
    if not parts.query:
        return address
    kept = [pair for pair in parts.query.split("&") if not COUNTERS.match(pair.partition("=")[0].lower())]
    return address if len(kept) == parts.query.count("&") + 1 else parts._replace(query="&".join(kept)).geturl()
