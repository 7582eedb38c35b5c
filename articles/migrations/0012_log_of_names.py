import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The log tells of tags and authors too, which are no one story's."""

    dependencies = [
        ("articles", "0011_unsaved_words_a_window"),
    ]

    operations = [
        migrations.AlterField(
            model_name="logentry",
            name="article",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="log",
                to="articles.article",
            ),
        ),
    ]
