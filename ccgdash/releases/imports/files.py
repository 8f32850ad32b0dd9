"""Files on disk: a data package's folder or one CSV, as bytes with a hash, within bounds."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024  # the largest official file is 4 MB; past this it is not one
csv.field_size_limit(1_000_000)


class FileProblem(ValueError):
    """Why a whole file was not taken, in words for the person who holds it."""


@dataclass(frozen=True)
class ReceivedFile:
    """The bytes of one file as received."""

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def rows(self) -> Iterator[list[str]]:
        """Lines as lists of cells, the heading line first. FileProblem for what is not UTF-8 CSV."""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            where = self.content.count(b"\n", 0, error.start) + 1
            raise FileProblem(f"is not UTF-8 text (line {where}): save it as CSV UTF-8") from None
        if "\x00" in text:
            raise FileProblem("holds null bytes: it is not a CSV file")
        try:
            yield from csv.reader(io.StringIO(text, newline=""), strict=True)
        except csv.Error as error:
            raise FileProblem(f"is not well-formed CSV: {error}") from None


def file_receive(path: Path) -> ReceivedFile:
    """Read one file. FileProblem where it is missing or too large to be an official file."""
    if not path.is_file():
        raise FileProblem(f"{path} is not a file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise FileProblem(f"is {size / 1e6:.0f} MB; the limit is {MAX_BYTES // 2**20} MB")
    return ReceivedFile(path.name, path.read_bytes())


def package_receive(folder: Path) -> dict[str, ReceivedFile]:
    """Read every table of a data package: resource name to file, as its datapackage.json lists them."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        listed = {resource["name"]: folder / resource["path"] for resource in package["resources"]}
    except FileNotFoundError:
        raise FileProblem(f"{folder} holds no datapackage.json") from None
    except (ValueError, KeyError, TypeError) as error:
        raise FileProblem(f"{folder / 'datapackage.json'} is not a data package: {error}") from None
    outside = [name for name, path in listed.items() if not path.resolve().is_relative_to(folder.resolve())]
    if outside:
        raise FileProblem(f"{folder / 'datapackage.json'} names files outside its folder: {', '.join(outside)}")
    return {name: file_receive(path) for name, path in listed.items()}
