"""What a run works out of the registry: the hexagon map of each year, from the centroids of the boundaries of then."""

from __future__ import annotations

from ccgdash.organisations.calc.hexmap import hexagons
from ccgdash.organisations.models import HexPlace
from ccgdash.organisations.queries import centroids_of
from ccgdash.releases.models import Recompute

METRES = 1000  # in a kilometre


def year_compute(run: Recompute, year: str) -> int:
    """Write the hexagons of `year` under `run`; how many. A CCG without a centroid gets none: pages list it beside."""
    HexPlace.objects.filter(run=run, year=year).delete()
    rows = centroids_of(run.release_id, year).values_list("ccg_id", "easting", "northing")
    cells = hexagons({code: (easting / METRES, northing / METRES) for code, easting, northing in rows})
    places = (HexPlace(run=run, year=year, ccg_id=code, x=cell.x, y=cell.y) for code, cell in cells.items())
    return len(HexPlace.objects.bulk_create(places, batch_size=500))
