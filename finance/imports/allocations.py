"""allocation_publications.csv and allocations.csv: one organisation, year, stream and publication a row."""

from __future__ import annotations

from ccgdash.releases.imports.datasets import Dataset, Reference, register
from finance.imports.rules import names_its_sources
from finance.models import Allocation, AllocationPublication

ALLOCATION_PUBLICATIONS = register(
    Dataset(
        name="allocation_publications",
        model=AllocationPublication,
        key=("publication_id",),
        rules=(names_its_sources,),
    )
)

ALLOCATIONS = register(
    Dataset(
        name="allocations",
        model=Allocation,
        key=("level", "org_code", "year", "stream", "publication_id", "variant"),
        references=(Reference(("publication_id",), "allocation_publications", ("publication_id",)),),
        rules=(names_its_sources,),
    )
)
