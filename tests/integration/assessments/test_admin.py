"""The admin of the app."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")


def test_staff_can_look_but_not_write(admin_client: Client) -> None:
    for model in ("rating", "ratingconflict", "ratingtotal", "intervention", "ccgyearassessment", "ratingflow"):
        assert admin_client.get(f"/admin/assessments/{model}/").status_code == 200
        assert admin_client.get(f"/admin/assessments/{model}/add/").status_code == 403
    assert admin_client.get("/admin/assessments/ratingsummary/?year=2015-16").status_code == 200
