from django.urls import path

from .views import handoffs

app_name = "handoffs"
urlpatterns = [
    path("", handoffs.HandoffList.as_view(), name="handoff-list"),
    path("<int:pk>/", handoffs.HandoffDetail.as_view(), name="handoff-detail"),
    path("<int:pk>/acceptance/", handoffs.accept, name="acceptance-create"),
    path("<int:pk>/rejection/", handoffs.reject, name="rejection-create"),
]
