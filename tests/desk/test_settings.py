"""The paper's own settings: one page, a part a language, and nothing of it reaches readers unclean."""

import json

import pytest

from articles.models import Act, LogEntry
from articles.paper import FOLLOWED, SHARE_ORDER, fingerprint
from tests import cast
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db
URL = "/admin/articles/sitesettings/1/change/"


def filled(**more):
    """The form as it is sent with nothing changed, and then with these changes."""
    paper = cast.paper()
    order = {f"shares_{code}_{place}": key for code, keys in SHARE_ORDER.items() for place, key in enumerate(keys)}
    names = {f"names_{code}": name for code, name in paper.names.items()}
    return {"seen": fingerprint(paper), **names, **order, "clocks": paper.clocks, **more}


def saved(client, **more):
    response = client.post(URL, filled(**more))
    assert response.status_code == 302, response.context["adminform"].form.errors
    return cast.paper()


def refused(client, field, **more):
    """The words beside the field; nothing was changed."""
    before = fingerprint(cast.paper())
    response = client.post(URL, filled(**more))
    assert response.status_code == 200
    assert fingerprint(cast.paper()) == before
    return " ".join(response.context["adminform"].form.errors[field])


def test_the_page_has_a_part_for_each_language_in_which_nothing_is_of_another():
    client = signed_in(cast.mariam())
    page = client.get(client.get("/admin/articles/sitesettings/").headers["Location"])
    parts = [fieldset.name for fieldset in page.context["adminform"]][1:]
    assert parts == ["English", "Русский", "Հայերեն"]
    text = page.content.decode()
    for code in cast.LANGUAGES:
        assert f'name="about_{code}"' in text and f'name="shares_{code}_0"' in text and f'name="link_vk_{code}"' in text


def test_what_is_saved_is_what_readers_see(client):
    editor = signed_in(cast.mariam())
    saved(
        editor, taglines_hy="Չորս երկրի լուրերը", about_hy="<h2>Ովքեր ենք</h2><p>Փոքր <strong>խմբագրություն</strong>։</p>",
        contacts_hy="<p>Գրեք մեզ</p>", link_telegram_hy="t.me/erektel",
    )  # fmt: skip
    about = client.get("/arm/about/").content.decode()
    assert "<h2>Ովքեր ենք</h2><p>Փոքր <strong>խմբագրություն</strong>։</p>" in about
    assert 'href="https://t.me/erektel"' in about and "Չորս երկրի լուրերը" in about
    assert "Գրեք մեզ" in client.get("/arm/contact/").content.decode()
    assert "Գրեք մեզ" not in client.get("/ru/contact/").content.decode()


def test_rich_text_goes_through_the_same_cleaning_as_a_story(client):
    evil = (
        '<p onclick="a()">Words<script>alert(1)</script><a href="javascript:alert(2)">link</a></p>'
        '<iframe src="https://evil.example"></iframe><img src="https://evil.example/x.png"><style>p{}</style>'
    )
    paper = saved(signed_in(cast.ada()), about_en=evil)
    assert paper.about["en"] == "<p>Wordslink</p>"
    assert "evil.example" not in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("key", FOLLOWED)
def test_an_address_is_one_of_the_right_site(key):
    client = signed_in(cast.mariam())
    host = FOLLOWED[key][1][0]
    for given in (f"https://{host}/paper", f"http://www.{host}/paper", f"{host}/paper"):
        assert saved(client, **{f"link_{key}_en": given}).links["en"][key].startswith("https://")
    for bad in (
        f"https://{host}.evil.example/paper", f"https://evil.example/{host}", f"https://user@{host}/paper", f"https://{host}:8443/paper",
        f"https://{host}/", "javascript:alert(1)", f"https://{host}/pa per", f"https://{host}\\@evil.example/x", "//evil.example/x", "https://[/x", "x" * 300,
    ):  # fmt: skip
        assert refused(client, f"link_{key}_en", **{f"link_{key}_en": bad}), bad


def test_an_empty_address_is_taken_away_and_not_shown(client):
    editor = signed_in(cast.mariam())
    saved(editor, link_x_ru="https://x.com/trinity_news")
    assert saved(editor, link_x_ru="").links == {}
    assert 'class="follow"' not in client.get("/ru/").content.decode()


