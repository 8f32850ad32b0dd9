"""A body sent in pieces unpacks to the same bytes as one sent whole."""

from __future__ import annotations

import gzip
import os

import brotli
import pytest

from ccgdash.http.encoding import compressible, encoded, encoded_stream

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pieces_and_whole_unpack_to_the_same(encoding: str) -> None:
    pieces = [os.urandom(400_000), b"", b"text " * 1000]  # noise comes out while it is going in
    whole = b"".join(pieces)
    sent = list(encoded_stream(pieces, encoding))
    assert len(sent) > 1
    assert UNPACK[encoding](b"".join(sent)) == UNPACK[encoding](encoded(whole, encoding)) == whole
    assert encoded(whole, encoding) == encoded(whole, encoding)


def test_pictures_are_not_packed_again() -> None:
    assert compressible("application/json")
    assert not compressible("image/png")
