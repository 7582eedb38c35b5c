"""The site map: everything a reader can ask for, then the desk."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("", include("reader.urls")),
]
handler400 = "reader.views.bad_request"
handler403 = "desk.errors.forbidden"
handler404 = "reader.views.not_found"
handler500 = "reader.views.server_error"
