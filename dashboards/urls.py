from django.urls import path

from .views.overview import Overview
from .views.rows import RowList

app_name = "dashboards"
urlpatterns = [
    path("", Overview.as_view(), name="overview"),
    path("rows/", RowList.as_view(), name="row-list"),
]
