"""The registry: who the CCGs were in each year, where they lay, what became of them, whom they served."""

from ccgdash.organisations.models.ccgs import Ccg, CcgRecord, CcgYear
from ccgdash.organisations.models.layout import HexPlace
from ccgdash.organisations.models.lineage import BoundaryChange, IcbSuccessor, Succession
from ccgdash.organisations.models.people import ListSize, Population, PracticeCount
from ccgdash.organisations.models.places import Centroid, Footprint, Icb, LocalOffice, Region

__all__ = [
    "BoundaryChange",
    "Ccg",
    "CcgRecord",
    "CcgYear",
    "Centroid",
    "Footprint",
    "HexPlace",
    "Icb",
    "IcbSuccessor",
    "ListSize",
    "LocalOffice",
    "Population",
    "PracticeCount",
    "Region",
    "Succession",
]
