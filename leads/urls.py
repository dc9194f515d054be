from django.urls import path

from .views import (
    capacity,
    erasures,
    exports,
    faults,
    imports,
    leads,
    mappings,
    replay,
    rules,
    touches,
    volume,
)

app_name = "leads"
urlpatterns = [
    path("", leads.LeadList.as_view(), name="lead-list"),
    path("new/", leads.create, name="lead-create"),
    path("handoffs/", leads.hand_off, name="handoff-create"),
    path("export.<str:kind>", exports.export, name="lead-export"),
    path("<int:pk>/", leads.LeadDetail.as_view(), name="lead-detail"),
    path("<int:pk>/touches/", touches.create, name="touch-create"),
    path("<int:pk>/erasure/", erasures.create, name="erasure-create"),
    path("blocked/", erasures.BlockedList.as_view(), name="blocked-list"),
    path("scoring/", rules.Scoring.as_view(), name="scoring"),
    path("replay/", replay.replay, name="replay"),
    path("replay/rows/", replay.row_list, name="replay-rows"),
    path("replay/progress/", replay.progress, name="replay-progress"),
    path("replay/capacity/", capacity.capacity, name="capacity"),
    path("replay/volume/", volume.volume, name="volume"),
    path("replay/target/", replay.target_create, name="replay-target-create"),
    path("imports/", imports.ImportList.as_view(), name="import-list"),
    path("imports/new/", imports.create, name="import-create"),
    path("imports/<int:pk>/", imports.detail, name="import-detail"),
    path("imports/<int:pk>/progress/", imports.progress, name="import-progress"),
    path("imports/<int:pk>/again/", imports.again, name="import-again"),
    path("imports/<int:pk>/mapping/", mappings.update, name="import-mapping"),
    path("imports/<int:pk>/mapping.json", mappings.download, name="mapping-download"),
    path("imports/<int:pk>/mapping/file/", mappings.upload, name="mapping-upload"),
    path("imports/<int:pk>/faults.csv", faults.download, name="fault-download"),
]
