"""The newsroom is killed again and again while readers read: every view that was acknowledged counts once, and none twice.

KILLS: how often, on each database (2; `make test-long`: 100).
"""

import json
import os
import random
import signal
import tempfile
import time
from pathlib import Path

import pytest

from tests import services
from tests.cluster.reading import FIREFOX, read, told
from tests.serving import PEOPLE, Work, kill, manage, prepare, start, wait_for

KILLS = int(os.environ.get("KILLS", "2"))
READERS = 3
PUBLISH = """
from django.utils import timezone
from tests import cast
print(cast.live("en", at=timezone.now()).article_id)
"""
# Who was counted is told by the digests; a reader reads only once here, so that rows and readers are as many.
COUNT = """
import json, sys
from django.db.models import Sum
from django.utils import timezone
from articles.models import ArticleVariant
from audience.counting import fold, reader_digest
from audience.models import DailySalt, RecentReader, ViewHour, ViewTotal
readers = json.loads(open({path!r}).read())
now = timezone.now()
fold(now)
variant = ArticleVariant.objects.get(article_id={article}, language="en")
counted = {{bytes(digest) for digest in RecentReader.objects.values_list("digest", flat=True)}}
days = [timezone.datetime.combine(row.day, timezone.datetime.min.time(), timezone.get_default_timezone()) for row in DailySalt.objects.all()]
def is_counted(name):
    return any(reader_digest("127.0.0.1", name, variant.pk, moment.replace(tzinfo=now.tzinfo)) in counted for moment in days)
print(json.dumps({{
    "lost": [name for name in readers if not is_counted(name)], "readers": len(counted),
    "views": ViewTotal.objects.get(variant=variant).views, "in hours": ViewHour.objects.aggregate(views=Sum("views"))["views"],
}}))
"""


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request, tmp_path):
    if request.param == "SQLite":
        yield f"sqlite:///{tmp_path}/served.sqlite3"
        return
    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as name:
        Path(name).chmod(0o755)
        server = services.Postgres(Path(name))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def test_every_acknowledged_view_counts_once_however_often_the_newsroom_is_killed(database, tmp_path):
    environment, base = prepare(tmp_path, DATABASE_URL=database)
    manage(environment, "shell", "--no-imports", "-c", PEOPLE)
    article = int(manage(environment, "shell", "--no-imports", "-c", PUBLISH).split()[-1])
    chance = random.Random(100)

    def step(number, reader):
        name = f"{FIREFOX} {reader}-{number}"
        return read(f"{base}/v/{article}/en", "POST", b"", Origin=base, User_Agent=name).status == 204 and name

    readers = [Work(lambda number, reader=reader: step(number, reader)) for reader in range(READERS)]
    process = start(environment)
    try:
        wait_for(f"{base}/readyz", 90)
        for reader in readers:
            reader.start()
        for _kill in range(KILLS):
            time.sleep(chance.uniform(0.2, 1.5))
            kill(process)
            process = start(environment)
            wait_for(f"{base}/readyz", 90)
        time.sleep(1)
        for reader in readers:
            reader.ending.set()
        for reader in readers:
            reader.join(60)
            assert reader.fault is None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    acknowledged = [name for reader in readers for name in reader.acknowledged]
    (tmp_path / "readers.json").write_text(json.dumps(acknowledged))
    counted = told(
        manage(
            environment,
            "shell",
            "--no-imports",
            "-c",
            COUNT.format(path=str(tmp_path / "readers.json"), article=article),
        )
    )
    print(f"{KILLS} kills, {len(acknowledged)} acknowledged, {counted['views']} counted")  # noqa: T201
    assert len(acknowledged) > 10 * KILLS
    assert counted["lost"] == []
    assert counted["views"] == counted["in hours"] == counted["readers"]
    assert len(acknowledged) <= counted["views"] <= sum(reader.tried for reader in readers)
