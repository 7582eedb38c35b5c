from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """The editors' side."""
