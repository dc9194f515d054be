from django.urls import URLPattern, URLResolver, path

from people.views import home, pieces

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("palette/", home.palette, name="palette"),
    path("first-steps/dismissal/", home.dismiss_checklist, name="checklist-dismiss"),
    path("people/pieces/", pieces.pieces, name="pieces"),
]
