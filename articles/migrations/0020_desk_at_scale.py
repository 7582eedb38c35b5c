import re
from typing import Any

from django.conf import settings
from django.db import migrations, models

BATCH = 500
WORD = re.compile(r"[^\W_]+")


def put_spaces(apps: Any, schema_editor: Any) -> None:
    """What the desk looks for is the words alone now, a space around each. The text is folded already."""
    variants = apps.get_model("articles", "ArticleVariant").objects
    last = 0
    while rows := list(variants.filter(pk__gt=last).order_by("pk").only("desk_text")[:BATCH]):
        for row in rows:
            row.desk_text = f" {' '.join(WORD.findall(row.desk_text))} "
        variants.bulk_update(rows, ["desk_text"])
        last = rows[-1].pk


class Migration(migrations.Migration):
    """The desk's screens cost the same however much is in the log and the archive."""

    dependencies = [
        ("articles", "0019_desk_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(put_spaces, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="articlevariant",
            index=models.Index(
                fields=["-head"],
                name="not_yet_public",
                condition=models.Q(("head", models.F("published_revision")), _negated=True),
            ),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["act", "-id"], name="log_of_an_act"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["at"], name="log_of_a_day"),
        ),
    ]
