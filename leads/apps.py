from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "leads"
    verbose_name = _("Leads")

    def ready(self) -> None:
        from people import seeding, terms, watching
        from people.rebuilding import Derivation, register
        from sla.criteria import catalogues
        from sla.subjects import subjects

        from . import entries, forgetting, home, keeping, measuring, occasions, privacy, receivers, sowing  # noqa: F401
        from .catalogue import LEAD, LEAD_IN_CYCLE
        from .feedback import reviewing, wording
        from .loop_notices import register_kinds as register_loop
        from .minding import LOOKS_SECONDS, MINDERS
        from .models import Handoff, Lead, LeadScore
        from .models.erasing import block, destroy
        from .models.loop.happenings import covers
        from .models.predicting.drift import DRIFTED
        from .predicting import alarm
        from .routed import register_kinds

        catalogues.register("lead", LEAD)
        catalogues.register("lead in its cycle", LEAD_IN_CYCLE)
        register(Derivation("leads", 10, Lead.objects.refold, Lead.objects.differences))
        register(Derivation("scores", 20, LeadScore.objects.restore, LeadScore.objects.differences))
        register(Derivation("handoffs", 30, Handoff.objects.refold, Handoff.objects.differences))
        forgetting.register(block, destroy)
        entries.register()
        home.register()
        privacy.declare()
        subjects.register("handoff", entries.name_handoffs, covers)
        for duty, minder in MINDERS.items():
            watching.register(duty, LOOKS_SECONDS, minder.look)
        terms.register("files of imports", keeping.drop_files)
        seeding.register("leads", sowing.sow)
        occasions.register()
        measuring.register()
        register_kinds()
        register_loop()
        alarm.register_kind(DRIFTED)
        wording.register_kinds()
        reviewing.register()
