"""A release without files, to put facts and runs under."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # this module is read before Django is set up
    from ccgdash.releases.models import Import, Recompute


@pytest.fixture
def imported(db: None) -> Import:
    """The import a fact of release 1 came by; CCGs 07X and 05A exist."""
    from ccgdash.organisations.models import Ccg
    from ccgdash.releases.models import Import, Release, SourceFile

    release = Release.objects.create(number=1, version="1.0.0")
    Ccg.objects.bulk_create([Ccg("07X"), Ccg("05A")])
    stored = SourceFile.objects.create(sha256="0" * 64, name="facts.csv", size=0, content=b"")
    return Import.objects.create(release=release, source_file=stored, dataset="ratings")


@pytest.fixture
def run(imported: Import) -> Recompute:
    """A run of release 1."""
    from ccgdash.releases.models import Recompute

    return Recompute.objects.create(release_id=1, engine="test")
