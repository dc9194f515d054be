from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        from people.rebuilding import Derivation, register
        from sla.criteria import catalogues

        from .catalogue import LEAD
        from .models import Handoff, Lead, LeadScore

        catalogues.register("lead", LEAD)
        register(Derivation("leads", 10, Lead.objects.refold, Lead.objects.differences))
        register(Derivation("scores", 20, LeadScore.objects.restore, LeadScore.objects.differences))
        register(Derivation("handoffs", 30, Handoff.objects.refold, Handoff.objects.differences))
