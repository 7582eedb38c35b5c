"""What parts need code for: marked-up text, structured data, addresses for sharing."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.cards import Card
from articles.models import ArticleVariant
from articles.paper import APPS, FOLLOWED, SHARED, shares_of
from articles.queries import ArticlePage, Chrome
from photos.pictures import in_text
from reader import structured
from reader.addresses import path_to
from reader.inline_script import INLINE_SCRIPT
from reader.social import card_path, paper_name
from search.marking import marked
from search.queries import Found
from text.labels import label
from text.languages import LANGUAGES, Language

ACCOUNT = re.compile(r"\A\w{1,15}\Z", re.ASCII)
EMBED = re.compile(r'<figure data-embed="([a-z]+)" data-id="([^"]+)">')
SIZES = "(min-width: 1040px) 680px, 100vw"  # of a picture in a text: the column is no wider
EMBED_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "x": "https://x.com/i/status/{}",
    "telegram": "https://t.me/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "facebook": "https://www.facebook.com/{}",
}
PAPER = {"light": "#F7F5EF", "dark": "#121416"}  # the colour around a page: --paper of static/css/tokens.css
FEEDS = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON", "application/feed+json"),
}
EMBED_NAMES = {
    "youtube": "YouTube", "vimeo": "Vimeo", "x": "X", "telegram": "Telegram", "instagram": "Instagram", "facebook": "Facebook",
}  # fmt: skip


def early_script() -> SafeString:
    """The one inline script; its hash is in the policy."""
    return format_html("<script>{}</script>", mark_safe(INLINE_SCRIPT))  # noqa: S308 - our own constant


def paper_colours() -> list[tuple[str, str]]:
    """(theme, the colour that the browser's frame takes in it)."""
    return list(PAPER.items())


def body(html: str) -> SafeString:
    """A variant's text, clean since it was saved. The one place where HTML of editors is trusted; embeds get their link."""

    def with_link(match: re.Match[str]) -> str:
        provider, number = match[1], match[2]
        address = EMBED_PAGES[provider].format(number)
        words = _("Open on %(site)s") % {"site": EMBED_NAMES[provider]}
        load = _("Show here: loads from %(site)s") % {"site": EMBED_NAMES[provider]}
        return (
            f'<figure class="embed" data-embed="{provider}" data-id="{number}" data-load="{load}">'
            f'<a class="embed__link" href="{address}" rel="noopener nofollow">{words}</a>'
        )

    html = EMBED.sub(with_link, html) if "data-embed" in html else html
    return mark_safe(in_text(html, SIZES))  # noqa: S308 - clean_html made it


def bare(address: str) -> str:
    """An address as people write it by hand."""
    return address.partition("://")[2]


def named(chrome: Chrome, language: Language) -> str:
    """The paper's name in a language."""
    return paper_name(chrome.settings.names, language.code)


def of_language(names: dict[str, str], language: Language) -> str:
    return label(names, language.code) or ""


def section_name(section: Any, language: Language) -> str:
    return section.name(language.code) or ""


def languages() -> list[Language]:
    return list(LANGUAGES.values())


def threads(live: frozenset[str] | dict[str, str]) -> list[tuple[Language, bool]]:
    """Each language of the paper, and whether the story is live in it."""
    return [(language, code in live) for code, language in LANGUAGES.items()]


def shares(chrome: Chrome, language: Language, address: str, headline: str) -> list[tuple[str, str, str]]:
    """(key, name, address) of the networks, in the order that the paper chose for the language."""
    values = {"url": quote(address, safe=""), "text": quote(headline, safe="")}
    chosen = shares_of(chrome.settings, language.code)
    return [(key, str(SHARED[key][0]), SHARED[key][1].format(**values)) for key in chosen]


def followed(chrome: Chrome, language: Language) -> list[tuple[str, str, str]]:
    """(key, name, address) of the paper's own pages elsewhere, in this language; an empty address is not shown."""
    return [(key, name, address) for key, name, address in linked(chrome, language) if key not in APPS]


def apps(chrome: Chrome, language: Language) -> list[tuple[str, str, str]]:
    """The same of the paper's own apps in the stores."""
    return [(key, name, address) for key, name, address in linked(chrome, language) if key in APPS]


def linked(chrome: Chrome, language: Language) -> list[tuple[str, str, str]]:
    links = chrome.settings.links.get(language.code, {})
    return [(key, name, links[key]) for key, (name, _hosts) in FOLLOWED.items() if links.get(key)]


def feeds(language: Language, kind: str = "", key: str = "") -> list[tuple[str, str, str]]:
    """(name, media type, address) of the feeds of a section, a tag or an author, by its key; else of everything."""
    where = (f"{kind}_feed", language.code, key) if kind else ("feed", language.code)
    return [(name, media_type, path_to(*where, form)) for form, (name, media_type) in FEEDS.items()]


def switch_to(language: Language, switch: Mapping[str, str], variant: Any) -> str:
    """Where the language switch leads: the same page, or that which says a story is not there yet; else that language's front."""
    if language.code in switch:
        return switch[language.code]
    if variant:
        return path_to("article_by_id", language.code, variant.article_id)
    return path_to("home", language.code)


def article_data(found: ArticlePage, chrome: Chrome, now: datetime) -> SafeString:
    return structured.script(*structured.article_parts(found, chrome, now))


def front_data(chrome: Chrome, language: Language) -> SafeString:
    return structured.script(*structured.front_parts(chrome, language.code))


def trail_data(chrome: Chrome, language: Language, name: str, canonical: str) -> SafeString:
    """The way from the front to a list."""
    return structured.script(structured.breadcrumbs(chrome, language.code, (name, canonical)))


def social_card(variant: ArticleVariant, chrome: Chrome, now: datetime) -> str:
    """The address of a live variant's card."""
    return settings.SITE_URL + card_path(variant, chrome.settings.names, now)


def account_on_x(chrome: Chrome, language: Language) -> str:
    """What X calls the paper's own page there, with its @; empty without one."""
    name = urlsplit(chrome.settings.links.get(language.code, {}).get("x", "")).path.strip("/")
    return f"@{name}" if ACCOUNT.match(name) else ""


def tint(colour: str) -> str:
    """The class of the placeholder nearest to a picture's dominant colour: one of six hues, or grey."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    high, low = max(red, green, blue), min(red, green, blue)
    if high - low < 24:
        return "tint-grey"
    if high == red:
        hue = 60 * (green - blue) / (high - low) % 360
    elif high == green:
        hue = 60 * (blue - red) / (high - low) + 120
    else:
        hue = 60 * (red - green) / (high - low) + 240
    return f"tint-{int(hue // 60)}"


def locale(code: str) -> str:
    """What Open Graph calls a language."""
    return LANGUAGES[code].locale


def found_in(text: str, found: Found) -> SafeString:
    """The text with the words that the search found marked."""
    return marked(text, found.language, found.terms)


def summary_of(card: Card, found: Found) -> str:
    """The sentence that holds what was asked for, when headline and names do not; else the story's own summary."""
    return found.excerpts.get(card.variant_id) or card.summary
