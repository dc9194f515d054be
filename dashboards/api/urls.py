from django.urls import path
from rest_framework.routers import SimpleRouter

from . import baselines, targets, views, watches
from .benchmarks import BenchmarkList
from .impact import ImpactView
from .leaks import LeaksView
from .returns import ReturnView
from .scorecard import ScorecardView
from .spend import SpendList

router = SimpleRouter()
router.register("watches", watches.WatchViewSet, basename="api-watch")
router.register("deviations", watches.DeviationViewSet, basename="api-deviation")

urlpatterns = [
    path("baselines/", baselines.BaselineList.as_view(), name="api-baseline-list"),
    path("baselines/<int:pk>/", baselines.BaselineDetail.as_view(), name="api-baseline-detail"),
    path("targets/", targets.TargetList.as_view(), name="api-target-list"),
    path("targets/<int:pk>/", targets.TargetDetail.as_view(), name="api-target-detail"),
    path("benchmarks/", BenchmarkList.as_view(), name="api-benchmark-list"),
    path("impact/", ImpactView.as_view(), name="api-impact"),
    path("scorecard/", ScorecardView.as_view(), name="api-scorecard"),
    path("funnel/", views.FunnelView.as_view(), name="api-funnel"),
    path("spend/", SpendList.as_view(), name="api-spend-list"),
    path("roi/", ReturnView.as_view(), name="api-roi"),
    path("leaks/", LeaksView.as_view(), name="api-leaks"),
    path("kpis/", views.KpiList.as_view(), name="api-kpi-list"),
    path("kpis/<slug:key>/", views.KpiDetail.as_view(), name="api-kpi-detail"),
    *router.urls,
]
