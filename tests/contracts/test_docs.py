"""What is written is true: commands, paths, names and addresses in the documentation exist; every address is told of
and every link leads somewhere; files keep to their sizes and name no registry and no machine."""

from __future__ import annotations

import ast
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.core.management import get_commands, load_command_class
from django.test import Client
from django.urls import Resolver404, resolve

from ccgdash.http.charts import FOLDER
from ccgdash.http.rows import columns, is_row, item_of
from tests.contracts.html import Node, parse
from tests.contracts.routes import NOT_READS, addresses, endpoints, pages, reads, route_of

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (
    "ccgdash",
    "assessments",
    "finance",
    "templates",
    "static/css",
    "static/js",
    "tests",
    "docs",
    "benchmarks",
    ".ci",
)
TEXTS = {".py", ".html", ".css", ".js", ".md", ".txt", ".in", ".toml", ".yaml", ".yml", ".json", ".cfg", ".sh", ""}
GUIDES = [
    file
    for file in (ROOT / "README.md", ROOT / "DEVELOPERS.md", *sorted((ROOT / "docs").rglob("*.md")))
    if file.exists()
]
each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.relative_to(ROOT).as_posix())

LONGEST_TEMPLATE, LONGEST_FILE, LONGEST_FUNCTION = 80, 400, 60


@cache
def files() -> tuple[Path, ...]:
    """Every text file of ours; the data have tests of their own, and coverage of another part is being measured."""
    inside = [file for folder in FOLDERS for file in (ROOT / folder).rglob("*") if "__pycache__" not in file.parts]
    found = [*ROOT.glob("*"), *ROOT.glob("requirements/*"), *inside]
    return tuple(file for file in found if file.is_file() and file.suffix in TEXTS and file.name != ".coverage")


@cache
def words_of_the_source() -> frozenset[str]:
    """Every word of code, templates and settings."""
    texts = (file.read_text(encoding="utf-8") for file in files() if file.suffix not in {".md", ".txt"})
    return frozenset(word for text in texts for word in re.findall(r"\w+", text))


