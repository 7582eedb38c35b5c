
import django.db.models.deletion
import text.languages
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0001_stories'),
    ]

    operations = [
        migrations.CreateModel(
            name='DailySalt',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('salt', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='ViewTotal',
            fields=[
                ('variant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='view_total', serialize=False, to='articles.articlevariant')),
                ('views', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='RecentReader',
            fields=[
                ('digest', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['counted_at'], name='forgetting_readers')],
            },
        ),
        migrations.CreateModel(
            name='MostRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8)),
                ('window', models.CharField(choices=[('1h', 'Hour'), ('24h', 'Day'), ('7d', 'Week')], max_length=3)),
                ('rank', models.PositiveSmallIntegerField()),
                ('views', models.PositiveIntegerField()),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.articlevariant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('language', 'window', 'rank'), name='one_story_a_rank')],
            },
        ),
        migrations.CreateModel(
            name='ViewHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('views', models.PositiveIntegerField(default=0)),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='view_hours', to='articles.articlevariant')),
            ],
            options={
                'indexes': [models.Index(fields=['hour'], name='most_read_windows')],
                'constraints': [models.UniqueConstraint(fields=('variant', 'hour'), name='one_bucket_an_hour')],
            },
        ),
    ]
