"""The written matrix of `test_doors`: which roles each address opens to, and something real for it to show.

R RevOps, M marketing manager, m marketing, S sales manager, s sales representative, E executive, F facilitator,
P data protection officer. An address that only answers POST is tried with an empty form.
"""

from collections.abc import Callable
from typing import Any

from dashboards.models import (
    Baseline,
    Benefit,
    Deviation,
    QualitativeBenefit,
    SavedView,
    Scorecard,
    ScorecardLine,
    Spend,
    Subscription,
    Target,
    Watch,
)
from dashboards.reports import ScorecardReport, issuing
from dashboards.reports.months import last
from diagnostics.models import Assessment, Interview, Problem, Quote, Recommendation, Stakeholder
from documents import kinds
from documents import writing as say
from documents.models import Document, DocumentVersion
from integrations import demo as connections
from integrations.models import Connection, InboxDelivery
from leads.models import (
    CatchUp,
    ExternalId,
    Feedback,
    Handoff,
    Import,
    Opportunity,
    PredictiveModel,
    Proposal,
    RoutingRule,
    ScoringGroup,
    ScoringVersion,
)
from people.models import Absence, ApiKey, CalendarVersion, Delivery, Endpoint, Notification, Role, Team, User
from people.moment import now
from sla.models import AgreementVersion, Breach, Clock, Commitment, DefinitionVersion

ROLES = {
    "R": "revops",
    "M": "marketing_manager",
    "m": "marketing",
    "S": "sales_manager",
    "s": "sales",
    "E": "executive",
    "F": "facilitator",
    "P": "privacy",
}
Arguments = dict[str, Any]


def _scoring_group() -> ScoringGroup:
    draft = ScoringVersion.objects.draft(by=_revops(), at=now())
    return draft.groups.create(name_en="Visits", name_es="Visitas", most=10)


def _revops() -> User:
    return User.objects.get(role=Role.REVOPS)


def _saved_view() -> SavedView:
    """Everybody sees it; who saved it may delete it."""
    return SavedView.objects.keep(_revops(), "sales", "Mine", "period=4w", "everybody")


def _waiting() -> Handoff:
    """In the queue of Sales: every representative and their manager see it."""
    return Handoff.objects.waiting().filter(lead__owner=None).order_by("-opened_at")[0]


def _clock() -> Clock:
    return Clock.objects.filter(subject_id=_waiting().pk)[0]


def _breach() -> Breach:
    """Of a promise of Sales: of a clock that nobody owns, or of the first representative's."""
    own = User.objects.filter(role=Role.SALES).order_by("pk")[0]
    theirs = Breach.objects.filter(clock__commitment__party="sales").order_by("pk")
    return (theirs.filter(clock__owner=None) | theirs.filter(clock__owner=own))[0]


def _model() -> PredictiveModel:
    at = now()
    kept = {"outcome": "won", "horizon_days": 90, "known_days": 1, "since": at, "until": at, "created_at": at}
    return PredictiveModel.objects.get_or_create(number=1, defaults=kept)[0]


def _import() -> Import:
    return Import.objects.get_or_create(
        name="leads.csv", defaults={"path": __file__, "system": "x", "created_at": now()}
    )[0]


def _inbox() -> InboxDelivery:
    connections.fill(now())
    row = {"raw": b"{}", "received_at": now(), "next_at": now(), "state": "quarantined"}
    return InboxDelivery.objects.get_or_create(
        connection=Connection.objects.all()[0], source_key="x", defaults=row
    )[0]


def _endpoint() -> Endpoint:
    return Endpoint.objects.get_or_create(
        name="Hook", defaults={"kind": "webhook", "user": _revops(), "url": "https://hooks.example.com/x"}
    )[0]


def _delivery() -> Delivery:
    Delivery.objects.post_mail("a@example.com", "x", "y", now(), "doors")
    return Delivery.objects.order_by("-pk")[0]


def _notification() -> Notification:
    row = {"user": _revops(), "kind": "x", "created_at": now()}
    return Notification.objects.get_or_create(dedupe_key="doors", defaults=row)[0]


def _feedback() -> Feedback:
    return Feedback.objects.say(_waiting().lead, "Wrong number", "doors", _revops(), now(), is_urgent=False)


def _unsold() -> Arguments:
    """Never handed off: Sales doesn't see it yet."""
    known = (
        ExternalId.objects.of("hubspot-demo").filter(lead__handoffs=None, lead__owner=None).order_by("pk")[0]
    )
    return {"system": known.system, "external_id": known.external_id}


