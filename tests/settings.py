"""The site's settings under test; `tests.engines` has filled the environment before this is read."""

import os

for name, value in {
    # placeholders for tools that only read the settings, such as mypy: nothing listens there
    "DATABASE_URL": "postgres://alignment@%2Fnowhere/alignment",
    "REDIS_URL": "unix:///nowhere/valkey.sock?db=0",
    "SECRET_KEY": "only-for-tools-that-read-the-settings-and-never-serve",
    "FIELD_KEY": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
}.items():
    os.environ.setdefault(name, value)

# a worker that clears its cache or counts its log-ins does it for no other
NUMBER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("?db=0", f"?db={NUMBER}")

from alignment.settings import *  # noqa: E402, F403 - all of them, once the environment is filled

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
# every new test client would list all static files; found when asked for, they are the same
WHITENOISE_AUTOREFRESH = True
