"""A short name for the state of the program's own files, so that a new version never answers with an old page."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path


def tree_digest(roots: Iterable[Path], suffixes: frozenset[str]) -> str:
    """Hash of names and contents of the files under `roots` that end in `suffixes`: the same on every machine."""
    digest = blake2b(digest_size=8)
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.suffix in suffixes and path.is_file():
                digest.update(str(path.relative_to(root)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
