"""Files: what is read, and what is refused whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ccgdash.releases.imports import files
from ccgdash.releases.imports.files import FileProblem, ReceivedFile, file_receive, package_receive


def test_rows_are_cells_without_the_byte_order_mark() -> None:
    file = ReceivedFile("a.csv", b'\xef\xbb\xbfa,b\n1,"x, y"\n')
    assert list(file.rows()) == [["a", "b"], ["1", "x, y"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\ncaf\xe9,1\n", r"is not UTF-8 text \(line 2\)"),
        (b"a,b\n\x00,1\n", "null bytes"),
        (b'a,b\n"unclosed,1\n', "not well-formed CSV"),
        (b"PK\x03\x04\x00\x00", "null bytes"),
    ],
)
def test_what_is_not_csv_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(FileProblem, match=words):
        list(ReceivedFile("a.csv", content).rows())


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(b"x" * 100)
    monkeypatch.setattr(files, "MAX_BYTES", 99)
    with pytest.raises(FileProblem, match="the limit is"):
        file_receive(path)


def test_a_sparse_gigabyte_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(FileProblem, match="1074 MB"):
        file_receive(path)


@pytest.mark.parametrize(
    ("package", "words"),
    [
        ("not json", "is not a data package"),
        (json.dumps({"resources": [{"name": "a"}]}), "is not a data package"),
        (json.dumps({"resources": [{"name": "a", "path": "../a.csv"}]}), "outside its folder"),
        (json.dumps({"resources": [{"name": "a", "path": "a.csv"}]}), "is not a file"),
    ],
)
def test_a_package_that_is_none_is_refused_in_words(tmp_path: Path, package: str, words: str) -> None:
    (tmp_path / "datapackage.json").write_text(package)
    with pytest.raises(FileProblem, match=words):
        package_receive(tmp_path)


def test_a_folder_without_a_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"holds no datapackage\.json"):
        package_receive(tmp_path)