def _pk(find: Callable[[], Any], name: str = "pk") -> Callable[[], Arguments]:
    return lambda: {name: find().pk}


def _document() -> DocumentVersion:
    """A second version, so that there is something to compare."""
    kinds.register(kinds.Kind("doors", "Doors"))
    for words in ("one", "two"):
        version = Document.objects.issue(
            "doors", "1", {"en": "A", "es": "A"}, {"en": [say.title(words)]}, "", None, now()
        )
    return version


def _target() -> Target:
    at, told = (
        now(),
        {"kind": "level", "amount": 0.9, "from_value": 0.5, "value": 0.9, "decided_by": _revops()},
    )
    days = {"since": at.date(), "until": at.date(), "matures_on": at.date()}
    standing = Target.objects.filter(kpi="sla_compliance")
    return standing.first() or Target.objects.decide(
        Target(kpi="sla_compliance", **told, **days), _revops(), at
    )


def _baseline() -> Baseline:
    row = {"since": now().date(), "until": now().date(), "frozen_by": _revops(), "frozen_at": now()}
    return Baseline.objects.get_or_create(kind="B0", defaults=row)[0]


def _assessment() -> Assessment:
    return Assessment.objects.all()[0]


def _key() -> ApiKey:
    return ApiKey.objects.issue(_revops(), "doors", ["read"], now())[0]


def _absence() -> Absence:
    return Absence.objects.get_or_create(user=_revops(), first_on="2026-01-01", last_on="2026-01-02")[0]


def _meaning() -> DefinitionVersion:
    return DefinitionVersion.objects.filter(definition__key="mql", state="in_force")[0]


def _catch_up() -> CatchUp:
    row = {"asked_at": now(), "done_at": now()}
    return CatchUp.objects.get_or_create(version=_meaning(), defaults=row)[0]


def _proposal() -> Proposal:
    row = {"proposed_at": now(), "definition_version": _meaning()}
    return Proposal.objects.get_or_create(lead=_waiting().lead, outcome="", defaults=row)[0]


def _deviation() -> Deviation:
    row = {"week": now().date(), "kind": "below", "value": 0.1, "n": 40, "found_at": now()}
    return Deviation.objects.filter(cause=None).first() or _watch().deviations.create(**row)


def _card() -> Scorecard:
    """One that waits for its signatures, whoever signed or withdrew the last."""
    for card in Scorecard.objects.for_page().standing():
        if not card.is_agreed:
            return card
    line = ScorecardLine(kpi="lead_acceptance_rate", part="together", weight=1, red=0.4, green=0.6)
    return Scorecard.objects.propose([line], by=User.objects.with_role(Role.REVOPS)[0], at=now())


def _report() -> DocumentVersion:
    return issuing.issue(ScorecardReport, last(3, now().date()), None, now())


def _subscription() -> Subscription:
    """RevOps' own."""
    row = {"cadence": "weekly", "hour": 8, "created_at": now(), "next_at": now()}
    return Subscription.objects.get_or_create(owner=_revops(), board="sales", ended_at=None, defaults=row)[0]


def _watch() -> Watch:
    row = {"low": 0.5, "created_at": now()}
    return Watch.objects.get_or_create(kpi="lead_acceptance_rate", ended_at=None, defaults=row)[0]


def _each(find: Callable[[], Any], *routes: str, name: str = "pk") -> dict[str, Callable[[], Arguments]]:
    return dict.fromkeys(routes, _pk(find, name))


