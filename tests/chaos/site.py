"""The site under chaos: the product's own settings, but that notices may go to a program on this machine."""

from alignment.settings import *  # noqa: F403
from alignment.settings import INSTALLED_APPS

EGRESS_ALLOW_LOOPBACK = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.chaos"]
