"""The HTML of every kind of page, in every language, against the standard: html-validate, from npm."""

import json
import subprocess

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import SiteSettings
from audience.queries import count_most_read
from search.index import rebuild
from tests import cast, node
from tests.site.routes import addresses, pages
from tests.site.test_pages import refusals

BODY = (
    "<h2>First</h2><p>The <strong>first</strong> carriages left at <em>dusk</em>; see <a href=\"https://example.org/\">more</a>.</p>"
    "<ul><li>One</li><li>Two</li></ul><blockquote><p>“It is late.”</p></blockquote>"
    '<figure><img src="/media/{key}/w720.jpg" alt="A gate"><figcaption>The gate</figcaption></figure>'
    '<figure data-embed="youtube" data-id="dQw4w9WgXcQ"></figure>'
)  # fmt: skip


# What the search field's script puts around the options (static/js/search.js).
LISTED = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Search</title></head><body><ul role="listbox" aria-label="Search">
...</ul></body></html>"""


@pytest.fixture
def busy(paper):
    """The paper with everything in it that a page can show."""
    now = timezone.now()
    links = dict.fromkeys(("telegram", "x", "youtube", "app_store"), "https://example.org/threads")
    SiteSettings.objects.update(
        links=dict.fromkeys(cast.LANGUAGES, links),
        about=dict.fromkeys(cast.LANGUAGES, "How we work.\n\nAnd why."),
        contacts=dict.fromkeys(cast.LANGUAGES, "desk@example.org"),
        taglines=dict.fromkeys(cast.LANGUAGES, 'News & "views" <daily>'),
    )
    for language in cast.LANGUAGES:
        for number in range(22):
            cast.live(language, at=paper[0].visible_from, headline=f'{cast.HEADLINES[language]} {number} & "<b>"')
    for variant in paper:
        variant.refresh_from_db()
        text = {"body": BODY.format(key=paper[0].photo.key), "kicker": "A & B", "dateline": "Gyumri, <today>"}
        cast.publish(cast.write(variant, **text), at=now)
        for kind, is_on_top in (("correction", True), ("update", False)):
            workflow.correct(
                user=cast.mariam(), now=now, variant_id=variant.pk, kind=kind, text=f"{kind} & <b>", is_on_top=is_on_top
            )
    count_most_read(now)
    rebuild()
    return paper


def every_page(variants, client):
    """{file name: HTML} of every kind of page a reader can meet, errors included."""
    places = dict.fromkeys(pages(addresses(variants)), 200) | refusals(variants)
    for word in cast.WORDS.values():
        before = client.get(f"/{word}/latest/").context["page"].before
        places |= {f"/{word}/latest/?before={before}": 200, f"/{word}/search/?q=zzzz": 200}
    found = {}
    for number, (place, status) in enumerate(places.items()):
        response = client.get(place)
        assert response.status_code == status, place
        found[f"{number:03}{place.replace('/', '_').replace('?', '-')[:80]}.html"] = response.content
    for word in cast.WORDS.values():
        for typed in ("train", "поезд", "գնացք", "re", "ре", "տա"):
            offered = client.get(f"/{word}/search/suggest/?q={typed}").content
            found[f"suggest-{word}-{typed}.html"] = LISTED.replace(b"...", offered)
    for variant in variants[:3]:
        token = workflow.make_preview_link(user=cast.mariam(), now=timezone.now(), revision_id=variant.head_id)
        for theme in ("", "dark"):
            found[f"preview-{variant.language}-{theme}.html"] = client.get(f"/preview/{token}/?theme={theme}").content
    assert sum(html.count(b'<li role="option"') for html in found.values()) >= 6
    found["400.html"] = client.get("/en/", headers={"host": "somewhere.else"}).content
    return found


def test_the_html_of_every_page_is_valid(busy, client, tmp_path, monkeypatch):
    command = node.tool("html-validate")
    found = every_page(busy, client)
    monkeypatch.setattr("reader.views.fronts.front", lambda *arguments: 1 / 0)
    found["500.html"] = Client(raise_request_exception=False).get("/ru/").content
    for name, html in found.items():
        assert html.startswith(b"<!doctype html>"), name
        (tmp_path / name).write_bytes(html)
    run = subprocess.run(
        [*command, "--config", str(node.FOLDER / ".htmlvalidate.json"), "--formatter", "json", str(tmp_path)],
        capture_output=True, text=True,
    )  # fmt: skip
    faults = {
        f"{message['ruleId']}: {message['message']} ({message.get('selector')})": result["filePath"].rpartition("/")[2]
        for result in json.loads(run.stdout)
        for message in result["messages"]
    }
    assert faults == {}, "\n".join(f"{name}  {fault}" for fault, name in sorted(faults.items()))
    assert run.returncode == 0


def test_the_validator_refuses_what_is_wrong(tmp_path):
    command = node.tool("html-validate")
    (tmp_path / "bad.html").write_text('<!doctype html><html lang="en"><head><title>T</title></head><body><p><div></p><img src="x"></body></html>')  # fmt: skip
    run = subprocess.run(
        [*command, "--config", str(node.FOLDER / ".htmlvalidate.json"), str(tmp_path)], capture_output=True
    )
    assert run.returncode == 1
