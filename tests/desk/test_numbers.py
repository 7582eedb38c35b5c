"""Numbers of rows in addresses and forms are for machines: from a thousand on they must not be written “1,035”."""

import re
from datetime import UTC, datetime

import pytest

from articles.models import Article, LogEntry, Revision
from desk.numbers import page_number
from tests import cast
from tests.desk.screens import signed_in, story

pytestmark = pytest.mark.django_db
GROUPED = re.compile(r"""(?:value|id|href|action|form|name)="[^"]*\d[,\u00a0]\d{3}[^"]*\"""")


@pytest.fixture
def variant():
    """A scheduled story whose rows have numbers far beyond a thousand."""
    moments = {"created_at": cast.NOW, "changed_at": cast.NOW}
    far = Article.objects.create(pk=54_320, section=cast.section(), original_language="en", **moments)
    Revision.objects.create(pk=54_320, article=far, data={}, created_at=cast.NOW)
    LogEntry.objects.bulk_create(
        [LogEntry(pk=54_320 + number, at=cast.NOW, act="saved", article=far) for number in range(60)]
    )
    variant = cast.schedule(cast.draft(), at=datetime(2099, 5, 6, 14, 30, tzinfo=UTC))
    cast.write(variant, headline="Second")
    return variant


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_no_address_or_field_of_the_desk_groups_its_digits(variant, language):
    user = cast.mariam()
    user.interface_language = language
    user.save()
    client = signed_in(user)
    for path in (
        f"{story(variant)}history/",
        "/admin/log/",
        "/admin/log/?act=saved",
        "/admin/calendar/?day=2099-05-06",
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert GROUPED.findall(page.content.decode()) == [], path


@pytest.mark.parametrize(
    ("asked", "page"),
    [("", 1), ("x", 1), ("0", 1), ("-1", 1), ("٣", 1), ("3", 3), ("1000", 1000), ("1001", 1000), ("9" * 30, 1), ("1.5", 1)],
)  # fmt: skip
def test_a_page_is_a_number_from_the_first_to_the_last(asked, page):
    assert page_number(asked) == page
