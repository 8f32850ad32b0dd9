"""Pages of indicators: what a reader sees."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.getvalue().decode())


def test_an_indicator_shows_its_newest_year_and_says_when_nothing_can_be_tested(client: Client) -> None:
    page = html(client, "/indicators/iapt-recovery-rate/")
    assert '<strong aria-current="page">2021/22</strong>' in page
    assert "differences cannot be tested, because no intervals are known" in page
    assert "Middle CCG" in page


def test_a_funnel_tells_phi_and_what_it_means(client: Client) -> None:
    page = html(client, "/indicators/smoking-prevalence-qof/")
    assert re.search(r"phi = \d+\.\d\d", page)
    assert re.search(r"tau² = 0\.\d+", page)
    assert "Above about 2 the limits for chance alone flag far too many" in page
    assert "99.8% limits, chance alone" in page
    assert "99.8% limits, all differ" in page
    assert "stand out once it is allowed for that all differ" in page


def test_a_ccg_stands_out_with_its_peers(client: Client) -> None:
    page = html(client, "/indicators/iapt-recovery-rate/?year=2018-19&ods_code=07X")
    assert "NHS Enfield CCG stands out in the charts." in page
    assert "NHS Enfield CCG and similar CCGs, 2018/19" in page
    assert "The 10 nearest CCGs of the year by registered population" in page


def test_a_ccg_without_a_value_is_not_said_to_stand_out(client: Client) -> None:
    page = html(client, "/indicators/smoking-prevalence-qof/?year=2019-20&ods_code=07X")
    assert "No value of NHS Enfield CCG is known for this period, so it is not in the charts." in page
    assert "stands out in the charts" not in page


def test_plain_counts_are_never_set_beside_those_of_another_size(client: Client) -> None:
    assert "a large CCG has more of them" in html(client, "/indicators/oap-inappropriate-bed-days/")
    assert "a large CCG has more of them" not in html(client, "/indicators/smoking-prevalence-qof/")


def test_unreliable_figures_are_flagged(client: Client) -> None:
    assert "<strong>Unreliable.</strong>" in html(client, "/indicators/mh-follow-up-7d/")
    assert "Unreliable: read with care" in html(client, "/indicators/?indicator=mh-follow-up-7d")


def test_an_indicator_known_only_by_name_says_so(client: Client) -> None:
    page = html(client, "/indicators/waiting-list-size/")
    assert "No value was found for what is asked" in page
    assert "<svg class" not in page.partition("<main")[2].partition("<table")[0]
    assert client.get("/indicators/nothing/").status_code == 404
