"""The part of the settings that says how the API asks, answers and describes itself."""

import environ

env = environ.Env()

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["people.api.permissions.SignedInWithScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["people.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "people.api.pagination.OpaqueCursor",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["people.api.throttles.KeyThrottle"],
    "DEFAULT_THROTTLE_RATES": {"key": env.str("API_RATE", default="1200/min")},
    "EXCEPTION_HANDLER": "people.api.problems.as_problem",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {
        "VersionStateEnum": "sla.models.frozen.State",
        "RulingOutcomeEnum": "leads.models.loop.dispute.Ruling.Outcome",
        "TargetKindEnum": ["relative", "points", "level"],
        "BaselineKindEnum": ["B0", "B1", "own"],
        "BenefitMethodEnum": "dashboards.models.benefit.Benefit.Method",
        "RoutingMethodEnum": "leads.models.routing.rule.RoutingRule.Method",
    },
    "TITLE": "Alignment API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["people.api.permissions.SignedInWithScope"],
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
