"""Which texts of sla may speak of a person: what people write about a breach. The rest is configuration."""

from people import personal

from . import models


def declare() -> None:
    personal.register(models.Waiver, {"reason": "blank"})
    personal.register(models.Acknowledgement, {"note": "blank"})
    personal.impersonal(models.Agreement, "name")
    personal.impersonal(models.AgreementVersion, "scope")
    personal.impersonal(models.Clause, "text_en", "text_es")
    personal.impersonal(models.Commitment, "name_en", "name_es", "scope", "conditions")
    personal.impersonal(models.Clock, "subject", "dimensions")
    personal.impersonal(models.ClockEntry, "cause", "origin_key", "withdraws")
    personal.impersonal(models.Definition, "name_en", "name_es")
    personal.impersonal(models.DefinitionVersion, "criteria", "fall_back", "text_en", "text_es")
    personal.register(models.Example, {"shown": "blank"})
    personal.impersonal(models.EscalationStep, "notify")
