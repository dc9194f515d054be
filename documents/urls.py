from django.urls import path

from .views import documents, files

app_name = "documents"
VERSION = "<int:pk>/versions/<int:number>/"
COMPARISON = "<int:pk>/comparison/"
urlpatterns = [
    path("", documents.DocumentList.as_view(), name="document-list"),
    path("<int:pk>/", documents.VersionDetail.as_view(), name="document-detail"),
    path(VERSION, documents.VersionDetail.as_view(), name="version-detail"),
    path(f"{VERSION}pdf/", files.version_file, {"form": "pdf"}, name="version-pdf"),
    path(f"{VERSION}word/", files.version_file, {"form": "word"}, name="version-word"),
    path(f"{VERSION}slides/", files.version_file, {"form": "slides"}, name="version-slides"),
    path(COMPARISON, documents.ComparisonDetail.as_view(), name="comparison-detail"),
    path(f"{COMPARISON}pdf/", files.comparison_file, {"form": "pdf"}, name="comparison-pdf"),
    path(f"{COMPARISON}word/", files.comparison_file, {"form": "word"}, name="comparison-word"),
    path(f"{COMPARISON}slides/", files.comparison_file, {"form": "slides"}, name="comparison-slides"),
]
