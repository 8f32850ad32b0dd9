"""The toy site, with five people in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def toy(settings: Any, db: None) -> Iterator[None]:
    from django.contrib.auth.models import User

    from ccgdash.http.caches import forget
    from ccgdash.web.navigation import _is_served
    from tests.integration.http import toy_site

    settings.ROOT_URLCONF = "tests.integration.http.toy_site"
    settings.RELEASE_RESOLVER = "tests.integration.http.toy_site.resolve"
    settings.RELEASE_MEMO_SECONDS = 0
    settings.RESPONSE_CACHE_BYTES = 1_000_000
    settings.THROTTLE_RATE = "1000/min"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [HERE / "templates", *settings.TEMPLATES[0]["DIRS"]]}]
    forget()
    _is_served.cache_clear()  # other addresses are served here, and by the site after it
    people = (
        ("ann", "Ann", "ayr", datetime(2023, 5, 1, tzinfo=UTC), True),
        ("bob", "=cmd()", "bath", datetime(2022, 5, 1, tzinfo=UTC), True),
        ("cat", "<script>", "", None, True),
        ("dan", "Dàn", "bath", datetime(2023, 1, 1, tzinfo=UTC), False),
        ("eve", "Eve", "ayr", datetime(2023, 5, 1, tzinfo=UTC), True),
    )
    User.objects.bulk_create(
        User(username=code, first_name=name, last_name=town, last_login=seen, is_active=active)
        for code, name, town, seen, active in people
    )
    yield
    toy_site.current["release"] = toy_site.SECOND
    toy_site.database["down"] = False
    forget()
    _is_served.cache_clear()
