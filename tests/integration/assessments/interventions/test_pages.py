"""The page of interventions: what a reader sees."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(b"".join(answer).decode() if answer.streaming else answer.content.decode())


def test_interventions_are_listed_with_dates_as_known_and_drawn(client: Client) -> None:
    page = html(client, "/special-measures/?kind=special-measures&active_on=2016-07-31")
    assert "NHS Croydon CCG" in page
    assert "21 July 2016" in page
    assert "11 records" in page
    assert "still running" not in page.partition("<tbody")[2]
    assert "<svg" in page


def test_a_form_shows_the_ccgs_chosen_and_not_a_box_for_each_of_248(client: Client) -> None:
    page = html(client, "/special-measures/?ods_code=07X")
    assert 'name="ods_code"' in page
    assert "NHS Barnet CCG" not in page
    assert 'name="ods_code"' not in html(client, "/special-measures/")
    assert "99Z is not one of the allowed values" in html(client, "/special-measures/?ods_code=99Z", status=400)
