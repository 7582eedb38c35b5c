"""What people type finds the story they mean, in three languages and three scripts, on both databases alike."""

import pytest

from search.queries import search
from tests import cast
from tests.search.stories import QUESTIONS, STORIES, TAGS


@pytest.fixture(scope="module")
def stories(django_db_setup, django_db_blocker):
    """(language, story) → variant; made once, for hundreds of questions that change nothing."""
    from django.db import connection, transaction

    from search.index import rebuild

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        found = {}
        for slug, names in TAGS.items():
            cast.tag(slug, **names)
        for language, told in STORIES.items():
            for key, (headline, body, tags, _questions) in told.items():
                variant = cast.draft(language, headline=headline, body=f"<p>{body}</p>")
                if tags:
                    cast.arrange(variant, tags=tuple(tags))
                found[language, key] = cast.publish(variant)
        rebuild()
        yield found
        connection.set_rollback(True)
        outer.__exit__(None, None, None)


def test_there_are_enough_questions():
    for language in STORIES:
        assert len([asked for code, _story, asked in QUESTIONS if code == language]) >= 60


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "story", "asked"), QUESTIONS)
def test_a_question_finds_its_story(stories, language, story, asked):
    found = search(asked, language, cast.NOW)
    assert stories[language, story].pk in [card.variant_id for card in found.cards]
    assert found.count < len(STORIES[language])


@pytest.mark.parametrize("language", STORIES)
def test_the_same_stories_hold_the_city_however_it_is_written(stories, language):
    city = {"en": "Yerevan", "ru": "Ереван", "hy": "Երևան"}[language]
    held = {stories[language, key].pk for key, (_headline, body, *_rest) in STORIES[language].items() if city in body}
    assert len(held) > 1
    for asked in ("ԵՐԵՎԱՆ", "Երևան", "Երևանում", "երեվան", "Երեւան", "Երևա՛ն", "Yerevan", "Ереван"):
        assert {card.variant_id for card in search(asked, language, cast.NOW).cards} == held, asked
