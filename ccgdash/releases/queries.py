"""Reads over releases and sources: which release a request means, what each release changed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.release import ReleaseRef
from ccgdash.releases.models import Current, Publication, Release


def release_resolve(version: str | None = None, as_at: date | None = None) -> ReleaseRef | None:
    """The release a reader means: the one named, the one that was current at the end of `as_at`, or the current one.

    None before the first publication. Problem 404 for a version that was never published.
    """
    if version:
        release = Release.objects.filter(version=version, published_at__isnull=False).first()
        if release is None:
            known = tuple(Release.objects.filter(published_at__isnull=False).values_list("version", flat=True)[:20])
            error = ParameterError("release", f"{version[:20]} was never published", known)
            raise Problem("unknown-release", f"There is no release {version[:20]}.", errors=(error,))
        return _ref(release, pinned=True)
    if as_at:
        end = timezone.make_aware(datetime.combine(as_at + timedelta(days=1), time.min))
        publication = Publication.objects.filter(at__lt=end).select_related("release").first()
        return _ref(publication.release, pinned=False) if publication else None
    current = Current.objects.select_related("release").first()
    return _ref(current.release, pinned=False) if current else None


def releases_before(release: ReleaseRef, most: int) -> list[ReleaseRef]:
    """`release` and those published before it, newest first, at most so many."""
    known = Release.objects.filter(published_at__isnull=False, number__lte=release.number).order_by("-number")
    return [_ref(each, pinned=True) for each in known[:most]]


def _ref(release: Release, *, pinned: bool) -> ReleaseRef:
    if release.published_at is None:
        raise ValueError(f"release {release.version} is not published")
    return ReleaseRef(release.number, release.version, release.recompute_id, release.published_at, pinned)


def release_to_compute(version: str = "") -> Release | None:
    """The release a recompute without further words means: the named one, one that waits, else the current one."""
    if version:
        return Release.objects.filter(version=version).first()
    waiting = Release.objects.filter(state=Release.State.DRAFT).first()
    current = Current.objects.select_related("release").first()
    return waiting or (current.release if current else None)


def release_to_publish(version: str = "") -> Release | None:
    """The named release, else the newest that is computed."""
    computed = Release.objects.filter(recompute__isnull=False)
    return computed.filter(version=version).first() if version else computed.first()
