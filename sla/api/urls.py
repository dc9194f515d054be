from django.urls import path
from rest_framework.routers import SimpleRouter

from . import criteria, views

router = SimpleRouter()
router.register("clocks", views.ClockViewSet, basename="api-clock")
router.register("commitments", views.CommitmentViewSet, basename="api-commitment")
router.register("breaches", views.BreachViewSet, basename="api-breach")
router.register("definitions", views.DefinitionViewSet, basename="api-definition")
router.register("agreements", views.AgreementViewSet, basename="api-agreement")
urlpatterns = [
    path("criteria/count/", criteria.CriteriaCount.as_view(), name="api-criteria-count"),
    *router.urls,
]
