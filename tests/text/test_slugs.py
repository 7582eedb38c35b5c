import pytest

from text.slugs import romanise, slugify

HEADLINES = [
    ("Հայաստանի վարչապետ", "hayastani-varchapet"),
    ("Երևան", "yerevan"),
    ("Երեւան", "yerevan"),
    ("ԵՐԵՎԱՆ", "yerevan"),
    ("ԵՐԵՒԱՆ", "yerevan"),
    ("Ինչո՞ւ է Լավրովը դա ասում", "inchu-e-lavrovy-da-asum"),
    ("Քոչարյան", "kocharyan"),
    ("Ծառուկյան", "tsarukyan"),
    ("Փաշինյան", "pashinyan"),
    ("Ոսկան", "voskan"),
    ("Ով", "ov"),
    ("Ովքեր", "ovker"),
    ("Ո՞վ", "ov"),
    ("Ո՞ւր", "ur"),
    ("որով", "vorov"),
    ("Ընտրություններ", "yntrutyunner"),
    ("Եվրոպա", "yevropa"),
    ("Հայ-Եվրոպական «Եվրո»", "hay-yevropakan-yevro"),
    ("նաև", "nayev"),
    ("նաե՛ւ", "nayev"),
    ("բարև", "barev"),
    ("և", "yev"),
    ("Մարիետա", "mariyeta"),
    ("Էջմիածին", "ejmiatsin"),
    ("ԱՄՆ-ին, 2024 թ․", "amn-in-2024-t"),
    ("Россия призвала США…", "rossiya-prizvala-ssha"),
    ("Щёлково, объём, съезд", "shchyolkovo-obyom-sezd"),
    ("Щ\u0435\u0308лково", "shchyolkovo"),
    ("цыганский чай", "tsyganskiy-chay"),
    ("за\u0301мок", "zamok"),
    ("Школа № 5", "shkola-5"),
    ("Україна", "ukraina"),
    ("Don’t panic: café, Straße & 1.5%", "dont-panic-cafe-strasse-1-5"),
    ("İstanbul, Şəki, Diyarbakır", "istanbul-seki-diyarbakir"),
    ("საქართველო", "sakartvelo"),
    ("Google-ի հետ", "google-i-het"),
]


@pytest.mark.parametrize(("headline", "slug"), HEADLINES)
def test_a_headline_becomes_the_address_the_press_would_spell(headline, slug):
    assert slugify(headline) == slug


@pytest.mark.parametrize("slug", [slug for _headline, slug in HEADLINES])
def test_a_slug_is_its_own_slug(slug):
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("letters", "latin"),
    [
        ("աբգդ զէըթժ իլխծկ հձղճմ յնշ չպջռս վտրց փքօֆ", "abgd zeytzh ilkhtsk hdzghchm ynsh chpjrs vtrts pkof"),
        ("բե բու բո բև բւ", "be bu bo bev bv"),
        ("աե եե էե ըե իե ոե ուե օե", "aye yeye eye yye iye voye uye oye"),
        ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "abvgdeyozhziyklmnoprstufkhtschshshchyeyuya"),
    ],
)
def test_every_letter_has_its_romanisation(letters, latin):
    assert romanise(letters) == latin


@pytest.mark.parametrize("text", ["", "…", "— «»", "՞ ՛", "ъ ь"])
def test_a_text_without_sounds_has_no_slug(text):
    assert slugify(text) == ""


@pytest.mark.parametrize(
    ("text", "limit", "slug"),
    [
        ("foo " * 40, 80, "-".join(["foo"] * 20)),
        ("foo " * 40, 81, "-".join(["foo"] * 20)),
        ("x" * 100, 80, "x" * 80),
        ("a" * 79 + " bcd", 80, "a" * 79),
        ("one two", 7, "one-two"),
        ("one two", 6, "one"),
        ("one two", 3, "one"),
    ],
)
def test_a_long_slug_is_cut_at_a_words_edge(text, limit, slug):
    assert slugify(text, limit=limit) == slug


def test_a_hundred_thousand_letters_make_a_slug():
    assert len(slugify("Ինչո՞ւ է դա ասում " * 6000)) <= 80
