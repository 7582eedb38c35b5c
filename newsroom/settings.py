"""Settings, all from the environment (`.env.example` lists them). Without any it runs on one machine with SQLite."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsroom import environment
from newsroom.environment import env, secret, words
from text.languages import language_choices

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))
DATA_DIR = BASE_DIR / env.str("DATA_DIR", "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = secret("SECRET_KEY", "a key for development only, never for a site" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a long random text (or SECRET_KEY_FILE to a file that holds one). "
        "`make run` writes one into .env; DEBUG=1 does without, on your own machine."
    )

# Ready pages kept in the memory of each server process, in megabytes; 0: every page is made anew (reader/page_cache.py).
PAGE_CACHE = env.int("PAGE_CACHE", 0 if DEBUG else 64)

# Reading without a network. Off: the service worker clears what devices keep and takes itself away (reader/offline.py).
OFFLINE = env.bool("NEWSROOM_OFFLINE", True)

# Where the site is: every absolute address is made from SITE_URL, never from a request.
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")
# Told which feeds have changed, so that their readers need not ask (WebSub); empty: nobody is told.
WEBSUB_HUB = env.str("WEBSUB_HUB", "")
if WEBSUB_HUB and not WEBSUB_HUB.startswith(("https://", "http://")):
    raise ImproperlyConfigured("WEBSUB_HUB: write the hub's whole address, https://…, or leave it empty.")
# Shared caches that are sent PURGE when something public has changed (reader/purging.py).
PURGE_URLS = words("PURGE_URLS")
if not all(address.startswith(("https://", "http://")) for address in PURGE_URLS):
    raise ImproperlyConfigured("PURGE_URLS: write whole addresses with commas between them, or leave it empty.")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]") + [urlsplit(SITE_URL).hostname or ""]
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = words("TRUSTED_PROXIES")  # addresses whose X-Forwarded-For and -Proto are believed

INSTALLED_APPS = [
    "newsroom.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "taggit",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "newsroom",
    "demo",
    "reader",
    "desk",
    "search",
    "audience",
    "articles",
    "photos",
    "accounts",
    "text",
]

MIDDLEWARE = [
    "newsroom.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.static_files.StaticFilesMiddleware",
    "newsroom.middleware.SecurityHeadersMiddleware",
    "newsroom.middleware.RequestLimitsMiddleware",
    "reader.middleware.SurrogateKeyMiddleware",
    "reader.middleware.PreviewMiddleware",
    "reader.middleware.PublicLanguageMiddleware",
    # From here on only for the desk: public pages have no session, no user and no cookie.
    "newsroom.middleware.DeskSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.middleware.DeskAuthenticationMiddleware",
    "newsroom.middleware.DeskMessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "desk.middleware.DeskLanguageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
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
            ]
        },
    },
    {
        "NAME": "readers",  # a page made anew is mostly its template: decision 0026
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "reader"],
        "OPTIONS": {"environment": "reader.templating.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": environment.database(BASE_DIR, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = environment.caches(env.str("CACHE_URL", ""))
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = environment.storages(env.str("STORAGE_URL", ""), MEDIA_ROOT)

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "newsroom.joined_static.JoinedFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_MAX_AGE = 3600

TASKS = {
    "default": {
        "BACKEND": env.str("TASKS_BACKEND", "django_tasks_db.DatabaseBackend"),
        "QUEUES": ["default"],
    }
}

# Languages. The codes are BCP 47; `arm` is only a word in the address (text/languages.py).
LANGUAGE_CODE = "en"
LANGUAGES = language_choices()
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "django_words"]
FORMAT_MODULE_PATH = ["text.formats"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Asia/Yerevan")

# People and sign-in: allauth stands before the admin; nobody signs up.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # allauth's own would be the request's host
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = IS_HTTPS
SECOND_FACTOR_REQUIRED = env.bool("NEWSROOM_SECOND_FACTOR", IS_HTTPS)  # for editors, chiefs and administrators
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
EMAIL_CONFIG = env.email_url("EMAIL_URL", "consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"newsroom@{urlsplit(SITE_URL).hostname}")

# Security. The names are Django 6's, so that the move to 6.2 deletes newsroom/middleware.py's half.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-desk" if IS_HTTPS else "desk"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
CSRF_FAILURE_VIEW = "newsroom.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o644

# Tags are found under their names in every language (articles/models/names.py); taggit's own rules of case stay off.
TAGGIT_CASE_INSENSITIVE = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsroom.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": ["console"], "propagate": False},
        # The worker looks every second, and says so each time.
        **dict.fromkeys(("django_tasks", "django_tasks_db"), {"level": "WARNING"}),
    },
}
