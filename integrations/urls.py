"""The outer wall, as RevOps looks after it."""

from django.urls import path

from people.doors import for_roles
from people.models import Role

from .views import connections, deliveries

revops = for_roles(Role.REVOPS)

app_name = "integrations"
urlpatterns = [
    path("", revops(connections.connection_list), name="connection-list"),
    path("new/", revops(connections.create), name="connection-create"),
    path("<int:pk>/", revops(connections.detail), name="connection-detail"),
    path("<int:pk>/secret/", revops(connections.rotate), name="secret-create"),
    path("<int:pk>/activation/", revops(connections.switch), name="activation-update"),
    path("<int:pk>/sample/", revops(connections.send_sample), name="sample-create"),
    path("<int:pk>/second-look/", revops(connections.prove_again), name="second-look-create"),
    path("inbox/", revops(deliveries.delivery_list), name="delivery-list"),
    path("inbox/<int:pk>/", revops(deliveries.detail), name="delivery-detail"),
    path("inbox/<int:pk>/replay/", revops(deliveries.replay), name="replay-create"),
    path("quarantine/", revops(deliveries.quarantine), name="quarantine-list"),
    path("quarantine/replay/", revops(deliveries.replay_group), name="quarantine-replay"),
]
