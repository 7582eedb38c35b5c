
import articles.models.article
import articles.models.revision
import django.db.models.deletion
import taggit.managers
import text.languages
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('photos', '0001_pictures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='The word in the address, in every language.', max_length=40, unique=True, validators=[articles.models.article.not_reserved], verbose_name='key')),
                ('names', models.JSONField(default=dict, verbose_name='names')),
                ('taglines', models.JSONField(blank=True, default=dict, verbose_name='taglines')),
                ('ink', models.SlugField(default='region', max_length=20, verbose_name='colour')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
            },
        ),
        migrations.CreateModel(
            name='WireSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address word')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('names', models.JSONField(blank=True, default=dict, verbose_name='names in other scripts')),
                ('url', models.URLField(blank=True, verbose_name='website')),
                ('licences', models.JSONField(blank=True, default=dict, verbose_name='terms of use')),
            ],
            options={
                'verbose_name': 'wire source',
                'verbose_name_plural': 'wire sources',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_language', models.CharField(choices=text.languages.language_choices, max_length=8, verbose_name='original language')),
                ('wire_id', models.CharField(blank=True, max_length=120, verbose_name='number at the agency')),
                ('embargo_until', models.DateTimeField(blank=True, null=True, verbose_name='embargo until')),
                ('is_breaking', models.BooleanField(default=False, verbose_name='breaking')),
                ('revision', models.PositiveIntegerField(default=1, editable=False, verbose_name='revision')),
                ('form_key', models.UUIDField(editable=False, null=True, unique=True)),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                ('changed_at', models.DateTimeField(editable=False, verbose_name='changed')),
                ('binned_at', models.DateTimeField(editable=False, null=True, verbose_name='in the bin since')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lead_of', to='photos.photo', verbose_name='lead picture')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
            },
        ),
        migrations.CreateModel(
            name='ArticleVariant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8, verbose_name='language')),
                ('kicker', models.CharField(blank=True, max_length=60, verbose_name='kicker')),
                ('headline', models.CharField(max_length=200, verbose_name='headline')),
                ('standfirst', models.CharField(blank=True, max_length=500, verbose_name='standfirst')),
                ('slug', models.SlugField(max_length=80, verbose_name='address word')),
                ('dateline', models.CharField(blank=True, max_length=120, verbose_name='place, date')),
                ('byline_override', models.CharField(blank=True, max_length=120, verbose_name='signed as')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('photo_caption', models.CharField(blank=True, max_length=400, verbose_name='caption')),
                ('photo_alt', models.CharField(blank=True, max_length=300, verbose_name='picture text')),
                ('photo_is_decorative', models.BooleanField(default=False, verbose_name='the picture is decoration')),
                ('summary', models.CharField(blank=True, editable=False, max_length=300)),
                ('reading_minutes', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('review', 'in review'), ('ready', 'ready'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=12, verbose_name='state')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('updated_at', models.DateTimeField(editable=False, null=True, verbose_name='updated')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
                ('visible_from', models.DateTimeField(editable=False, null=True)),
                ('desk_text', models.TextField(default='', editable=False)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='articles.article')),
                ('translator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='translator')),
            ],
            options={
                'verbose_name': 'language variant',
                'verbose_name_plural': 'language variants',
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address word')),
                ('about', models.JSONField(blank=True, default=dict, verbose_name='about')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='role')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='authors',
            field=models.ManyToManyField(related_name='articles', through='articles.Byline', to='articles.author'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(editable=False, max_length=8)),
                ('kind', models.CharField(choices=[('update', 'Update'), ('clarification', 'Clarification'), ('correction', 'Correction'), ('retraction', 'Retraction')], default='correction', max_length=20, verbose_name='kind')),
                ('text', models.CharField(max_length=1000, verbose_name='text')),
                ('is_on_top', models.BooleanField(default=False, verbose_name='show above the text')),
                ('corrected_at', models.DateTimeField(verbose_name='when')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.articlevariant')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
            },
        ),
        migrations.CreateModel(
            name='PhotoUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_lead', models.BooleanField(default=False)),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='photos.photo')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photo_uses', to='articles.articlevariant')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.JSONField(encoder=articles.models.revision.AnyScriptEncoder)),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('created_at', models.DateTimeField(verbose_name='saved')),
                ('published_at', models.DateTimeField(null=True, verbose_name='published')),
                ('content_key', models.CharField(blank=True, max_length=64)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.article')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('variant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.articlevariant')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preview_links', to='articles.revision')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
            },
        ),
        migrations.AddField(
            model_name='articlevariant',
            name='confirmed_source',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='articlevariant',
            name='head',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='articlevariant',
            name='published_revision',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('reporter', 'reporter'), ('translator', 'translator'), ('editor', 'editor'), ('chief', 'chief editor')], max_length=20, verbose_name='role')),
                ('language', models.CharField(blank=True, choices=text.languages.language_choices, help_text='Empty: every language.', max_length=8, verbose_name='language')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('section', models.ForeignKey(blank=True, help_text='Empty: every section.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'right',
                'verbose_name_plural': 'rights',
            },
        ),
        migrations.AddField(
            model_name='articlevariant',
            name='section',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='articles.section'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section', verbose_name='section'),
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('names', models.JSONField(default=dict, verbose_name='name of the paper')),
                ('taglines', models.JSONField(blank=True, default=dict, verbose_name='tagline')),
                ('reuse_policies', models.JSONField(blank=True, default=dict, verbose_name='reuse policy')),
                ('about', models.JSONField(blank=True, default=dict, verbose_name='about us')),
                ('contacts', models.JSONField(blank=True, default=dict, verbose_name='contact')),
                ('links', models.JSONField(blank=True, default=dict, verbose_name='addresses')),
            ],
            options={
                'verbose_name': 'site settings',
                'verbose_name_plural': 'site settings',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_row_of_site_settings')],
            },
        ),
        migrations.CreateModel(
            name='TaggedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_articles', to='articles.article')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tagged_articles', to='articles.tag')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='articles.TaggedArticle', to='articles.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='TagListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8)),
                ('visible_from', models.DateTimeField()),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='articles.tag')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tag_listings', to='articles.articlevariant')),
            ],
        ),
        migrations.CreateModel(
            name='TagName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8, verbose_name='language')),
                ('text', models.CharField(max_length=120, verbose_name='name')),
                ('folded', models.CharField(editable=False, max_length=120)),
                ('is_synonym', models.BooleanField(default=False, verbose_name='synonym')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.tag')),
            ],
            options={
                'verbose_name': 'name of a tag',
                'verbose_name_plural': 'names of tags',
            },
        ),
        migrations.CreateModel(
            name='TranslationTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8, verbose_name='language')),
                ('is_waived', models.BooleanField(default=False, verbose_name='not needed')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translation_tasks', to='articles.article')),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='translation_tasks', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddField(
            model_name='articlevariant',
            name='wire_source',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='variants', to='articles.wiresource'),
        ),
        migrations.AddField(
            model_name='article',
            name='wire_source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.wiresource', verbose_name='wire source'),
        ),
        migrations.CreateModel(
            name='AuthorListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8)),
                ('visible_from', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='articles.author')),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='author_listings', to='articles.articlevariant')),
            ],
            options={
                'indexes': [models.Index(fields=['author', 'language', '-visible_from', '-variant'], name='author_pages')],
                'constraints': [models.UniqueConstraint(fields=('author', 'variant'), name='a_variant_once_an_author')],
            },
        ),
        migrations.CreateModel(
            name='AuthorName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=text.languages.language_choices, max_length=8, verbose_name='language')),
                ('text', models.CharField(max_length=120, verbose_name='name')),
                ('folded', models.CharField(editable=False, max_length=120)),
                ('is_synonym', models.BooleanField(default=False, verbose_name='synonym')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.author')),
            ],
            options={
                'verbose_name': 'name of an author',
                'verbose_name_plural': 'names of authors',
                'indexes': [models.Index(fields=['folded'], name='author_names_typed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_synonym', False)), fields=('author', 'language'), name='one_main_name_an_author')],
            },
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(fields=('article', 'author'), name='an_author_signs_once'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['language', '-corrected_at', '-id'], name='corrections_page'),
        ),
        migrations.AddConstraint(
            model_name='photouse',
            constraint=models.UniqueConstraint(fields=('photo', 'variant', 'is_lead'), name='a_photo_use_once'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['variant', '-id'], name='variant_history'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['article', '-id'], name='story_history'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('user', 'role', 'section', 'language'), name='one_membership_a_line'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(condition=models.Q(('section__isnull', True)), fields=('user', 'role', 'language'), name='one_membership_a_line_everywhere'),
        ),
        migrations.AddConstraint(
            model_name='taggedarticle',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='a_tag_once_a_story'),
        ),
        migrations.AddIndex(
            model_name='taglisting',
            index=models.Index(fields=['tag', 'language', '-visible_from', '-variant'], name='tag_pages'),
        ),
        migrations.AddConstraint(
            model_name='taglisting',
            constraint=models.UniqueConstraint(fields=('tag', 'variant'), name='a_variant_once_a_tag'),
        ),
        migrations.AddIndex(
            model_name='tagname',
            index=models.Index(fields=['folded'], name='tag_names_typed'),
        ),
        migrations.AddConstraint(
            model_name='tagname',
            constraint=models.UniqueConstraint(fields=('language', 'folded'), name='a_tag_name_means_one_tag'),
        ),
        migrations.AddConstraint(
            model_name='tagname',
            constraint=models.UniqueConstraint(condition=models.Q(('is_synonym', False)), fields=('tag', 'language'), name='one_main_name_a_tag'),
        ),
        migrations.AddConstraint(
            model_name='translationtask',
            constraint=models.UniqueConstraint(fields=('article', 'language'), name='one_translation_task_a_language'),
        ),
        migrations.AddIndex(
            model_name='articlevariant',
            index=models.Index(fields=['language', '-visible_from', '-id'], name='front_latest_and_feeds'),
        ),
        migrations.AddIndex(
            model_name='articlevariant',
            index=models.Index(fields=['language', 'section', '-visible_from', '-id'], name='section_pages'),
        ),
        migrations.AddIndex(
            model_name='articlevariant',
            index=models.Index(condition=models.Q(('wire_source__isnull', False)), fields=['language', 'wire_source', '-visible_from', '-id'], name='wire_source_pages'),
        ),
        migrations.AddIndex(
            model_name='articlevariant',
            index=models.Index(fields=['visible_from'], name='next_due_and_sitemaps'),
        ),
        migrations.AddConstraint(
            model_name='articlevariant',
            constraint=models.UniqueConstraint(fields=('article', 'language'), name='one_variant_a_language'),
        ),
        migrations.AddConstraint(
            model_name='articlevariant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('status', 'published'), ('visible_from__gte', models.F('published_at'))), models.Q(models.Q(('status', 'published'), _negated=True), ('visible_from__isnull', True)), _connector='OR'), name='visible_only_when_published'),
        ),
        migrations.AddConstraint(
            model_name='articlevariant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='withdrawn_only_after_publication'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-changed_at', '-id'], name='desk_list'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', '-changed_at', '-id'], name='desk_list_in_section'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('binned_at__isnull', False)), fields=['binned_at'], name='bin'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(condition=models.Q(('wire_id', ''), _negated=True), fields=('wire_source', 'wire_id'), name='a_wire_report_once'),
        ),
    ]
