from django.urls import path

from .views import agreements, breaches, clocks, definitions, exports

app_name = "sla"
urlpatterns = [
    path("", clocks.ClockList.as_view(), name="clock-list"),
    path("clocks/<int:pk>/", clocks.ClockDetail.as_view(), name="clock-detail"),
    path("breaches/", breaches.BreachList.as_view(), name="breach-list"),
    path("breaches/export/", exports.export_breaches, name="breach-export"),
    path("breaches/acknowledgements/", breaches.acknowledge_many, name="acknowledgement-list-create"),
    path("breaches/<int:pk>/acknowledgement/", breaches.acknowledge, name="acknowledgement-create"),
    path("breaches/<int:pk>/waiver/", breaches.waive, name="waiver-create"),
    path("definitions/", definitions.DefinitionList.as_view(), name="definition-list"),
    path("definitions/<slug:key>/", definitions.DefinitionDetail.as_view(), name="definition-detail"),
    path("definitions/versions/<int:pk>/force/", definitions.put_in_force, name="definition-force-create"),
    path("agreements/", agreements.AgreementList.as_view(), name="agreement-list"),
    path("agreements/<int:pk>/", agreements.AgreementDetail.as_view(), name="agreement-detail"),
    path(
        "agreements/<int:pk>/review/", agreements.advance, {"step": "review"}, name="agreement-review-create"
    ),
    path(
        "agreements/<int:pk>/signature/", agreements.advance, {"step": "signature"}, name="signature-create"
    ),
    path("agreements/<int:pk>/force/", agreements.advance, {"step": "force"}, name="agreement-force-create"),
]
