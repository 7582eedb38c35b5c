"""What still lacks a name in a language is listed, the most used first, and gets its name right there."""

import pytest

from articles.models import Author, AuthorName, Section, Tag, TagName
from articles.nameless import nameless
from tests import cast
from tests.desk.screens import said, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/admin/names/"


def listed(client, language, **more):
    return [
        (line.thing.kind, line.thing.word) for line in client.get(PAGE, {"language": language, **more}).context["lines"]
    ]


def give(client, row, kind, language, name):
    return client.post(PAGE, {"kind": kind, "id": row.pk, "language": language, "name": name, "page": 1})


def vocabulary():
    """Used twice: a tag without Russian and Armenian. Used once: an author without Armenian. Unused: the rest."""
    buses, vale = cast.tag("buses", en="Buses"), cast.author("n-vale", en="N. Vale", ru="Н. Вейл")
    cast.tag()
    cast.arrange(cast.live(), tags=("buses",), authors=("n-vale",))
    cast.arrange(cast.draft(), tags=("buses",), wire_source=cast.wire().slug)
    Section.objects.create(key="sport", names={"en": "Sport", "ru": "Спорт"})
    return buses, vale


def test_everything_without_a_name_in_the_language_is_listed_the_most_used_first():
    vocabulary()
    client = signed_in(cast.mariam())
    assert listed(client, "hy") == [
        ("tag", "buses"),
        ("author", "n-vale"),
        ("source", "Caspian Wire"),
        ("section", "sport"),
    ]
    assert listed(client, "ru") == [("tag", "buses"), ("source", "Caspian Wire")]
    assert listed(client, "en") == []
    assert [line.shown for line in client.get(PAGE, {"language": "hy"}).context["lines"]][:2] == ["Buses", "N. Vale"]


def test_a_name_is_given_right_there_and_the_rest_stays():
    buses, vale = vocabulary()
    TagName.objects.create(tag=buses, language="en", text="Coaches", folded="coaches", is_synonym=True)
    client = signed_in(cast.mariam())
    response = give(client, buses, "tag", "hy", "Ավտոբուսներ")
    assert response.headers["Location"] == f"{PAGE}?language=hy&page=1"
    assert said(client, response) == ["Saved: Ավտոբուսներ"]
    assert set(buses.names.values_list("text", flat=True)) == {"Buses", "Coaches", "Ավտոբուսներ"}
    give(client, vale, "author", "hy", "Ն. Վեյլ")
    assert AuthorName.objects.get(author=vale, language="hy").folded == "ն. վեյլ"
    sport = Section.objects.get(key="sport")
    give(client, sport, "section", "hy", "Սպորտ")
    give(client, cast.wire(), "source", "hy", "Կասպիան Վայր")
    sport.refresh_from_db()
    assert sport.names == {"en": "Sport", "ru": "Спорт", "hy": "Սպորտ"}
    assert cast.wire().names == {"hy": "Կասպիան Վայր"}
    assert listed(client, "hy") == []


@pytest.mark.parametrize("name", ["", "…", "w" * 121, "\x00", "Железные дороги"])
def test_a_name_that_cannot_be_one_is_refused_beside_its_field_and_kept_there(name):
    buses, _vale = vocabulary()
    client = signed_in(cast.mariam())
    response = give(client, buses, "tag", "ru", name)
    assert response.status_code == 422
    line = next(line for line in response.context["lines"] if line.thing.word == "buses")
    assert line.error and line.typed == name[:120]
    assert not buses.names.filter(language="ru").exists()


@pytest.mark.parametrize(
    "bad", [{"kind": "photo"}, {"id": "99999999999999999999"}, {"id": "x"}, {"kind": "tag", "id": "0"}, {}]
)
def test_what_is_not_there_is_said(bad):
    vocabulary()
    client = signed_in(cast.mariam())
    response = client.post(PAGE, {"language": "de", "name": "Name", **bad})
    assert said(client, response) == ["It no longer exists."]


def test_rights_are_those_of_each_kind():
    buses, _vale = vocabulary()
    sport = Section.objects.get(key="sport")
    reporter, editor = signed_in(cast.anna()), signed_in(cast.elena())
    assert listed(reporter, "ru") and '<button type="submit">Save' not in reporter.get(PAGE).content.decode()
    assert give(reporter, buses, "tag", "ru", "Автобусы").status_code == 403
    assert give(editor, sport, "section", "hy", "Սպորտ").status_code == 403
    assert give(editor, buses, "tag", "ru", "Автобусы").status_code == 302
    assert signed_in(cast.oscar()).get(PAGE).status_code == 403


def test_pages_cost_six_queries_however_much_is_lacking(django_assert_max_num_queries):
    many = [Tag(name=f"t{n}", slug=f"t{n}") for n in range(120)]
    Tag.objects.bulk_create(many)
    Author.objects.bulk_create(Author(slug=f"a{n}") for n in range(60))
    TagName.objects.bulk_create(
        TagName(tag=tag, language="en", text=tag.slug, folded=tag.slug) for tag in Tag.objects.all()
    )
    client = signed_in(cast.mariam())
    with django_assert_max_num_queries(6):
        first = listed(client, "ru")
    with django_assert_max_num_queries(6):
        last = listed(client, "ru", page=4)
    assert (len(first), len(last)) == (50, 30)
    assert len(nameless("ru", 0, 1000)) == 180
    for page in ("0", "-1", "x", "99999999999999999999"):
        assert listed(client, "ru", page=page) == first
