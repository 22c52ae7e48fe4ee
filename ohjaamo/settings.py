"""Settings: one file; everything that differs between installations is read strictly from the environment.

docs/operations.md lists the variables. A wrong value stops the start with a hint instead of running with a guess.
"""

from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ohjaamo import database, passwords

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("OHJAAMO_DATA", default="") or BASE_DIR / "var").resolve()
DEMO = env.bool("OHJAAMO_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
# An installation is in production when it has been told its public host names.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
PRODUCTION = bool(ALLOWED_HOSTS)
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]


def _secret_key() -> str:
    """The signing key: from the environment in production, else made once and kept in the data folder."""
    key = env.str("SECRET_KEY", default="")
    if PRODUCTION:
        if len(key) < 50 or "insecure" in key or len(set(key)) < 5:
            raise ImproperlyConfigured(
                "SECRET_KEY is missing or too weak for production. Make one with "
                "`python -c 'import secrets; print(secrets.token_urlsafe(64))'` and set it in the environment."
            )
        return key
    if key:
        return key
    return passwords.signing_key(DATA_DIR)


if PRODUCTION and DEMO:
    raise ImproperlyConfigured(
        "Demo mode shows passwords on the login page, so it cannot be on in production. "
        "Unset OHJAAMO_DEMO, or unset ALLOWED_HOSTS to try the demo on this machine only."
    )
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG shows internals to strangers. Unset it, or unset ALLOWED_HOSTS.")

SECRET_KEY = _secret_key()
ALLOWED_HOSTS = ALLOWED_HOSTS or [*LOOPBACK, "testserver"]

INSTALLED_APPS = [
    "ohjaamo",
    "network",
    "services",
    "clients",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "phonenumber_field",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "ohjaamo.middleware.UserLanguageMiddleware",
    "ohjaamo.middleware.NoStoreMiddleware",
    "ohjaamo.middleware.ClosedByDefaultMiddleware",
    # Last: it runs the view itself, inside the transaction that tells the database who asks.
    "ohjaamo.middleware.DatabaseContextMiddleware",
]

ROOT_URLCONF = "ohjaamo.urls"
WSGI_APPLICATION = "ohjaamo.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ohjaamo.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "ohjaamo.templatetags.ui"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": database.configuration(
        data_dir=DATA_DIR,
        database_url=env.str("DATABASE_URL", default=""),
        owner_url=env.str("DATABASE_OWNER_URL", default=""),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "network.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "ohjaamo.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail because a stranger typed their address
ACCOUNT_FORMS = {"login": "ohjaamo.accounts.LoginForm"}
MFA_ADAPTER = "ohjaamo.accounts.MFAAdapter"
# Looks through our own proxy at the caller's address; without a proxy the header is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("BEHIND_PROXY", default=False))
# Password guesses are counted by axes, per user and address together: a lock on the name alone would let anyone
# lock staff out. Codes of the second step keep allauth's own limit (ohjaamo/accounts.py).
AXES_USERNAME_CALLABLE = "ohjaamo.accounts.login_name"
AXES_CLIENT_IP_CALLABLE = "ohjaamo.accounts.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 10 * 60 * 60  # a working day; seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in env.list("ALLOWED_HOSTS", default=[])]
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
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "ohjaamo" / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = "ohjaamo.formats"
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "FI"
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
_npm = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", _npm / "bootstrap" / "dist"),
    ("vendor/bootstrap-icons", _npm / "bootstrap-icons" / "font"),
    ("vendor/source-sans-3", _npm / "@fontsource" / "source-sans-3"),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
_memory = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _memory},
    # Apart from the rest: whoever opens many public pages must not push out the counts of wrong passwords.
    "public_pages": {"BACKEND": _memory, "LOCATION": "public_pages", "OPTIONS": {"MAX_ENTRIES": 500}},
}
# Bytes of a form's texts: more is refused. Files have limits in their own forms; above this they wait on the disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ohjaamo@localhost")
# The beginning of the links in mail that nobody's request sends, such as reminders.
_port = env.str("PORT", default="8000")
_here = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else f"http://localhost:{_port}"
ADDRESS = env.str("ADDRESS", default=_here)

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso"),
            ],
        }
    },
    "filters": {"without_secrets": {"()": "ohjaamo.log_filters.WithoutSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["without_secrets"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
