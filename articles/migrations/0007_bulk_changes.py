import articles.models.bulk
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_single_keys'),
        ('articles', '0006_redirects'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=articles.models.bulk.kind_choices, max_length=20, verbose_name='what')),
                ('options', models.JSONField(default=dict)),
                ('article_ids', models.JSONField(default=list)),
                ('results', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('done', 'done'), ('undoing', 'being undone'), ('undone', 'undone')], default='waiting', max_length=12, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='when')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'bulk change',
                'verbose_name_plural': 'bulk changes',
                'ordering': ['-id'],
            },
        ),
    ]
