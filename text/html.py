"""The one sanitiser. nh3 (an HTML5 parser) drops what is not allowed; a second pass of our own puts in order what is left.

The server cleans whatever an editor, paste or feed sent, again at publication and on restore. Idempotent:
clean_html(clean_html(x)) == clean_html(x).
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from urllib.parse import urlsplit

import nh3
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from text.pasted import EMPHASIS, SPEAKING, SPEAKING_TAGS, as_meant, emoji_of, make_lists, straight
from text.tree import BLOCKS, RENAMED, VOID, Node, everything_in, is_in_another_language, parse, write, write_one

MOST_TAGS = 40_000  # the parser's time grows with the square of what is left open

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "s", "sub", "sup", "br", "hr", "a", "span",
    "figure", "figcaption", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
LANG = {"lang"}
ATTRIBUTES: dict[str, set[str]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "span", "figcaption"), LANG),
    "h1": LANG, "h5": LANG, "h6": LANG, "b": LANG, "i": LANG,
    "a": {"href", "hreflang", "lang"},
    "img": {"src", "alt", "width", "height", "data-photo"},
    "figure": {"data-embed", "data-id"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}  # fmt: skip
LET_IN = ATTRIBUTES | {tag: ATTRIBUTES.get(tag, set()) | SPEAKING for tag in SPEAKING_TAGS}
EMBEDS = {
    "youtube": re.compile(r"\A[A-Za-z0-9_-]{11}\Z"),
    "vimeo": re.compile(r"\A[0-9]{6,12}\Z"),
    "x": re.compile(r"\A[0-9]{5,25}\Z"),
    "telegram": re.compile(r"\A[A-Za-z0-9_]{4,40}/[0-9]{1,10}\Z"),
    "instagram": re.compile(r"\A[A-Za-z0-9_-]{5,20}\Z"),
    "facebook": re.compile(r"\A[A-Za-z0-9.]{2,60}/(?:posts|videos)/[A-Za-z0-9]{5,60}\Z"),
}
BOXES = BLOCKS - {"br"}
HOLDS_PARAGRAPHS = {"root", "div", "blockquote", "li", "td", "th"}
DROPPED_WHEN_EMPTY = TAGS - VOID - {"td", "th", "tr", "thead", "tbody"}
LANGUAGE_TAG = re.compile(r"\A[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
PLAIN_ATTRIBUTES = (
    "href", "src", "alt", "width", "height", "data-photo", "colspan", "rowspan", "scope", "hreflang", "lang",
)  # fmt: skip
NUMBERS = {"width", "height", "data-photo", "colspan", "rowspan"}
SMALL_NUMBER = re.compile(r"\A[1-9][0-9]{0,5}\Z")
ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"'`\u2028\u2029]")


def clean_html(html: str, *, is_own_media: Callable[[str], bool]) -> str:
    """Only allowed elements, links that lead somewhere safe, pictures of which `is_own_media(src)` holds.

    Bold, links, quotes, lists and tables from Word, Google Docs and Telegram stay; styles, scripts and foreign pictures go.
    Raises ValidationError for more than MOST_TAGS tags or MOST_DEEP levels. A megabyte of paragraphs takes about a second.
    """
    for _round in range(5):  # taking a wrapper away may leave what a parser would arrange otherwise
        cleaned = _clean_once(html, is_own_media)
        if cleaned == html:
            return cleaned
        html = cleaned
    return as_paragraphs(html)


def as_paragraphs(html: str) -> str:
    """Just the words of any HTML, a paragraph a block."""
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in plain_text(html).split("\n") if line)


def elements(html: str) -> list[str]:
    """The top-level elements of clean HTML; joined they are the same text again."""
    return [write_one(child) for child in parse(html).children]


def _clean_once(html: str, is_own_media: Callable[[str], bool]) -> str:
    if html.count("<") > MOST_TAGS:
        raise ValidationError(_("The text has too many elements."), code="elements")
    allowed = nh3.clean(
        html,
        tags=TAGS | RENAMED.keys() | {"div"},
        attributes=LET_IN,
        clean_content_tags={"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    root = parse(allowed)
    as_meant(root)
    _tidy(root, is_own_media)
    make_lists(root)
    return write(root).strip()


def _tidy(node: Node, is_own_media: Callable[[str], bool]) -> None:
    """Order below this node: attributes checked, wrappers without meaning and empty elements taken away."""
    kept: list[Node] = []
    for child in node.children:
        if not child.tag:
            kept.append(child)
            continue
        _tidy(child, is_own_media)
        child.attributes = dict(_attributes(child))
        if child.tag == "div":  # browsers and mail make lines of them
            child.tag = "p" if node.tag in HOLDS_PARAGRAPHS and not child.has(*BOXES) else "span"
        if (child.tag in ("a", "span") and not child.attributes) or (child.tag in EMPHASIS and child.has(*BOXES)):
            kept += child.children
        elif child.tag == "figure" and _is_embed(child):
            child.children = [part for part in child.children if part.tag == "figcaption"]
            kept.append(child)
        elif child.tag == "figure" and not child.has("img", "table"):
            kept += [part for part in child.children if part.tag not in ("", "figcaption")]
        elif child.tag == "img" and not is_own_media(child.attributes.get("src", "")):
            if emoji := emoji_of(child.attributes.get("alt", "")):
                kept.append(Node(text=emoji))
        elif child.tag in DROPPED_WHEN_EMPTY and not child.words().strip() and not child.has("img", "hr", "figure"):
            if child.words() and child.tag not in BLOCKS:
                kept.append(Node(text=" "))
        else:
            kept.append(child)
    node.children = _joined(_without_loose_breaks(kept) if node.tag in HOLDS_PARAGRAPHS else kept)


def _without_loose_breaks(nodes: list[Node]) -> list[Node]:
    """A line break beside a block breaks no line."""
    solid = [node for node in nodes if node.tag or node.text.strip()]
    loose = {
        id(node)
        for before, node, after in zip([None, *solid], solid, [*solid[1:], None], strict=False)
        if node.tag == "br"
        and (before or after)
        and all(near is None or near.tag in BLOCKS for near in (before, after))
    }
    return [node for node in nodes if id(node) not in loose]


def _joined(nodes: list[Node]) -> list[Node]:
    """The same nodes, neighbouring runs of text made one."""
    joined: list[Node] = []
    for is_text, group in groupby(nodes, key=lambda node: not node.tag):
        run = list(group)
        joined += [Node(text="".join(node.text for node in run))] if is_text else run
    return joined


def _is_embed(node: Node) -> bool:
    return "data-embed" in node.attributes and "data-id" in node.attributes


def _attributes(node: Node) -> Iterator[tuple[str, str]]:
    """The attributes that may stay, in a fixed order."""
    given = node.attributes
    if node.tag == "figure":
        pattern = EMBEDS.get(given.get("data-embed", ""))
        if pattern and pattern.match(given.get("data-id", "")):
            yield "data-embed", given["data-embed"]
            yield "data-id", given["data-id"]
        return
    for name in PLAIN_ATTRIBUTES:
        value = given.get(name)
        if value is None:
            continue
        if name == "href" and is_safe_link(value):
            value = better if is_safe_link(better := straight(value)) else value
            yield name, value
            if value.lower().startswith(("http://", "https://")):
                yield "rel", "noopener"
        elif (
            name in ("src", "alt")
            or (name in NUMBERS and SMALL_NUMBER.match(value))
            or (name == "scope" and value in ("row", "col"))
            or (name in ("lang", "hreflang") and LANGUAGE_TAG.match(value))
        ):
            yield name, value


def is_safe_link(address: str) -> bool:
    """http, https, mailto, tel, or a path of this site; nothing odd in it, and no user name before the host."""
    if ODD.search(address) or address.startswith("//"):
        return False
    if address.startswith(("/", "#")):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in ("mailto", "tel") and bool(parts.path)


def without_pictures(html: str, is_dropped: Callable[[str], bool]) -> str:
    """Clean HTML without the pictures of which `is_dropped(src)` holds, and without the figures, captions and all, around them."""
    root = parse(html)
    _drop_pictures(root, is_dropped)
    return write(root).strip()


def _drop_pictures(node: Node, is_dropped: Callable[[str], bool]) -> bool:
    """Whether a picture was dropped somewhere below this node; what it leaves empty goes with it."""
    kept: list[Node] = []
    has_lost = False
    for child in node.children:
        is_gone = child.tag == "img" and is_dropped(child.attributes.get("src", ""))
        if child.tag and _drop_pictures(child, is_dropped):
            has_lost = True
            is_gone = child.tag == "figure" or not (child.words().strip() or child.has("img", "hr", "figure"))
        if is_gone:
            has_lost = True
        else:
            kept.append(child)
    node.children = kept
    return has_lost


class _PlainReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))


def plain_text(html: str) -> str:
    """The words of clean HTML, a line a block."""
    reader = _PlainReader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def passages(html: str, language: str) -> list[str]:
    """The blocks of clean HTML, spaced as they are, what is marked as another language left out (“…”)."""
    lines = [""]

    def walk(node: Node) -> None:
        for child in node.children:
            if not child.tag:
                lines[-1] += child.text.replace("\n", " ")
                continue
            if child.tag in BLOCKS:
                lines.append("")
            if not is_in_another_language(child, language):
                walk(child)
            elif child.tag not in BLOCKS:
                lines[-1] += "…"
            if child.tag in BLOCKS:
                lines.append("")

    walk(parse(html))
    return [line for line in lines if line.strip()]


def picture_words(html: str) -> list[str]:
    """What the pictures of clean HTML say to who does not see them; "" for one that says nothing."""
    return [node.attributes.get("alt", "").strip() for node in everything_in(parse(html)) if node.tag == "img"]


def summarise(html: str, limit: int = 200) -> str:
    """The beginning of a text in one line, cut at a word's edge."""
    text = plain_text(html).replace("\n", " ")
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def reading_minutes(html: str) -> int:
    """Whole minutes at 1,400 characters a minute, which holds in all three scripts; one at least."""
    return max(1, -(-len(plain_text(html)) // 1400))
