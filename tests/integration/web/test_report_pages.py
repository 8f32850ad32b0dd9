"""The board report and the verdict at the top of a CCG's page, on the bundled data."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.contracts.html import parse

pytestmark = pytest.mark.usefixtures("loaded")

VERDICTS = {
    "07V": "NHS Croydon CCG was rated requires improvement for 2015/16, the last rating known; ratings of 1 of its 7 "
    "assessed years are known. It ended 2015/16, the last year whose result is known, in deficit (−£10.8 million), and "
    "sources put it in or under special measures (from 21 July 2016).",
    "W2U3Z": "No headline rating of NHS North West London CCG was found in any source. Its year-end result was not "
    "found for any year, and no source found puts it in special measures or under legal directions.",
}


@pytest.mark.parametrize("code", VERDICTS)
def test_the_verdict_is_two_sentences_from_the_data_on_page_report_and_api(code: str, client: Client) -> None:
    for path in (f"/ccgs/{code}/", f"/ccgs/{code}/report/"):
        assert VERDICTS[code] in parse(client.get(path).content.decode()).text
    assert client.get(f"/api/v1/ccgs/{code}/report/").json()["verdict"] == VERDICTS[code]


@pytest.mark.parametrize("code", ["05N", "07V", "W2U3Z", "04G", "00L", "13T"])
def test_the_pdf_of_any_ccg_is_one_page_of_its_release(code: str, client: Client) -> None:
    answer = client.get(f"/ccgs/{code}/report.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert len(re.findall(rb"/Type /Page\b", answer.content)) == 1
    assert f"ccg-{code}-report-1.0.0.pdf" in answer["Content-Disposition"]
    assert answer["ETag"]
    assert client.get(f"/ccgs/{code}/report.pdf", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_it_says_release_licence_and_every_source(client: Client) -> None:
    text = parse(client.get("/ccgs/05N/report/").content.decode()).text
    told = client.get("/api/v1/ccgs/05N/report/").json()
    assert "Data release 1.0.0 of" in text
    assert "Open Government Licence" in text
    assert all(source in text for source in told["sources"])


def test_a_ccg_s_page_leads_to_it(client: Client) -> None:
    links = {link.attrs["href"] for link in parse(client.get("/ccgs/05N/").content.decode()).all("a", href=None)}
    assert {"/ccgs/05N/report/", "/ccgs/05N/report.pdf"} <= links


def test_an_unknown_code_is_refused_on_every_face(client: Client) -> None:
    for path in ("/ccgs/99Z/report/", "/ccgs/99Z/report.json", "/ccgs/99Z/report.pdf", "/api/v1/ccgs/99Z/report/"):
        assert client.get(path).status_code == 404


def test_a_wrong_parameter_is_refused_by_the_pdf_too(client: Client) -> None:
    assert client.get("/ccgs/05N/report.pdf?raiting=x").status_code == 400
