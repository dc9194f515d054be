from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from . import entries, personal_columns, wordings

        entries.register()
        personal_columns.register()
        wordings.register()
