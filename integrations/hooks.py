"""The addresses that sources send to: /hooks/<key>/."""

from django.urls import path

from .views import receiving

urlpatterns = [
    path("<str:key>/", receiving.receive, name="hook"),
]
