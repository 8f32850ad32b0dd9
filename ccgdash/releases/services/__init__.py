"""Writes of the releases app: keyword-only, atomic."""

from ccgdash.releases.services.loading import Load, LoadReport, load, load_read
from ccgdash.releases.services.publishing import LoadProblem, release_publish

__all__ = ["Load", "LoadProblem", "LoadReport", "load", "load_read", "release_publish"]
