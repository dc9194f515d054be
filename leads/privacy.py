"""Which texts of leads speak of a person, and which never do."""

from people import personal

from . import models

OF_THE_LEAD = (
    "email", "email_key", "name", "phone", "job_title", "company_name", "company_domain", "city", "owner_label", "campaign",
    "attributes",
)  # fmt: skip


def declare() -> None:
    personal.register(models.Lead, dict.fromkeys(OF_THE_LEAD, "blank"))
    personal.impersonal(
        models.Lead, "industry", "country", "region", "segment", "source", "channel", "language", "consent"
    )
    personal.register(models.LeadChange, {"values": "blank", "origin_key": "hash"})
    personal.register(models.Event, {"values": "blank", "origin_key": "hash"})
    personal.register(models.StageChange, {"origin_key": "hash"})
    personal.register(models.ExternalId, {"external_id": "hash"})
    personal.register(models.Opportunity, {"name": "blank", "external_id": "hash"})
    personal.register(models.OpportunityChange, {"values": "blank", "origin_key": "hash"})
    personal.register(models.Verdict, {"note": "blank"})
    personal.impersonal(models.Verdict, "asked", "heard_from")
    personal.register(models.Recycling, {"note": "blank"})
    personal.impersonal(models.Recycling, "nurture_list")
    personal.register(models.Reply, {"note": "blank"})
    personal.impersonal(models.Reply, "filled")
    personal.register(models.Dispute, {"argument": "blank"})
    personal.register(models.Ruling, {"grounds": "blank"})
    personal.register(models.Feedback, {"values": "blank", "origin_key": "hash"})
    personal.register(models.FeedbackReply, {"text": "blank", "origin_key": "hash"})
    personal.impersonal(models.FeedbackReply, "origin", "key")
    personal.impersonal(models.Feedback, "origin", "cause", "kind")
    personal.impersonal(models.Remedy, "dimension", "value", "criterion")
    personal.register(models.ImportFault, {"cells": "blank", "faults": "blank"})
    for fact in (models.LeadChange, models.Event, models.StageChange, models.OpportunityChange):
        personal.impersonal(fact, "origin", "cause", "kind")
    personal.impersonal(models.ExternalId, "system")
    personal.impersonal(models.Opportunity, "system", "currency")
    personal.impersonal(models.Company, "key", "name", "domain")
    personal.impersonal(models.LeadMerge, "cause")
    personal.impersonal(models.Handoff, "cause", "missing")
    personal.impersonal(models.Offer, "why")
    personal.impersonal(models.Import, "name", "path", "lookups", "system", "mapping", "fault", "notes")
    personal.impersonal(models.Blocking, "reason")
    _declare_rules()


def _declare_rules() -> None:
    """What is configured speaks of kinds of leads, never of one."""
    personal.impersonal(models.EventKind, "key", "name_en", "name_es")
    personal.impersonal(models.RejectionReason, "code", "name_en", "name_es")
    personal.impersonal(models.RoutingRule, "name_en", "name_es", "criteria", "skills")
    personal.impersonal(models.Intake, "skills", "languages", "territories")
    personal.impersonal(models.ScoringGroup, "name_en", "name_es")
    personal.impersonal(models.ScoringVersion, "note")
    personal.impersonal(models.ScoringRule, "name_en", "name_es", "criteria")
    personal.impersonal(models.LeadScore, "grade")
    personal.impersonal(models.TrialScore, "grade")
    personal.impersonal(models.BackTest, "rules")
    personal.impersonal(models.BackTestedLead, "live_grade", "new_grade")
    # values that at least twenty leads share, and counts
    learnt = ("fields", "predictor", "measures", "excluded", "profile", "groups", "fault")
    personal.impersonal(models.PredictiveModel, *learnt)
    personal.impersonal(models.DriftLook, "fields")
