from articles.models.article import Article, Byline, Section, TranslationTask, WireSource
from articles.models.correction import Correction
from articles.models.membership import Membership, Role
from articles.models.names import Author, AuthorName, Tag, TaggedArticle, TagName
from articles.models.preview import PreviewLink
from articles.models.revision import Revision
from articles.models.settings import SiteSettings
from articles.models.status import Status
from articles.models.variant import ArticleVariant, AuthorListing, PhotoUse, TagListing

__all__ = [
    "Article",
    "ArticleVariant",
    "Author",
    "AuthorListing",
    "AuthorName",
    "Byline",
    "Correction",
    "Membership",
    "PhotoUse",
    "PreviewLink",
    "Revision",
    "Role",
    "Section",
    "SiteSettings",
    "Status",
    "Tag",
    "TagListing",
    "TagName",
    "TaggedArticle",
    "TranslationTask",
    "WireSource",
]
