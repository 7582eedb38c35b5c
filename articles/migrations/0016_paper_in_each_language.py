from html import escape
from typing import Any

from django.db import migrations, models


def as_paragraphs(apps: Any, schema_editor: Any) -> None:
    """What the paper says of itself was plain text, shown with its line breaks; now it is clean HTML."""
    for settings in apps.get_model("articles", "SiteSettings").objects.all():
        for name in ("about", "contacts"):
            told = {code: paragraphs(text) for code, text in getattr(settings, name).items()}
            setattr(settings, name, told)
        settings.save(update_fields=["about", "contacts"])


def paragraphs(text: str) -> str:
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{escape(block, quote=False).replace(chr(10), '<br>')}</p>" for block in blocks if block)


class Migration(migrations.Migration):
    """The paper tells of itself in rich text, and chooses its share buttons."""

    dependencies = [
        ("articles", "0015_withdrawn_because"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="shares",
            field=models.JSONField(blank=True, default=dict, verbose_name="share buttons"),
        ),
        migrations.RunPython(as_paragraphs, migrations.RunPython.noop),
    ]
