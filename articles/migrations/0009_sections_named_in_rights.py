
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_preview_wall'),
    ]

    operations = [
        migrations.AlterField(
            model_name='membership',
            name='section',
            field=models.ForeignKey(blank=True, help_text='Empty: every section.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section'),
        ),
    ]
