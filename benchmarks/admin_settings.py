"""The portal's settings with Django's admin beside it: the yardstick of W3, never deployed."""

from supervision.project.settings import *  # noqa: F403
from supervision.project.settings import INSTALLED_APPS as PORTAL_APPS

INSTALLED_APPS = [*PORTAL_APPS, "django.contrib.admin"]
ROOT_URLCONF = "benchmarks.admin_urls"
