from django.db import migrations, models


class Migration(migrations.Migration):
    """How words of headlines are written, for questions with a slip."""

    dependencies = [
        ("search", "0002_terms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=8)),
                ("form", models.CharField(max_length=60)),
                ("word", models.CharField(max_length=60)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("language", "form", "word"), name="a_spelling_once")],
            },
        ),
    ]
