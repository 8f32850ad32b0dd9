"""The explorer's question as an Atom feed: what its answer was in one release after another, so that somebody who reads
the feed hears when it changes: who came in, who went out, whose rating is another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed

from ccgdash.http.charts import LICENCE
from ccgdash.http.controls import Control
from ccgdash.http.faces import MEDIA_TYPES, face_path
from ccgdash.http.problems import Problem
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef, resolve
from ccgdash.http.resources import listing
from ccgdash.http.responses import Read, read_response
from ccgdash.http.selection import Selection
from ccgdash.lib.words import count_words
from ccgdash.releases.queries import releases_before
from ccgdash.web.columns import Column, said, shown
from ccgdash.web.resources import CCGS
from ccgdash.web.rows import CcgListRow

MOST_RELEASES = 20
MOST_NAMED = 100
ATOM = f"{MEDIA_TYPES['atom']}; charset=utf-8"
OF_ONE_ANSWER = ("page", "page_size", "ordering", "release", "as_at", "format")
"""Parameters that say which part of an answer, and of when; a feed is of the whole of each."""

Rows = Mapping[tuple[str, str], CcgListRow]


@dataclass(frozen=True, slots=True)
class Told:
    """The answer in one release, by code and year."""

    selection: Selection
    rows: Rows


@dataclass(frozen=True, slots=True)
class Step:
    """A row whose columns shown are not what they were: column, before, after."""

    row: CcgListRow
    words: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one release changed. `begins`: no release before it is known to the feed."""

    selection: Selection
    came: Sequence[CcgListRow]
    went: Sequence[CcgListRow] = ()
    changed: Sequence[Step] = ()
    begins: bool = False

    @property
    def title(self) -> str:
        """ "1 came in, 2 changed"; for the first, how many there are to begin with."""
        if self.begins:
            return f"{count_words(len(self.came), 'CCG')} to begin with"
        kinds = ((self.came, "came in"), (self.went, "went out"), (self.changed, "changed"))
        return ", ".join(f"{len(rows)} {words}" for rows, words in kinds if rows)


def feed(params: Params, path: str, site: str) -> Read:
    """The feed of what is asked, newest release first. Raises Problem 400 and 404 as the list does."""
    page = face_path(path, "html")
    release = resolve(params)
    asked = CCGS.asked(params, release, path=page)
    selection = asked.selection()
    atom = Atom1Feed(
        title=feed_title(asked.controls),
        link=f"{site}{selection.everything.url}",
        description="",
        language="en-GB",
        feed_url=f"{site}{selection.everything.at(path)}",
        author_name="ccgdash",
        feed_copyright=LICENCE,
    )
    for entry in entries(params, page, release) if release else ():
        _add(atom, entry, site)
    return read_response(atom.writeString("utf-8").encode(), release, content_type=ATOM)


def feed_title(controls: Mapping[str, Control]) -> str:
    """The filters in words: "CCGs: Year 2015/16; Rating Inadequate"."""
    chosen = [
        f"{control.label} {' or '.join(option.label for option in control.options if option.selected) or control.value}"
        for control in controls.values()
        if control.is_filter and control.value
    ]
    return f"CCGs: {'; '.join(chosen)}" if chosen else "CCGs"


def entries(params: Params, path: str, release: ReleaseRef) -> Iterator[Entry]:
    """Each release that changed the answer, newest first."""
    known = list(_told(params, path, releases_before(release, MOST_RELEASES + 1)))
    for now, before in pairwise(known):
        entry = between(before, now)
        if entry.title:
            yield entry
    if len(known) <= MOST_RELEASES:
        yield from (Entry(first.selection, tuple(first.rows.values()), begins=True) for first in known[-1:])


def between(before: Told, now: Told) -> Entry:
    """What is another answer than before; columns are compared as the table shows them."""
    columns = shown(now.selection.all("columns"))
    steps = (Step(row, _steps(columns, before.rows[key], row)) for key, row in now.rows.items() if key in before.rows)
    return Entry(
        now.selection,
        came=[row for key, row in now.rows.items() if key not in before.rows],
        went=[row for key, row in before.rows.items() if key not in now.rows],
        changed=[step for step in steps if step.words],
    )


def _steps(columns: Sequence[Column], before: CcgListRow, now: CcgListRow) -> Sequence[tuple[str, str, str]]:
    pairs = ((column.label, said(column, before), said(column, now)) for column in columns)
    return [(label, old, new) for label, old, new in pairs if old != new]


def _told(params: Params, path: str, releases: Sequence[ReleaseRef]) -> Iterator[Told]:
    """The answer in each release, as far back as the question could be asked: a place may be new."""
    question = {name: values for name, values in params.items() if name not in OF_ONE_ANSWER}
    for release in releases:
        try:
            found = listing(CCGS, {**question, "release": [release.version]}, path=path, whole=True)
        except Problem:
            return
        yield Told(found.selection, {(row.ods_code, row.year): row for row in found.all_rows()})


def _add(atom: Atom1Feed, entry: Entry, site: str) -> None:
    release, url = entry.selection.release, f"{site}{entry.selection.url}"
    if release is None:
        raise LookupError("an entry is of a release")
    cut = any(len(rows) > MOST_NAMED for rows in (entry.came, entry.went, entry.changed))
    context = {"entry": entry, "site": site, "url": url, "release": release, "most": MOST_NAMED, "cut": cut}
    atom.add_item(
        title=f"Release {release.version}: {entry.title}",
        link=url,
        description=render_to_string("web/feed_entry.html", context),
        unique_id=url,
        pubdate=release.published_at,
        updateddate=release.published_at,
    )
