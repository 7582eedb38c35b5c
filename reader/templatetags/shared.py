"""Parts of pages that are the same on many of them are rendered once while the site stays as it is."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reader.shared import shared as shared_by_pages

register = template.Library()


class SharedNode(template.Node):
    def __init__(self, nodelist: NodeList, name: str, depends_on: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.depends_on = nodelist, name, depends_on

    def render(self, context: Context) -> SafeString:
        values = (value.resolve(context, ignore_failures=True) for value in self.depends_on)
        key: Any = ("part", self.name, get_language(), *values)
        return shared_by_pages(key, lambda: self.nodelist.render(context))


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """`{% shared 'name' value … %}…{% endshared %}`: the values, and the language, are all that the part depends on."""
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(nodelist, name, [parser.compile_filter(value) for value in values])
