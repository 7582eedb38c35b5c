"""The readers' site map. Sections come last: a section's key is never a reserved word or digits."""

from django.urls import path, register_converter

from reader import feeds, finding, machine, media, offline, preview, seen, sitemaps, social, speculation, views
from reader.converters import LanguageConverter, NumberConverter, WindowConverter

register_converter(LanguageConverter, "language")
register_converter(NumberConverter, "number")
register_converter(WindowConverter, "window")

app_name = "reader"
L = "<language:language>/"

beacon_urls = [path("v/<number:article_id>/<language:language>", seen.seen, name="seen")]
page_urls = [
    path(L + "<number:article_id>/<slug:slug>/", views.article, name="article"),  # first: most pages are stories
    path("", views.root, name="root"),
    path(L, views.home, name="home"),
    path(L + "latest/", views.latest, name="latest"),
    path(L + "most-read/", views.most_read, name="most_read"),
    path(L + "most-read/<window:window>/", views.most_read, name="most_read_in"),
    path(L + "corrections/", views.corrections, name="corrections"),
    path(L + "search/", finding.search_page, name="search"),
    path(L + "search/suggest/", finding.suggest, name="suggest"),
    path(L + "about/", views.about, name="about"),
    path(L + "contact/", views.contact, name="contact"),
    path(L + "offline/", offline.offline, name="offline"),
    path(L + "tag/<slug:slug>/", views.tag, name="tag"),
    path(L + "author/<slug:slug>/", views.author, name="author"),
    path(L + "source/<slug:slug>/", views.source, name="source"),
    path(L + "archive/<int:year>/", views.archive, name="archive_year"),
    path(L + "archive/<int:year>/<int:month>/", views.archive, name="archive_month"),
    path(L + "archive/<int:year>/<int:month>/<int:day>/", views.archive, name="archive_day"),
    path(L + "<number:article_id>/", views.article, name="article_by_id"),
    path("s/<slug:word>", views.short, name="short"),
]
machine_urls = [
    path(L + "feed.<slug:format>", feeds.feed, name="feed"),
    path(L + "tag/<slug:slug>/feed.<slug:format>", feeds.tag_feed, name="tag_feed"),
    path(L + "author/<slug:slug>/feed.<slug:format>", feeds.author_feed, name="author_feed"),
    path(L + "<slug:section>/feed.<slug:format>", feeds.section_feed, name="section_feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<language:language>.xml", sitemaps.sitemap_lists_of, name="sitemap_lists"),
    path("sitemap-<language:language>-<int:year>-<int:month>.xml", sitemaps.sitemap_month, name="sitemap_month"),
    path("news-sitemap-<language:language>.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("manifest-<language:language>.webmanifest", machine.manifest, name="manifest"),
    path(L + "offline/withdrawn.json", offline.withdrawn, name="withdrawn"),
    path("sw.js", offline.worker, name="worker"),
    path("robots.txt", machine.robots, name="robots"),
    path(".well-known/security.txt", machine.security, name="security"),
    path("speculation-rules.json", speculation.speculation_rules, name="speculation_rules"),
    path("healthz", machine.healthz, name="healthz"),
    path("readyz", machine.readyz, name="readyz"),
    path(
        "media/card/<language:language>/<number:article_id>/<slug:digest>.jpg", social.social_card, name="social_card"
    ),
    path("media/<slug:key>/<str:name>", media.media, name="media"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("preview/<str:token>/card.jpg", preview.preview_card, name="preview_card"),
    path("preview/<str:token>/media/<slug:key>/<str:name>", preview.preview_media, name="preview_media"),
]
section_urls = [path(L + "<slug:section>/", views.section, name="section")]

urlpatterns = [*beacon_urls, *page_urls, *machine_urls, *section_urls]
