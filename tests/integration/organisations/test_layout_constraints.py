"""What the database itself refuses of a map of hexagons."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ccgdash.organisations.models import Ccg, HexPlace
from ccgdash.releases.models import Recompute, Release

pytestmark = pytest.mark.django_db


def place(**changed: Any) -> HexPlace:
    return HexPlace(**{"year": "2013-14", "ccg_id": "00C", "x": 2, "y": 0, **changed})


def test_one_hexagon_a_ccg_one_ccg_a_hexagon_and_a_financial_year() -> None:
    run = Recompute.objects.create(release=Release.objects.create(number=1, version="1.0.0"), engine="test")
    Ccg.objects.bulk_create([Ccg(ods_code="00C"), Ccg(ods_code="00D")])
    place(run=run).save()
    place(run=run, year="2014-15").save()
    for wrong, constraint in (
        ({"x": 4}, "hex_place_one_a_ccg"),
        ({"ccg_id": "00D"}, "hex_place_one_ccg_a_hexagon"),
        ({"ccg_id": "00D", "x": 4, "year": "2013"}, "hex_place_year"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            place(run=run, **wrong).save()
