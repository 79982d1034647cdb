"""Every setting of Koinon, read from the environment; `docs/operate.md` lists the variables."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from koinon.project.post_office import post_office

SRC = Path(__file__).resolve().parents[1]


def switch(name: str, default: bool = False) -> bool:
    """A yes-or-no variable: 1, true, yes and on say yes."""
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    """A variable holding a list, parted by commas."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


HOME = Path(os.environ.get("KOINON_HOME") or Path.home() / ".koinon").resolve()
try:
    HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
except OSError as wrong:
    sys.exit(f"KOINON_HOME cannot be {HOME}: {wrong.strerror}. Set it to a folder that may be written.")


def kept_secret(name: str) -> str:
    """A secret that is made once and then kept in KOINON_HOME, readable by its owner only."""
    path = HOME / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(value := secrets.token_urlsafe(50))
    return value


def database(url: str) -> dict[str, object]:
    """Django's description of the database behind an address: postgresql://… or nothing for SQLite inside."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "koinon.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql:// (leave it empty for SQLite inside)")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


# What this site is

SITE_NAME = os.environ.get("KOINON_SITE_NAME", "Koinon")
# Where the source of this very site can be had, as the AGPL asks; shown in the footer.
SOURCE_URL = os.environ.get("KOINON_SOURCE_URL", "")
DEBUG = switch("KOINON_DEBUG")
SECRET_KEY = os.environ.get("KOINON_SECRET_KEY") or kept_secret("secret_key")
ALLOWED_HOSTS = listed("KOINON_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = listed("KOINON_ORIGINS")
BEHIND_TLS = switch("KOINON_TLS")
# Who may read the findings on records that they may read: public, members or secretariat.
FINDINGS_AUDIENCE = os.environ.get("KOINON_FINDINGS_AUDIENCE", "public")
# The currency in which grants and payments are added up; each keeps its own.
NETWORK_CURRENCY = os.environ.get("KOINON_CURRENCY", "EUR").upper()
UPLOAD_LIMIT = int(os.environ.get("KOINON_UPLOAD_LIMIT", str(25 * 1024 * 1024)))
# Who looks into files before they are taken in: the dotted name of a callable that is given the open file and its
# name, and answers why the file is refused, or nothing.
FILE_SCANNER = os.environ.get("KOINON_FILE_SCANNER", "")
# How long after the end of its call a draft that was never sent is kept; its authors are told fourteen days before.
DRAFTS_KEPT_DAYS = max(14, int(os.environ.get("KOINON_DRAFTS_KEPT_DAYS", "90")))

# What it is made of

# Single sign-on only where a provider is named: it brings a client for the web of four libraries.
SINGLE_SIGN_ON_APPS = (
    ["allauth.socialaccount.providers.openid_connect"] if os.environ.get("KOINON_OIDC_CLIENT") else []
)
INSTALLED_APPS = [
    "koinon.project",
    "koinon.site.portal",
    "koinon.site.desk",
    "koinon.site.api",
    "koinon.site.feeds",
    "koinon.site.briefings",
    "koinon.site.exchange",
    "koinon.site.publishing",
    "koinon.cooperation.evaluation",
    "koinon.cooperation.grants",
    "koinon.cooperation.pairing",
    "koinon.cooperation.plans",
    "koinon.cooperation.visits",
    "koinon.cooperation.awards",
    "koinon.cooperation.learning",
    "koinon.cooperation.labs",
    "koinon.cooperation.practices",
    "koinon.cooperation.calls",
    "koinon.cooperation.agreements",
    "koinon.cooperation.programmes",
    "koinon.network.members",
    "koinon.network.governance",
    "koinon.network.events",
    "koinon.network.confirmations",
    "koinon.network.evidence",
    "koinon.network.people",
    "koinon.network.places",
    # Before search, which tells what a record is called in every language.
    "koinon.platform.recording",
    "koinon.platform.search",
    "koinon.platform.notifications",
    "koinon.platform.audit",
    "koinon.platform.accounts",
    "koinon.platform.ui",
    "koinon.platform.dates",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *SINGLE_SIGN_ON_APPS,
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "koinon.site.api.problems.ProblemMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "koinon.platform.recording.middleware.NulMiddleware",
    "koinon.platform.dates.middleware.AsOfMiddleware",
    "koinon.network.members.middleware.ReaderMiddleware",
]

ROOT_URLCONF = "koinon.project.urls"
WSGI_APPLICATION = "koinon.project.wsgi.application"

CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "koinon",
        "DIRS": sorted(SRC.glob("*/*/templates")),
        "OPTIONS": {
            "environment": "koinon.platform.ui.environment.environment",
            "compiled": HOME / "templates",
            "context_processors": ["koinon.platform.ui.context.site"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    },
]

# What it keeps, and where

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = HOME / "files"
STATIC_ROOT = HOME / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# One cache for all worker processes, so that rate limits hold whichever worker answers.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "koinon_cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# Who may come in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "koinon.platform.accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_GET = False
# One address an account; a new one counts once it is confirmed. Strangers are not written to.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "change_password": "koinon.platform.accounts.wording_forms.ChangePasswordForm",
    "set_password": "koinon.platform.accounts.wording_forms.SetPasswordForm",
    "reset_password_from_key": "koinon.platform.accounts.wording_forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "add_webauthn": "koinon.platform.accounts.wording_forms.AddWebAuthnForm",
    "edit_webauthn": "koinon.platform.accounts.wording_forms.EditWebAuthnForm",
}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
# How many proxies stand before this site, so that limits by address hold for the asker and not for the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KOINON_PROXIES", "1" if BEHIND_TLS else "0"))
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_PASSKEY_LOGIN_ENABLED = True
# Without TLS browsers offer passkeys at http://localhost only, and nowhere else.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
SOCIALACCOUNT_ADAPTER = "koinon.platform.accounts.adapter.KnownPeopleOnlyAdapter"
# The provider is the operator's own choice: an address it vouches for opens the account with that address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# By a link, because browsers hold the policy for forms against every redirect to the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("KOINON_OIDC_NAME", "Single sign-on"),
                "client_id": os.environ["KOINON_OIDC_CLIENT"],
                "secret": os.environ.get("KOINON_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ.get("KOINON_OIDC_URL", "")},
            }
        ]
        if os.environ.get("KOINON_OIDC_CLIENT")
        else [],
    },
}

# What the browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None

CSRF_FAILURE_VIEW = "koinon.platform.ui.views.stale_form"

# Languages, time

LANGUAGE_CODE = os.environ.get("KOINON_LANGUAGE", "en")
LANGUAGES = [("en", _("English")), ("zh-hans", _("Chinese")), ("es", _("Spanish")), ("fr", _("French"))]
LOCALE_PATHS = [SRC / "project" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("KOINON_TIME_ZONE", "UTC")

# Mail: any SMTP server, a mail service, or a folder of files where neither is named

POST_OFFICE = post_office(os.environ)
EMAIL_BACKEND = POST_OFFICE.backend
EMAIL_HOST, EMAIL_PORT = POST_OFFICE.host, POST_OFFICE.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = POST_OFFICE.user, POST_OFFICE.password
EMAIL_USE_TLS, EMAIL_USE_SSL = POST_OFFICE.tls, POST_OFFICE.ssl
EMAIL_TIMEOUT = 30
EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("KOINON_MAIL_FROM", "koinon@localhost")
ANYMAIL = POST_OFFICE.anymail
if EMAIL_BACKEND.startswith("anymail."):
    INSTALLED_APPS.append("anymail")
# Where letters lead to, for there is no request to ask.
SITE_ADDRESS = os.environ.get("KOINON_ADDRESS") or next(
    iter(CSRF_TRUSTED_ORIGINS), f"http://{ALLOWED_HOSTS[0]}:{os.environ.get('PORT', '8000')}"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KOINON_LOG", "WARNING")},
}
