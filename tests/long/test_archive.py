"""A large archive costs a page what a small one does: the same number of questions, and none that reads every story."""

import re
import subprocess
import sys
import tomllib

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from demo.archive import seed_archive
from demo.seeding import HERE, seed_vocabulary
from tests import cast
from tests.desk.screens import signed_in
from tests.serving import PEOPLE, ROOT, manage, prepare

pytestmark = [pytest.mark.long, pytest.mark.django_db]
FEW, MANY = 1_000, 29_000
TABLE = "articles_articlevariant"
TOLD = 1_000
PEAK = f"""
import resource, sys
import django
from django.core.management import execute_from_command_line
django.setup()
from demo import archive
archive.TOLD = {TOLD}
execute_from_command_line(["manage.py", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
WHOLE = re.compile(r"SCAN (\w+)(?! USING (?:COVERING )?INDEX)\b")


def asked(client, address):
    """[(sql, values)] of a page, everything cold."""
    cache.clear()
    found = []

    def remember(execute, sql, values, many, context):
        found.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(remember):
        response = client.get(address)
    assert response.status_code == 200, address
    return found


def scanned(sql, values):
    """The tables that SQLite reads from end to end for this question."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        steps = [row[3] for row in cursor.fetchall()]
    names = [match[1] for step in steps if (match := WHOLE.match(step))]
    return {found[1] if (found := re.search(rf'"(\w+)" "?{name}"?[ ,)]', sql)) else name for name in names}


@pytest.fixture
def places():
    """The pages, for the newest section and tag there are."""
    cast.paper()
    seed_vocabulary(tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8")))
    return [
        f"/{word}/{rest}" for word in cast.WORDS.values() for rest in ("", "region/", "politics/", "latest/", "tag/yerevan/")
    ]  # fmt: skip


def test_pages_ask_the_same_of_thirty_thousand_stories_as_of_a_thousand(places, client):
    editor, now = signed_in(cast.mariam()), timezone.now()
    desk = [f"/admin/articles/article/{query}" for query in ("", "?section=region", "?p=3", "?state=live")]
    counts = []
    for more in (FEW, MANY):
        list(seed_archive(more, now))
        pages = {place: asked(client, place) for place in places} | {place: asked(editor, place) for place in desk}
        counts.append({place: len(questions) for place, questions in pages.items()})
    assert counts[0] == counts[1]
    if connection.vendor == "sqlite":
        for place, questions in pages.items():
            for sql, values in questions:
                if sql.startswith("SELECT"):
                    assert TABLE not in scanned(sql, values), (place, sql)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans")
def test_a_question_that_reads_every_story_is_noticed(places):
    assert scanned(f'SELECT count(*) FROM "{TABLE}" WHERE "summary" = %s', ["x"]) == {TABLE}
    assert scanned(f'SELECT 1 FROM "{TABLE}" U0 WHERE U0."summary" = %s', ["x"]) == {TABLE}
    assert scanned(f'SELECT 1 FROM "{TABLE}" WHERE "id" = %s', [1]) == set()


def peak(environment, *arguments):
    """The most memory that a command of ours held at once, in the unit of this system."""
    command = [sys.executable, "-c", PEAK, *arguments]
    environment = environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    told = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return int(told.stdout.split()[-1])


def test_four_times_the_stories_take_no_more_memory_to_bring_in_to_index_to_back_up_and_to_restore(tmp_path):
    peaks = []
    for count in (3 * TOLD // 2, 6 * TOLD):
        (tmp_path / str(count)).mkdir()
        environment, _address = prepare(tmp_path / str(count))
        manage(environment, "shell", "-v0", "-c", PEOPLE)
        backup = str(tmp_path / f"{count}.tar.gz")
        commands = [
            ("seed_archive", "--articles", str(count)), ("rebuild_search",), ("backup", backup),
            ("restore", backup, "--no-input"),
        ]  # fmt: skip
        peaks.append({name: peak(environment, name, *rest) for name, *rest in commands})
    few, many = peaks
    assert {name: many[name] / few[name] for name in few if many[name] > 1.2 * few[name]} == {}, peaks
