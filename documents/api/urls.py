from django.urls import path
from rest_framework.routers import SimpleRouter

from . import views

router = SimpleRouter()
router.register("documents", views.DocumentViewSet, basename="api-document")
VERSION = "documents/<int:pk>/versions/<int:number>/"
urlpatterns = [
    *router.urls,
    path(VERSION, views.EditionView.as_view(), name="api-document-version"),
    path(f"{VERSION}pdf/", views.FileView.as_view(), name="api-document-pdf"),
    path(f"{VERSION}word/", views.FileView.as_view(form="word"), name="api-document-word"),
    path(f"{VERSION}slides/", views.FileView.as_view(form="slides"), name="api-document-slides"),
]
