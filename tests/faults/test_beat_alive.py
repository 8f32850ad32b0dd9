"""The beat container's health check: alive while it sends tasks, ill when it has been silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_celery_beat.models import IntervalSchedule, PeriodicTask

from ccgdash.local import postgres
from ccgdash.local.beat_alive import beat_is_alive
from ccgdash.local.home import Home
from ccgdash.settings import ENV


@pytest.mark.django_db(transaction=True)
def test_beat_is_alive_while_it_sends() -> None:
    url = postgres.url(Home(ENV.home), str(connection.settings_dict["NAME"]))
    assert not beat_is_alive(url)
    every = IntervalSchedule.objects.create(every=30, period="seconds")
    task = PeriodicTask.objects.create(name="sweep", task="x", interval=every, last_run_at=timezone.now())
    assert beat_is_alive(url)
    PeriodicTask.objects.filter(pk=task.pk).update(last_run_at=timezone.now() - timedelta(hours=1))
    assert not beat_is_alive(url)
