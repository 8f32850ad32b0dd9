"""Every kind of problem has a page that explains it, and the pages for people say what those for machines say."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from ccgdash.http import errors
from ccgdash.http.problem_types import PROBLEM_TYPES
from ccgdash.http.problems import Problem

pytestmark = pytest.mark.usefixtures("toy")


def test_every_kind_is_explained_where_its_type_points(client: Client) -> None:
    index = client.get("/problems/").content.decode()
    for slug, kind in PROBLEM_TYPES.items():
        address = Problem(slug, "x").type_path
        assert f'href="{address}"' in index
        page = client.get(address).content.decode()
        assert kind.title in page
        assert kind.remedy.split(".")[0] in page
    assert client.get("/problems/nonsense/").status_code == 404


def test_a_person_is_told_what_a_machine_is_told(client: Client) -> None:
    machine = client.get("/people/zoe.json").json()
    page = client.get("/people/zoe/")
    text = page.content.decode()
    assert page.status_code == machine["status"] == 404
    assert machine["detail"] in text
    assert "ann" in text


def test_error_page_needs_no_template(settings: Any) -> None:
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [], "APP_DIRS": False}]
    answer = errors.problem_response(RequestFactory().get("/x/"), Problem("not-found", "<b>no</b>"))
    assert answer.status_code == 404
    assert "&lt;b&gt;no" in answer.content.decode()


def test_unknown_host_is_refused_and_not_repeated(client: Client) -> None:
    answer = client.get("/people.json", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_staff_addresses_are_forbidden_not_broken() -> None:
    request = RequestFactory().get("/api/v1/staff/")
    answer = errors.permission_denied(request, PermissionError())
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
