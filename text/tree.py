"""Well-formed HTML as a small tree, and back."""

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_DEEP = 100  # well within Python's own stack
RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "strike": "s", "del": "s"}
VOID = {"br", "hr", "img"}
BLOCKS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption", "table", "tr", "th", "td", "hr", "br",
}  # fmt: skip


class Node:
    """An element of the small tree, or (tag empty) a run of text."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str = "", text: str = "") -> None:
        self.tag = tag
        self.text = text
        self.attributes: dict[str, str] = {}
        self.children: list[Node] = []

    def words(self) -> str:
        return self.text if not self.tag else "".join(child.words() for child in self.children)

    def has(self, *tags: str) -> bool:
        return any(child.tag in tags or child.has(*tags) for child in self.children)


class Reader(HTMLParser):
    """Builds the tree from nh3's well-formed output."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(RENAMED.get(tag, tag))
        node.attributes = {name: value or "" for name, value in attrs}
        self.open[-1].children.append(node)
        if tag in VOID:
            return
        self.open.append(node)
        if len(self.open) > MOST_DEEP:
            raise ValidationError(_("The text is nested too deeply."), code="nested")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(Node(text=data))


def parse(html: str) -> Node:
    """The tree of well-formed HTML, under a node of its own; write(parse(x)) == x for what clean_html() gives."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def write(root: Node) -> str:
    return "".join(write_one(child) for child in root.children)


def write_one(node: Node) -> str:
    if not node.tag:
        return escape(node.text, quote=False)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    if node.tag in VOID:
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{''.join(write_one(child) for child in node.children)}</{node.tag}>"


def is_in_another_language(node: Node, language: str) -> bool:
    return node.attributes.get("lang", language).partition("-")[0].lower() != language


def everything_in(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from everything_in(child)
