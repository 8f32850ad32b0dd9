"""Finding CCGs by what people type: a code, a name, a former name, with slips of the keyboard. Pure; no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST_QUERY, MOST_WORDS = 100, 12  # the longest name has 73 characters, 9 words
FILLER = frozenset({"nhs", "ccg", "ccgs", "clinical", "commissioning", "group"})
SMALL_WORDS = frozenset({"and", "of", "the"})
SHORTEST_CODE_START, SHORTEST_PART, SHORTEST_SLIP = 2, 3, 4
SHORTEST_RUN_ON = 7  # words run together, as in "telfordandwrekin"; shorter, "bathe" would find "Bath East"
LONG_WORD = 8  # from this length a word may hold two slips


class Kind(IntEnum):
    """How well something matched: lower is better, and is listed first."""

    CODE = 1
    NAME = 2
    START = 3
    WORDS = 4
    PART = 5
    CODE_START = 6
    TYPO = 7


@dataclass(frozen=True)
class Entry:
    """One CCG as it can be found: codes, then names with the present one first."""

    ods_code: str
    gss_codes: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Hit:
    """One CCG found. Hits sort by how well they matched, then name, then code: the same query, the same order."""

    kind: Kind
    slips: int
    former: bool
    name: str
    ods_code: str


def plain(text: str) -> str:
    """Lower case, no accents, "&" as "and", no apostrophes or punctuation, no "NHS" or "CCG"; single spaces."""
    text = unicodedata.normalize("NFKD", text[:LONGEST_QUERY]).casefold().replace("&", " and ")
    text = re.sub(r"['’`\u0300-\u036f]", "", text)
    return " ".join(word for word in re.findall(r"[a-z0-9]+", text) if word not in FILLER)


@dataclass(frozen=True)
class _Name:
    """One spelling of one CCG's name, ready to compare."""

    ods_code: str
    spelled: str
    former: bool
    plain: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.plain.split())

    @cached_property
    def squashed(self) -> str:
        return self.plain.replace(" ", "")


class Index:
    """All CCGs of a release, prepared once; `find` answers in a millisecond or two."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = sorted(entries, key=lambda entry: entry.ods_code)
        self._present = {entry.ods_code: entry.names[0] for entry in entries}
        self._codes = {
            code.casefold(): entry.ods_code for entry in entries for code in (*entry.gss_codes, entry.ods_code)
        }
        self._names = [
            _Name(entry.ods_code, name, position > 0, plain(name))
            for entry in entries
            for position, name in enumerate(entry.names)
        ]
        self._vocabulary = sorted({word for name in self._names for word in name.words})

    def find(self, text: str) -> list[Hit]:
        """Best first, each CCG once, by its best spelling; nothing for text that is like no code and no name.

        A whole code is taken at its word: nothing else is listed beside it. Slips are looked for only where nothing
        matched without them.
        """
        query = plain(text)
        if SMALL_WORDS.issuperset(query.split()):
            return []
        if (code := self._codes.get(query.replace(" ", ""))) is not None:
            return [Hit(Kind.CODE, 0, False, self._present[code], code)]  # noqa: FBT003 - a field, not a switch
        return _once(self._spelled(query)) or _once(self._misspelled(query))

    def _spelled(self, query: str) -> Iterable[Hit]:
        words, squashed = query.split(), query.replace(" ", "")
        for name in self._names:
            if kind := _kind(name, query, words, squashed):
                yield Hit(kind, 0, name.former, name.spelled, name.ods_code)
        if len(squashed) >= SHORTEST_CODE_START and any(letter.isdigit() for letter in squashed):
            for code, ods_code in self._codes.items():
                if code.startswith(squashed):
                    yield Hit(Kind.CODE_START, 0, False, self._present[ods_code], ods_code)  # noqa: FBT003

    def _misspelled(self, query: str) -> Iterable[Hit]:
        words = [word for word in query.split() if word not in SMALL_WORDS]
        if len(words) > MOST_WORDS or not any(len(word) >= SHORTEST_SLIP for word in words):
            return
        near = [self._near(word) for word in words]
        for name in self._names:
            slips = [min((like[word] for word in name.words if word in like), default=None) for like in near]
            known = [slip for slip in slips if slip is not None]
            if len(known) == len(words):
                yield Hit(Kind.TYPO, sum(known), name.former, name.spelled, name.ods_code)

    def _near(self, word: str) -> Mapping[str, int]:
        """Known words `word` may have been meant for, or for the start of (one slip more), to the number of slips."""
        whole = 0 if len(word) < SHORTEST_SLIP else 1 if len(word) < LONG_WORD else 2
        start = whole if len(word) > SHORTEST_SLIP else 0
        begun = _extract(word, [known[: len(word)] for known in self._vocabulary], start)
        near = {self._vocabulary[at]: slips and slips + 1 for at, slips in begun}
        return near | {self._vocabulary[at]: slips for at, slips in _extract(word, self._vocabulary, whole)}


def _extract(word: str, choices: list[str], slips: int) -> list[tuple[int, int]]:
    """Places of the choices at most `slips` letters added, lost, changed or swapped away from `word`; how many."""
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(at, int(distance)) for _, distance, at in found]


def _kind(name: _Name, query: str, words: list[str], squashed: str) -> Kind | None:
    if name.plain == query or name.squashed == squashed:
        return Kind.NAME
    if name.plain.startswith(query):
        return Kind.START
    if all(any(known.startswith(word) for known in name.words) for word in words):
        return Kind.WORDS
    if len(query) >= SHORTEST_PART and query in name.plain:
        return Kind.PART
    if len(squashed) >= SHORTEST_RUN_ON and squashed in name.squashed:
        return Kind.PART
    return None


def _once(hits: Iterable[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in sorted(hits):
        best.setdefault(hit.ods_code, hit)
    return list(best.values())
