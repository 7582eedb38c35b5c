"""Preview links: whom they open to and for how long, that nothing keeps or finds them, that the wall shows unsaved words."""

import io
import logging
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Autosave, LogEntry, PreviewLink, Revision
from articles.snapshots import Text
from audience.models import ViewTotal
from newsroom.logs import Line
from photos.uploads import take_in
from tests import cast
from tests.site.routes import addresses, body

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def link(variant, *, by=None, at=None, **options):
    variant.refresh_from_db()
    by, at = by or cast.elena(), at or timezone.now()
    return workflow.make_preview_link(user=by, now=at, revision_id=variant.head_id, **options)


def walls(variant, by=None):
    return workflow.open_wall(user=by or cast.elena(), now=timezone.now(), article_id=variant.article_id, language="en")


def type_in(variant, by=None, **text):
    """What somebody typed and did not save."""
    variant.refresh_from_db()
    words = {"headline": variant.headline, "body": variant.body, **text}
    return workflow.autosave(
        user=by or cast.elena(), now=timezone.now(), variant_id=variant.pk, base_id=variant.head_id, text=Text(**words)
    )


def page(client, token, query=""):
    return client.get(f"/preview/{token}/{query}")


def test_a_link_opens_one_revision_and_stays_with_it(client):
    variant = cast.draft(headline="First words")
    token = link(variant)
    cast.write(variant, headline="Second words")
    text = page(client, token).content.decode()
    assert "First words" in text and "Second words" not in text
    assert "Second words" in page(client, link(variant)).content.decode()


def test_a_token_has_128_bits_and_is_kept_nowhere():
    variant = cast.draft()
    tokens = {link(variant) for _each in range(20)}
    assert len(tokens) == 20 and all(len(token) == 22 for token in tokens)
    kept = str(list(PreviewLink.objects.values())) + str(list(LogEntry.objects.values()))
    assert not [token for token in tokens if token in kept]


def refused(variant):
    """Every way in which a token may be none."""
    now = timezone.now()
    revoked, binned, deleted = link(variant), cast.draft(), cast.draft()
    workflow.revoke_preview_links(user=cast.elena(), now=now, variant_id=variant.pk)
    in_bin, gone = link(binned), link(deleted)
    workflow.move_to_bin(user=cast.elena(), now=now, article_id=binned.article_id)
    workflow.move_to_bin(user=cast.elena(), now=now - timedelta(days=31), article_id=deleted.article_id)
    workflow.empty_bin(now=now)
    return {
        "forged": "A" * 22,
        "expired": link(variant, at=now - 3 * HOUR, lifetime=HOUR),
        "revoked": revoked,
        "binned": in_bin,
        "deleted": gone,
        "of nothing": "%00",
        "overlong": "x" * 5000,
        "the digest itself": PreviewLink.objects.first().digest,
    }


def test_what_is_no_open_link_answers_404_and_names_nothing(client):
    variant = cast.draft()
    for why, token in refused(variant).items():
        for answer in (client.get(f"/preview/{token}/"), client.head(f"/preview/{token}/")):
            assert answer.status_code == 404, why
            assert variant.headline not in answer.content.decode()
            assert answer.headers["Cache-Control"] == "no-store", why


def test_an_hour_before_its_end_a_link_opens_and_after_it_not(client, monkeypatch):
    variant, now = cast.draft(), timezone.now()
    token = link(variant, at=now, lifetime=timedelta(days=7))
    for hours, status in ((7 * 24 - 1, 200), (7 * 24 + 1, 404)):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: now + hours * HOUR)
        assert page(client, token).status_code == status


