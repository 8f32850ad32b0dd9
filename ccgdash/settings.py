"""One settings file for every machine, driven by the environment (ccgdash/env.py)."""

from __future__ import annotations

from celery.schedules import schedule
from csp.constants import NONE, SELF

from ccgdash.env import ROOT, Env, database_settings

ENV = Env()
BASE_DIR = ROOT
DEBUG = ENV.debug
# A public, read-only site still signs staff sessions: the runner makes a secret of its own per home.
SECRET_KEY = ENV.secret_key or "only-for-tests-and-checks-every-runner-sets-its-own-secret"
ALLOWED_HOSTS = ENV.allowed_hosts
ROOT_URLCONF = "ccgdash.urls"
WSGI_APPLICATION = "ccgdash.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_celery_beat",
    "django_filters",
    "drf_spectacular",
    "rest_framework",
    "ccgdash.http",
    "ccgdash.releases",
    "ccgdash.organisations",
    "assessments",
    "finance",
    "ccgdash.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "ccgdash.http.conditional.ConditionalMiddleware",
    "ccgdash.http.policy.OnePolicyMiddleware",
    "ccgdash.http.staff.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ccgdash.http.staff.CsrfMiddleware",
    "ccgdash.http.staff.AuthenticationMiddleware",
    "ccgdash.http.staff.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ccgdash.http.errors.ProblemMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": {**database_settings(ENV.database_url or "postgresql:///ccgdash"), "ENGINE": "ccgdash.http.postgresql"}
}

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.cache_url}
        if ENV.cache_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# --- time and words
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# --- static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = ENV.home / "staticfiles"
# Pages name files by their hashed names only; keeping the others would compress everything twice.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = ENV.secure
SECURE_HSTS_SECONDS = 31_536_000 if ENV.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.secure else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.secure
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_URLS_REGEX = r"^/(api/|.*\.(json|csv|svg|png|zip)$)"
CORS_EXPOSE_HEADERS = ["ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"]

# --- reads
RELEASE_RESOLVER = "ccgdash.releases.queries.release_resolve"
RELEASE_MEMO_SECONDS = ENV.release_memo_seconds
RESPONSE_CACHE_BYTES = 0 if DEBUG else 64 * 1024 * 1024  # finished answers kept in each process
DRAWN_BYTES = 0 if DEBUG else 16 * 1024 * 1024  # rows of lists and charts kept as markup in each process
THROTTLE_RATE = ENV.throttle  # new answers per client and process; answers kept and 304s never count
TRUSTED_PROXIES = ENV.trusted_proxies
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "ccgdash.http.errors.api_exception",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ccgdash",
    "DESCRIPTION": "Ratings and finances of England's Clinical Commissioning Groups, 2013 to 2022.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": False,
    "SORT_OPERATION_PARAMETERS": False,
}

# --- writes: import, recompute, publish
# What a recompute runs for each year, in order; each is `compute(run, year) -> int` (rows written). An app adds a line.
RECOMPUTE_STEPS = [
    "ccgdash.organisations.recompute.year_compute",
    "assessments.recompute.year_compute",
    "assessments.scores.recompute.year_compute",
    "assessments.indicators.recompute.year_compute",
    "finance.recompute_areas.year_compute",
    "finance.recompute.year_compute",
    "ccgdash.web.recompute.year_compute",
    "ccgdash.web.recompute_places.year_compute",
]
RECOMPUTE_YEARS = "ccgdash.organisations.queries.years_in_force"
CELERY_BROKER_URL = ENV.broker_url or "redis://127.0.0.1:6379/0"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 60}
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "finish-what-was-cut-off": {"task": "ccgdash.releases.tasks.recompute_sweep", "schedule": schedule(30.0)},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"ccgdash": {"level": "INFO"}, "assessments": {"level": "INFO"}, "finance": {"level": "INFO"}},
}
