from django.urls import path

from .views.compliance import ComplianceBoard, CountedRowList
from .views.impact import Impact
from .views.overview import Overview
from .views.rows import RowList

app_name = "dashboards"
urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("impact/", Impact.as_view(), name="impact"),
    path("sla/", ComplianceBoard.as_view(), name="sla"),
    path("sla/promises/<int:pk>/<slug:part>/", CountedRowList.as_view(), name="counted-row-list"),
    path("rows/", RowList.as_view(), name="row-list"),
]
