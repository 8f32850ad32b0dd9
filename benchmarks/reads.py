"""Reads: the list of inadequate CCGs and the explorer, warm and cold, beside the peers; and 304.

Each server has one process, so that the load generator has the other core. Servers take turns in short rounds, and a
round's answers are put together, so that a neighbour's noise falls on all of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec
from itertools import count, islice, permutations, product, repeat
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from benchmarks.client import HEAD_END, BenchmarkError, Measured, fetch, measure, request
from benchmarks.table import ONLY_TOLD, Aim, Row
from ccgdash.local.commands import logged, shown, web
from ccgdash.local.family import python_env
from ccgdash.local.instance import page_answers
from ccgdash.local.temporary import Served, port_any

INADEQUATE = "/api/v1/ratings/?year=2015-16&rating=inadequate"
EXPLORER = "/ccgs/?year=2015-16"
DATASETTE_INADEQUATE = "/bench/ratings.json?_shape=objects&_size=100&year=2015-16&assessment=headline&rating=inadequate"
FACETS = ("year", "rating", "special_measures", "directions", "moved", "region", "footprint", "office")
DATASETTE_EXPLORER = f"/bench/ccgs?_size=100&year=2015-16{''.join(f'&_facet={name}' for name in FACETS)}"
DRF_INADEQUATE = "/ratings/?year=2015-16&rating=inadequate&assessment=headline"
KNOWN = 26
WARM_UP = 50
RATING_COLUMNS = ("ods_code", "name", "year", "framework", "assessment", "rating", "as_at", "derivation")
CCG_COLUMNS = ("name", "ods_code", "rating", "special_measures", "region", "office", "footprint", "opened", "closed")
ENCODED = {"Accept-Encoding": "gzip, br"}

Questions = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Server:
    """Who answers, where, and as which process."""

    name: str
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time used so far by the server and its children (not by PostgreSQL)."""
        root = psutil.Process(self.pid)
        times = [process.cpu_times() for process in (root, *root.children(recursive=True))]
        return sum(each.user + each.system for each in times)


@dataclass
class Case:
    """One server asked one kind of question."""

    server: Server
    questions: Questions
    status: int = 200
    measured: Measured = field(default_factory=Measured)
    cpu_seconds: float = 0.0

    def measure(self, seconds: float) -> None:
        """Ask for a while and add what comes of it."""
        before = self.server.cpu_seconds()
        self.measured += measure(self.server.port, self.questions(), seconds=seconds, status=self.status)
        self.cpu_seconds += self.server.cpu_seconds() - before

    def line(self, work: str) -> Row:
        """What was measured, without a comparison."""
        m = self.measured
        p50, p95 = (f"{m.percentile_ms(share):.2f}" for share in (0.5, 0.95))
        cpu = f"{1000 * self.cpu_seconds / len(m.latencies):.2f}"
        return Row(work, self.server.name, f"{m.rate:,.0f}/s", p50, p95, cpu)


# --- questions --------------------------------------------------------------------------------------------------------
def same(path: str, headers: Mapping[str, str] | None = None) -> Questions:
    """The same question again and again."""
    question = request(path, dict(headers or {}))
    return lambda: repeat(question)


def unseen_orderings(path: str, columns: Iterable[str], headers: Mapping[str, str] | None = None) -> Questions:
    """Questions that differ in the order asked for: as many rows, another address, each asked once in the whole run."""
    triples = permutations(columns, 3)
    signs = product(("", "-"), repeat=3)
    orders = (
        ",".join(sign + column for sign, column in zip(chosen, triple, strict=True))
        for chosen, triple in product(list(signs), list(triples))
    )
    questions = (request(f"{path}&ordering={order}", dict(headers or {})) for order in orders)
    return lambda: questions


def unseen_numbers(path: str, name: str) -> Questions:
    """Questions with a number the server has not seen and does not heed."""
    questions = (request(f"{path}&{name}={number}") for number in count())
    return lambda: questions