@pytest.mark.parametrize("query", ["", "?theme=dark", "?theme=x%00", "?" + "a=1&" * 500])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_preview_is_never_stored_indexed_or_told_to_others(client, method, query):
    answer = getattr(client, method)(f"/preview/{link(cast.draft())}/{query}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in answer.headers and "Set-Cookie" not in answer.headers
    if method == "get":
        assert '<meta name="robots" content="noindex">' in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_preview_takes_nothing_in(client, method):
    answer = getattr(client, method)(f"/preview/{link(cast.draft())}/")
    assert answer.status_code == 405 and answer.headers["Cache-Control"] == "no-store"


def test_robots_are_kept_away(client):
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()


def test_nothing_of_a_preview_is_in_any_public_page(client, paper):
    variant = cast.draft(headline="Quite secret words", in_section="region")
    token, wall = link(variant), walls(variant)["en"]
    page(client, token), page(client, wall)
    for place in [place for places in addresses(paper).values() for place in places]:
        text = body(client.get(place))
        for secret in (b"preview/", b"Quite secret", token.encode(), wall.encode()):
            assert secret not in text or place == "/robots.txt", place


@pytest.fixture
def lines():
    """What the real handler writes while the test runs, everything from DEBUG up."""
    root = logging.getLogger()
    handler = next(one for one in root.handlers if isinstance(one.formatter, Line))
    stream, level = io.StringIO(), root.level
    before = handler.setStream(stream)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    handler.setStream(before)


def test_no_token_is_in_the_log(client, lines):
    variant = cast.draft()
    token, wall = link(variant), walls(variant)["en"]
    client.post(f"/preview/{token}/")
    page(client, token), page(client, wall), client.get(f"/preview/{token}/media/{'0' * 32}/c480.jpg")
    workflow.revoke_preview_links(user=cast.elena(), now=timezone.now(), variant_id=variant.pk)
    page(client, token)
    written = lines.getvalue()
    assert "Method Not Allowed (POST): /preview/…/" in written and "Not Found: /preview/…/" in written
    assert token not in written and wall not in written


def picture(colour):
    from photos.renditions import make_renditions

    photo = take_in(cast.jpeg((900, 600), colour=colour), user=None, now=timezone.now(), credit="Nora Vale")
    make_renditions.func(photo.pk)
    return photo


def test_a_link_serves_the_pictures_of_its_own_text_only(client, media):
    mine, other = picture((160, 60, 40)), picture((40, 60, 160))
    variant = cast.draft(body=f'<p>a</p><figure><img src="/media/{mine.key}/w1440.jpg" alt=""></figure>')
    token = link(variant)
    shown = page(client, token).content.decode()
    assert f'src="/preview/{token}/media/{mine.key}/w720.jpg"' in shown and f'"/media/{mine.key}' not in shown
    for name in ("w720.jpg", "w1440.jpg", "w1440.avif"):
        assert f"/preview/{token}/media/{mine.key}/{name}" in shown
        seen = client.get(f"/preview/{token}/media/{mine.key}/{name}")
        assert seen.status_code == 200 and seen.headers["Cache-Control"] == "no-store"
    assert client.get(f"/preview/{token}/media/{other.key}/w1440.jpg").status_code == 404
    assert client.get(f"/preview/{'A' * 22}/media/{mine.key}/w1440.jpg").status_code == 404


# ------------------------------------------------------------------------------------- a link names one state of a text

SEALS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


def seals(answer):
    return {name: answer.headers.get(name) for name in SEALS}


def changed(token):
    """Another token at every place, and the same with something added to it or taken away."""
    at = [token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :] for place in range(len(token))]
    return [*at, token.swapcase(), token[::-1], token[:-1], token + "A", f"{token}=", f"{token}%20", f"{token}:1"]


def test_a_token_that_was_changed_opens_neither_its_own_state_nor_another(client):
    variant = cast.draft(headline="First words")
    token = link(variant)
    other = link(cast.write(variant, headline="Second words"))
    for forged in (*changed(token), token[:11] + other[11:], other[:11] + token[11:]):
        for answer in (client.get(f"/preview/{forged}/"), client.head(f"/preview/{forged}/")):
            assert answer.status_code == 404, forged
            assert seals(answer) == SEALS
            assert "words" not in answer.content.decode()


