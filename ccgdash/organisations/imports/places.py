"""regions.csv, local_offices.csv, footprints.csv, icbs.csv and centroids.csv: what CCGs lay in, and where."""

from __future__ import annotations

from ccgdash.organisations.imports.common import OF_A_CCG, source_given, years_ordered
from ccgdash.organisations.models import Centroid, Footprint, Icb, LocalOffice, Region
from ccgdash.releases.imports.datasets import Dataset, Reference, Row, register


def ons_point_whole(row: Row) -> tuple[str, str] | None:
    """The ONS label point is given with all four coordinates, or not at all."""
    given = {row[name] is not None for name in ("ons_easting", "ons_northing", "ons_lon", "ons_lat")}
    return None if len(given) == 1 else ("ons_easting", "or another part of the ONS label point is missing")


REGIONS = register(
    Dataset(name="regions", model=Region, key=("ods_code",), rules=(source_given, years_ordered)),
)

LOCAL_OFFICES = register(
    Dataset(
        name="local_offices",
        model=LocalOffice,
        key=("ods_code",),
        references=(Reference(("region_code",), "regions", ("ods_code",)),),
        rules=(source_given, years_ordered),
    )
)

FOOTPRINTS = register(
    Dataset(name="footprints", model=Footprint, key=("ods_code",), rules=(source_given, years_ordered)),
)

ICBS = register(Dataset(name="icbs", model=Icb, key=("icb_code",), rules=(source_given,)))

CENTROIDS = register(
    Dataset(
        name="centroids",
        model=Centroid,
        key=("vintage", "ods_code"),
        references=(OF_A_CCG,),
        rules=(source_given, ons_point_whole),
    )
)
