"""What was received, what was refused, what was published and when."""

from ccgdash.releases.models.derived import Derived, sources_field
from ccgdash.releases.models.facts import Fact, FactManager, FactQuerySet, fact_constraints
from ccgdash.releases.models.files import Import, RejectedRow, SourceFile
from ccgdash.releases.models.recompute import Recompute, RecomputePart
from ccgdash.releases.models.releases import Current, Publication, Release
from ccgdash.releases.models.sources import Source

__all__ = [
    "Current",
    "Derived",
    "Fact",
    "FactManager",
    "FactQuerySet",
    "Import",
    "Publication",
    "Recompute",
    "RecomputePart",
    "RejectedRow",
    "Release",
    "Source",
    "SourceFile",
    "fact_constraints",
    "sources_field",
]
