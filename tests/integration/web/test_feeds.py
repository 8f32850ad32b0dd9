"""The feed of the explorer: what each release changed of the answer to one question."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from ccgdash.http.caches import forget
from ccgdash.releases.models import Current, Recompute, Release
from ccgdash.releases.services.publishing import release_publish
from ccgdash.web.models import CcgRow
from tests.contracts.html import parse

pytestmark = pytest.mark.usefixtures("loaded")

ATOM = "{http://www.w3.org/2005/Atom}"
INADEQUATE = "year=2015-16&rating=inadequate"


def told(client: Client, query: str) -> ET.Element:
    answer = client.get(f"/ccgs.atom?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(answer.getvalue())  # noqa: S314  our own markup


def entries(client: Client, query: str) -> list[tuple[str, str]]:
    """Title and content of each entry, newest first."""
    found = told(client, query).findall(f"{ATOM}entry")
    return [(entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}summary", "")) for entry in found]


@pytest.fixture
def corrected() -> Release:
    """A second release of 2015-16, in which Barnet is inadequate and Croydon, renamed, has a million people."""
    first = Current.objects.get().release
    release = Release.objects.create(number=first.number + 1, version="1.0.1")
    run = Recompute.objects.create(release=release, engine="test", finished_at=timezone.now())
    rows = list(CcgRow.objects.filter(run=first.recompute_id, year="2015-16"))
    for row in rows:
        row.pk, row.run = None, run
        if row.ccg_id == "07M":
            row.rating = "inadequate"
        if row.ccg_id == "07V":
            row.name, row.registered_population = "NHS <Croydon> CCG", 1_000_000
    kept = [row for row in rows if row.ccg_id != "03Q"]
    CcgRow.objects.bulk_create(kept)
    release.recompute = run
    release.save()
    release_publish(release=release)
    forget()
    return release


def test_it_begins_with_the_list_of_the_first_release(client: Client) -> None:
    root = told(client, INADEQUATE)
    assert root.findtext(f"{ATOM}title") == "CCGs: Year 2015/16; Rating Inadequate"
    ((title, content),) = entries(client, INADEQUATE)
    assert title == "Release 1.0.0: 26 CCGs to begin with"
    names = [link.text for link in parse(content).all("a")][1:]
    rows = client.get(f"/ccgs.json?{INADEQUATE}").json()["results"]
    assert names == [f"{row['name']} ({row['ods_code']})" for row in rows]


def test_each_entry_says_who_came_who_went_and_what_changed(client: Client, corrected: Release) -> None:
    newest, first = entries(client, INADEQUATE)
    assert newest[0] == "Release 1.0.1: 1 came in, 1 went out"
    assert "NHS Barnet CCG (07M)" in newest[1].partition("Went out")[0]
    assert "NHS Vale of York CCG (03Q)" in newest[1].partition("Went out")[2]
    assert first[0] == "Release 1.0.0: 26 CCGs to begin with"
    ((title, content), _first) = entries(client, "year=2015-16&q=07V")
    assert title == "Release 1.0.1: 1 changed"
    assert "registered patients 397,027, now 1,000,000" in parse(content).text.replace("\xa0", " ")
    assert "&lt;Croydon&gt;" in content


def test_of_a_long_list_a_hundred_are_named_and_the_rest_is_a_link_away(client: Client) -> None:
    ((title, content),) = entries(client, "year=2015-16")
    assert title == "Release 1.0.0: 209 CCGs to begin with"
    assert len(list(parse(content).all("li"))) == 100
    assert "has them all" in parse(content).text


def test_columns_not_asked_for_change_nothing(client: Client, corrected: Release) -> None:
    assert len(entries(client, "year=2015-16&q=07V&columns=rating")) == 1


def test_a_named_release_has_no_later_entries_and_each_entry_has_an_address_that_stays(
    client: Client, corrected: Release
) -> None:
    assert len(entries(client, f"{INADEQUATE}&release=1.0.0")) == 1
    root = told(client, INADEQUATE)
    ids = [entry.findtext(f"{ATOM}id", "") for entry in root.findall(f"{ATOM}entry")]
    assert [each.partition("release=")[2] for each in ids] == ["1.0.1", "1.0.0"]
    assert client.get(ids[1]).status_code == 200
    assert client.get(f"{ids[1].replace('/ccgs/', '/ccgs.json')}").json()["count"] == 26


def test_a_misspelt_filter_is_refused_and_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    refused: Any = client.get("/ccgs.atom?raiting=inadequate")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (400, "raiting")
    answer = client.get(f"/ccgs.atom?{INADEQUATE}")
    again = client.get(f"/ccgs.atom?{INADEQUATE}", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_the_page_leads_to_the_feed_of_exactly_its_filter(client: Client) -> None:
    answer = client.get(f"/ccgs/?{INADEQUATE}&ordering=-name&page_size=10")
    page = parse(answer.getvalue().decode())
    (link,) = page.all("link", type="application/atom+xml")
    buttons = [each.attrs["href"] for each in page.all("a", href=None) if each.text == "Feed of changes"]
    assert buttons == [link.attrs["href"]] == ["/ccgs.atom?rating=inadequate&year=2015-16"]
    assert 'type="application/atom+xml"' in answer["Link"]
