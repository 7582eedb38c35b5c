"""Gathers what the checklist looks at (articles/checklist.py)."""

from articles import bodies
from articles.checklist import Subject
from articles.models import ArticleVariant
from articles.snapshots import Text


def subject_of(variant: ArticleVariant, text: Text) -> Subject:
    """A variant with this text, as the checklist sees it; six queries at most, none of them a list."""
    article = variant.article
    photo = article.lead_photo
    source = (
        article.variants.filter(language=article.original_language).only("article", "body").first()
        if variant.language != article.original_language
        else None
    )
    return Subject(
        text=text,
        language=variant.language,
        has_tags=article.tagged_articles.exists(),
        has_signature=bool(text.byline_override or article.wire_source_id or article.bylines.exists()),
        picture_alt=None
        if photo is None or text.photo_is_decorative
        else text.photo_alt or photo.alt(variant.language),
        picture_credit=None if photo is None else photo.credit,
        source_body=source.body if source else "",
        has_uncredited="/media/" in text.body and bodies.photos_in(text.body).filter(credit="").exists(),
    )
