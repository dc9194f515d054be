from django.urls import path

from .views import baselines, targets
from .views.baselines import BaselineDetail, BaselineList, GateRowList
from .views.benchmarks import BenchmarkBoard
from .views.compliance import ComplianceBoard, CountedRowList
from .views.impact import Impact
from .views.overview import Overview
from .views.rows import RowList
from .views.targets import TargetDetail, TargetList
from .views.watches import WatchList, create_watch, end_watch, explain_deviation

app_name = "dashboards"
urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("impact/", Impact.as_view(), name="impact"),
    path("sla/", ComplianceBoard.as_view(), name="sla"),
    path("sla/promises/<int:pk>/<slug:part>/", CountedRowList.as_view(), name="counted-row-list"),
    path("deviations/", WatchList.as_view(), name="watch-list"),
    path("deviations/new/", create_watch, name="watch-create"),
    path("deviations/watches/<int:pk>/end/", end_watch, name="watch-end"),
    path("deviations/<int:pk>/cause/", explain_deviation, name="deviation-explain"),
    path("benchmarks/", BenchmarkBoard.as_view(), name="benchmark-list"),
    path("targets/", TargetList.as_view(), name="target-list"),
    path("targets/new/", targets.create, name="target-create"),
    path("targets/<int:pk>/", TargetDetail.as_view(), name="target-detail"),
    path("targets/<int:pk>/signature/", targets.sign, name="target-signature-create"),
    path("targets/<int:pk>/withdrawal/", targets.withdraw, name="target-withdrawal-create"),
    path("baselines/", BaselineList.as_view(), name="baseline-list"),
    path("baselines/new/", baselines.create, name="baseline-create"),
    path("baselines/<int:pk>/", BaselineDetail.as_view(), name="baseline-detail"),
    path("baselines/<int:pk>/signature/", baselines.sign, name="baseline-signature-create"),
    path("baselines/gate/<slug:key>/<slug:part>/", GateRowList.as_view(), name="gate-row-list"),
    path("rows/", RowList.as_view(), name="row-list"),
]
