"""Publishing: the one pointer moves, forwards or back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ccgdash.releases.models import Current, Publication, Release


class LoadProblem(ValueError):
    """Why a load, recompute or publish could not be done, in words that say what to do next."""


@transaction.atomic
def release_publish(*, release: Release, by: str = "") -> Publication:
    """Move the pointer to `release`: the last step of a load, or an undo. One row changes; readers see old or new."""
    if release.recompute_id is None:
        raise LoadProblem(
            f"release {release.version} is not computed yet: "
            f"`python manage.py recompute --release {release.version}` computes it"
        )
    if release.published_at is None:
        release.published_at = timezone.now()
    release.state = Release.State.PUBLISHED
    release.save(update_fields=["published_at", "state"])
    Current.objects.update_or_create(id=1, defaults={"release": release})
    return Publication.objects.create(release=release, by=by)
