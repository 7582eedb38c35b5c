"""What pages say of themselves to search engines, as schema.org data in JSON-LD."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from articles.paper import APPS
from articles.queries import ArticlePage, Chrome
from reader.addresses import path_to
from reader.shared import shared
from reader.social import card_path, paper_name
from text.dates import iso
from text.labels import label

Data = dict[str, Any]


def script(*parts: Data) -> SafeString:
    """The parts in one script element; `<`, `>` and `&` escaped, so that no headline can end it."""
    graph = [{key: value for key, value in part.items() if value not in (None, "", [], {})} for part in parts]
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in (("&", "\\u0026"), ("<", "\\u003C"), (">", "\\u003E")):
        text = text.replace(char, escaped)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def address(route: str, *arguments: Any) -> str:
    return settings.SITE_URL + path_to(route, *arguments)


def article_parts(found: ArticlePage, chrome: Chrome, now: datetime) -> list[Data]:
    """A story in one language, and the way to it."""
    variant = found.variant
    section_name = variant.section.name(variant.language)
    trail = [(section_name, address("section", variant.language, variant.section.key))] if section_name else []
    here = (variant.headline, _address_in(found, variant.language, variant.slug))
    return [news_article(found, chrome, now), breadcrumbs(chrome, variant.language, *trail, here)]


def news_article(found: ArticlePage, chrome: Chrome, now: datetime) -> Data:
    variant = found.variant
    language, here = variant.language, _address_in(found, variant.language, variant.slug)
    published = variant.public_since
    return {
        "@type": "NewsArticle",
        "@id": f"{here}#story",
        "url": here,
        "mainEntityOfPage": here,
        "headline": variant.headline,
        "description": variant.summary,
        "image": _images(found, chrome, now),
        "inLanguage": language,
        "articleSection": variant.section.name(language),
        "keywords": [topic.name for topic in found.topics],
        "datePublished": iso(published) if published else None,
        "dateModified": iso(max(published, variant.updated_at or published)) if published else None,
        "isAccessibleForFree": True,
        "author": _authors(found, chrome),
        "publisher": shared(("publisher", language), lambda: publisher(chrome, language)),
        "sourceOrganization": _source(found),
        "correction": [
            {"@type": "CorrectionComment", "text": note.text, "datePublished": iso(note.corrected_at)}
            for note in found.corrections
        ],
        **_translations(found),
    }


def publisher(chrome: Chrome, language: str) -> Data:
    """The paper, and where it says how it works; the principles only where it has written them down."""
    about = address("about", language) if label(chrome.settings.about, language) else None
    logo = {"@type": "ImageObject", "url": settings.SITE_URL + static("img/icon-512.png"), "width": 512, "height": 512}
    data = {
        "@type": "NewsMediaOrganization",
        "@id": f"{settings.SITE_URL}/#paper",
        "name": paper_name(chrome.settings.names, language),
        "url": settings.SITE_URL + "/",
        "logo": logo,
        "sameAs": [link for key, link in chrome.settings.links.get(language, {}).items() if link and key not in APPS],
        "publishingPrinciples": about,
        "ownershipFundingInfo": about,
        "noBylinesPolicy": about,
        "correctionsPolicy": address("corrections", language),
    }
    return {key: value for key, value in data.items() if value}


def front_parts(chrome: Chrome, language: str) -> list[Data]:
    """The front of a language: the site, how to search it, and whose it is."""
    search = address("search", language) + "?q={search_term_string}"
    front = address("home", language)
    site = {
        "@type": "WebSite",
        "@id": f"{front}#site",
        "url": front,
        "name": paper_name(chrome.settings.names, language),
        "description": label(chrome.settings.taglines, language),
        "inLanguage": language,
        "publisher": {"@id": f"{settings.SITE_URL}/#paper"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return [site, publisher(chrome, language)]


def breadcrumbs(chrome: Chrome, language: str, *trail: tuple[str, str]) -> Data:
    """From the front to the page, each with its name and address."""
    steps = [(paper_name(chrome.settings.names, language), address("home", language)), *trail]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": target}
        for place, (name, target) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _address_in(found: ArticlePage, language: str, slug: str) -> str:
    return address("article", language, found.variant.article_id, slug)


def _images(found: ArticlePage, chrome: Chrome, now: datetime) -> list[str]:
    """The lead picture in the three shapes that search engines ask for; else the card."""
    if found.picture and found.picture.is_ready:
        return [settings.SITE_URL + path for path in found.picture.for_machines]
    return [settings.SITE_URL + card_path(found.variant, chrome.settings.names, now)]


def _authors(found: ArticlePage, chrome: Chrome) -> list[Data]:
    """Who signs, with no word before the name; a story that nobody signs is the paper's."""
    variant = found.variant
    if variant.byline_override:
        return [{"@type": "Person", "name": variant.byline_override}]
    people = [
        {"@type": "Person", "name": who.name, "url": address("author", variant.language, who.slug)}
        for who in found.signatures
    ]
    paper = {"@type": "Organization", "name": paper_name(chrome.settings.names, variant.language)}
    return people or [{**paper, "url": settings.SITE_URL + "/"}]


def _source(found: ArticlePage) -> Data | None:
    """The agency whose report the story uses."""
    wire = found.variant.wire_source
    if wire is None:
        return None
    name = label(wire.names, found.variant.language) or wire.name
    return {"@type": "Organization", "name": name, **({"url": wire.url} if wire.url else {})}


def _translations(found: ArticlePage) -> Data:
    """Of the story's live languages: the one this is translated from, or those that are translated from this."""
    variant = found.variant
    others = {
        code: {"@type": "NewsArticle", "@id": f"{_address_in(found, code, slug)}#story", "inLanguage": code}
        for code, slug in found.elsewhere.items()
        if code != variant.language
    }
    original = variant.article.original_language
    if variant.language == original:
        return {"workTranslation": list(others.values())}
    return {"translationOfWork": others.get(original)}
