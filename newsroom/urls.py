"""The site map: everything a reader can ask for, then the desk."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    # As include() has it, but read when somebody asks: passkeys bring much cryptography.
    path("accounts/", ("accounts.urls", None, None)),  # type: ignore[arg-type]
    path("", include("reader.urls")),
]
handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"
