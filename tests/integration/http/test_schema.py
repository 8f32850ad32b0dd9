"""The API's description is valid OpenAPI 3.1, made without a warning or a query, and says what the API does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

pytestmark = pytest.mark.usefixtures("toy")


@pytest.fixture
def schema(django_assert_num_queries: Any) -> dict[str, Any]:
    GENERATOR_STATS.reset()
    with django_assert_num_queries(0):
        generator: Any = SchemaGenerator(urlconf="tests.integration.http.toy_site")  # type: ignore[no-untyped-call]
        made: dict[str, Any] = generator.get_schema(public=True)
    return made


def parameters(schema: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    return {entry["name"]: entry for entry in schema["paths"][path]["get"]["parameters"]}


def test_description_is_valid_and_made_without_warnings(schema: dict[str, Any]) -> None:
    validate(schema)
    assert schema["openapi"].startswith("3.1")
    assert not GENERATOR_STATS


def test_every_parameter_the_list_takes_is_described(schema: dict[str, Any], client: Client) -> None:
    described = parameters(schema, "/api/v1/people/")
    allowed = client.get("/api/v1/people/?x=1").json()["errors"][0]["allowed"]
    assert sorted(described) == sorted(allowed)
    assert described["active"]["schema"] == {"type": "string", "enum": ["yes", "no"]}
    assert described["town"]["schema"] == {"type": "array", "items": {"type": "string"}}
    assert "The allowed values come with the data" in described["town"]["description"]
    assert described["since"]["schema"] == {"type": "string", "format": "date"}
    assert described["least"]["schema"] == {"type": "integer"}
    assert described["page_size"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}
    assert described["ordering"]["schema"]["items"]["enum"] == ["code", "-code", "town", "-town", "seen", "-seen"]
    assert described["ordering"]["explode"] is False
    assert all(entry["description"] for entry in described.values())
    assert set(parameters(schema, "/api/v1/people/{code}/")) == {"code", "release", "as_at", "format"}


@pytest.mark.parametrize(
    ("path", "address", "status"),
    [
        ("/api/v1/people/", "/api/v1/people/?town=bath", "200"),
        ("/api/v1/people/", "/api/v1/people/?q=zzz", "200"),
        ("/api/v1/people/", "/api/v1/people/?page_size=2&page=2", "200"),
        ("/api/v1/people/", "/api/v1/people/?x=1", "400"),
        ("/api/v1/people/{code}/", "/api/v1/people/cat/", "200"),
        ("/api/v1/people/{code}/", "/api/v1/people/zoe/", "404"),
    ],
)
def test_answers_are_as_described(schema: dict[str, Any], client: Client, path: str, address: str, status: str) -> None:
    answer = client.get(address)
    assert str(answer.status_code) == status
    described = schema["paths"][path]["get"]["responses"][status]["content"][answer["Content-Type"]]["schema"]
    validator = Draft202012Validator({**described, "components": schema["components"]})
    assert [error.message for error in validator.iter_errors(answer.json())] == []
    assert list(validator.iter_errors({"wrong": 1}))


def test_every_column_is_described(schema: dict[str, Any]) -> None:
    columns = schema["components"]["schemas"]["PersonRow"]["properties"]
    assert list(columns) == ["code", "name", "town", "seen", "visits", "tags", "missing"]
    assert columns["visits"]["description"] == "How often seen. Unit: visits."


def test_csv_and_every_refusal_are_described(schema: dict[str, Any]) -> None:
    responses = schema["paths"]["/api/v1/people/"]["get"]["responses"]
    assert list(responses["200"]["content"]) == ["application/json", "text/csv"]
    assert {status for status in responses if status != "200"} == {"400", "404", "429", "503"}
    operations = [operation["get"]["operationId"] for operation in schema["paths"].values()]
    assert operations == ["people_list", "person_detail"]
