"""Staff sign in as ever; who only reads what is public is given no cookie and asked for none."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/?next=/admin/"
NAME, WORD = "ann", "a-long-word-for-tests"


def signing_in(client: Client, **more: str) -> int:
    User.objects.create_superuser(NAME, password=WORD)
    return client.post(LOGIN, {"username": NAME, "password": WORD, "next": "/admin/", **more}).status_code


def test_staff_sign_in_see_the_admin_and_sign_out() -> None:
    client = Client(enforce_csrf_checks=True)
    form = client.get(LOGIN).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[0]
    assert signing_in(client, csrfmiddlewaretoken=token) == 302
    inside = client.get("/admin/")
    assert (inside.status_code, NAME in inside.content.decode()) == (200, True)
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', inside.content.decode())[0]
    assert client.post("/admin/logout/", {"csrfmiddlewaretoken": token}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_form_another_site_makes_up_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(LOGIN)
    assert signing_in(client) == 403
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("address", ["/about/", "/api/v1/releases/", "/admin/login/", "/nowhere/"])
def test_the_headers_that_protect_a_reader_are_everywhere(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_public_read_looks_at_no_session(admin_client: Client) -> None:
    answer = admin_client.get("/about/")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not hasattr(answer.wsgi_request, "session")
