import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Preview links know when they were made, and a person's wall has windows of its own."""

    dependencies = [
        ('articles', '0007_bulk_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='previewlink',
            name='created_at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='made'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='previewlink',
            name='wall_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
