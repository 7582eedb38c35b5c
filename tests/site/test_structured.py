"""JSON-LD and the tags of networks, as the programs that read them take them."""

import json
import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from PIL import Image

from articles import workflow
from photos.renditions import make_renditions
from photos.uploads import take_in
from tests import cast
from tests.site.routes import addresses, pages

SITE = "http://testserver"


def parts(client, place):
    """{type: data} of a page; it has one script of data at most."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(place).content.decode(), re.S)
    if not found:
        return {}
    [text] = found
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


def tags(client, place):
    """{property or name: [contents]} of a page's meta elements."""
    found = {}
    for name, content in re.findall(
        r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', client.get(place).content.decode()
    ):
        found.setdefault(name, []).append(content)
    return found


def absolute(value):
    """Every address inside a piece of data."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in absolute(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in absolute(inner)]
    return [value] if isinstance(value, str) and value.startswith("http") else []


@pytest.fixture
def told(paper):
    """The paper with an about page, pages elsewhere and a correction of the English story."""
    row = cast.paper()
    row.about = dict.fromkeys(cast.LANGUAGES, "How we work.")
    row.links = {"en": {"x": "https://x.com/threads", "telegram": "https://t.me/threads", "youtube": ""}}
    row.save()
    workflow.correct(
        user=cast.mariam(), now=timezone.now(), variant_id=paper[0].pk, kind="correction", text="It was <Tuesday>."
    )
    return paper


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_story_says_every_field(told, client, number):
    variant = told[number]
    story = parts(client, cast.address(variant))["NewsArticle"]
    word = cast.WORDS[variant.language]
    assert story["headline"] == variant.headline and story["description"] == variant.summary
    assert story["@id"] == f"{SITE}{cast.address(variant)}#story"
    assert story["url"] == story["mainEntityOfPage"] == SITE + cast.address(variant)
    assert story["inLanguage"] == variant.language
    assert story["articleSection"] == cast.NAMES["region"][variant.language]
    assert story["isAccessibleForFree"] is True
    assert len(story["keywords"]) == 1
    assert story["author"] == [
        {"@type": "Person", "name": {"en": "Nora Vale", "ru": "Нора Вейл", "hy": "Նորա Վեյլ"}[variant.language],
         "url": f"{SITE}/{word}/author/nora-vale/"}
    ]  # fmt: skip
    assert story["sourceOrganization"]["name"] == "Caspian Wire"
    publisher = story["publisher"]
    assert publisher["@type"] == "NewsMediaOrganization"
    assert publisher["name"] == cast.paper().names[variant.language]
    for policy in ("publishingPrinciples", "ownershipFundingInfo", "noBylinesPolicy"):
        assert publisher[policy] == f"{SITE}/{word}/about/"
    assert publisher["correctionsPolicy"] == f"{SITE}/{word}/corrections/"
    assert publisher["logo"]["url"].endswith(".png")


def test_dates_carry_their_zone_and_move_only_with_a_change_of_substance(told, client):
    def dates():
        story = parts(client, cast.address(told[1]))["NewsArticle"]
        found = [parse_datetime(story[name]) for name in ("datePublished", "dateModified")]
        assert all(one.utcoffset() == timedelta(hours=4) for one in found)
        return found

    first = dates()
    assert first == [told[1].published_at.replace(microsecond=0)] * 2
    cast.publish(cast.write(told[1], body="<p>Первые вагоны ушли.</p>"), at=timezone.now(), is_minor=True)
    assert dates() == first
    now = timezone.now()
    cast.publish(cast.write(told[1], body="<p>Совсем другой текст.</p>"), at=now)
    assert dates() == [first[0], now.replace(microsecond=0)]


def test_pictures_are_square_classic_and_wide_and_each_is_there(told, client):
    images = parts(client, cast.address(told[0]))["NewsArticle"]["image"]
    shapes = []
    for image in images:
        response = client.get(image.removeprefix(SITE))
        assert response.status_code == 200, image
        width, height = Image.open(BytesIO(b"".join(response.streaming_content))).size
        assert width * height >= 50_000
        shapes.append(round(width / height, 2))
    assert shapes == [1.0, 1.33, 1.78]


def test_a_large_picture_is_offered_large(db, media, client):
    now = timezone.now()
    photo = take_in(cast.jpeg((1600, 1200)), user=None, now=now, credit="Nora Vale")
    make_renditions.func(photo.pk)
    variant = cast.live(at=now - timedelta(minutes=1))
    cast.arrange(variant, lead_photo=photo.pk, now=now)
    widths = []
    for image in parts(client, cast.address(variant))["NewsArticle"]["image"]:
        content = b"".join(client.get(image.removeprefix(SITE)).streaming_content)
        widths.append(Image.open(BytesIO(content)).width)
    assert max(widths) >= 1200 and len([width for width in widths if width >= 1200]) >= 2


def test_every_page_for_search_engines_lets_them_show_large_pictures(told, client):
    for place in pages(addresses(told)):
        [said] = tags(client, place)["robots"]
        is_found = "/search/" not in place and not place.endswith("/offline/")
        assert said == ("max-image-preview:large" if is_found else "noindex, follow"), place


def test_a_story_without_a_picture_shows_its_card(db, media, client):
    variant = cast.live(at=timezone.now() - timedelta(minutes=1))
    [image] = parts(client, cast.address(variant))["NewsArticle"]["image"]
    assert image == tags(client, cast.address(variant))["og:image"][0]


def test_languages_stand_in_their_usual_order_however_they_were_begun(db, media, client):
    now = timezone.now()
    source = cast.live("hy", at=now - timedelta(hours=3))
    cast.publish(cast.translate(source, "ru"), at=now - timedelta(hours=2))
    missing = client.get(f"/en/{source.article_id}/x/")
    assert [language.code for language, _card in missing.context["elsewhere"]] == ["ru", "hy"]
    cast.publish(cast.translate(source, "en"), at=now - timedelta(hours=1))
    response = client.get(cast.address(source))
    assert re.findall(r'hreflang="(..)"', response.content.decode())[:3] == ["en", "ru", "hy"]
    translated = parts(client, cast.address(source))["NewsArticle"]["workTranslation"]
    assert [one["inLanguage"] for one in translated] == ["en", "ru"]


def test_translations_name_each_other_while_both_are_live(told, client):
    ids = {variant.language: f"{SITE}{cast.address(variant)}#story" for variant in told}
    source = parts(client, cast.address(told[0]))["NewsArticle"]
    assert [(one["@id"], one["inLanguage"]) for one in source["workTranslation"]] == [
        (ids["ru"], "ru"),
        (ids["hy"], "hy"),
    ]
    assert "translationOfWork" not in source
    for variant in told[1:]:
        story = parts(client, cast.address(variant))["NewsArticle"]
        assert story["translationOfWork"]["@id"] == ids["en"] and "workTranslation" not in story
    cast.withdraw(told[0], now=timezone.now())
    assert "translationOfWork" not in parts(client, cast.address(told[1]))["NewsArticle"]


def test_a_correction_is_said_with_its_day_in_its_language_only(told, client):
    [said] = parts(client, cast.address(told[0]))["NewsArticle"]["correction"]
    assert (said["@type"], said["text"]) == ("CorrectionComment", "It was <Tuesday>.")
    assert parse_datetime(said["datePublished"]).utcoffset() == timedelta(hours=4)
    assert "correction" not in parts(client, cast.address(told[1]))["NewsArticle"]


def test_who_signs_is_a_name_and_an_unsigned_story_is_the_papers(db, media, client):
    unsigned = cast.live(at=timezone.now() - timedelta(minutes=2))
    signed = cast.live(at=timezone.now() - timedelta(minutes=1), byline_override="The evening desk")
    authors = [parts(client, cast.address(one))["NewsArticle"]["author"] for one in (unsigned, signed)]
    assert authors[0] == [{"@type": "Organization", "name": "Three Threads", "url": f"{SITE}/"}]
    assert authors[1] == [{"@type": "Person", "name": "The evening desk"}]


def test_principles_are_named_only_where_they_are_written_down(paper, client):
    publisher = parts(client, cast.address(paper[0]))["NewsArticle"]["publisher"]
    assert "publishingPrinciples" not in publisher and "correctionsPolicy" in publisher


def test_breadcrumbs_lead_from_the_front_to_every_page(told, client):
    ways = {
        cast.address(told[2]): ["Երեք թել", "Տարածաշրջան", told[2].headline],
        "/ru/region/": ["Три нити", "Регион"],
        "/en/tag/railways/": ["Three Threads", "Railways"],
        "/en/author/nora-vale/": ["Three Threads", "Nora Vale"],
    }
    for place, names in ways.items():
        steps = parts(client, place)["BreadcrumbList"]["itemListElement"]
        assert [step["name"] for step in steps] == names
        assert [step["position"] for step in steps] == list(range(1, len(names) + 1))
        assert steps[-1]["item"] == SITE + place
        assert all(client.get(step["item"].removeprefix(SITE)).status_code == 200 for step in steps)


def test_a_front_is_a_site_that_can_be_searched(told, client):
    for language, word in cast.WORDS.items():
        data = parts(client, f"/{word}/")
        site = data["WebSite"]
        assert (site["inLanguage"], site["url"]) == (language, f"{SITE}/{word}/")
        target = site["potentialAction"]["target"]["urlTemplate"]
        assert target == f"{SITE}/{word}/search/?q={{search_term_string}}"
        assert client.get(target.removeprefix(SITE).format(search_term_string="x")).status_code == 200
        assert data["NewsMediaOrganization"]["@id"] == site["publisher"]["@id"]


def test_every_address_in_the_data_is_whole_and_of_ours_or_of_somebody_named(told, client):
    ours = {SITE, "https://schema.org", "https://x.com", "https://t.me", "https://example.org"}
    for place in pages(addresses(told)):
        for found in absolute(list(parts(client, place).values())):
            base = urlsplit(found)
            assert f"{base.scheme}://{base.netloc}" in ours, (place, found)


def test_no_headline_ends_the_script(db, media, client):
    evil = "</script><script>alert(1)</script> & ]]>"
    variant = cast.live(at=timezone.now() - timedelta(minutes=1), headline=evil)
    assert parts(client, cast.address(variant))["NewsArticle"]["headline"] == evil


def test_networks_are_told_all_of_a_story(told, client):
    for variant in told:
        found = tags(client, cast.address(variant))
        word = cast.WORDS[variant.language]
        assert found["og:type"] == ["article"] and found["og:title"] == [variant.headline]
        assert found["og:url"] == [SITE + cast.address(variant)]
        assert found["og:site_name"] == [cast.paper().names[variant.language]]
        assert found["og:locale"] == [{"en": "en_GB", "ru": "ru_RU", "hy": "hy_AM"}[variant.language]]
        assert len(found["og:locale:alternate"]) == 2 and found["og:locale"][0] not in found["og:locale:alternate"]
        assert found["article:section"] == [cast.NAMES["region"][variant.language]]
        assert found["article:author"] == [f"{SITE}/{word}/author/nora-vale/"]
        assert len(found["article:tag"]) == 1
        assert parse_datetime(found["article:published_time"][0]).utcoffset() == timedelta(hours=4)
        assert found["og:image:width"] + found["og:image:height"] == ["1200", "630"]
        assert found["twitter:card"] == ["summary_large_image"]
        assert found.get("twitter:site", []) == (["@threads"] if variant.language == "en" else [])
        assert ("article:modified_time" in found) == (variant.language == "en")


def test_every_other_page_has_a_title_an_address_and_a_sign(told, client):
    for place in pages(addresses(told)):
        found = tags(client, place)
        for name in ("og:type", "og:title", "og:url", "og:site_name", "og:locale", "og:image", "og:image:alt", "twitter:card"):  # fmt: skip
            assert len(found[name]) == 1 and found[name][0], (place, name)
