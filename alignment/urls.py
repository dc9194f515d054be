"""Every address of the site: each app brings its own pages and its own part of the API."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from alignment.views import ApiPages, OwnData
from people.api.views import Nowhere

api: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", ApiPages.as_view(url_name="api-schema"), name="api-docs"),
    path("", include("people.api.urls")),
    path("", include("leads.api.urls")),
    path("", include("sla.api.urls")),
    path("", include("documents.api.urls")),
    path("", include("dashboards.api.urls")),
]

handler400 = "alignment.views.unreadable"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("people.urls")),
    path("", include("alignment.health")),
    path("own-data/", OwnData.as_view(), name="own-data"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include(api)),
    # only with the last slash, so that an address without it is still sent to the one with it
    re_path(r"^api/(.*/)?$", Nowhere.as_view()),
    path("hooks/", include("integrations.hooks")),
    path("leads/", include("leads.urls")),
    path("handoffs/", include("leads.handoff_urls")),
    path("sla/", include("sla.urls")),
    path("documents/", include("documents.urls")),
    path("dashboards/", include("dashboards.urls")),
    path("diagnostics/", include("diagnostics.urls")),
    path("integrations/", include("integrations.urls")),
]
