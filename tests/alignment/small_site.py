"""A site of one page: enough for the launcher's tests, which are about processes and not about pages."""

from urllib.parse import unquote

import environ
from django.http import HttpRequest, HttpResponse
from django.urls import path

env = environ.Env()
SECRET_KEY = env.str("SECRET_KEY")
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
REDIS_URL = env.str("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
INSTALLED_APPS = ["alignment", "django.contrib.auth", "django.contrib.contenttypes"]
ROOT_URLCONF = __name__
ALLOWED_HOSTS = ["*"]
USE_TZ = True


def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("healthz", alive)]
