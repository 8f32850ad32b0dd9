"""The JSON and CSV faces of a Listing or Detail; pages and API endpoints share them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from ccgdash.http.csv_rows import csv_chunks
from ccgdash.http.problems import Problem
from ccgdash.http.query import parse, refuse_oversize
from ccgdash.http.resources import Detail, Listing
from ccgdash.http.responses import CSV, JSON, Read, read_response
from ccgdash.http.rows import json_bytes
from ccgdash.http.selection import Selection

MEDIA_TYPES = {"html": "text/html", "json": "application/json", "csv": "text/csv", "atom": "application/atom+xml"}
PARAMS = "ccgdash.params"  # where a request keeps its parameters once they are read


def request_params(request: HttpRequest) -> dict[str, list[str]]:
    """The parameters of a request, decoded strictly, once. Raises Problem 400."""
    known: dict[str, list[str]] | None = request.META.get(PARAMS)
    if known is None:
        known = request.META[PARAMS] = parse(_utf8(request.META.get("QUERY_STRING", "")))
    return known


def _utf8(raw: str) -> str:
    """A query string as WSGI hands it over (bytes as Latin-1) as text."""
    refuse_oversize(raw)
    try:
        return raw.encode("latin-1").decode()
    except UnicodeError as error:
        raise Problem("bad-request", "The query string is not valid UTF-8.") from error


def site_of(request: HttpRequest) -> str:
    """`https://host`, to make addresses absolute."""
    return f"{request.scheme}://{request.get_host()}"


def face_path(path: str, face: str) -> str:
    """`/ccgs/` as `/ccgs.csv`, and back; the front page's faces are `/index.json` and `/index.csv`."""
    stem = path.rstrip("/")
    for suffix in (".json", ".csv", ".atom"):
        stem = stem.removesuffix(suffix)
    if face == "html":
        return "/" if stem in ("", "/index") else f"{stem}/"
    return f"{stem or '/index'}.{face}"


def list_json(found: Listing[Any, Any], site: str) -> Read:
    """The envelope of API.md section 2, with a Link header."""
    links, left = found.links, found.projection
    envelope: dict[str, object] = {
        "count": found.count,
        "next": links.next and f"{site}{links.next.url}",
        "previous": links.previous and f"{site}{links.previous.url}",
        "release": found.release and found.release.version,
        "coverage": found.coverage,
        "results": list(map(left, found.rows)) if left else found.rows,
    }
    if found.reason is not None:
        envelope["reason"] = found.reason
    headers = {"Link": page_links(found, site)}
    return read_response(json_bytes(envelope), found.release, content_type=JSON, headers=headers)


def list_csv(found: Listing[Any, Any], site: str) -> Read:
    """The page asked for, or, where none was, every row of the question."""
    paged = found.selection.is_paged
    rows: Iterable[object] = found.rows if paged else found.all_rows()
    headers = file_headers(found.resource.name, found.selection)
    if paged:
        headers["Link"] = page_links(found, site)
    body = csv_chunks(found.resource.row, rows, found.projection)
    return read_response(body, found.release, content_type=CSV, headers=headers)


def detail_json(found: Detail[Any]) -> Read:
    """The row, with the release it is drawn from."""
    row = json_bytes(found.row)
    if found.release is not None and "release" not in found.resource.row.__dataclass_fields__:
        row = b'{"release":' + json_bytes(found.release.version) + b"," + row[1:]
    return read_response(row, found.release, content_type=JSON)


def detail_csv(found: Detail[Any]) -> Read:
    """Header and one line."""
    headers = file_headers(found.resource.name, found.selection)
    body = csv_chunks(found.resource.row, [found.row])
    return read_response(body, found.release, content_type=CSV, headers=headers)


def page_links(found: Listing[Any, Any], site: str) -> str:
    """The Link header of RFC 8288."""
    return ", ".join(f'<{site}{page.url}>; rel="{relation}"' for relation, page in found.links.present())


def alternate_links(faces: dict[str, str], site: str) -> str:
    """The Link header that tells a page's other faces."""
    return ", ".join(f'<{site}{url}>; rel="alternate"; type="{MEDIA_TYPES[face]}"' for face, url in faces.items())


def file_headers(name: str, selection: Selection) -> dict[str, str]:
    """A file name that says what the file is and of which release."""
    version = f"-{selection.release.version}" if selection.release else ""
    return {"Content-Disposition": f'attachment; filename="{name}{version}.csv"'}
