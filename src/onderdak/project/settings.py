"""Settings: read from the environment, with values for a laptop where none is given."""

import os
from pathlib import Path

from onderdak.project import database, mail
from onderdak.project.paths import SOURCE, state_folder
from onderdak.project.secrets import secret


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes"}


# --- what kind of installation this is
DEMO = _flag("ONDERDAK_DEMO", default=not os.environ.get("DATABASE_URL"))
DEBUG = False
SECRET_KEY = secret("secret_key")
MASTER_KEY = secret("master_key")
OPERATOR = os.environ.get(
    "ONDERDAK_OPERATOR", "beheer@demo.onderdak.example" if DEMO else ""
)
BASE_URL = os.environ.get("ONDERDAK_BASE_URL", "http://localhost:8000")
ALLOWED_HOSTS = [
    host
    for host in os.environ.get(
        "ONDERDAK_HOSTS", "localhost,127.0.0.1,[::1],testserver"
    ).split(",")
    if host
]

# --- rooms
INSTALLED_APPS = [
    "onderdak.foundation.outbox",
    "onderdak.foundation.identity",
    "onderdak.foundation.privacy",
    "onderdak.foundation.places",
    "onderdak.foundation.parties",
    "onderdak.foundation.care",
    "onderdak.foundation.documents",
    "onderdak.register.nights",
    "onderdak.register.duty",
    "onderdak.register.levy",
    "onderdak.housing.quality",
    "onderdak.supervision.desk",
    "onderdak.supervision.picture",
    "onderdak.supervision.inspections",
    "onderdak.supervision.enforcement",
    "onderdak.web.pages",
    "onderdak.web.account",
    "onderdak.web.nights",
    "onderdak.web.agreements",
    "onderdak.web.messages",
    "onderdak.web.norms",
    "onderdak.web.quality",
    "onderdak.web.desk",
    "onderdak.web.picture",
    "onderdak.web.inspections",
    "onderdak.web.enforcement",
    "onderdak.web.care",
    "onderdak.project",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "onderdak.api.middleware.ApiMiddleware",  # a way of its own for systems
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onderdak.web.account.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "onderdak.web.account.middleware.ScopeMiddleware",
]
ROOT_URLCONF = "onderdak.project.urls"
WSGI_APPLICATION = "onderdak.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onderdak.web.account.context.frame",
            ],
        },
    }
]

# --- database: the owner migrates, the app works
_ADDRESSES = database.addresses()
OWNER_ADDRESS = _ADDRESSES.owner
DATABASES = {
    "default": database.django_settings(
        _ADDRESSES.owner if _flag("ONDERDAK_AS_OWNER", False) else _ADDRESSES.app,
        pool=_flag("ONDERDAK_POOL", False),
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- rules: the shipped parameters, then a municipality's own
LOCAL_RULES = [
    Path(folder) for folder in os.environ.get("ONDERDAK_RULES", "").split(":") if folder
] or ([SOURCE / "project" / "demo" / "local_rules"] if DEMO else [])

# --- languages: Dutch first
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [SOURCE / "web" / "locale"]

# --- sign-in
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "onderdak.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = BASE_URL.startswith("http://localhost")
MFA_TOTP_ISSUER = "Onderdak"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 60 * 60 * 8  # a working day; staff sign in anew tomorrow
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
_TLS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
if _flag("ONDERDAK_BEHIND_PROXY", False):
    # Only behind a proxy that sets these headers itself: else anyone could.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_HSTS_SECONDS = 31536000 if _TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle_cache",
        # Past this number a cache forgets some: it must never forget who is braked
        # because many others came by.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    "counts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- the browser may load nothing that does not come from here
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "worker-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = state_folder() / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": state_folder() / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _flag("ONDERDAK_HASHED_STATIC", False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _flag("ONDERDAK_HASHED_STATIC", False)
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A list of five hundred rooms is one form, with some ten fields for each room.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000
MAX_DECLARATION_BYTES = 50 * 1024 * 1024
# Of one request as a whole: the largest file, or several photos, with its form.
MAX_REQUEST_BYTES = 60 * 1024 * 1024
# A larger file of stays is worked on in the background, in chunks of so many rows.
LARGE_FILE_BYTES = int(os.environ.get("ONDERDAK_LARGE_FILE_BYTES", "1000000"))
LARGE_FILE_ROWS = int(os.environ.get("ONDERDAK_LARGE_FILE_ROWS", "5000"))
HAND_IN_CHUNK = int(os.environ.get("ONDERDAK_HAND_IN_CHUNK", "25000"))

# Looks at every file that somebody hands in: host:port or a socket; '' is none.
CLAMAV = os.environ.get("ONDERDAK_CLAMAV", "")
# Searches addresses that are not in the own data: its https address; '' is none.
PDOK = os.environ.get("ONDERDAK_PDOK", "")
PHOTOS_PER_LOCATION = int(os.environ.get("ONDERDAK_PHOTOS_PER_LOCATION", "60"))

# Where the way out of the public report form leads: a page that says nothing.
REPORT_EXIT = os.environ.get(
    "ONDERDAK_REPORT_EXIT", "https://www.knmi.nl/nederland-nu/weer"
)

# --- the door for providers' own systems
TOKEN_MONTHS = int(os.environ.get("ONDERDAK_TOKEN_MONTHS", "12"))
API_REQUESTS_PER_MINUTE = int(os.environ.get("ONDERDAK_API_REQUESTS", "600"))
API_FAILURES = 20  # wrong tokens from one address in five minutes
API_MAX_ITEMS = 5000
API_CONTACT = os.environ.get("ONDERDAK_API_CONTACT", "beheer@onderdak.example")

# --- mail: written to the outbox, sent by the worker
_MAIL = mail.settings_of(os.environ.get("ONDERDAK_MAIL_URL", ""), demo=DEMO)
EMAIL_BACKEND = os.environ.get("ONDERDAK_MAIL_BACKEND", _MAIL.backend)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.start_tls, _MAIL.tls
EMAIL_TIMEOUT = 20  # seconds; a silent server must not keep a worker's place
EMAIL_FILE_PATH = _MAIL.folder
DEFAULT_FROM_EMAIL = os.environ.get("ONDERDAK_MAIL_FROM", "onderdak@localhost")
# The database keeps mail for a day at least, whatever is set here.
OUTBOX_KEEP_DAYS = max(1, int(os.environ.get("ONDERDAK_MAIL_KEEP_DAYS", "30")))

# --- background work: each room's tasks stand in its module `jobs`
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"quiet": {"()": "onderdak.project.quiet_paths.QuietPaths"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["quiet"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SOURCE_URL = "https://github.com/onderdak/onderdak"
