"""The bundled data package: valid by its own description, and described as the models that load it have it."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from frictionless import Package, Resource

from ccgdash.releases.imports.datasets import Dataset, Reference, datasets
from ccgdash.releases.imports.files import ReceivedFile
from ccgdash.releases.imports.parse import Rejection, parse

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE = Package(str(DATA / "datapackage.json"))
DESCRIBED: dict[str, dict[str, Any]] = {
    resource["name"]: resource
    for resource in json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
LOADED = sorted(set(datasets()) & set(DESCRIBED))
# Values of these are the slugs of the data package; new ones come with new data, not with new code.
OPEN = {
    "assessment",
    "basis",
    "evidence",
    "framework",
    "kind",
    "level",
    "licence",
    "measure",
    "period",
    "publication_id",
    "status",
    "stream",
}
TYPES: dict[str, tuple[type[models.Field[Any, Any]], ...]] = {
    "string": (models.CharField, models.TextField, ArrayField),
    "integer": (models.IntegerField,),
    "number": (models.FloatField, models.DecimalField, models.IntegerField),
    "date": (models.DateField,),
    "boolean": (models.BooleanField,),
}


def columns(name: str) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in DESCRIBED[name]["schema"]["fields"]}


def field_of(dataset: Dataset, column: str) -> models.Field[Any, Any]:
    field = dataset.fields[column]
    return field.target_field if isinstance(field, models.ForeignKey) else field


@cache
def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / DESCRIBED[name]["path"]).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def known(reference: Reference) -> set[tuple[Any, ...]]:
    return {tuple(row[column] for column in reference.to) for row in rows_of(reference.dataset)}


def refusals(name: str, changes: dict[str, str]) -> list[Rejection]:
    """What the importer says of the first row that has something in the changed columns, with its cells so changed."""
    row = next(row for row in rows_of(name) if all(row[column] for column in changes))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([row.keys(), [changes.get(column, cell) for column, cell in row.items()]])
    dataset = datasets()[name]
    references = [*dataset.references, Reference(("source_ids",), "sources", ("source_id",))]
    return parse(
        dataset,
        ReceivedFile(f"{name}.csv", text.getvalue().encode()),
        {reference.known_as: known(reference) for reference in references},
    ).rejections


def constrained(name: str, *kinds: str) -> list[tuple[str, str, Any]]:
    """Columns of a table with the constraints of these kinds that the description puts on them."""
    return [
        (column, kind, declared["constraints"][kind])
        for column, declared in columns(name).items()
        for kind in kinds
        if kind in declared.get("constraints", {}) and any(row[column] for row in rows_of(name))
    ]


def test_the_package_describes_every_file_and_has_a_file_for_every_description() -> None:
    assert {resource["path"] for resource in DESCRIBED.values()} == {path.name for path in DATA.glob("*.csv")}
    assert {"name", "title", "licenses", "sources", "version", "resources"} <= set(PACKAGE.to_descriptor())


@pytest.mark.parametrize("name", sorted(DESCRIBED))
def test_every_table_is_valid_by_its_description(name: str) -> None:
    """Types, enumerations, patterns, bounds, keys, and references to the other tables."""
    report = PACKAGE.get_resource(name).validate()
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []


def test_validation_would_see_a_bad_cell() -> None:
    good = (DATA / "regions.csv").read_text(encoding="utf-8")
    bad = Resource(
        data=good.replace("Y54,", "54,", 1).encode(), format="csv", schema=PACKAGE.get_resource("regions").schema
    )
    assert bad.validate().flatten(["fieldName", "type"]) == [["ods_code", "constraint-error"]]


@pytest.mark.parametrize("name", LOADED)
def test_model_and_description_name_the_same_columns_and_key(name: str) -> None:
    dataset, schema = datasets()[name], DESCRIBED[name]["schema"]
    assert set(dataset.columns) == set(columns(name))
    assert set(dataset.key) == set(schema["primaryKey"])


@pytest.mark.parametrize("name", LOADED)
def test_model_and_description_agree_on_types(name: str) -> None:
    dataset = datasets()[name]
    wrong = {
        column: type(field_of(dataset, column)).__name__
        for column, declared in columns(name).items()
        if not isinstance(field_of(dataset, column), TYPES[declared["type"]])
    }
    assert wrong == {}


@pytest.mark.parametrize("name", LOADED)
def test_the_importer_refuses_an_empty_cell_where_the_description_requires_one(name: str) -> None:
    required = [column for column, _, needed in constrained(name, "required") if needed]
    assert required
    assert [column for column in required if not refusals(name, {column: ""})] == []


@pytest.mark.parametrize("name", LOADED)
def test_the_importer_takes_an_empty_cell_where_the_description_does_not_require_one(name: str) -> None:
    converters = datasets()[name].converters
    for column, declared in columns(name).items():
        if not declared.get("constraints", {}).get("required"):
            assert converters[column]("") in (None, "", [])


@pytest.mark.parametrize("name", LOADED)
def test_the_importer_knows_the_words_the_description_lists(name: str) -> None:
    """One list of words, written twice; columns whose words are open to new data are only slugs to the importer."""
    listed = {column: set(words) for column, _, words in constrained(name, "enum")}
    choices = {column: {str(word) for word, _ in field_of(datasets()[name], column).flatchoices} for column in listed}
    assert {c: words for c, words in choices.items() if words or c not in OPEN} == {
        c: words for c, words in listed.items() if choices[c] or c not in OPEN
    }


@pytest.mark.parametrize("name", LOADED)
def test_the_importer_refuses_what_lies_beyond_bounds_and_patterns(name: str) -> None:
    taken = []
    for column, kind, limit in constrained(name, "minimum", "maximum", "pattern", "enum"):
        step = 1 if columns(name)[column]["type"] == "integer" else 0.5
        beyond = limit - step if kind == "minimum" else limit + step if kind == "maximum" else "Not a word!"
        if not refusals(name, {column: str(beyond)}):
            taken.append((column, kind, beyond))
    assert taken == []


@pytest.mark.parametrize("name", LOADED)
def test_the_importer_checks_every_reference_the_description_names(name: str) -> None:
    declared = {
        (tuple(key["fields"]), key["reference"]["resource"] or name)
        for key in DESCRIBED[name]["schema"].get("foreignKeys", ())
    }
    checked = {(reference.columns, reference.dataset) for reference in datasets()[name].references}
    assert {key for key in declared if key[0] != ("source_ids",)} <= checked
