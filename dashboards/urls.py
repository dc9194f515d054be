from django.urls import path

from .views.compliance import ComplianceBoard, CountedRowList
from .views.impact import Impact
from .views.overview import Overview
from .views.rows import RowList
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
    path("rows/", RowList.as_view(), name="row-list"),
]