def _of(app: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{app}:{name}" for name in names)


SAMPLES: dict[str, Callable[[], Arguments]] = {
    **_each(_revops, "person-update", "invitation-create"),
    **_each(lambda: Team.objects.all()[0], "team-update"),
    **_each(_absence, "absence-delete"),
    **_each(
        lambda: CalendarVersion.objects.all()[0].calendar,
        "calendar-detail",
        "calendar-update",
        "api-calendar-detail",
    ),
    **_each(_notification, "notification-read"),
    **_each(_endpoint, "endpoint-update", "endpoint-secret", "endpoint-enable", "endpoint-delete"),
    **_each(_delivery, "delivery-replay"),
    **_each(_key, "key-revoke"),
    "api-lead-by-external-id": _unsold,
    **_each(lambda: _waiting().lead, "api-lead-detail"),
    **_each(
        lambda: Opportunity.objects.filter(lead__owner__role=Role.SALES).order_by("lead__owner")[0],
        "api-opportunity-detail",
    ),
    **_each(_waiting, "api-handoff-detail", "api-handoff-acceptance", "api-handoff-rejection"),
    **_each(_waiting, "api-handoff-return", "api-handoff-recycling", "api-handoff-answer"),
    **_each(_waiting, "api-handoff-dispute", "api-handoff-ruling", "api-handoff-disposition"),
    **dict.fromkeys(_of("leads", "reason-update", "retirement-create"), lambda: {"code": "SPAM"}),
    **_each(_feedback, "api-feedback-detail", "api-feedback-replies"),
    **_each(lambda: _waiting().lead, "api-lead-prediction"),
    **_each(
        lambda: RoutingRule.objects.current()[0], "api-routing-rule-detail", "api-routing-rule-retirement"
    ),
    **_each(_clock, "api-clock-detail", "sla:clock-detail"),
    **_each(_breach, "api-breach-detail", "api-breach-acknowledgement", "api-breach-waiver"),
    **_each(_breach, *_of("sla", "acknowledgement-create", "waiver-create")),
    **_each(lambda: RoutingRule.objects.current()[0], *_of("leads", "routing-update", "routing-delete")),
    **_each(
        lambda: User.objects.filter(role=Role.SALES, team__isnull=False).order_by("pk")[0],
        "leads:intake-update",
    ),
    **_each(lambda: AgreementVersion.objects.all()[0], "api-agreement-detail"),
    **_each(lambda: Commitment.objects.all()[0], "api-commitment-detail"),
    "api-kpi-detail": lambda: {"key": "sla_compliance"},
    "leads:lead-export": lambda: {"kind": "csv"},
    **_each(
        _model,
        *_of("leads", "prediction-detail", "prediction-progress", "prediction-publish", "prediction-retire"),
    ),
    **_each(lambda: _waiting().lead, "leads:feedback-create"),
    **_each(_feedback, *_of("leads", "feedback-detail", "feedback-reply-create")),
    **_each(lambda: _waiting().lead, *_of("leads", "lead-detail", "touch-create", "erasure-create")),
    **_each(
        _import,
        *_of(
            "leads",
            "import-detail",
            "import-progress",
            "import-again",
            "import-mapping",
            "mapping-download",
            "mapping-upload",
        ),
        "leads:fault-download",
    ),
    **_each(
        lambda: ScoringVersion.objects.get(state="live"),
        *_of(
            "leads",
            "scoring-version",
            "scoring-difference",
            "scoring-grades",
            "scoring-limits-update",
            "scoring-progress",
            "scoring-preview",
            "scoring-preview-again",
            "scoring-preview-progress",
            "scoring-preview-rows",
            "scoring-publication-create",
            "scoring-retirement-create",
            "scoring-trial-create",
            "scoring-trial-delete",
            "scoring-rule-create",
            "scoring-group-create",
        ),
    ),
    **_each(
        lambda: ScoringVersion.objects.get(state="live").rules.all()[0],
        *_of(
            "leads", "scoring-rule-update", "scoring-rule-copy", "scoring-rule-place", "scoring-rule-delete"
        ),
    ),
    **_each(_scoring_group, *_of("leads", "scoring-group-update", "scoring-group-delete")),
    **_each(_waiting, *_of("handoffs", "handoff-detail", "acceptance-create", "rejection-create")),
    **_each(_waiting, *_of("handoffs", "return-create", "recycling-create", "qualification-create")),
    **_each(_waiting, *_of("handoffs", "disqualification-create", "answer-create", "dispute-create")),
    **_each(_waiting, "handoffs:ruling-create"),
    **_each(lambda: _document().document, "api-document-detail", "documents:document-detail"),
    **_each(
        lambda: _document().document,
        *_of("documents", "comparison-detail", "comparison-pdf", "comparison-word", "comparison-slides"),
    ),
    **dict.fromkeys(
        (
            *("api-document-version", "api-document-pdf", "api-document-word", "api-document-slides"),
            *_of("documents", "version-detail", "version-pdf", "version-word", "version-slides"),
        ),
        lambda: {"pk": _document().document_id, "number": 2},
    ),
    **_each(_card, *_of("dashboards", "scorecard-signature-create", "scorecard-withdrawal-create")),
    **_each(_report, "dashboards:report-signature-create"),
    "dashboards:report-version-create": lambda: {"key": "scorecard"},
    **_each(
        _subscription,
        *_of("dashboards", "subscription-detail", "subscription-delivery-create", "subscription-end"),
    ),
    **_each(_watch, "api-watch-detail", "dashboards:watch-end"),
    **_each(_deviation, "api-deviation-detail", "api-deviation-cause", "dashboards:deviation-explain"),
    "dashboards:gate-row-list": lambda: {"key": "source", "part": "failing"},
    **_each(
        _baseline, "api-baseline-detail", *_of("dashboards", "baseline-detail", "baseline-signature-create")
    ),
    **_each(
        _target,
        "api-target-detail",
        *_of("dashboards", "target-detail", "target-signature-create", "target-withdrawal-create"),
    ),
    **_each(lambda: Spend.objects.standing().for_program()[0], "dashboards:cost-correction"),
    "dashboards:cost-export": lambda: {"kind": "csv"},
    **_each(
        lambda: Benefit.objects.standing()[0],
        *_of("dashboards", "benefit-withdrawal-create", "benefit-choice-create"),
    ),
    "dashboards:pool-release": lambda: {"pool": "revenue"},
    **_each(lambda: QualitativeBenefit.objects.standing()[0], "dashboards:quality-withdrawal-create"),
    "dashboards:board": lambda: {"key": "marketing"},
    "dashboards:board-export": lambda: {"key": "marketing", "kind": "csv"},
    "dashboards:view-first": lambda: {"pk": _saved_view().pk},
    "dashboards:view-delete": lambda: {"pk": _saved_view().pk},
    "dashboards:counted-row-list": lambda: {"pk": Commitment.objects.get(kind="volume").pk, "part": "all"},
    "sla:definition-detail": lambda: {"key": "mql"},
    "sla:definition-create": lambda: {"key": "mql"},
    **_each(
        _meaning,
        "api-definition-detail",
        *_of("sla", "meaning-update", "definition-version", "definition-difference"),
        *_of("leads", "crossing", "crossing-create"),
        *(
            f"sla:definition-{step}-create"
            for step in ("draft", "review", "reopening", "withdrawal", "signature", "force")
        ),
    ),
    "leads:crossing-progress": lambda: {"pk": _catch_up().version_id},
    "leads:crossing-rows": lambda: {"pk": _meaning().pk, "kind": "cross"},
    **_each(
        lambda: AgreementVersion.objects.all()[0],
        *_of(
            "sla",
            "agreement-detail",
            "agreement-review-create",
            "agreement-reopening-create",
            "agreement-withdrawal-create",
            "agreement-trial-create",
            "agreement-force-create",
            "signature-create",
            "draft-create",
            "terms-update",
            "difference",
            "foresight",
            "commitment-create",
        ),
    ),
    **_each(lambda: AgreementVersion.objects.all()[0].agreement, "sla:version-list"),
    **_each(
        lambda: AgreementVersion.objects.all()[0].commitments.all()[0],
        *_of("sla", "commitment-update", "commitment-copy", "commitment-place", "commitment-delete"),
    ),
    **_each(
        _assessment,
        *_of("diagnostics", "assessment-detail", "assessment-update", "closure-create", "reopening-create"),
    ),
    **_each(
        _assessment,
        *_of(
            "diagnostics",
            "stakeholder-list",
            "stakeholder-create",
            "interview-list",
            "interview-create",
            "quote-list",
        ),
        *_of(
            "diagnostics",
            "theme-create",
            "problem-list",
            "problem-create",
            "recommendation-list",
            "recommendation-export",
        ),
        "diagnostics:recommendation-create",
        name="assessment_pk",
    ),
    **_each(
        lambda: Stakeholder.objects.all()[0],
        *_of("diagnostics", "stakeholder-update", "stakeholder-delete", "consent-create"),
    ),
    **_each(
        lambda: Interview.objects.all()[0],
        *_of(
            "diagnostics",
            "interview-detail",
            "interview-update",
            "note-write",
            "completion-create",
            "quote-create",
        ),
    ),
    **_each(lambda: Quote.objects.all()[0], "diagnostics:quote-delete"),
    **_each(lambda: Problem.objects.all()[0], *_of("diagnostics", "problem-update", "problem-delete")),
    **_each(
        lambda: Recommendation.objects.all()[0],
        *_of(
            "diagnostics",
            "recommendation-detail",
            "recommendation-update",
            "rating-write",
            "recommendation-delete",
        ),
    ),
    **_each(
        lambda: _inbox().connection,
        *_of(
            "integrations",
            "connection-detail",
            "secret-create",
            "activation-update",
            "sample-create",
            "second-look-create",
        ),
    ),
    **_each(_inbox, *_of("integrations", "delivery-detail", "replay-create")),
    # last: whatever is told of its lead before would close it, for no definition holds
    **_each(_proposal, *_of("leads", "proposal-acceptance-create", "proposal-refusal-create")),
    **_each(_proposal, "api-proposal-detail", "api-proposal-acceptance", "api-proposal-refusal"),
}
QUERIES = {
    "leads:suggestion": "?reason=FIT-01",
    "dashboards:row-list": "?kpi=lead_acceptance_rate&part=accepted",
    "dashboards:counted-row-list": "?from=2026-01-01&to=2026-12-31",
    "dashboards:gate-row-list": "?from=2026-01-01&to=2026-12-31",
}
ANYBODY = {
    "healthz",
    "hook",
    "metrics",
    "readyz",
    "set_language",
}
"""Open on purpose: the doorbell of CRMs, health, and the switch of language."""

DOORS: dict[str, str] = {
    "absence-create": "RMmSsEFP",
    "absence-delete": "R",
    "absence-list": "RMmSsEFP",
    "api-agreement-detail": "RMmSsEFP",
    "api-agreement-list": "RMmSsEFP",
    "api-baseline-detail": "RMmSsEFP",
    "api-baseline-list": "RMmSsEFP",
    "api-target-detail": "RMmSsEFP",
    "api-target-list": "RMmSsEFP",
    "api-spend-list": "RMSE",
    "api-roi": "RMSE",
    "api-leaks": "RMmSEF",
    "api-benchmark-list": "RMmSsEFP",
    "api-deviation-cause": "RMS",
    "api-deviation-detail": "RMmSEF",
    "api-deviation-list": "RMmSsEFP",
    "api-impact": "RMmSsEFP",
    "api-scorecard": "RMmSsEFP",
    "api-watch-detail": "RMmSEF",
    "api-watch-list": "RMmSsEFP",
    "api-breach-acknowledgement": "RMmSsEF",
    "api-breach-detail": "RMmSsEF",
    "api-breach-list": "RMmSsEFP",
    "api-breach-waiver": "RMmSsEFP",
    "api-clock-detail": "RMmSsEF",
    "api-clock-list": "RMmSsEFP",
    "api-commitment-detail": "RMmSsEFP",
    "api-commitment-list": "RMmSsEFP",
    "api-calendar-detail": "RMmSsEFP",
    "api-calendar-list": "RMmSsEFP",
    "api-criteria-count": "RMmSsEFP",
    "api-definition-detail": "RMmSsEFP",
    "api-definition-list": "RMmSsEFP",
    "api-docs": "RMmSsEFP",
    "api-document-detail": "RMmSsEFP",
    "api-document-list": "RMmSsEFP",
    "api-document-pdf": "RMmSsEFP",
    "api-document-slides": "RMmSsEFP",
    "api-document-version": "RMmSsEFP",
    "api-document-word": "RMmSsEFP",
    "api-event-list": "RMmSsEFP",
    "api-feedback-detail": "RMmSs",
    "api-feedback-list": "RMmSs",
    "api-feedback-replies": "RMmSs",
    "api-funnel": "RMmSsEFP",
    "api-handoff-acceptance": "Ss",
    "api-handoff-detail": "RMmSsEF",
    "api-handoff-answer": "RMm",
    "api-handoff-dispute": "Mm",
    "api-handoff-disposition": "Ss",
    "api-handoff-list": "RMmSsEFP",
    "api-handoff-recycling": "Ss",
    "api-handoff-return": "Ss",
    "api-handoff-ruling": "R",
    "api-handoff-rejection": "Ss",
    "api-kpi-detail": "RMmSsEFP",
    "api-kpi-list": "RMmSsEFP",
    "api-lead-by-external-id": "RMmEF",
    "api-lead-detail": "RMmSsEF",
    "api-lead-list": "RMmSsEFP",
    "api-lead-prediction": "",
    "api-opportunity-detail": "RMmSEF",
    "api-opportunity-list": "RMmSsEFP",
    "api-prediction": "RMmSsEF",
    "api-proposal-acceptance": "Ss",
    "api-proposal-detail": "RMmSsEF",
    "api-proposal-list": "RMmSsEFP",
    "api-proposal-refusal": "Ss",
    "api-replay": "RMS",
    "api-routing-rule-detail": "RMmSsEF",
    "api-routing-rule-list": "RMmSsEF",
    "api-routing-rule-order": "R",
    "api-routing-rule-retirement": "R",
    "api-routing-rule-trial": "RMS",
    "api-schema": "RMmSsEFP",
    "audit-list": "R",
    "calendar-create": "R",
    "calendar-detail": "RMmSsEFP",
    "calendar-list": "RMmSsEFP",
    "calendar-update": "R",
    "checklist-dismiss": "RMmSsEFP",
    "dashboards:home": "RMmSsEFP",
    "dashboards:overview": "RMmSsEFP",
    "dashboards:impact": "RMmSsEFP",
    "dashboards:cost-list": "RMSE",
    "dashboards:cost-create": "RM",
    "dashboards:cost-sheet": "RM",
    "dashboards:cost-correction": "RM",
    "dashboards:cost-export": "RMSE",
    "dashboards:roi": "RMSE",
    "dashboards:benefit-create": "RMS",
    "dashboards:benefit-withdrawal-create": "RMS",
    "dashboards:benefit-choice-create": "RMS",
    "dashboards:pool-release": "RMS",
    "dashboards:quality-create": "RMS",
    "dashboards:quality-withdrawal-create": "RMS",
    "dashboards:leaks": "RMmSEF",
    "dashboards:scorecard": "RMmSsEFP",
    "dashboards:scorecard-create": "R",
    "dashboards:scorecard-signature-create": "MS",
    "dashboards:scorecard-withdrawal-create": "R",
    "dashboards:watch-list": "RMmSsEFP",
    "dashboards:watch-create": "RMS",
    "dashboards:watch-end": "RMS",
    "dashboards:deviation-explain": "RMS",
    "dashboards:baseline-create": "RMS",
    "dashboards:baseline-detail": "RMmSsEFP",
    "dashboards:baseline-list": "RMmSsEFP",
    "dashboards:baseline-signature-create": "MS",
    "dashboards:gate-row-list": "RMmSsEFP",
    "dashboards:target-create": "R",
    "dashboards:target-detail": "RMmSsEFP",
    "dashboards:target-list": "RMmSsEFP",
    "dashboards:target-signature-create": "MS",
    "dashboards:target-withdrawal-create": "R",
    "dashboards:benchmark-list": "RMmSsEFP",
    "dashboards:board": "RMmSsEFP",
    "dashboards:board-export": "RMmSsEFP",
    "dashboards:report-list": "RMmSEF",
    "dashboards:report-version-create": "RMS",
    "dashboards:report-signature-create": "MS",
    "dashboards:subscription-list": "RMmSsEFP",
    "dashboards:subscription-create": "RMmSsEFP",
    "dashboards:subscription-detail": "R",
    "dashboards:subscription-delivery-create": "R",
    "dashboards:subscription-end": "R",
    "dashboards:view-list": "RMmSsEFP",
    "dashboards:view-save": "RMmSsEFP",
    "dashboards:view-first": "RMmSsEFP",
    "dashboards:view-delete": "R",
    "dashboards:counted-row-list": "RMmSsEFP",
    "dashboards:row-list": "RMmSsEFP",
    "dashboards:sla": "RMmSsEFP",
    "delivery-list": "R",
    "delivery-replay": "R",
    "delivery-replay-all": "R",
    "diagnostics:assessment-create": "RF",
    "diagnostics:assessment-detail": "RMSEF",
    "diagnostics:assessment-list": "RMmSsEFP",
    "diagnostics:assessment-update": "RF",
    "diagnostics:closure-create": "RF",
    "diagnostics:completion-create": "F",
    "diagnostics:consent-create": "RF",
    "diagnostics:interview-create": "RF",
    "diagnostics:interview-detail": "F",
    "diagnostics:interview-list": "RMSEF",
    "diagnostics:interview-update": "RF",
    "diagnostics:note-write": "F",
    "diagnostics:problem-create": "RF",
    "diagnostics:problem-delete": "RF",
    "diagnostics:problem-list": "RMSEF",
    "diagnostics:problem-update": "RF",
    "diagnostics:quote-create": "F",
    "diagnostics:quote-delete": "F",
    "diagnostics:quote-list": "RMSEF",
    "diagnostics:rating-write": "RF",
    "diagnostics:recommendation-create": "RF",
    "diagnostics:recommendation-delete": "RF",
    "diagnostics:recommendation-detail": "RMSEF",
    "diagnostics:recommendation-export": "RMSEF",
    "diagnostics:recommendation-list": "RMSEF",
    "diagnostics:recommendation-update": "RF",
    "diagnostics:reopening-create": "RF",
    "diagnostics:stakeholder-create": "RF",
    "diagnostics:stakeholder-delete": "RF",
    "diagnostics:stakeholder-list": "RMSEF",
    "diagnostics:stakeholder-update": "RF",
    "diagnostics:theme-create": "RF",
    "documents:comparison-detail": "RMmSsEFP",
    "documents:comparison-pdf": "RMmSsEFP",
    "documents:comparison-slides": "RMmSsEFP",
    "documents:comparison-word": "RMmSsEFP",
    "documents:document-detail": "RMmSsEFP",
    "documents:document-list": "RMmSsEFP",
    "documents:version-detail": "RMmSsEFP",
    "documents:version-pdf": "RMmSsEFP",
    "documents:version-slides": "RMmSsEFP",
    "documents:version-word": "RMmSsEFP",
    "endpoint-create": "RMmSsEFP",
    "endpoint-delete": "R",
    "endpoint-enable": "R",
    "endpoint-list": "RMmSsEFP",
    "endpoint-secret": "R",
    "endpoint-update": "R",
    "handoffs:acceptance-create": "Ss",
    "handoffs:answer-create": "RMm",
    "handoffs:answers-create": "Ss",
    "handoffs:arbitration": "R",
    "handoffs:came-back": "RMm",
    "handoffs:dispute-create": "Mm",
    "handoffs:disqualification-create": "Ss",
    "handoffs:handoff-detail": "RMmSsEF",
    "handoffs:handoff-list": "RMmSsEFP",
    "handoffs:qualification-create": "Ss",
    "handoffs:recycling-create": "Ss",
    "handoffs:rejection-create": "Ss",
    "handoffs:retraction-create": "Ss",
    "handoffs:return-create": "Ss",
    "handoffs:rules-update": "R",
    "handoffs:ruling-create": "R",
    "home": "RMmSsEFP",
    "integrations:activation-update": "R",
    "integrations:connection-create": "R",
    "integrations:connection-detail": "R",
    "integrations:connection-list": "R",
    "integrations:delivery-detail": "R",
    "integrations:delivery-list": "R",
    "integrations:quarantine-list": "R",
    "integrations:quarantine-replay": "R",
    "integrations:replay-create": "R",
    "integrations:sample-create": "R",
    "integrations:second-look-create": "R",
    "integrations:secret-create": "R",
    "invitation-create": "R",
    "key-create": "RMmSsEFP",
    "key-list": "RMmSsEFP",
    "key-revoke": "R",
    "language-update": "RMmSsEFP",
    "leads:blocked-list": "P",
    "leads:capacity": "RMS",
    "leads:crossing": "RMmSsEFP",
    "leads:crossing-create": "RMS",
    "leads:crossing-progress": "RMmSsEFP",
    "leads:crossing-rows": "RMmSsEFP",
    "leads:erasure-create": "R",
    "leads:fault-download": "R",
    "leads:feedback": "RMmSsEF",
    "leads:feedback-create": "RMmSs",
    "leads:feedback-detail": "RMmSs",
    "leads:feedback-list": "RMmSs",
    "leads:feedback-reply-create": "RMmSs",
    "leads:feedback-rows": "RMmSsEF",
    "leads:handoff-create": "RMm",
    "leads:import-again": "R",
    "leads:import-create": "RM",
    "leads:import-detail": "R",
    "leads:import-list": "RM",
    "leads:import-mapping": "R",
    "leads:import-progress": "R",
    "leads:lead-create": "RMm",
    "leads:lead-detail": "RMmSsEF",
    "leads:lead-export": "RMmSsEFP",
    "leads:lead-list": "RMmSsEFP",
    "leads:mapping-download": "R",
    "leads:mapping-upload": "R",
    "leads:proposal-acceptance-create": "RMmSs",
    "leads:proposal-list": "RMmSs",
    "leads:proposal-refusal-create": "RMmSs",
    "leads:prediction": "RMmSsEF",
    "leads:prediction-create": "R",
    "leads:prediction-detail": "RMmSsEF",
    "leads:prediction-progress": "RMmSsEF",
    "leads:prediction-publish": "R",
    "leads:prediction-retire": "R",
    "leads:overlap": "RMmSsEFP",
    "leads:overlap-rows": "RMmSsEFP",
    "leads:reason-create": "R",
    "leads:reason-list": "RMmSsEF",
    "leads:reason-update": "R",
    "leads:retirement-create": "R",
    "leads:remedy-create": "RMS",
    "leads:replay": "RMS",
    "leads:replay-progress": "RMS",
    "leads:replay-rows": "RMS",
    "leads:replay-target-create": "RMS",
    "leads:review": "RMmSEF",
    "leads:review-create": "RMS",
    "leads:intake-list": "RS",
    "leads:intake-update": "RS",
    "leads:routing-counts": "RMmSsEF",
    "leads:routing-create": "R",
    "leads:routing-delete": "R",
    "leads:routing-list": "RMmSsEF",
    "leads:routing-place": "R",
    "leads:routing-trial": "RMS",
    "leads:routing-update": "R",
    "leads:scoring": "RMmSsEFP",
    "leads:scoring-difference": "RMmSsEFP",
    "leads:scoring-draft-create": "RM",
    "leads:scoring-grades": "RMmSsEFP",
    "leads:scoring-group-create": "RM",
    "leads:scoring-group-delete": "RM",
    "leads:scoring-group-update": "RM",
    "leads:scoring-limits-update": "RM",
    "leads:scoring-preview": "RMS",
    "leads:scoring-preview-again": "RMS",
    "leads:scoring-preview-progress": "RMS",
    "leads:scoring-preview-rows": "RMS",
    "leads:scoring-progress": "RMmSsEFP",
    "leads:scoring-publication-create": "R",
    "leads:scoring-retirement-create": "R",
    "leads:scoring-rule-copy": "RM",
    "leads:scoring-rule-create": "RM",
    "leads:scoring-rule-delete": "RM",
    "leads:scoring-rule-place": "RM",
    "leads:scoring-rule-update": "RM",
    "leads:scoring-trial-create": "R",
    "leads:scoring-trial-delete": "R",
    "leads:scoring-version": "RMmSsEFP",
    "leads:suggestion": "RMmS",
    "leads:touch-create": "RMmSs",
    "leads:volume": "RMS",
    "notification-bell": "RMmSsEFP",
    "notification-list": "RMmSsEFP",
    "notification-read": "R",
    "notification-read-all": "RMmSsEFP",
    "organisation-update": "R",
    "own-data": "R",
    "palette": "RMmSsEFP",
    "person-create": "R",
    "person-list": "RMmSsEFP",
    "person-update": "R",
    "pieces": "R",
    "profile": "RMmSsEFP",
    "sessions-end": "RMmSsEFP",
    "sla:acknowledgement-create": "RMmSsEF",
    "sla:acknowledgement-list-create": "RMS",
    "sla:agreement-create": "RMS",
    "sla:agreement-detail": "RMmSsEFP",
    "sla:agreement-force-create": "RMS",
    "sla:agreement-list": "RMmSsEFP",
    "sla:agreement-reopening-create": "RMS",
    "sla:agreement-review-create": "RMS",
    "sla:agreement-trial-create": "RMS",
    "sla:agreement-withdrawal-create": "RMS",
    "sla:breach-export": "RMmSsEFP",
    "sla:breach-list": "RMmSsEFP",
    "sla:clock-detail": "RMmSsEF",
    "sla:clock-list": "RMmSsEFP",
    "sla:commitment-copy": "RMS",
    "sla:commitment-create": "RMS",
    "sla:commitment-delete": "RMS",
    "sla:commitment-place": "RMS",
    "sla:commitment-update": "RMS",
    "sla:criteria-catalogue": "RMmSsEFP",
    "sla:criteria-count": "RMmSsEFP",
    "sla:criteria-values": "RMmSsEFP",
    "sla:definition-create": "RMS",
    "sla:definition-detail": "RMmSsEFP",
    "sla:definition-difference": "RMmSsEFP",
    "sla:definition-draft-create": "RMS",
    "sla:definition-force-create": "RMS",
    "sla:definition-list": "RMmSsEFP",
    "sla:definition-reopening-create": "RMS",
    "sla:definition-review-create": "RMS",
    "sla:definition-signature-create": "RMS",
    "sla:definition-version": "RMmSsEFP",
    "sla:definition-withdrawal-create": "RMS",
    "sla:difference": "RMmSsEFP",
    "sla:draft-create": "RMS",
    "sla:foresight": "RMmSsEFP",
    "sla:guide": "RMmSsEFP",
    "sla:meaning-update": "RMS",
    "sla:signature-create": "RMS",
    "sla:terms-update": "RMS",
    "sla:version-list": "RMmSsEFP",
    "sla:waiver-create": "RMmSsEF",
    "team-create": "R",
    "team-update": "R",
    "theme-update": "RMmSsEFP",
}
