"""What parts need code for: marked-up text, structured data, addresses for sharing."""

import json
import re
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.queries import ArticlePage, Chrome
from reader.inline_script import INLINE_SCRIPT
from search.marking import marked
from search.queries import Found
from text.dates import iso
from text.labels import label
from text.languages import LANGUAGES, Language

register = template.Library()
EMBED = re.compile(r'<figure data-embed="([a-z]+)" data-id="([^"]+)">')
EMBED_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "x": "https://x.com/i/status/{}",
    "telegram": "https://t.me/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "facebook": "https://www.facebook.com/{}",
}
EMBED_NAMES = {
    "youtube": "YouTube", "vimeo": "Vimeo", "x": "X", "telegram": "Telegram", "instagram": "Instagram", "facebook": "Facebook",
}  # fmt: skip
SHARES = {
    "telegram": ("Telegram", "https://t.me/share/url?url={url}&text={text}"),
    "x": ("X", "https://x.com/intent/post?url={url}&text={text}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "whatsapp": ("WhatsApp", "https://wa.me/?text={text}%20{url}"),
    "vk": ("VK", "https://vk.com/share.php?url={url}&title={text}"),
}
SHARE_ORDER = {
    "en": ("x", "facebook", "whatsapp", "telegram"),
    "ru": ("telegram", "vk", "whatsapp", "x"),
    "hy": ("facebook", "telegram", "whatsapp", "x"),
}
FOLLOWED = {
    "telegram": "Telegram", "x": "X", "youtube": "YouTube", "instagram": "Instagram", "facebook": "Facebook",
    "app_store": "App Store", "google_play": "Google Play",
}  # fmt: skip


@register.simple_tag
def early_script() -> SafeString:
    """The one inline script; its hash is in the policy."""
    return format_html("<script>{}</script>", mark_safe(INLINE_SCRIPT))  # noqa: S308 - our own constant


@register.filter
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
    return mark_safe(html.replace("<img ", '<img loading="lazy" decoding="async" '))  # noqa: S308 - clean_html made it


@register.filter
def named(chrome: Chrome, language: Language) -> str:
    """The paper's name in a language."""
    return label(chrome.settings.names, language.code) or settings.SITE_URL.partition("://")[2]


@register.filter
def of_language(names: dict[str, str], language: Language) -> str:
    return label(names, language.code) or ""


@register.filter
def section_name(section: Any, language: Language) -> str:
    return section.name(language.code) or ""


@register.simple_tag
def languages() -> list[Language]:
    return list(LANGUAGES.values())


@register.simple_tag
def threads(live: frozenset[str] | dict[str, str]) -> list[tuple[Language, bool]]:
    """Each language of the paper, and whether the story is live in it."""
    return [(language, code in live) for code, language in LANGUAGES.items()]


@register.simple_tag
def share_links(language: Language, address: str, headline: str) -> list[tuple[str, str, str]]:
    """(key, name, address) of the networks, in the order of the language."""
    values = {"url": quote(address, safe=""), "text": quote(headline, safe="")}
    return [(key, SHARES[key][0], SHARES[key][1].format(**values)) for key in SHARE_ORDER[language.code]]


@register.simple_tag
def followed(chrome: Chrome, language: Language) -> list[tuple[str, str, str]]:
    """(key, name, address) of the paper's own pages elsewhere, in this language; an empty address is not shown."""
    links = chrome.settings.links.get(language.code, {})
    return [(key, name, links[key]) for key, name in FOLLOWED.items() if links.get(key)]


@register.simple_tag
def alternates(found: ArticlePage) -> list[tuple[str, str]]:
    """(hreflang, address) of every live language of a story, itself included, then x-default."""
    addresses = {
        code: settings.SITE_URL + reverse("reader:article", args=[code, found.variant.article_id, slug])
        for code, slug in sorted(found.elsewhere.items(), key=lambda item: list(LANGUAGES).index(item[0]))
    }
    if not addresses:
        return []
    original = found.variant.article.original_language
    default = addresses.get(original) or next(iter(addresses.values()))
    return [*addresses.items(), ("x-default", default)]


@register.simple_tag
def switch_to(language: Language, elsewhere: dict[str, str] | None, variant: Any) -> str:
    """Where the language switch leads: the same story if it is live there, else its section, else that language's front."""
    if variant and elsewhere and language.code in elsewhere:
        return reverse("reader:article", args=[language.code, variant.article_id, elsewhere[language.code]])
    if variant and variant.section.name(language.code):
        return reverse("reader:section", args=[language.code, variant.section.key])
    return reverse("reader:home", args=[language.code])


@register.simple_tag
def structured_data(found: ArticlePage, chrome: Chrome, canonical: str) -> SafeString:
    """NewsArticle as JSON-LD; `<`, `>` and `&` escaped, so that no headline can end the script."""
    variant = found.variant
    language = LANGUAGES[variant.language]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": variant.headline,
        "description": variant.summary,
        "url": canonical,
        "inLanguage": variant.language,
        "articleSection": section_name(variant.section, language),
        "datePublished": iso(variant.published_at) if variant.published_at else None,
        "dateModified": iso(variant.updated_at or variant.published_at) if variant.published_at else None,
        "isAccessibleForFree": True,
        "author": [
            {
                "@type": "Person",
                "name": signature.name,
                "url": settings.SITE_URL + reverse("reader:author", args=[variant.language, signature.slug]),
            }
            for signature in found.signatures
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": named(chrome, language), "url": settings.SITE_URL},
    }
    if found.picture and found.picture.is_ready:
        data["image"] = [settings.SITE_URL + found.picture.social]
    if found.corrections:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": note.text, "datePublished": iso(note.corrected_at)}
            for note in found.corrections
        ]
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    for char, escaped in (("&", "\\u0026"), ("<", "\\u003C"), (">", "\\u003E")):
        text = text.replace(char, escaped)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


@register.filter
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


@register.filter
def locale(code: str) -> str:
    """What Open Graph calls a language."""
    return LANGUAGES[code].locale


@register.filter
def found_in(text: str, found: Found) -> SafeString:
    """The text with the words that the search found marked."""
    return marked(text, found.language, found.terms)
