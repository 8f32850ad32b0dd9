"""Files to facts to a published release: what a load adds, revises, withdraws, refuses and leaves alone."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from ccgdash.releases.models import Current, Import, Recompute, RecomputePart, RejectedRow, Release, Source, SourceFile
from ccgdash.releases.queries import release_resolve
from ccgdash.releases.recompute import part_compute
from ccgdash.releases.services.loading import LoadReport, load, load_read
from ccgdash.releases.services.publishing import LoadProblem, release_publish

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[3] / "data"
HEADING = "source_id,publisher,title,reference,licence,note\n"
A = "a,Publisher,Title,Page 1,OGL-UK-3.0,\n"
B = "b,Publisher,Title,Page 1,OGL-UK-3.0,\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A data package of one table with two sources."""
    (tmp_path / "datapackage.json").write_text('{"resources": [{"name": "sources", "path": "sources.csv"}]}')
    (tmp_path / "sources.csv").write_text(HEADING + A + B)
    return tmp_path


def staged(path: Path, **options: str) -> LoadReport:
    return load(what=load_read(path=path, **options))


def published(path: Path, **options: str) -> LoadReport:
    """Load, compute in this process (there are no years to compute) and publish."""
    report = staged(path, **options)
    assert report.release is not None
    assert report.run is not None
    for part in RecomputePart.objects.filter(run=report.run):
        part_compute(part_id=part.pk)
    run = Recompute.objects.get(pk=report.run.pk)
    release = Release.objects.get(pk=report.release.pk)
    release.recompute = run
    release.save()
    release_publish(release=release)
    return report


def at(version: str) -> dict[str, str]:
    ref = release_resolve(version)
    assert ref is not None
    return dict(Source.objects.at(ref.number).values_list("source_id", "title"))


def test_a_first_load_adds_everything_and_keeps_the_file(package: Path) -> None:
    report = published(package)
    assert (report.differences["sources"].added, report.rejected) == (2, 0)
    file = SourceFile.objects.get()
    assert (file.name, file.size) == ("sources.csv", (package / "sources.csv").stat().st_size)
    source = Source.objects.get(source_id="b")
    assert (source.row_number, source.imported.source_file) == (3, file)
    ref = release_resolve()
    assert ref is not None
    assert ref.version == "1.0.0"


def test_the_same_package_again_changes_nothing(package: Path) -> None:
    first = published(package)
    again = staged(package)
    assert again.already == first.release
    assert Release.objects.count() == 1
    assert Import.objects.count() == 1


def test_the_same_rows_in_another_file_change_nothing(package: Path) -> None:
    published(package)
    (package / "sources.csv").write_text(HEADING + B + A)
    report = staged(package)
    assert not report.is_change
    assert report.release is None
    assert Release.objects.count() == 1


def test_a_correction_supersedes_and_the_old_release_still_has_the_old_row(package: Path) -> None:
    published(package)
    (package / "sources.csv").write_text(HEADING + A.replace("Title", "Corrected") + B)
    report = published(package)
    assert report.differences["sources"].revised == 1
    assert at("1.0.0") == {"a": "Title", "b": "Title"}
    assert at("1.0.1") == {"a": "Corrected", "b": "Title"}
    assert Source.objects.filter(source_id="a").count() == 2


def test_rows_missing_from_a_complete_package_are_withdrawn_but_kept_in_older_releases(package: Path) -> None:
    published(package)
    (package / "sources.csv").write_text(HEADING + A)
    assert published(package).differences["sources"].withdrawn == 1
    assert set(at("1.1.0")) == {"a"}
    assert set(at("1.0.0")) == {"a", "b"}


def test_one_file_alone_adds_and_corrects_and_never_withdraws(package: Path, tmp_path: Path) -> None:
    published(package)
    single = tmp_path / "more.csv"
    single.write_text(HEADING + A.replace("Title", "Corrected") + A.replace("a,", "c,", 1))
    difference = published(single, dataset="sources").differences["sources"]
    assert (difference.added, difference.revised, difference.withdrawn) == (1, 1, 0)
    assert at("1.1.0") == {"a": "Corrected", "b": "Title", "c": "Title"}


def test_rejected_rows_hold_the_release_and_readers_stay_on_the_old_one(package: Path) -> None:
    published(package)
    (package / "sources.csv").write_text(
        f"{HEADING}{A}{B}c,Publisher,#REF!,Page 1,OGL-UK-3.0,\nd,P,T,Page 1,OGL-UK-3.0,\n"
    )
    report = staged(package)
    assert report.release is not None
    assert (report.rejected, report.run, report.release.state) == (1, None, Release.State.HELD)
    row = RejectedRow.objects.get()
    assert (row.row_number, row.column, row.value) == (4, "title", "#REF!")
    assert Source.objects.filter(since=report.release, source_id="d").exists()  # good rows are kept for preview
    ref = release_resolve()
    assert ref is not None
    assert ref.version == "1.0.0"


def test_a_corrected_file_replaces_the_held_release_and_rejected_rows_stay_on_record(package: Path) -> None:
    published(package)
    (package / "sources.csv").write_text(f"{HEADING}{A}{B}c,Publisher,#REF!,Page 1,OGL-UK-3.0,\n")
    held = staged(package).release
    assert held is not None
    (package / "sources.csv").write_text(f"{HEADING}{A}{B}c,Publisher,Right,Page 1,OGL-UK-3.0,\n")
    assert published(package).differences["sources"].added == 1
    assert at("1.1.0")["c"] == "Right"
    assert RejectedRow.objects.count() == 1
    assert not Release.objects.filter(state=Release.State.HELD).exists()


