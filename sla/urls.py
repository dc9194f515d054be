from django.urls import path

from .models import DefinitionVersion
from .views import (
    agreements,
    breaches,
    clocks,
    commitments,
    criteria,
    definitions,
    drafts,
    exports,
    meanings,
    steps,
)

app_name = "sla"
urlpatterns = [
    path("", clocks.ClockList.as_view(), name="clock-list"),
    path("clocks/<int:pk>/", clocks.ClockDetail.as_view(), name="clock-detail"),
    path("breaches/", breaches.BreachList.as_view(), name="breach-list"),
    path("breaches/export/", exports.export_breaches, name="breach-export"),
    path("breaches/acknowledgements/", breaches.acknowledge_many, name="acknowledgement-list-create"),
    path("breaches/<int:pk>/acknowledgement/", breaches.acknowledge, name="acknowledgement-create"),
    path("breaches/<int:pk>/waiver/", breaches.waive, name="waiver-create"),
    path("criteria/", criteria.catalogue, name="criteria-catalogue"),
    path("criteria/values/", criteria.known, name="criteria-values"),
    path("criteria/count/", criteria.count_matching, name="criteria-count"),
    path("definitions/", definitions.DefinitionList.as_view(), name="definition-list"),
    path("definitions/guide/", definitions.Guide.as_view(), name="guide"),
    path("definitions/versions/<int:pk>/", definitions.VersionDetail.as_view(), name="definition-version"),
    path("definitions/versions/<int:pk>/meaning/", meanings.update, name="meaning-update"),
    path("definitions/versions/<int:pk>/draft/", meanings.create_draft, name="definition-draft-create"),
    path(
        "definitions/versions/<int:pk>/difference/",
        definitions.MeaningDifference.as_view(),
        name="definition-difference",
    ),
    *(
        path(
            f"definitions/versions/<int:pk>/{step}/",
            steps.advance,
            {"step": step, "of": DefinitionVersion},
            name=f"definition-{step}-create",
        )
        for step in ("review", "reopening", "withdrawal", "signature", "force")
    ),
    path("definitions/<slug:key>/", definitions.DefinitionDetail.as_view(), name="definition-detail"),
    path("definitions/<slug:key>/first/", meanings.create, name="definition-create"),
    path("agreements/", agreements.AgreementList.as_view(), name="agreement-list"),
    path("agreements/new/", drafts.create_agreement, name="agreement-create"),
    path("agreements/of/<int:pk>/", agreements.VersionList.as_view(), name="version-list"),
    path("agreements/<int:pk>/", agreements.AgreementDetail.as_view(), name="agreement-detail"),
    path("agreements/<int:pk>/terms/", drafts.update_terms, name="terms-update"),
    path("agreements/<int:pk>/draft/", drafts.create_draft, name="draft-create"),
    path("agreements/<int:pk>/difference/", agreements.Difference.as_view(), name="difference"),
    path("agreements/<int:pk>/foresight/", steps.Foresight.as_view(), name="foresight"),
    path("agreements/<int:pk>/commitments/new/", commitments.create, name="commitment-create"),
    path("agreements/commitments/<int:pk>/", commitments.update, name="commitment-update"),
    path("agreements/commitments/<int:pk>/copy/", commitments.copy, name="commitment-copy"),
    path("agreements/commitments/<int:pk>/place/", commitments.place, name="commitment-place"),
    path("agreements/commitments/<int:pk>/removal/", commitments.remove, name="commitment-delete"),
    path("agreements/<int:pk>/signature/", steps.advance, {"step": "signature"}, name="signature-create"),
    *(
        path(f"agreements/<int:pk>/{step}/", steps.advance, {"step": step}, name=f"agreement-{step}-create")
        for step in ("review", "reopening", "withdrawal", "trial", "force")
    ),
]
