from django.urls import path
from rest_framework.routers import SimpleRouter

from . import feedback, handoffs, prediction, proposals, replay, routing, views

router = SimpleRouter()
router.register("leads", views.LeadViewSet, basename="api-lead")
router.register("events", views.EventViewSet, basename="api-event")
router.register("opportunities", views.OpportunityViewSet, basename="api-opportunity")
router.register("handoffs", handoffs.HandoffViewSet, basename="api-handoff")
router.register("feedback", feedback.FeedbackViewSet, basename="api-feedback")
router.register("proposals", proposals.ProposalViewSet, basename="api-proposal")
router.register("routing-rules", routing.RoutingRuleViewSet, basename="api-routing-rule")
urlpatterns = [
    path(
        "leads/by-external-id/<str:system>/<str:external_id>/",
        views.LeadByExternalId.as_view(),
        name="api-lead-by-external-id",
    ),
    path("leads/<int:pk>/prediction/", prediction.LeadPredictionView.as_view(), name="api-lead-prediction"),
    path("prediction/", prediction.PredictionView.as_view(), name="api-prediction"),
    path("replay/", replay.ReplayView.as_view(), name="api-replay"),
    *router.urls,
]