# --- guides -----------------------------------------------------------------------------------------------------------
def commands(guide: Path) -> list[str]:
    """The lines of its shell examples, without comments."""
    blocks = re.findall(r"^```sh\n(.*?)^```", guide.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [re.sub(r"(^|\s)#.*$", "", line).strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def quoted(guide: Path) -> list[str]:
    """What stands in backticks in its sentences."""
    prose = re.sub(r"^```.*?^```", "", guide.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [text for text in re.findall(r"`([^`\n]+)`", prose) if text.strip()]


def command_fault(line: str) -> str:
    """Why a command cannot be typed as it stands; empty when it can (or is no command of ours)."""
    words = [word for word in shlex.split(line) if not re.match(r"[A-Z_]+=", word)]
    if words[:1] == ["make"]:
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
        return "" if set(words[1:]) <= targets else f"no such target: {line}"
    if "manage.py" in words:
        return manage_fault(words[words.index("manage.py") + 1 :])
    return ""


def manage_fault(words: list[str]) -> str:
    known = get_commands()
    if words[:1] == ["help"]:
        words = words[1:]
    if not words:
        return ""
    if words[0] not in known:
        return f"no such command: {words[0]}"
    app = known[words[0]]
    command = load_command_class(app, words[0]) if isinstance(app, str) else app
    options = {
        option for action in command.create_parser("manage.py", words[0])._actions for option in action.option_strings
    }
    wrong = [word for word in words[1:] if word.startswith("--") and word.partition("=")[0] not in options]
    return f"no such option: {wrong}" if wrong else ""


@each_guide
def test_commands_in_the_guides_can_be_typed(guide: Path) -> None:
    lines = [*commands(guide), *(text for text in quoted(guide) if re.match(r"make |\S*python manage\.py ", text))]
    assert [fault for fault in map(command_fault, lines) if fault] == []


MADE = (".local/", ".venv/", "node_modules/", "static/vendor")
PATH = re.compile(r"[\w.*<>-]*[A-Za-z>][\w.*<>-]*(/[\w.*<>-]*)+|[\w-]+\.(py|md|toml|yml|yaml|json|html|txt|csv)")


def is_path(text: str) -> bool:
    """Whether a text is a path of ours: not one that running makes, not an address."""
    return bool(PATH.fullmatch(text)) and not text.startswith(MADE)


@each_guide
def test_paths_in_the_guides_exist(guide: Path) -> None:
    """From the top, from `tests/`, or of that name in some room (`queries.py`, `calc/`)."""
    missing = []
    for text in filter(is_path, quoted(guide)):
        pattern = re.sub(r"<\w+>", "*", text.rstrip("/"))
        found = [*ROOT.glob(pattern), *(ROOT / "data").glob(pattern)]
        if not found and not any(match(file, pattern) for file in files()):
            missing.append(text)
    assert missing == []


def match(file: Path, pattern: str) -> bool:
    place = file.relative_to(ROOT)
    return place.match(pattern) or any(parent.match(pattern) for parent in place.parents)


@each_guide
def test_links_in_the_guides_lead_to_files(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", guide.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (guide.parent / link).exists()] == []


@each_guide
def test_names_in_the_guides_are_names_of_the_code(guide: Path) -> None:
    gone = []
    for text in quoted(guide):
        found = re.fullmatch(r"([A-Za-z_][\w.]*)(\(.*\))?( -> \w+)?", text)
        if found and not is_path(text):
            gone += [text] if not is_known(found[1]) else []
    assert gone == []


def is_known(name: str) -> bool:
    if name.startswith(("ccgdash.", "assessments.", "finance.")):
        return find_spec(name) is not None or name.rpartition(".")[2] in words_of_the_source()
    if name.startswith("_"):  # how names end
        return any(word.endswith(name) for word in words_of_the_source())
    return all(part in words_of_the_source() for part in name.split(".") if part)


@each_guide
def test_addresses_in_the_guides_answer(guide: Path, visitor: Client) -> None:
    typed = [
        url for line in commands(guide) for url in re.findall(r"http://127\.0\.0\.1:8000(\S*?)['\"]?(?:\s|$)", line)
    ]
    told = [text for text in quoted(guide) if text.startswith("/") and not re.search(r"[<{…]", text)]
    for url in filter(None, (*typed, *told)):
        answer = visitor.get(url, follow=url.startswith("/admin"))
        assert answer.status_code in (200, 503) if url == "/readyz" else answer.status_code == 200, url


def test_the_readme_says_what_a_newcomer_needs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for needed in (
        "make run",
        "make test",
        "http://127.0.0.1:8000",
        "docs/screenshots/",
        "Open Government Licence",
        "/api/docs/",
    ):
        assert needed in text, needed
    assert re.search(r"not an official NHS service", text, re.IGNORECASE)


def test_there_are_decision_records() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert len(records) >= 5
    assert [file.name[:4] for file in records] == [f"{number:04}" for number in range(1, len(records) + 1)]


# --- addresses --------------------------------------------------------------------------------------------------------
LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
ID = re.compile(r'<\w[^>]*?\sid="([^"]*)"')


@cache
def route_at(path: str) -> str:
    """The route that answers at a path; the path itself where none does."""
    try:
        return str(resolve(path).route)
    except Resolver404:
        return path


@cache
def kind(url: str) -> tuple[str, ...]:
    """The route and the names of the parameters."""
    parts = urlsplit(url)
    route = route_at(parts.path)
    names = [] if FOLDER in route else sorted({name for name, _value in parse_qsl(parts.query)})
    return (route, *names)


@cache
def address(link: str) -> str:
    """What a link asks of this site; nothing where it leads to another."""
    target = urlsplit(link)
    return "" if target.netloc else target._replace(fragment="").geturl()


class Crawl:
    """Follows links as a visitor may: a few of each route with each combination of its parameters."""

    EACH = 4

    def __init__(self, visitor: Client) -> None:
        self.visitor = visitor
        self.seen: Counter[tuple[str, ...]] = Counter()
        self.asked: dict[str, int] = {}
        self.dead: list[tuple[str, str]] = []
        self.routes: set[str] = set()

    def go(self, start: str) -> None:
        waiting = [start]
        while waiting:
            url = waiting.pop()
            if url in self.asked:
                continue
            waiting += [link for link in self.links(url) if self.is_new(link)]

    def is_new(self, url: str) -> bool:
        if url in self.asked:
            return False
        sort = kind(url)
        self.seen[sort] += 1
        # A chart's file takes what its page takes; all of them are compared with their pages in test_chart_files.
        return self.seen[sort] <= (1 if FOLDER in sort[0] else self.EACH)

    def links(self, url: str) -> Iterator[str]:
        answer = self.visitor.get(url)
        self.asked[url] = answer.status_code
        page = answer.getvalue()
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html") or url.startswith("/api/"):
            return
        if url.startswith("/components/"):
            return  # its links are as fictional as its figures
        hrefs, ids = self.anchors(route_at(urlsplit(url).path), page.decode())
        for href in hrefs:
            if href.startswith("#"):
                self.dead += [] if href[1:] in ids else [(url, href)]
            elif found := address(href if href.startswith("/") else urljoin(url, href)):
                yield found

    def anchors(self, route: str, page: str) -> tuple[list[str], set[str]]:
        """Where the links of a page lead, and the ids it has. By pattern, because a tree of each page takes longer than
        the page itself; the first of a route is read both ways, which must tell the same."""
        hrefs, ids = [unescape(href) for href in LINK.findall(page)], {unescape(each) for each in ID.findall(page)}
        if route not in self.routes:
            self.routes.add(route)
            tree = parse(page)
            assert hrefs == [link.attrs["href"] for link in tree.all("a", href=None)], route
            assert ids == {node.attrs["id"] for node in tree.all(id=None)}, route
        return hrefs, ids


@pytest.fixture
def crawled(visitor: Client) -> Crawl:
    crawl = Crawl(visitor)
    for start in ("/", "/ccgs/05N/", "/ccgs/?year=2015-16&rating=inadequate", "/ccgs/?raiting=x"):
        crawl.go(start)
    return crawl


@pytest.mark.timeout(600)  # a walk over the whole site
def test_every_link_leads_somewhere_and_every_page_is_reached(crawled: Crawl) -> None:
    assert {
        url: status for url, status in crawled.asked.items() if status not in (200, 302) and "raiting" not in url
    } == {}
    assert crawled.dead == []
    assert {page.path for page in pages()} <= crawled.routes
    assert len(crawled.asked) > 50


def test_every_address_is_told_of() -> None:
    told = "".join(file.read_text(encoding="utf-8") for file in (*GUIDES, ROOT / "docs" / "openapi.yaml"))
    for endpoint in endpoints():
        assert f"/{endpoint.path.replace('<str:', '{').replace('>', '}')}" in told, endpoint.path
    for path, pattern in addresses():
        if route_of(path, pattern) is None and not path.startswith(("admin/", "problems/")):
            assert f"/{path.partition('<')[0]}" in told, path
    assert set(NOT_READS) <= {prefix for prefix in NOT_READS if any(path.startswith(prefix) for path, _ in addresses())}


# --- descriptions -----------------------------------------------------------------------------------------------------
def described(row: Any) -> Iterator[tuple[str, str]]:
    for entry in columns(row):
        yield f"{row.__name__}.{entry.name}", entry.description
        inner = item_of(entry.kind) or entry.kind
        if is_row(inner):
            yield from described(inner)


def test_every_column_is_described_in_a_sentence() -> None:
    told = {name: words for route in reads() for name, words in described(route.resource.row)}
    assert len(told) > 50
    assert {name: words for name, words in told.items() if len(words) < 4} == {}


def test_every_resource_row_and_endpoint_says_what_it_is() -> None:
    for route in reads():
        assert (route.resource.__doc__ or "").strip(), route.name
        assert (route.resource.row.__doc__ or "").strip(), route.name


# --- files ------------------------------------------------------------------------------------------------------------
REGISTRIES = re.compile(r"//[\w.-]*\b(?:pypi|pythonhosted|npmjs|yarnpkg|crates|rubygems)\.(?:org|com|io)")
MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:work|root|home|Users|tmp)/\w")


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE], ids=["registries", "machine paths"])
def test_no_file_names_a_registry_or_a_path_of_one_machine(pattern: re.Pattern[str]) -> None:
    named = {
        f"{file.relative_to(ROOT)}:{text[: found.start()].count(chr(10)) + 1}": found[0]
        for file in (*files(), *sorted((ROOT / "data").glob("*.*")))
        for text in [file.read_text(encoding="utf-8")]
        for found in pattern.finditer(text)
    }
    assert named == {}


def test_templates_are_short() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files() if file.suffix == ".html"}
    assert len(lengths) > 30
    assert {file.name: length for file, length in lengths.items() if length > LONGEST_TEMPLATE} == {}


def test_source_files_are_short_and_so_are_their_functions() -> None:
    long: dict[str, int] = {}
    for file in files():
        if file.suffix == ".py" and "migrations" not in file.parts:
            text = file.read_text(encoding="utf-8")
            name = file.relative_to(ROOT).as_posix()
            long |= {name: len(text.splitlines())} if len(text.splitlines()) > LONGEST_FILE else {}
            long |= {f"{name}: {each.name}": lines(each) for each in functions(text) if lines(each) > LONGEST_FUNCTION}
    assert long == {}


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_a_node_without_its_end_is_noticed() -> None:
    """The reader of pages itself: what is not closed is a fault, void elements are not."""
    assert isinstance(parse("<p>a<br>b</p>"), Node)
    with pytest.raises(AssertionError, match="closes"):
        parse("<div><p>a</div>")
