from django.urls import path

from . import views

urlpatterns = [
    path("funnel/", views.FunnelView.as_view(), name="api-funnel"),
    path("kpis/", views.KpiList.as_view(), name="api-kpi-list"),
    path("kpis/<slug:key>/", views.KpiDetail.as_view(), name="api-kpi-detail"),
]
