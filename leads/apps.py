from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "leads"

    def ready(self) -> None:
        from sla.criteria import catalogues

        from .catalogue import LEAD

        catalogues.register("lead", LEAD)
