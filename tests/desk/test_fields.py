"""What no browser's own form would send: refused in words beside the field, and the form drawn again."""

import pytest

from tests import cast
from tests.desk.screens import press, signed_in, story, tab

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
NO_KEYS = ["x", HUGE, "9" * 19, "-1", "1.5", "٣", "\x00", "x" * 10_000]


@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize("field", ["tags", "authors"])
def test_a_name_that_is_none_of_ours_is_refused_in_words_and_the_others_stay_chosen(field, key):
    variant, tag, author = cast.draft(), cast.tag(), cast.author()
    mine = tag if field == "tags" else author
    response = press(signed_in(cast.elena()), story(variant), "save", **{field: [mine.pk, key]})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Choose from the names that are offered." in page
    assert f'<option value="{mine.pk}" selected' in page


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "1999-12-31T23:59", "2101-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_at_the_end_of_the_calendar_is_refused_in_words(moment):
    variant = cast.draft()
    client = signed_in(cast.elena())
    for response in (
        press(client, story(variant), "save", embargo_until=moment),
        press(client, tab(variant), "schedule", schedule_at=moment),
    ):
        assert response.status_code == 422
        assert "Choose a year from 2000 to 2100." in response.content.decode()
    variant.refresh_from_db()
    assert variant.visible_from is None and variant.article.embargo_until is None


def test_the_first_and_last_years_are_taken():
    variant = cast.draft()
    client = signed_in(cast.elena())
    for moment in ("2000-01-01T00:00", "2100-12-31T23:59"):
        assert press(client, story(variant), "save", embargo_until=moment).status_code == 302
        assert client.get(story(variant)).status_code == 200
