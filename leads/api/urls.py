from django.urls import path
from rest_framework.routers import SimpleRouter

from . import handoffs, replay, views

router = SimpleRouter()
router.register("leads", views.LeadViewSet, basename="api-lead")
router.register("events", views.EventViewSet, basename="api-event")
router.register("opportunities", views.OpportunityViewSet, basename="api-opportunity")
router.register("handoffs", handoffs.HandoffViewSet, basename="api-handoff")
urlpatterns = [
    path(
        "leads/by-external-id/<str:system>/<str:external_id>/",
        views.LeadByExternalId.as_view(),
        name="api-lead-by-external-id",
    ),
    path("replay/", replay.ReplayView.as_view(), name="api-replay"),
    *router.urls,
]
