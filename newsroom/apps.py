from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class NewsroomConfig(AppConfig):
    name = "newsroom"
    default = True


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our own site in it."""

    default = False
    default_site = "desk.site.DeskSite"
