"""Before the first release every list is there, empty, with the reason."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["ratings/", "ratings/summary/", "ratings/flow/", "interventions/"])
def test_lists_are_empty_with_a_reason(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?year=2015-16" if path in {"ratings/", "interventions/"} else f"/api/v1/{path}")
    assert answer.status_code == 200
    assert answer.json()["results"] == []
    assert answer.json()["reason"] == "No release has been published yet."


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ratings/", "/ratings/2015-16/", "/special-measures/"])
def test_pages_are_there_without_rows(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "No release has been published yet." in answer.content.decode()
