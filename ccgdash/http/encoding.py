"""Bodies as br or gzip, whole or as they stream."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator

import brotli

LEAST_BYTES = 400  # below this the headers outweigh what is saved
BR_QUALITY = 4  # about the time of gzip, a fifth smaller; answers are encoded once and then kept
GZIP_LEVEL = 5
FLUSH_BYTES = 256 * 1024  # brotli left alone would hold back the first megabytes of a file
COMPRESSIBLE = ("text/", "application/json", "application/problem+json", "image/svg+xml", "application/atom+xml")


def compressible(content_type: str) -> bool:
    """Whether a body of this type gets smaller."""
    return content_type.startswith(COMPRESSIBLE)


def encoded(body: bytes, encoding: str) -> bytes:
    """A whole body; the same bytes in, the same bytes out."""
    if encoding == "br":
        compressed: bytes = brotli.compress(body, quality=BR_QUALITY)
        return compressed
    return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)


def encoded_stream(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """A body in pieces, each sent as soon as it is full."""
    return _br_stream(pieces) if encoding == "br" else _gzip_stream(pieces)


def _br_stream(pieces: Iterable[bytes]) -> Iterator[bytes]:
    compressor = brotli.Compressor(quality=BR_QUALITY)
    held = 0
    for piece in pieces:
        ready = compressor.process(piece)
        held += len(piece)
        if held >= FLUSH_BYTES:
            ready += compressor.flush()
            held = 0
        if ready:
            yield ready
    yield compressor.finish()


def _gzip_stream(pieces: Iterable[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for piece in pieces:
        if ready := compressor.compress(piece):
            yield ready
    yield compressor.flush()
