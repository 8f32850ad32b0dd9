"""`releases`, `publish`, `recompute` and health, as an operator meets them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from ccgdash.releases import console
from ccgdash.releases.console import RunFollowed, run_follow
from ccgdash.releases.models import Current, Recompute, RecomputePart, Release

pytestmark = pytest.mark.usefixtures("loaded")


def said(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_releases_marks_the_current_one() -> None:
    assert said("releases").startswith("* 1.0.0")


def test_publish_names_what_is_current_now() -> None:
    assert said("publish") == "release 1.0.0 is the current one\n"


@pytest.mark.parametrize("command", ["publish", "recompute"])
def test_a_release_that_is_not_there_is_an_error_with_a_remedy(command: str) -> None:
    words = ["publish", "9.9.9"] if command == "publish" else ["recompute", "--release", "9.9.9"]
    with pytest.raises(CommandError, match=r"`python manage.py releases` lists them") as refused:
        said(*words)
    assert refused.value.returncode == 2


def test_a_release_that_was_never_computed_is_not_published() -> None:
    release = Release.objects.create(number=99, version="9.9.9")
    with pytest.raises(CommandError, match="no such computed release"):
        said("publish", release.version)


def test_a_held_release_is_not_computed() -> None:
    Release.objects.create(number=99, version="9.9.9", state=Release.State.HELD)
    with pytest.raises(CommandError, match="correct the file and load it again"):
        said("recompute", "--release", "9.9.9")


def test_following_a_run_without_a_worker_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "GIVE_UP_SECONDS", 0.3)
    run = Recompute.objects.create(release=Release.objects.get(), engine="test")
    RecomputePart.objects.create(run=run, year="2015-16")
    assert run_follow(StringIO(), run.pk) is RunFollowed.STALLED


def test_following_a_run_that_failed_shows_why() -> None:
    run = Recompute.objects.create(release=Release.objects.get(), engine="test")
    RecomputePart.objects.create(run=run, year="2015-16", error="ValueError: no such thing")
    out = StringIO()
    assert run_follow(out, run.pk) is RunFollowed.FAILED
    assert "2015-16: ValueError: no such thing" in out.getvalue()


def test_recompute_without_a_worker_leaves_readers_where_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "GIVE_UP_SECONDS", 0.3)
    before = Release.objects.get().recompute_id
    with pytest.raises(CommandError, match="what readers see is as it was"):
        said("recompute")
    assert Release.objects.get().recompute_id == before


def test_healthz_lives_and_readyz_names_the_release(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["release"], ready.json()["database"]) == (200, "1.0.0", "up")
    assert {"broker", "worker"} <= set(ready.json())


def test_readyz_is_503_before_the_first_release(client: Client) -> None:
    Current.objects.all().delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")


def test_staff_see_files_imports_runs_and_releases_and_change_nothing(client: Client) -> None:
    client.force_login(User.objects.create_superuser("staff"))
    for page in ("release", "recompute", "import", "sourcefile", "rejectedrow", "source", "publication"):
        answer = client.get(f"/admin/releases/{page}/")
        assert answer.status_code == (404 if page == "rejectedrow" else 200), page
    run = Recompute.objects.get()
    assert "9 of 9" in client.get("/admin/releases/recompute/").content.decode()
    assert client.get(f"/admin/releases/recompute/{run.pk}/change/").status_code == 200
    assert client.post(f"/admin/releases/recompute/{run.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/releases/release/add/").status_code == 403
