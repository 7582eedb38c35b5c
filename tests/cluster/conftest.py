import os
from pathlib import Path

import pytest

from tests.cluster.proxies import PROXIES
from tests.cluster.reading import Editor, told
from tests.cluster.servers import Cluster
from tests.serving import PEOPLE

# Stories that nobody has published yet, each in three languages with a word of its own, and with everything that makes lists.
STORIES = """
import json
from django.utils import timezone
from tests import cast
now, made = timezone.now(), []
WORDS = {"en": "heron", "ru": "цапля", "hy": "ձկնկուլ"}
cast.tag(), cast.author(), cast.wire()
for letter in "abcdefghijklmnopqrstuvwxyz":
    headlines = {language: f"{cast.HEADLINES[language]}, {word}{letter}" for language, word in WORDS.items()}
    variant = cast.draft("en", now=now - cast.HOUR, headline=headlines["en"])
    facts = {"tags": ("railways",), "authors": ("nora-vale",), "wire_source": "caspian-wire"}
    if letter == "a":
        photo = cast.photo()
        facts["lead_photo"] = photo.pk
    cast.arrange(variant, now=now - cast.HOUR, **facts)
    variants = [variant, *(cast.translate(variant, code, now=now - cast.HOUR, headline=headlines[code]) for code in ("ru", "hy"))]
    needles = {language: f"{word}{letter}" for language, word in WORDS.items()}
    made.append({
        "article": variant.article_id, "variants": {one.language: one.pk for one in variants}, "headlines": headlines, "needles": needles,
        "picture": photo.key if letter == "a" else "",
    })
print(json.dumps(made))
"""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    """Two servers with everything, for all tests: whoever stops a part of it starts it again."""
    folder = tmp_path_factory.mktemp("cluster")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    with Cluster(folder) as made:
        made.manage("shell", "--no-imports", "-c", PEOPLE)
        made.stories = told(made.manage("shell", "--no-imports", "-c", STORIES))
        made.picture = made.stories[0]
        made.editor = Editor(made.apps[0])
        yield made


@pytest.fixture
def story(cluster):
    """One that no other test has: its drafts are there, nothing is public."""
    return cluster.stories.pop()


@pytest.fixture
def live(cluster, story):
    cluster.editor.publish(story)
    return story


@pytest.fixture(scope="session")
def public(cluster):
    """One that is public all the time, for tests that only read."""
    story = cluster.stories.pop()
    cluster.editor.publish(story)
    return story


@pytest.fixture(params=["nginx", "varnish"])
def proxy(request, cluster):
    """The address of what stands in front. Without it, these tests are skipped loudly, and fail in CI (tests/run.py)."""
    if request.param not in PROXIES:
        pytest.skip(f"{request.param} is not installed")
    return cluster.proxy(request.param)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.cluster)


def pytest_configure(config):
    os.environ.setdefault("NO_PROXY", "127.0.0.1")