def test_a_dry_run_reports_and_writes_nothing(package: Path) -> None:
    (package / "sources.csv").write_text(f"{HEADING}{A},,,,,x\n")
    report = load(what=load_read(path=package), dry_run=True)
    assert (report.differences["sources"].added, report.rejected) == (1, 1)
    assert not Release.objects.exists()
    assert not SourceFile.objects.exists()
    assert not Source.objects.exists()


def test_a_load_waits_for_the_release_before_it(package: Path) -> None:
    staged(package)
    (package / "sources.csv").write_text(HEADING + A)
    with pytest.raises(LoadProblem, match="not yet computed and published"):
        staged(package)


def test_publishing_an_older_release_is_an_undo_and_the_next_load_starts_from_it(package: Path) -> None:
    published(package)
    (package / "sources.csv").write_text(HEADING + A.replace("Title", "Wrong"))
    published(package)
    call_command("publish", "1.0.0", stdout=StringIO())
    ref = release_resolve()
    assert ref is not None
    assert ref.version == "1.0.0"
    (package / "more.csv").write_text(HEADING + A.replace("a,", "c,", 1))
    published(package / "more.csv", dataset="sources")
    newest = Current.objects.get().release.version
    assert at(newest) == {"a": "Title", "b": "Title", "c": "Title"}
    assert at("1.1.0") == {"a": "Wrong"}


def test_a_second_undo_and_load_still_gives_each_release_its_own_rows(package: Path) -> None:
    published(package)
    for word in ("One", "Two"):
        (package / "sources.csv").write_text(HEADING + A.replace("Title", word) + B)
        published(package)
        call_command("publish", "1.0.0", stdout=StringIO())
    (package / "sources.csv").write_text(HEADING + A.replace("Title", "Three") + B)
    published(package)
    titles = {r.version: at(r.version)["a"] for r in Release.objects.filter(published_at__isnull=False)}
    assert list(titles.values()) == ["Three", "Two", "One", "Title"]


def test_releases_by_day_follow_what_was_published_then(package: Path) -> None:
    from datetime import UTC, datetime

    published(package)
    Release.objects.get().publications.update(at=datetime(2020, 1, 2, 12, tzinfo=UTC))
    (package / "sources.csv").write_text(HEADING + A)
    published(package)
    on = [release_resolve(None, datetime(2020, 1, day, tzinfo=UTC).date()) for day in (1, 2, 3)]
    today = release_resolve()
    assert [ref.version if ref else None for ref in (*on, today)] == [None, "1.0.0", "1.0.0", "1.1.0"]


@pytest.mark.parametrize(
    ("path", "words"),
    [("nowhere", "is not a file"), ("", "holds no datapackage.json"), ("odd.csv", "which dataset is it")],
)
def test_what_cannot_be_loaded_is_said_with_what_to_do(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "odd.csv").write_text("a,b\n")
    with pytest.raises(CommandError, match=words) as refused:
        call_command("load", str(tmp_path / path), stdout=StringIO())
    assert refused.value.returncode == 2


def test_the_command_reports_every_rejected_row_and_exits_1(package: Path) -> None:
    (package / "sources.csv").write_text(f"{HEADING}{A}b,Publisher,#N/A,Page 1,OGL-UK-3.0,\n")
    out = StringIO()
    with pytest.raises(CommandError, match="1 rows rejected; nothing published") as refused:
        call_command("load", str(package), stdout=out)
    assert refused.value.returncode == 1
    assert "REJECTED sources.csv row 3 column title '#N/A': is a spreadsheet error, not a value" in out.getvalue()


def test_tables_no_importer_knows_are_named(package: Path) -> None:
    resources = '{"name": "sources", "path": "sources.csv"}, {"name": "colours", "path": "sources.csv"}'
    (package / "datapackage.json").write_text(f'{{"resources": [{resources}]}}')
    out = StringIO()
    call_command("load", str(package), "--no-wait", stdout=out)
    assert "left out, because no importer knows them: colours" in out.getvalue()


def test_one_bad_cell_does_not_lose_the_other_rows_of_the_real_ratings(loaded: str, tmp_path: Path) -> None:
    copy = tmp_path / "ratings.csv"
    shutil.copy(DATA / "ratings.csv", copy)
    copy.write_text(copy.read_text().replace("07V,2015-16,component:finance", "07V,2015-16,component:colour", 1))
    report = load(what=load_read(path=copy), dry_run=True)
    assert report.rejected <= 1
    assert report.differences["ratings"].unchanged >= 373


def test_a_table_keeps_one_open_row_a_key(package: Path) -> None:
    published(package)
    source = Source.objects.get(source_id="a")
    source.pk = None
    with pytest.raises(IntegrityError, match=r"source_one_open_row|source_one_row_a_release"), transaction.atomic():
        source.save()


def test_time_runs_forwards(package: Path) -> None:
    published(package)
    release = Release.objects.get()
    with pytest.raises(IntegrityError, match="source_time_forwards"), transaction.atomic():
        Source.objects.update(until=release)
