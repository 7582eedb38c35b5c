from typing import Any

from django.db import migrations, models


def begin(apps: Any, schema_editor: Any) -> None:
    apps.get_model("articles", "SiteState").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """How often the public site has changed, for who keeps ready pages."""

    dependencies = [("articles", "0016_paper_in_each_language")]

    operations = [
        migrations.CreateModel(
            name="SiteState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("generation", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_row_of_site_state"),
                ],
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
