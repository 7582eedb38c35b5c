"""What a first visit costs a reader: bytes and requests, as the browser really makes them."""

import gzip
from io import BytesIO

import pytest
from django.core.files.base import ContentFile

from photos.uploads import take_in
from tests import cast
from tests.site.test_weight import grainy

WHOLE, SCRIPTS, FONTS, LEAD, REQUESTS = 150 * 1024, 8 * 1024, 40 * 1024, 90 * 1024, 10
APART = ("favicon", "touch-icon", "manifest", "/v/")


def sent(content):
    """Bytes on the wire of a server that compresses; pictures and fonts are as small as they get."""
    return min(len(content), len(gzip.compress(content, 9)))


def picture():
    buffer = BytesIO()
    grainy().save(buffer, "PNG")
    return take_in(ContentFile(buffer.getvalue()), user=None, now=cast.NOW, credit="Nora Vale", captions={}, alts={})


@pytest.mark.parametrize(("width", "dots"), [(390, 2), (390, 3), (1440, 1)])  # dots: of the screen, for each point
def test_the_first_view_of_an_article_is_light_in_every_language(visitor, paper, width, dots):
    long = "<p>" + "</p><p>".join([cast.BODIES["hy"].replace("<p>", "").replace("</p>", " ") * 6] * 8) + "</p>"
    cast.arrange(paper[0], lead_photo=picture().pk)
    cast.publish(cast.write(paper[2], body=long), at=cast.NOW)
    for variant in paper:
        reader = visitor(viewport={"width": width, "height": 800}, device_scale_factor=dots)
        bodies = {}
        reader.page.on("response", lambda response, bodies=bodies: bodies.setdefault(response.url, response))
        reader.open(cast.address(variant))
        reader.page.wait_for_load_state("networkidle")
        sizes = {
            url: sent(response.body()) for url, response in bodies.items() if not any(part in url for part in APART)
        }
        eager = {url: size for url, size in sizes.items() if "/c240." not in url}  # thumbnails below are lazy
        assert len(eager) <= REQUESTS, sorted(eager)
        assert sum(eager.values()) <= WHOLE, sorted(eager.items(), key=lambda item: -item[1])
        assert sum(size for url, size in eager.items() if url.endswith(".js")) <= SCRIPTS
        [lead] = [size for url, size in eager.items() if "/media/" in url]
        assert 0 < lead <= LEAD
        assert 0 < sum(size for url, size in eager.items() if url.endswith(".woff2")) <= FONTS
