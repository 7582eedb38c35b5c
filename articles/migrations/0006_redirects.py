from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_assignments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tag', 'tag'), ('author', 'author')], max_length=10)),
                ('old_slug', models.CharField(max_length=100)),
                ('new_slug', models.CharField(max_length=100)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'new_slug'], name='redirects_to_move_along')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'old_slug'), name='one_redirect_an_address_word')],
            },
        ),
    ]
