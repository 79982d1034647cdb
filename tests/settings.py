"""The settings of the suite: a home of its own, SQLite in memory unless DATABASE_URL names PostgreSQL."""

import os
import tempfile
from pathlib import Path

os.environ["KOINON_HOME"] = tempfile.mkdtemp(prefix="koinon-test-")
os.environ.setdefault("KOINON_HOSTS", "testserver,localhost,127.0.0.1")

from koinon.project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Nothing is collected for a test run; whitenoise warns of a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# Built once for all runs on a machine: its name changes with its contents.
GAZETTEER_FOLDER = Path(tempfile.gettempdir()) / "koinon-gazetteer"
# So are the templates, in the folder of what pytest keeps here: they run as code, and nobody else writes there.
COMPILED = SRC.parents[1] / ".pytest_cache" / "koinon-templates"  # noqa: F405
COMPILED.parent.mkdir(exist_ok=True)
TEMPLATES[0]["OPTIONS"] |= {"compiled": COMPILED}  # type: ignore[operator]  # noqa: F405
# As where a provider is named: its pages are looked at too.
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect"]  # noqa: F405
SINGLE_SIGN_ON_APPS = ["allauth.socialaccount.providers.openid_connect"]
