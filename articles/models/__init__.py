from articles.models.article import Article, Byline, Section, TranslationTask, WireSource
from articles.models.bulk import BulkChange, BulkKind
from articles.models.correction import Correction
from articles.models.editing import Autosave, EditLock
from articles.models.log import Act, LogEntry
from articles.models.membership import Membership, Role
from articles.models.names import Author, AuthorName, SectionTag, Tag, TaggedArticle, TagName
from articles.models.preview import PreviewLink
from articles.models.redirect import Redirect
from articles.models.revision import Revision
from articles.models.settings import SiteSettings
from articles.models.state import SiteState
from articles.models.status import Status
from articles.models.variant import ArticleVariant, AuthorListing, PhotoUse, TagListing

__all__ = [
    "Act",
    "Article",
    "ArticleVariant",
    "Author",
    "AuthorListing",
    "AuthorName",
    "Autosave",
    "BulkChange",
    "BulkKind",
    "Byline",
    "Correction",
    "EditLock",
    "LogEntry",
    "Membership",
    "PhotoUse",
    "PreviewLink",
    "Redirect",
    "Revision",
    "Role",
    "Section",
    "SectionTag",
    "SiteSettings",
    "SiteState",
    "Status",
    "Tag",
    "TagListing",
    "TagName",
    "TaggedArticle",
    "TranslationTask",
    "WireSource",
]