# --- servers ----------------------------------------------------------------------------------------------------------
def started(served: Served, name: str, command: Callable[[int], tuple[str, ...]], path: str, **env: str) -> Server:
    """A peer's server, once its first page has been read."""
    family, port = served.instance.family, port_any()
    spec = logged(served.instance.home, name.replace(" ", "-"), command(port), {**served.env, **env})
    child = family.start(spec)
    family.wait(child, lambda: page_answers(f"http://127.0.0.1:{port}{path}"), seconds=60)
    return Server(name, port, child.popen.pid)


def constant(port: int) -> tuple[str, ...]:
    """The very command our own server is started with, for an application that does nothing."""
    return (*web(port, processes=1)[:-1], "benchmarks.constant:application")


def plain_drf(port: int) -> tuple[str, ...]:
    """The same for Django REST framework."""
    return (*web(port, processes=1)[:-1], "benchmarks.plain_drf:application")


def datasette(file: Path, port: int) -> tuple[str, ...]:
    """Datasette at its best for data that do not change: immutable, no suggestions of facets, time enough."""
    settings = {"suggest_facets": "off", "facet_time_limit_ms": "5000", "sql_time_limit_ms": "5000"}
    options = [word for name, value in settings.items() for word in ("--setting", name, value)]
    where = ("--host", "127.0.0.1", "--port", str(port))
    return (sys.executable, "-m", "datasette", "serve", "-i", str(file), *where, *options)


@dataclass(frozen=True)
class Servers:
    """Ours and those beside it; Datasette is None where it is not installed."""

    ours: Server
    limit: Server
    drf: Server
    datasette: Server | None


def servers_start(served: Served) -> Servers:
    """Make the peers' tables and start the peers."""
    file = served.instance.home.path / "bench.db"
    argv = (sys.executable, "-m", "benchmarks.flat", str(file))
    if served.instance.family.call(shown("flat", argv, python_env(served.env))) != 0:
        raise BenchmarkError("the peers' table could not be made")
    port = int(urlsplit(served.url).port or 0)
    ours = Server("ccgdash", port, served.web.popen.pid)
    size = str(len(body_of(fetch(port, request(INADEQUATE)))))
    return Servers(
        ours,
        started(served, "constant body", constant, "/", BENCH_BODY_BYTES=size),
        started(served, "plain DRF", plain_drf, DRF_INADEQUATE),
        started(served, "Datasette", partial(datasette, file), "/bench") if find_spec("datasette") else None,
    )


# --- the same answer, everywhere --------------------------------------------------------------------------------------
def body_of(answer: bytes) -> bytes:
    return answer.partition(HEAD_END)[2]


def header_of(answer: bytes, name: str) -> str:
    for line in answer.partition(HEAD_END)[0].decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.strip().lower() == name:
            return value.strip()
    raise BenchmarkError(f"no header {name}")


def same_answer_check(servers: Servers) -> None:
    """Hold all servers to the same 26 names. Raises BenchmarkError."""
    names = codes(servers.ours, INADEQUATE, "results")
    found = {"ccgdash": names, "plain DRF": codes(servers.drf, DRF_INADEQUATE, "results")}
    if servers.datasette:
        found["Datasette"] = codes(servers.datasette, DATASETTE_INADEQUATE, "rows")
    for name, got in found.items():
        if len(got) != KNOWN or got != names:
            raise BenchmarkError(f"{name} answers {len(got)} CCGs, not the {KNOWN}")


def codes(server: Server, path: str, rows: str) -> set[str]:
    answer = fetch(server.port, request(path))
    body = body_of(answer)
    if b"transfer-encoding: chunked" in answer.partition(HEAD_END)[0].lower():
        body = unchunked(body)
    return {row["ods_code"] for row in json.loads(body)[rows]}


def unchunked(body: bytes) -> bytes:
    whole, rest = b"", body
    while True:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size, 16)
        if not length:
            return whole
        whole, rest = whole + rest[:length], rest[length + 2 :]