def test_no_other_state_of_the_text_is_asked_for_by_a_link(client):
    variant = cast.draft(headline="First words")
    token, first = link(variant), variant.head_id
    second = cast.write(variant, headline="Second words").head_id
    third = link(variant)
    for query in (f"?revision={second}", f"?head={second}", f"?token={third}", f"?theme=dark&id={second}"):
        text = page(client, token, query).content.decode()
        assert "First words" in text and "Second words" not in text, query
    for added in (f"{second}/", f"{first}/", "media/", f"../{third}"):
        answer = client.get(f"/preview/{token}/{added}")
        assert answer.status_code == 404 and seals(answer) == SEALS, added


@pytest.mark.parametrize("since", ["saved", "published", "withdrawn", "translated"])
def test_whatever_became_of_the_text_since_a_link_shows_the_state_it_was_made_of(client, since):
    now = timezone.now()
    variant = cast.draft(headline="First words", body="<p>First body.</p>")
    token = link(variant)
    newer = cast.write(variant, headline="Second words", body="<p>Second body.</p>")
    if since in ("published", "withdrawn"):
        cast.publish(newer, at=now - HOUR)
    if since == "withdrawn":
        cast.withdraw(newer, now=now)
    if since == "translated":
        cast.translate(newer, "ru", headline="Second words")
    text = page(client, token).content.decode()
    assert "First words" in text and "First body." in text
    assert "Second" not in text


def test_a_link_opens_no_picture_that_only_another_state_of_the_text_shows(client, media):
    first, second = picture((160, 60, 40)), picture((40, 60, 160))
    bodies = [f'<p>a</p><figure><img src="/media/{one.key}/w1440.jpg" alt=""></figure>' for one in (first, second)]
    variant = cast.draft(body=bodies[0])
    old = link(variant)
    new = link(cast.write(variant, body=bodies[1]))
    for token, mine, other in ((old, first, second), (new, second, first)):
        for method in (client.get, client.head):
            shown, hidden = (method(f"/preview/{token}/media/{one.key}/w1440.jpg") for one in (mine, other))
            assert (shown.status_code, hidden.status_code) == (200, 404)
            assert seals(shown) == seals(hidden) == SEALS
            assert "ETag" not in shown.headers and "Set-Cookie" not in shown.headers
        assert client.get(f"/media/{mine.key}/w1440.jpg").status_code == 404


def test_a_link_that_ended_takes_its_pictures_with_it(client, media):
    one = picture((160, 60, 40))
    variant = cast.draft(body=f'<p>a</p><figure><img src="/media/{one.key}/w1440.jpg" alt=""></figure>')
    for token in refused(variant).values():
        answer = client.get(f"/preview/{token}/media/{one.key}/w1440.jpg")
        assert answer.status_code == 404 and seals(answer) == SEALS


def test_a_link_to_words_that_wait_shows_them_to_nobody_else(client, paper, lines):
    waiting = cast.write(paper[0], headline="Quite secret words", body="<p>A secret body.</p>")
    token = link(waiting)
    assert "Quite secret words" in page(client, token).content.decode()
    for place in [place for places in addresses(paper).values() for place in places]:
        text = body(client.get(place))
        for secret in (b"Quite secret", b"A secret body", token.encode()):
            assert secret not in text, place
    assert "secret" not in re.sub(r"\S*q=secret", "", lines.getvalue()) and token not in lines.getvalue()


# ------------------------------------------------------------------------------------------------------------- the wall


def test_a_wall_shows_what_its_person_typed_and_did_not_save(client):
    variant = cast.draft(headline="Saved words")
    mine, theirs = walls(variant)["en"], walls(variant, cast.mariam())["en"]
    type_in(variant, headline="Unsaved words", body="<p>Unsaved text.</p>")
    text = page(client, mine).content.decode()
    assert "Unsaved words" in text and "Unsaved text." in text
    assert "Saved words" in page(client, theirs).content.decode()
    assert "Unsaved" not in page(client, theirs).content.decode()
    assert "Unsaved" not in page(client, link(variant)).content.decode()


