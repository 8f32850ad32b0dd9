"""The description of the API: as committed, valid, without warnings, and true of every answer of the walk.

`python manage.py spectacular --file docs/openapi.yaml` writes it anew, to be read in the diff before it is committed.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.contracts import questions
from tests.contracts.routes import Route, endpoints, reads

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
HOW = "write it anew with `python manage.py spectacular --file docs/openapi.yaml`"
each_endpoint = pytest.mark.parametrize("endpoint", endpoints(), ids=lambda e: e.name)


@cache
def description() -> Any:
    """The description as the code has it now."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


@cache
def resolved() -> Any:
    """The same as plain data."""
    return json.loads(json.dumps(description()))


def operation(endpoint: Route) -> Any:
    path = "/" + endpoint.path.replace("<str:", "{").replace(">", "}")
    return resolved()["paths"][path]["get"]


def validator(schema: Any) -> Draft202012Validator:
    """Of a schema whose references lead into the description."""
    return Draft202012Validator({**schema, "components": resolved()["components"]})


def faults(schema: Any, answer: Any) -> list[str]:
    found = sorted(validator(schema).iter_errors(answer), key=lambda error: list(error.path))
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in found[:5]]


# --- the description --------------------------------------------------------------------------------------------------
def test_the_committed_description_is_the_one_the_code_has() -> None:
    written = OpenApiYamlRenderer().render(description(), renderer_context={}).decode()  # type: ignore[no-untyped-call]
    assert FILE.exists(), HOW
    assert yaml.safe_load(FILE.read_text(encoding="utf-8")) == yaml.safe_load(written), HOW


def test_it_is_valid_openapi_31() -> None:
    assert description()["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(resolved()).iter_errors()) == []


def test_writing_it_gives_no_warning() -> None:
    GENERATOR_STATS.reset()
    SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    assert not GENERATOR_STATS, GENERATOR_STATS._warn_cache | GENERATOR_STATS._error_cache


def test_it_describes_every_endpoint_and_no_other() -> None:
    served = {"/" + endpoint.path.replace("<str:", "{").replace(">", "}") for endpoint in endpoints()}
    assert {path for path in resolved()["paths"] if path.startswith("/api/v1/")} == served


@each_endpoint
def test_it_names_every_parameter_and_status(endpoint: Route) -> None:
    told = operation(endpoint)
    query = {each["name"] for each in told["parameters"] if each["in"] == "query"}
    assert query == set(endpoint.resource.filterset.known(paging=endpoint.is_list))
    assert {each["name"] for each in told["parameters"] if each["in"] == "path"} == set(endpoint.parameters)
    assert all(each["description"].strip() for each in told["parameters"])
    assert {"200", "400", "404", "429", "503"} <= set(told["responses"])


def test_the_site_serves_it_in_both_notations(visitor: Client) -> None:
    as_yaml = visitor.get("/api/schema/", headers={"accept": "application/vnd.oai.openapi"})
    as_json = visitor.get("/api/schema/?format=json")
    assert yaml.safe_load(as_yaml.getvalue()) == json.loads(as_json.getvalue()) == resolved()


# --- its answers ------------------------------------------------------------------------------------------------------
@each_endpoint
def test_every_answer_is_as_described(endpoint: Route, visitor: Client) -> None:
    schema = operation(endpoint)["responses"]["200"]["content"]["application/json"]["schema"]
    asked = questions.of_list(endpoint.resource) if endpoint.is_list else questions.of_detail(endpoint.resource)
    for query in asked:
        for key in endpoint.samples():
            url = endpoint.url(key, query)
            answer = visitor.get(url)
            assert answer.status_code == 200, url
            assert faults(schema, json.loads(answer.getvalue())) == [], url


@each_endpoint
def test_refusals_are_as_described(endpoint: Route, visitor: Client) -> None:
    for query, status in (((("raiting", "x"),), "400"), ((("release", "99.0.0"),), "404")):
        schema = operation(endpoint)["responses"][status]["content"]["application/problem+json"]["schema"]
        answer = visitor.get(endpoint.url(endpoint.samples()[0], query))
        assert answer.status_code == int(status)
        assert faults(schema, json.loads(answer.getvalue())) == []


def test_a_wrong_answer_would_be_noticed() -> None:
    """The check itself: a count that is a word, and a row without its name."""
    endpoint = next(each for each in endpoints() if each.name == "api-ccgs")
    schema = operation(endpoint)["responses"]["200"]["content"]["application/json"]["schema"]
    envelope: dict[str, Any] = {
        "count": "1",
        "next": None,
        "previous": None,
        "release": "1.0.0",
        "coverage": None,
        "results": [{}],
    }
    said = " ".join(faults(schema, envelope))
    assert "'1' is not of type 'integer'" in said
    assert "'name' is a required property" in said


# --- junk -------------------------------------------------------------------------------------------------------------
NAMES = sorted({name for route in reads() for name in route.resource.filterset.known(paging=route.is_list)})
HOSTILE = (
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "=cmd()",
    "\x00",
    "%00",
    "９",
    "1e309",
    "-1",
    "../../etc/passwd",
    "2015-16",
    "1.0.0",
    "csv",
)
names = st.one_of(st.sampled_from(NAMES), st.text(max_size=12))
typed = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40), st.integers().map(str), st.dates().map(str))
queries = st.lists(st.tuples(names, typed), max_size=4)


def asked(route: Route, key: str, pairs: list[tuple[str, str]]) -> str:
    text = "&".join(
        f"{quote(name, errors='surrogatepass')}={quote(value, errors='surrogatepass')}" for name, value in pairs
    )
    place = {name: quote(key, safe="") for name in route.parameters}
    return f"{route.url(place)}?{text}"


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    route=st.sampled_from(reads()),
    key=st.sampled_from(("2015-16", "07M", "x")) | st.text(min_size=1, max_size=12),
    pairs=queries,
)
def test_junk_is_answered_or_refused_never_an_error_of_ours(
    route: Route, key: str, pairs: list[tuple[str, str]], visitor: Client
) -> None:
    url = asked(route, key, pairs)
    answer = visitor.get(url)
    assert answer.status_code in (200, 400, 404), f"{url}: {answer.status_code}"
    if answer.status_code != 200 and route.face != "html":
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.getvalue())["status"] == answer.status_code


BROKEN = ("q=%ff%fe", "%ff=1", "q=%00", "&&&=&", "q", "=", "q=" + "x" * 9000, "year=" * 300, "q=%E2%80%AE")


@pytest.mark.parametrize("route", reads(), ids=lambda r: f"{r.name}-{r.face}")
def test_broken_query_strings_are_answered_or_refused(route: Route, visitor: Client) -> None:
    for raw in BROKEN:
        answer = visitor.get(route.url(route.samples()[0]), QUERY_STRING=raw)
        assert answer.status_code in (200, 400), f"{raw}: {answer.status_code}"
