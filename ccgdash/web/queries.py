"""The joined rows of a release, as every question of this room begins with them."""

from __future__ import annotations

from django.db.models import QuerySet

from ccgdash.http.release import ReleaseRef
from ccgdash.web.models import CcgRow


def ccg_rows(release: ReleaseRef) -> QuerySet[CcgRow]:
    """Every CCG in every year of a release, unordered."""
    return CcgRow.objects.filter(run_id=release.recompute_id)