# --- measuring --------------------------------------------------------------------------------------------------------
def cases_of(servers: Servers) -> dict[str, Case]:
    """Every server and question, by a name the rows refer to."""
    ours = servers.ours
    etag = header_of(fetch(ours.port, request(INADEQUATE)), "etag")
    cases = {
        "json warm": Case(ours, same(INADEQUATE)),
        "json cold": Case(ours, unseen_orderings(INADEQUATE, RATING_COLUMNS)),
        "json cold br": Case(ours, unseen_orderings(f"{INADEQUATE}&page=1", RATING_COLUMNS, ENCODED)),
        "html warm": Case(ours, same(EXPLORER)),
        "html cold": Case(ours, unseen_orderings(EXPLORER, CCG_COLUMNS)),
        "html cold br": Case(ours, unseen_orderings(f"{EXPLORER}&page=1", CCG_COLUMNS, ENCODED)),
        "304": Case(ours, same(INADEQUATE, {"If-None-Match": etag}), status=304),
        "limit": Case(servers.limit, same("/")),
        "drf warm": Case(servers.drf, same(DRF_INADEQUATE)),
        "drf cold": Case(servers.drf, unseen_numbers(DRF_INADEQUATE, "unseen")),
    }
    if peer := servers.datasette:
        cases |= {
            "datasette json warm": Case(peer, same(DATASETTE_INADEQUATE)),
            "datasette json cold": Case(peer, unseen_numbers(DATASETTE_INADEQUATE, "_unseen")),
            "datasette html warm": Case(peer, same(DATASETTE_EXPLORER)),
            "datasette html cold": Case(peer, unseen_numbers(DATASETTE_EXPLORER, "_unseen")),
        }
    return cases


@dataclass(frozen=True)
class Beside:
    """A peer's case, and the ratio of our rate to its that is aimed at."""

    case: str
    aim: Aim = ONLY_TOLD
    unit: str = "x"


TABLE: tuple[tuple[str, str, tuple[Beside, ...]], ...] = (
    (
        "26 inadequate CCGs as JSON, warm",
        "json warm",
        (Beside("datasette json warm", Aim(40)), Beside("drf warm"), Beside("limit", Aim(15), "%")),
    ),
    ("… never asked before", "json cold", (Beside("datasette json cold", Aim(4)), Beside("drf cold", Aim(2)))),
    ("… never asked before, br", "json cold br", ()),
    ("explorer as HTML, 8 facets, warm", "html warm", (Beside("datasette html warm", Aim(40)),)),
    ("… never asked before", "html cold", (Beside("datasette html cold", Aim(3)),)),
    ("… never asked before, br", "html cold br", ()),
    ("conditional GET, 304", "304", (Beside("limit", Aim(25), "%"),)),
)


def rows_of(cases: Mapping[str, Case]) -> Iterator[Row]:
    """Lines of the table: ours, then each peer that was there with the ratio of our rate to its."""
    for work, ours, peers in TABLE:
        yield cases[ours].line(work)
        for beside in peers:
            if beside.case in cases:
                ratio = cases[ours].measured.rate / cases[beside.case].measured.rate
                percent = 100 if beside.unit == "%" else 1
                yield replace(cases[beside.case].line(""), ratio=ratio * percent, unit=beside.unit, aim=beside.aim)


def reads(served: Served, *, seconds: float, rounds: int, say: Callable[[str], None]) -> list[Row]:
    """All reads, measured and put into lines."""
    servers = servers_start(served)
    if servers.datasette is None:
        say("!!! DATASETTE IS NOT INSTALLED: ITS LINES ARE LEFT OUT !!!")
    same_answer_check(servers)
    cases = cases_of(servers)
    for case in cases.values():
        measure(case.server.port, islice(case.questions(), WARM_UP), seconds=seconds, status=case.status)
    for number in range(1, rounds + 1):
        for case in cases.values():
            case.measure(seconds)
        say(f"reads: round {number} of {rounds} done")
    return list(rows_of(cases))