def test_the_share_buttons_stand_in_the_chosen_order_and_can_be_none(client):
    from django.utils import timezone

    editor = signed_in(cast.mariam())
    variant = cast.live("ru", at=timezone.now() - cast.HOUR)

    usual = client.get(cast.address(variant)).content.decode()
    assert usual.index(">Telegram<") < usual.index(">VK<") < usual.index(">WhatsApp<") < usual.index(">X<")
    chosen = dict.fromkeys((f"shares_ru_{place}" for place in range(5)), "")
    paper = saved(editor, **{**chosen, "shares_ru_0": "viber", "shares_ru_3": "vk"})
    assert paper.shares == {"ru": ["viber", "vk"]}
    text = client.get(cast.address(variant)).content.decode()
    assert text.index('href="viber://forward?text=') < text.index('href="https://vk.com/share.php')
    assert ">WhatsApp<" not in text
    assert saved(editor, **chosen).shares == {"ru": []}
    assert 'rel="noopener nofollow"' not in client.get(cast.address(variant)).content.decode()
    assert saved(editor).shares == {}


def test_a_network_is_chosen_once_and_is_one_of_ours():
    client = signed_in(cast.mariam())
    assert "Telegram" in refused(client, "shares_ru", shares_ru_1="telegram")
    assert refused(client, "shares_en", shares_en_0="myspace")


@pytest.mark.parametrize(
    ("field", "value"), [("names_en", "x" * 81), ("taglines_ru", "я" * 201), ("about_hy", "ա" * 20_001), ("reuse_policies_en", "x" * 2001)]
)  # fmt: skip
def test_what_is_too_long_is_refused_at_its_field(field, value):
    assert "at most" in refused(signed_in(cast.mariam()), field, **{field: value})


@pytest.mark.parametrize("odd", ["a\x00b", "a\ud800b", "a\u202eb", "<b>a", "👩‍🚀" * 10, "a\r\nb"])
def test_odd_characters_break_nothing(client, odd):
    editor = signed_in(cast.mariam())
    response = editor.post(
        URL, filled(taglines_en=odd.encode("utf-8", "surrogatepass"), about_en=odd.encode("utf-8", "surrogatepass"))
    )
    assert response.status_code in (200, 302)
    assert client.get("/en/about/").status_code == 200


def test_a_paper_keeps_a_name():
    nameless = {f"names_{code}": " " for code in cast.LANGUAGES}
    assert refused(signed_in(cast.mariam()), "names_en", **nameless)


def test_what_somebody_saved_meanwhile_is_not_overwritten_unseen():
    client = signed_in(cast.mariam())
    old = filled(taglines_en="Mine")
    saved(signed_in(cast.ada()), taglines_en="Theirs")
    response = client.post(URL, old)
    assert response.status_code == 200
    assert "Somebody saved the settings" in response.content.decode()
    assert cast.paper().taglines == {"en": "Theirs"}
    again = response.context["adminform"].form
    assert again["taglines_en"].value() == "Mine"
    assert client.post(URL, {**old, "seen": again["seen"].value()}).status_code == 302
    assert cast.paper().taglines == {"en": "Mine"}
    assert client.post(URL, {key: value for key, value in filled().items() if key != "seen"}).status_code == 200


def test_the_log_names_what_was_changed_and_only_then():
    client = signed_in(cast.mariam())
    saved(client)
    assert not LogEntry.objects.exists()
    saved(client, taglines_ru="Новости четырёх стран", link_x_en="https://x.com/threads")
    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.act, entry.article_id) == (cast.mariam(), Act.SETTINGS, None)
    assert json.loads(json.dumps(entry.details)) == {"changed": [["taglines", "ru"], ["links", "en"]]}
    assert "Tagline (Russian), Addresses (English)" in client.get("/admin/log/").content.decode()


def test_only_who_rules_the_paper_changes_them_and_others_read():
    saved(signed_in(cast.ada()), taglines_en="News of four countries", about_en="<p>We are small.</p>")
    for somebody in (cast.elena(), cast.anna()):
        client = signed_in(somebody)
        page = client.get(URL)
        assert page.status_code == 200
        assert "News of four countries" in page.content.decode() and 'name="names_en"' not in page.content.decode()
        assert client.post(URL, filled(taglines_en="Mine")).status_code == 403
    assert cast.paper().taglines == {"en": "News of four countries"}
    assert signed_in(cast.oscar()).get(URL).status_code == 403


def test_clocks_and_whole_texts_in_feeds_are_the_same_in_every_language():
    client = signed_in(cast.mariam())
    paper = saved(client, clocks=["moscow", "yerevan"], has_full_feeds="on")
    assert (paper.clocks, paper.has_full_feeds) == (["yerevan", "moscow"], True)
    said = LogEntry.objects.filter(act=Act.SETTINGS).latest("pk").details["changed"]
    assert said == [["clocks", ""], ["has_full_feeds", ""]]
    assert "Atlantis" in refused(client, "clocks", clocks=["Atlantis"])