def test_a_wall_shows_the_newest_saved_words_when_nothing_is_unsaved(client):
    variant = cast.draft(headline="First words")
    token = walls(variant)["en"]
    cast.write(variant, headline="Second words")
    assert "Second words" in page(client, token).content.decode()


def test_a_wall_has_a_window_for_every_language_there_is(client):
    variant = cast.draft()
    cast.translate(variant, "hy")
    tokens = walls(variant)
    assert set(tokens) == {"en", "hy"}
    assert cast.HEADLINES["hy"] in page(client, tokens["hy"]).content.decode()


@pytest.mark.parametrize(
    ("body_typed", "kept"),
    [
        ("<p>a</p><script>alert(1)</script><img src=x onerror=alert(2)>", "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">link</a></p>', "<p>link</p>"),
        ("<blockquote>" * 150 + "deep", "<p>deep</p>"),
        ("<p>" + "long " * 90_000 + "</p>", "<p>long long"),
    ],
)  # fmt: skip
def test_unsaved_words_are_cleaned_before_anybody_sees_them(client, body_typed, kept):
    variant = cast.draft()
    type_in(variant, headline="<script>alert(0)</script>" + "x" * 400, body=body_typed)
    text = page(client, walls(variant)["en"]).content.decode()
    assert kept in text
    assert "<script>alert" not in text and "onerror" not in text and "javascript:" not in text


def test_a_wall_closes_after_an_hour_and_with_the_right_to_see(client, monkeypatch):
    variant, now = cast.draft(), timezone.now()
    elena = cast.elena()
    token = walls(variant, elena)["en"]
    assert page(client, token).status_code == 200
    elena.memberships.all().delete()
    assert page(client, token).status_code == 404
    other = walls(variant, cast.mariam())["en"]
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=61))
    assert page(client, other).status_code == 404


def test_a_wall_makes_no_revision_and_no_line_in_the_log_and_clears_up_after_itself(client):
    variant = cast.draft()
    counts = [model.objects.count() for model in (Revision, LogEntry, Autosave)]
    for _each in range(3):
        page(client, walls(variant)["en"])
    assert [model.objects.count() for model in (Revision, LogEntry, Autosave)] == counts
    PreviewLink.objects.update(expires_at=timezone.now() - HOUR)
    walls(variant)
    assert PreviewLink.objects.count() == 1


def test_a_theme_is_forced_and_no_script_runs(client):
    token = link(cast.live(at=timezone.now() - HOUR))
    for theme in ("light", "dark"):
        text = page(client, token, f"?theme={theme}").content.decode()
        assert f'data-theme="{theme}"' in text and "<script" not in text and "data-seen" not in text
    plain = page(client, token, "?theme=%22onload=alert(1)").content.decode()
    assert "data-theme=" not in plain.split("<body>")[0] and "alert(1)" not in plain and "<script" in plain


def test_only_our_own_pages_may_frame_a_preview_and_nothing_else_of_the_site(client, paper):
    answer = page(client, link(paper[0]))
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    for place in ("/en/", cast.address(paper[0]), f"/preview/{'A' * 22}/"):
        other = client.get(place)
        assert other.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]


def test_a_preview_counts_no_view(client, paper):
    page(client, link(paper[0])), page(client, walls(paper[0])["en"], "?theme=dark")
    assert not ViewTotal.objects.exists()


def test_a_window_of_the_wall_costs_few_queries(client, paper, django_assert_max_num_queries):
    token = walls(paper[0])["en"]
    type_in(paper[0], body="<p>Unsaved.</p>")
    page(client, token)
    with django_assert_max_num_queries(10):
        page(client, token)
