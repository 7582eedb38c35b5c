"""Two people at one moment: the one waits for the other, and never both for each other."""

import threading

import pytest
from django.db import connection

from articles import merging, workflow
from articles.listings import facts_of
from articles.models import Article, ArticleVariant
from articles.snapshots import Text
from articles.workflow import NotTogether, Refusal
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def at_once(*acts):
    """Run these at one moment, each in a thread of its own; refusals are answers, anything else is told."""
    start, failures = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            act()
        except Refusal:
            pass
        except Exception as error:  # noqa: BLE001 - a deadlock, a lost lock, whatever it is
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_two_releases_that_share_stories():
    mariam = cast.mariam()
    for _round in range(ROUNDS):
        first, second = cast.draft(), cast.draft()
        third = cast.translate(first, "ru")
        heads = {variant.pk: variant.head_id for variant in (first, second, third)}

        def release(*chosen, heads=heads):
            return lambda: workflow.release_together(
                user=mariam, now=cast.NOW, heads={variant.pk: heads[variant.pk] for variant in chosen}
            )

        at_once(release(first, second), release(second, third))
        assert ArticleVariant.objects.get(pk=second.pk).is_live(cast.NOW)


def test_merging_tags_while_somebody_saves_a_story_that_carries_them():
    mariam = cast.mariam()
    for number in range(ROUNDS):
        old, into = cast.tag(f"old-{number}", en=f"Old {number}"), cast.tag(f"new-{number}", en=f"New {number}")
        variant = cast.draft()
        cast.arrange(variant, tags=(old.slug,))
        article = Article.objects.get(pk=variant.article_id)
        wanted = facts_of(article).__class__(section="region", tags=(old.slug, into.slug), is_breaking=True)
        at_once(
            lambda old=old, into=into: merging.merge_tags(user=mariam, now=cast.NOW, tag_id=old.pk, into_id=into.pk),
            lambda article=article, wanted=wanted: workflow.save_facts(
                user=mariam, now=cast.NOW, article_id=article.pk, expected_revision=article.revision, facts=wanted
            ),
        )
        assert [row.tag_id for row in article.tagged_articles.all()] == [into.pk]


def test_taking_over_while_the_other_saves_loses_no_word():
    anna, elena = cast.anna(), cast.elena()
    for number in range(ROUNDS):
        variant = cast.draft()
        workflow.keep_lock(user=anna, now=cast.NOW, variant_id=variant.pk)
        words = Text(headline=f"Typed by Anna {number}")
        workflow.autosave(user=anna, now=cast.NOW, variant_id=variant.pk, base_id=variant.head_id, text=words)
        at_once(
            lambda variant=variant: workflow.take_over(user=elena, now=cast.NOW, variant_id=variant.pk),
            lambda variant=variant, words=words: workflow.save_draft(
                user=anna, now=cast.NOW, variant_id=variant.pk, expected_head=variant.head_id, text=words
            ),
        )
        assert variant.revisions.filter(data__headline=words.headline).exists()


def test_a_release_with_a_stale_member_publishes_none():
    variant, other = cast.draft(), cast.draft()
    heads = {variant.pk: variant.head_id, other.pk: other.head_id + 1000}
    with pytest.raises(NotTogether):
        workflow.release_together(user=cast.mariam(), now=cast.NOW, heads=heads)
    assert not ArticleVariant.objects.visible(cast.NOW).exists()
