"""What every answer says beside its text, and that no page asks a browser to trust or fetch anything but us."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast
from tests.site.routes import addresses, pages

PAGE = "public, max-age=0, must-revalidate, s-maxage=60, stale-if-error=86400"
MOVED = "public, max-age=0, must-revalidate, s-maxage=60"
KEPT = {
    **dict.fromkeys(
        ("home", "section", "article", "tag", "author", "source", "latest", "most_read", "most_read_in", "corrections", "search", "suggest",
         "offline", "about", "contact", "archive_year", "archive_month", "archive_day"), PAGE),
    **dict.fromkeys(("feed", "section_feed", "tag_feed", "author_feed"), "public, max-age=60, stale-if-error=86400"),
    **dict.fromkeys(("sitemap", "sitemap_lists", "sitemap_month", "news_sitemap", "media", "social_card"), "public, max-age=60"),
    **dict.fromkeys(("article_by_id", "short", "worker"), MOVED),
    **dict.fromkeys(("robots", "security", "manifest", "speculation_rules"), "public, max-age=3600"),
    "root": "no-store",
    **dict.fromkeys(("healthz", "readyz"), "max-age=0, no-cache, no-store, must-revalidate, private"),
}  # fmt: skip


class Fetched(HTMLParser):
    """What a browser would load or run by itself on a page."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.scripts, self.handlers, self.inside = [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]
        loads = tag in ("script", "img", "iframe", "source", "video", "audio", "embed", "form") or (
            tag == "link" and not {"alternate", "canonical", "shortlink"} & set(given["rel"].split())
        )
        if loads:
            self.addresses += [given[name] for name in ("src", "href", "action") if name in given]
            self.addresses += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.inside = ""
        self.handlers += ["<style>"] if tag == "style" else []

    def handle_data(self, data):
        if self.inside is not None:
            self.inside += data

    def handle_endtag(self, tag):
        if tag == "script" and self.inside is not None:
            self.scripts.append(self.inside)
            self.inside = None


def every_kind_of_answer(paper):
    """One answer of each status that a public address can have."""
    client = Client(raise_request_exception=False)
    cast.withdraw(paper[1], now=timezone.now())
    etag = client.get("/en/").headers["ETag"]
    return {
        200: client.get("/en/"),
        301: client.get(f"/en/{paper[0].article_id}/"),
        302: client.get("/"),
        304: client.get("/en/", headers={"if-none-match": etag}),
        400: client.get("/en/", headers={"host": "evil.example"}),
        404: client.get("/en/nothing/"),
        405: client.post("/en/"),
        410: client.get(cast.address(paper[1])),
        413: client.post("/v/1/en", data=b"x" * 100_000, content_type="text/plain"),
    }


def test_every_kind_of_answer_carries_the_strict_policy(paper):
    for status, response in every_kind_of_answer(paper).items():
        policy = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))
        assert response.status_code == status
        assert policy["default-src"] == "'self'" and policy["style-src"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert not any(word in str(policy) for word in ("unsafe-inline", "unsafe-eval", "*", " http:")), status
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "Set-Cookie" not in response.headers and not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_a_broken_page_carries_the_policy_and_is_not_kept(paper, monkeypatch):
    monkeypatch.setattr("reader.pages.chrome", lambda *arguments: 1 / 0)
    response = Client(raise_request_exception=False).get("/arm/about/")
    assert response.status_code == 500
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "s-maxage" not in response.headers.get("Cache-Control", "")


def test_every_kind_of_address_says_how_long_it_may_be_kept(paper, client):
    found = addresses(paper, paper[0].photo)
    assert set(found) == set(KEPT)
    for name, places in found.items():
        for place in places:
            said = client.get(place).headers["Cache-Control"]
            assert set(said.split(", ")) == set(KEPT[name].split(", ")), (place, said)


@pytest.mark.parametrize("status", [400, 404, 405, 410, 413])
def test_no_shared_cache_keeps_a_refusal(paper, status):
    said = every_kind_of_answer(paper)[status].headers.get("Cache-Control", "")
    assert "s-maxage" not in said
    assert "max-age" not in said.replace("max-age=0", "")


def test_no_page_loads_anything_from_another_place_or_runs_what_the_policy_forbids(paper, client):
    policy = client.get("/en/").headers["Content-Security-Policy"]
    for place in [*pages(addresses(paper)), "/en/nothing/", "/nothing"]:
        fetched = Fetched(client.get(place).content.decode())
        assert len(fetched.addresses) >= 4, place
        for address in fetched.addresses:
            assert address.startswith("/") and not address.startswith("//"), (place, address)
        assert fetched.handlers == [], place
        for script in fetched.scripts:
            assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy, place
        assert len(fetched.scripts) == 1, place


def test_an_embed_waits_for_a_click(paper, client):
    words = (
        '<p>See it.</p><figure data-embed="youtube" data-id="dQw4w9WgXcQ"><figcaption>The bridge</figcaption></figure>'
    )
    cast.publish(cast.write(paper[0], body=words), at=timezone.now())
    text = client.get(cast.address(paper[0])).content.decode()
    fetched = Fetched(text)
    assert 'data-embed="youtube"' in text and '<a class="embed__link" href="https://www.youtube.com/' in text
    assert not [address for address in fetched.addresses if not address.startswith("/")]
    assert "<iframe" not in text


def test_a_picture_can_do_nothing_but_be_shown(paper, client):
    response = client.get(f"/media/{paper[0].photo.key}/c480.jpg")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
