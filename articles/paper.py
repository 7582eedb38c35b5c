"""What the paper says of itself, a language at a time: its name, its pages, where else it is found, how it is shared."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from articles.events import announce_site, paper_renamed
from articles.models import Act, SiteSettings
from articles.permissions import Verb, require
from articles.workflow.rows import Refusal, log
from text.cities import CITIES
from text.html import clean_html, is_safe_link
from text.intake import clean_text
from text.languages import LANGUAGES

# Where the paper has pages of its own: what each is called, and the hosts its addresses may have.
FOLLOWED: dict[str, tuple[str, tuple[str, ...]]] = {
    "telegram": ("Telegram", ("t.me", "telegram.me")),
    "vk": ("VK", ("vk.com", "vk.ru")),
    "x": ("X", ("x.com", "twitter.com")),
    "youtube": ("YouTube", ("youtube.com",)),
    "instagram": ("Instagram", ("instagram.com",)),
    "facebook": ("Facebook", ("facebook.com",)),
    "app_store": ("App Store", ("apps.apple.com",)),
    "google_play": ("Google Play", ("play.google.com",)),
}
APPS = ("app_store", "google_play")  # of those above: there one fetches the paper's own programs, and follows nobody
# Where readers share a story: what each is called, and the address that takes the story's, and its headline, quoted.
SHARED: dict[str, tuple[Any, str]] = {
    "telegram": ("Telegram", "https://t.me/share/url?url={url}&text={text}"),
    "vk": ("VK", "https://vk.com/share.php?url={url}&title={text}"),
    "whatsapp": ("WhatsApp", "https://wa.me/?text={text}%20{url}"),
    "viber": ("Viber", "viber://forward?text={text}%20{url}"),
    "facebook": ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    "x": ("X", "https://x.com/intent/post?url={url}&text={text}"),
    "mail": (gettext_lazy("E-mail"), "mailto:?subject={text}&body={url}"),
}
SHARE_ORDER = {
    "en": ("x", "facebook", "whatsapp", "telegram"),
    "ru": ("telegram", "vk", "whatsapp", "x"),
    "hy": ("facebook", "telegram", "whatsapp", "x"),
}
MOST_SHARES = 5
# {column: (what the desk calls it, the longest)}; two of them are rich text.
WORDS: dict[str, tuple[Any, int]] = {
    "names": (gettext_lazy("Name of the paper"), 80),
    "taglines": (gettext_lazy("Tagline"), 200),
    "about": (gettext_lazy("About us"), 20_000),
    "contacts": (gettext_lazy("Contact"), 20_000),
    "reuse_policies": (gettext_lazy("Reuse policy"), 2000),
}
RICH = ("about", "contacts")


@dataclass(frozen=True, slots=True)
class Said:
    """What the paper says of itself in one language. `words`: {column: text}, rich text as HTML; `links`: {place: address}."""

    words: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[str, ...] = ()


# What is the same in every language: the cities whose clocks are shown, and whether feeds carry whole texts.
EVERYWHERE = ("clocks", "has_full_feeds")


def said_in(settings: SiteSettings, language: str) -> Said:
    return Said(
        {column: getattr(settings, column).get(language, "") for column in WORDS},
        dict(settings.links.get(language, {})),
        shares_of(settings, language),
    )


def shares_of(settings: SiteSettings, language: str) -> tuple[str, ...]:
    """The networks in their order; what is none of them any more is left out."""
    chosen = settings.shares.get(language, SHARE_ORDER[language])
    return tuple(key for key in chosen if key in SHARED)


def fingerprint(settings: SiteSettings) -> str:
    """Changes with whatever the settings say."""
    whole = [getattr(settings, column) for column in (*WORDS, "links", "shares", *EVERYWHERE)]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:20]


@transaction.atomic
def save_settings(
    *, user: User, now: datetime, seen: str, said: Mapping[str, Said], clocks: Iterable[str], has_full_feeds: bool
) -> SiteSettings:
    """Write what the paper says in every language. `seen`: the fingerprint of what the person was shown; `clocks`: cities.

    Raises ValidationError, by column and language ("taglines_ru", "link_x_en"), and Refusal when somebody saved meanwhile.
    """
    require(user, Verb.RULE)
    SiteSettings.objects.get_or_create(pk=1)
    settings = SiteSettings.objects.select_for_update().get(pk=1)
    if seen != fingerprint(settings):
        raise Refusal(
            _(
                "Somebody saved the settings after you opened this page. What you typed is still here: compare, then save again."
            )
        )
    fresh = _cleaned(said)
    changed = [
        [column, code]
        for column in fresh
        for code in LANGUAGES
        if fresh[column].get(code) != getattr(settings, column).get(code)
    ]
    chosen = set(clocks)
    everywhere = {"clocks": [city for city in CITIES if city in chosen], "has_full_feeds": has_full_feeds}
    changed += [[column, ""] for column, value in everywhere.items() if value != getattr(settings, column)]
    if changed:
        for column, value in {**fresh, **everywhere}.items():
            setattr(settings, column, value)
        settings.save(update_fields=[*fresh, *everywhere])
        announce_site()
        if any(column == "names" for column, _language in changed):
            transaction.on_commit(lambda: paper_renamed.send_robust(sender=None), robust=True)
        log(user, now, Act.SETTINGS, None, changed=changed)
    return settings


def _cleaned(said: Mapping[str, Said]) -> dict[str, dict[str, object]]:
    """{column: {language: value}} as it is kept: nothing empty, and no order of networks that is the usual one."""
    errors: dict[str, list[str]] = {}
    fresh: dict[str, dict[str, object]] = {column: {} for column in (*WORDS, "links", "shares")}
    for code in LANGUAGES:
        one = said.get(code, Said())
        for column in WORDS:
            try:
                if text := _clean_words(column, one.words.get(column, "")):
                    fresh[column][code] = text
            except ValidationError as error:
                errors[f"{column}_{code}"] = error.messages
        links = {}
        for key in FOLLOWED:
            try:
                if address := _clean_link(key, one.links.get(key, "")):
                    links[key] = address
            except ValidationError as error:
                errors[f"link_{key}_{code}"] = error.messages
        if links:
            fresh["links"][code] = links
        shares = tuple(dict.fromkeys(key for key in one.shares if key in SHARED))[:MOST_SHARES]
        if shares != SHARE_ORDER[code]:
            fresh["shares"][code] = list(shares)
    if not fresh["names"] and not any(key.startswith("names_") for key in errors):
        errors[f"names_{next(iter(LANGUAGES))}"] = [_("Give it a name in at least one language.")]
    if errors:
        raise ValidationError(errors)
    return fresh


def _clean_words(column: str, value: str) -> str:
    limit = WORDS[column][1]
    text = clean_text(value, limit=limit, multiline=column in (*RICH, "reuse_policies"))
    # Pictures belong to stories: which of them may be shown, and until when, is known there.
    return clean_html(text, is_own_media=lambda address: False) if column in RICH else text


def _clean_link(key: str, value: str) -> str:
    """The address of the paper's page at this place, with https; "" for none."""
    address = clean_text(value, limit=200)
    if not address:
        return ""
    name, hosts = FOLLOWED[key]
    address = f"https://{address.removeprefix('http://')}" if not address.startswith("https://") else address
    try:
        parts = urlsplit(address)
        is_there = (parts.hostname or "").removeprefix("www.") in hosts and parts.port is None and len(parts.path) > 1
    except ValueError:
        is_there = False
    if not is_there or not is_safe_link(address):
        raise ValidationError(
            _("This is no page at %(site)s: its address begins with %(address)s")
            % {"site": name, "address": f"https://{hosts[0]}/"}
        )
    return address
