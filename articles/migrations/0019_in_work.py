from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_rows_that_were_merged")]

    operations = [
        migrations.AddIndex(
            model_name="articlevariant",
            index=models.Index(condition=models.Q(("visible_from__isnull", True)), fields=["-head"], name="in_work"),
        ),
    ]
