"""What an editor's browser does: sign in, open a tab, change some fields, press a button."""

from django.test import Client

from tests import cast


def signed_in(user):
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def tab(variant):
    return f"/admin/articles/article/{variant.article_id}/{cast.WORDS[variant.language]}/"


def story(variant):
    return f"/admin/articles/article/{variant.article_id}/"


def fields(response):
    """The page's form as a browser would send it back unchanged."""
    return as_sent(response.context["form"])


def as_sent(form):
    values = {}
    for bound in form:
        value = bound.value()
        if hasattr(bound.field.widget, "format_value") and not isinstance(value, (list, bool, dict)):
            value = bound.field.widget.format_value(value)
        if value is True:
            value = "on"
        if value not in (None, False, ""):
            values[bound.html_name] = value
    return values


def press(client, url, do, **changes):
    """Load the page, change these fields, press the button; the answer to that."""
    return client.post(url, {**fields(client.get(url)), **changes, "do": do})


def said(client, response):
    """The messages a person reads after the redirect."""
    page = client.get(response.headers["Location"]) if response.status_code == 302 else response
    return [str(message) for message in page.context["messages"]]
