"""All settings but the schedule; environments differ by variables, not by modules."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from supervision.project import env, logs, schedule

# The dictionary of phrases would take forty megabytes in each process. Names are read character by
# character, and the search tries every reading.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

BASE_DIR = Path(__file__).resolve().parent.parent.parent

PORTAL_ENV = env.text("PORTAL_ENV", "production")
if PORTAL_ENV not in {"demo", "test", "production"}:
    raise ImproperlyConfigured("PORTAL_ENV must be demo, test or production")
PRODUCTION = PORTAL_ENV == "production"
DEMO_MODE = env.flag("DEMO_MODE", default=PORTAL_ENV == "demo")
if DEMO_MODE and PRODUCTION:
    raise ImproperlyConfigured(
        "Demo mode does not start with PORTAL_ENV=production: its accounts share one password."
    )
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "Qingjiang#2026")
TIME_MACHINE = DEMO_MODE

SECRET_KEY = (
    env.text("SECRET_KEY", hint="a long random string")
    if PRODUCTION
    else env.text("SECRET_KEY", "not-secret-outside-production-" + "0123456789" * 4)
)
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

PORTAL_NAME = env.text("PORTAL_NAME", "清江区综合监督平台")
PORTAL_SEAL = env.text("PORTAL_SEAL", "清")
PORTAL_ORGANS = env.words("PORTAL_ORGANS", "中共清江区纪律检查委员会,清江区监察委员会")
#: The word of each organ in the numbers of its papers (清江纪 in 清江纪督函〔2026〕12号).
PORTAL_ORGAN_WORDS = env.words("PORTAL_ORGAN_WORDS", "清江纪,清江监")
PORTAL_HELPLINE = env.text("PORTAL_HELPLINE", "0800-12345")

INSTALLED_APPS = [
    "supervision.web",
    "supervision.crypto",
    "supervision.audit",
    "supervision.history",
    "supervision.deadlines",
    "supervision.organizations",
    "supervision.accounts",
    "supervision.referrals",
    "supervision.attachments",
    "supervision.notifications",
    "supervision.documents",
    "supervision.exchange",
    "supervision.people",
    "supervision.dashboards",
    "accountability",
    "cases",
    "supervision.project",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "guardian",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "pgtrigger",
    "treebeard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "supervision.web.client_address.ClientAddressMiddleware",
    "supervision.audit.middleware.RequestTraceMiddleware",
    "supervision.project.middleware.RequestLogMiddleware",
    "supervision.project.middleware.PrivatePagesMiddleware",
    "supervision.web.middleware.ClockMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "supervision.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "supervision.web.middleware.PlainTextMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "supervision.accounts.middleware.AccountGateMiddleware",
    "supervision.accounts.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "supervision.project.urls"
WSGI_APPLICATION = "supervision.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "supervision.web.context.portal",
                "supervision.history.context.past",
                "supervision.notifications.context.notifications",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "supervision.web.forms.PortalFormRenderer"
FILTERS_EMPTY_CHOICE_LABEL = _("All")

# The running portal's role owns nothing; what migrates and restores acts as the owner.
DATABASES = {"default": env.database("DATABASE_URL")}
DATABASE_OWNER = env.database("DATABASE_OWNER_URL") if env.is_given("DATABASE_OWNER_URL") else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_LINTER_OPTIONS = {"exclude_apps": ["axes", "guardian"]}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "supervision.accounts.backends.PortalBackend",
]
ANONYMOUS_USER_NAME = None
# Grants are read as part of the scope query, never through guardian's per-object backend.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "supervision.accounts.passwords.LengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "supervision.accounts.passwords.CharacterClassValidator"},
    {"NAME": "supervision.accounts.passwords.HistoryValidator"},
]
# The hasher is Django's default; the fast one below is for throw-away test databases only.
if PORTAL_ENV == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboards:home"
LOGOUT_REDIRECT_URL = "accounts:login"
IDLE_TIMEOUT_SECONDS = env.number("IDLE_TIMEOUT_SECONDS", 30 * 60)
#: How long a confirmation before an important act holds.
SUDO_SECONDS = 15 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
#: Sessions an account may hold at once; 0 is no limit. The newest stays.
SESSION_LIMIT = env.number("SESSION_LIMIT", 3)
ADMINISTRATOR_SESSION_LIMIT = env.number("ADMINISTRATOR_SESSION_LIMIT", 1)
#: Days a password holds, and days after which an unused account is closed; 0 is never. The clock
#: of the demo moves through months, so nothing ages there.
PASSWORD_MAX_AGE_DAYS = env.number("PASSWORD_MAX_AGE_DAYS", 90 if PRODUCTION else 0)
UNUSED_ACCOUNT_DAYS = env.number("UNUSED_ACCOUNT_DAYS", 90 if PRODUCTION else 0)
#: The second factor of the demo's accounts: the page that asks for a code shows it.
DEMO_FACTOR_SECRET = "QINGJIANGDEMOSECRETFORSHOWINGTHE"
#: Proxies whose X-Forwarded-For is believed: addresses and networks, or how many there are.
TRUSTED_PROXIES = env.words("TRUSTED_PROXIES")
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours: 15 minutes
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "supervision.accounts.views.login.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
# The audit record keeps sign-ins; a second list of names and addresses would be kept for nothing.
AXES_DISABLE_ACCESS_LOG = True
# A refused form is kept until the lock is over: its secrets are not. "password" is always left out.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "present", "again", "code"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / ".run" / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "supervision.web.storage.PortalStaticStorage"
        if PORTAL_ENV != "test"
        else "supervision.web.storage.PlainStaticStorage"
    },
}
WHITENOISE_USE_FINDERS = PORTAL_ENV == "test"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(BASE_DIR / ".run" / "media")))
ATTACHMENT_MAX_BYTES = env.number("ATTACHMENT_MAX_MB", 20) * 1024 * 1024
ATTACHMENT_SCANNER = env.text("ATTACHMENT_SCANNER", "")
#: Text recognition of scans: "auto" takes tesseract where it is installed, "" none, else a command.
OCR_COMMAND = env.text("OCR_COMMAND", "auto")
#: Folders with faces for printed papers, besides the machine's own.
DOCUMENT_FONT_DIRS = env.words("DOCUMENT_FONT_DIRS")
DOCUMENT_SYSTEM_FONTS = env.flag("DOCUMENT_SYSTEM_FONTS", default=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "supervision.attachments.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "supervision.attachments.uploads.NamelessUploadHandler",
]

# The keys lie outside the database. A missing ring is made on the spot, except in production.
CRYPTO_KEYRING = env.text(
    "CRYPTO_KEYRING",
    None if PRODUCTION else str(BASE_DIR / ".run" / f"keyring-{PORTAL_ENV}.json"),
    hint="the path of the key ring, a file outside the checkout that only this portal may read",
)
CRYPTO_CIPHER = env.text("CRYPTO_CIPHER", "AES-256-GCM")
if CRYPTO_CIPHER not in {"AES-256-GCM", "SM4-GCM"}:
    raise ImproperlyConfigured("CRYPTO_CIPHER must be AES-256-GCM or SM4-GCM")

REDIS_URL = env.text("REDIS_URL", hint="redis://host:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# A page never waits for a broker that is down, and seconds for one that hangs: the outbox keeps the
# task for a later pick-up.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 3,
    "socket_timeout": 3,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_PUBLISH_RETRY = False
# Seconds for which a process keeps the question behind the to-do badge; its answer is never kept.
TODO_QUESTION_SECONDS = env.number("TODO_QUESTION_SECONDS", 30)
# Seconds a worker may rest while tasks wait, before it ends itself and is started again.
WORKER_PATIENCE = env.number("WORKER_PATIENCE", 60)
CELERY_BEAT_SCHEDULE = schedule.BEAT
# sha256, or sm3 where the cipher rules ask for it and OpenSSL has it.
AUDIT_DIGEST = env.text("AUDIT_DIGEST", "sha256")
ESCALATE_AFTER_DAYS = env.number("ESCALATE_AFTER_DAYS", 3)
# From how many days late on the ladder of prompts proposes a letter and a summons for a clue.
CASES_LETTER_AFTER_DAYS = env.number("CASES_LETTER_AFTER_DAYS", 1)
CASES_SUMMONS_AFTER_DAYS = env.number("CASES_SUMMONS_AFTER_DAYS", 30)
#: For how many days at most a clue is opened to an officer at a time.
CASE_ACCESS_DAYS = env.number("CASE_ACCESS_DAYS", 365)
#: For how many years a former post in the unit concerned keeps somebody out; 0: for good.
CASE_POST_YEARS = env.number("CASE_POST_YEARS", 0)
#: Of which level this organ is: county, city, province or state (who may detain how long).
CASE_ORGAN_LEVEL = env.text("CASE_ORGAN_LEVEL", "county")
SMS_GATEWAY = env.text("SMS_GATEWAY", "console")
SMS_URL = env.text("SMS_URL", "")
SMS_FILE = env.text("SMS_FILE", str(BASE_DIR / ".run" / "sms.log"))

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    # A browser takes such a cookie only by TLS, from this host, for all of it.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_SSL_REDIRECT = PRODUCTION and env.flag("SECURE_SSL_REDIRECT", default=True)
# Machines inside ask these by plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
CSRF_FAILURE_VIEW = "supervision.web.views.errors.csrf_failure"

LOGGING = logs.configuration(plain=not PRODUCTION)

# Who may read /metrics: these addresses when they come by no proxy, or whoever brings the token.
METRICS_ALLOWED = env.words("METRICS_ALLOWED", "127.0.0.1,::1")
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
BACKUP_DIR = env.text("BACKUP_DIR", "")
