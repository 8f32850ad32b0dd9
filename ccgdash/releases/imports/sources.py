"""sources.csv: one publication, data file or web page a row."""

from __future__ import annotations

from ccgdash.releases.imports.datasets import Dataset, register
from ccgdash.releases.models import Source

SOURCES = register(Dataset(name="sources", model=Source, key=("source_id",), derived=frozenset({"source_ids"})))
