import articles.models.log
import django.db.models.deletion
import text.languages
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_single_keys'),
        ('articles', '0002_unsaved_words'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('act', models.CharField(choices=articles.models.log.act_choices, max_length=20, verbose_name='what')),
                ('language', models.CharField(blank=True, choices=text.languages.language_choices, max_length=8, verbose_name='language')),
                ('revision_id', models.BigIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('details', models.JSONField(default=dict)),
                ('article', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='log', to='articles.article')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'line of the log',
                'verbose_name_plural': 'log',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['article', '-id'], name='log_of_a_story'), models.Index(fields=['user', '-id'], name='log_of_a_person')],
            },
        ),
    ]
