"""The Celery application: tasks take ids, call one service, and may be killed and run again at any point."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccgdash.settings")

app = Celery("ccgdash")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
