"""Loading: files in, one new release out, its recomputation started. Whole or not at all."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from ccgdash.releases.imports.datasets import Dataset, Reference, datasets
from ccgdash.releases.imports.files import FileProblem, ReceivedFile, file_receive, package_receive
from ccgdash.releases.imports.parse import Known, Rejection, parse
from ccgdash.releases.imports.write import Difference, difference_write, release_erase, state_restore
from ccgdash.releases.models import Current, Import, Recompute, RejectedRow, Release, SourceFile
from ccgdash.releases.recompute import recompute_start
from ccgdash.releases.services.publishing import LoadProblem

LOAD_LOCK = 0x00CC6DA5  # one number for this project's advisory lock: loads take turns
Say = Callable[[str], None]


@dataclass
class LoadReport:
    """What a load found and did. `release` is None when nothing changed, or on a dry run."""

    differences: dict[str, Difference] = field(default_factory=dict)
    rejections: dict[str, list[Rejection]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    release: Release | None = None
    run: Recompute | None = None
    already: Release | None = None

    @property
    def rejected(self) -> int:
        return sum(len(rows) for rows in self.rejections.values())

    @property
    def is_change(self) -> bool:
        return any(difference.is_change for difference in self.differences.values())


class _Undone(Exception):
    pass


@dataclass(frozen=True)
class Load:
    """What to load: files by dataset; `complete`: each file is the whole of its dataset."""

    files: Mapping[str, ReceivedFile]
    complete: bool
    unknown: tuple[str, ...] = ()
    year: str = ""
    by: str = ""

    @property
    def digest(self) -> str:
        """sha256 over the datasets and their files: the same package loaded twice has the same digest."""
        lines = sorted(f"{name} {file.sha256}" for name, file in self.files.items())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest() if self.complete else ""


def load_read(*, path: Path, dataset: str = "", year: str = "", by: str = "") -> Load:
    """Read what `path` holds: a data package's folder (complete), or one CSV file named after its dataset (partial)."""
    known = datasets()
    try:
        files = package_receive(path) if path.is_dir() else {dataset or path.stem: file_receive(path)}
    except FileProblem as problem:
        raise LoadProblem(str(problem)) from None
    if dataset:
        files = {name: file for name, file in files.items() if name == dataset}
    if not path.is_dir() and not set(files) <= set(known):
        raise LoadProblem(f"{path.name}: which dataset is it? Name it with --dataset: {', '.join(sorted(known))}")
    return Load(
        files={name: file for name, file in files.items() if name in known},
        complete=path.is_dir() and not dataset and not year,
        unknown=tuple(sorted(set(files) - set(known))),
        year=year,
        by=by,
    )


def load(*, what: Load, dry_run: bool = False, say: Say = lambda _: None) -> LoadReport:
    """Load files as one new release and start its recomputation.

    One transaction: killed at any moment, nothing of it is there. With rejected rows the release is held for a person:
    good rows are kept for preview, nothing is published. The same package again changes nothing.
    """
    report = LoadReport(files={name: file.name for name, file in what.files.items()}, unknown=what.unknown)
    report.already = Release.objects.filter(digest=what.digest, published_at__isnull=False).exclude(digest="").first()
    if report.already:
        return report
    try:
        with transaction.atomic():
            _lock()
            _write(what, report, say)
            if dry_run or not (report.is_change or report.rejected):
                raise _Undone
            _settle(what, report)
    except _Undone:
        report.release = None
    return report


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOAD_LOCK])
        row = cursor.fetchone()
    if not row or not row[0]:
        raise LoadProblem("another load is running; wait for it to end and load again")
    if unfinished := Release.objects.filter(state=Release.State.DRAFT).first():
        raise LoadProblem(
            f"release {unfinished.version} is loaded but not yet computed and published: "
            "`python manage.py recompute` finishes it, then load again"
        )


def _write(what: Load, report: LoadReport, say: Say) -> None:
    for held in Release.objects.filter(state=Release.State.HELD):
        release_erase(held)
    report.release = _release_open()
    for dataset in datasets().values():
        if file := what.files.get(dataset.name):
            say(f"{dataset.name}: reading {file.name} ({len(file.content) / 1e6:.1f} MB)")
            _dataset_write(dataset, file, what, report)


def _release_open() -> Release:
    current = Current.objects.select_related("release").first()
    last = Release.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    release = Release.objects.create(number=number, version=f"0.0.{number}")
    if last and (current is None or current.release_id != last.number):
        state_restore(at=release, to=current.release if current else None)
    return release


def _dataset_write(dataset: Dataset, file: ReceivedFile, what: Load, report: LoadReport) -> None:
    stored, _ = SourceFile.objects.get_or_create(
        sha256=file.sha256,
        defaults={"name": file.name, "size": len(file.content), "content": zlib.compress(file.content)},
    )
    imported = Import.objects.create(release=report.release, source_file=stored, dataset=dataset.name, by=what.by)
    parsed = parse(dataset, file, _known(dataset, complete=what.complete), year=what.year)
    difference = difference_write(dataset, parsed, imported=imported, complete=what.complete and not parsed.rejections)
    RejectedRow.objects.bulk_create(
        RejectedRow(imported=imported, row_number=r.row_number, column=r.column, value=r.value, reason=r.reason)
        for r in parsed.rejections
    )
    imported.rows_read, imported.rows_rejected = parsed.read, len(parsed.rejections)
    imported.rows_added, imported.rows_revised = difference.added, difference.revised
    imported.rows_withdrawn, imported.rows_unchanged = difference.withdrawn, difference.unchanged
    imported.save()
    report.differences[dataset.name] = difference
    if parsed.rejections:
        report.rejections[dataset.name] = parsed.rejections


def _known(dataset: Dataset, *, complete: bool) -> Known:
    """What the newest state holds of everything `dataset` refers to; of itself nothing where the file is complete."""
    known, all_datasets = {}, datasets()
    for reference in {*dataset.references, Reference(("source_ids",), "sources", ("source_id",))}:
        target = all_datasets[reference.dataset]
        names = [target.fields[column].attname for column in reference.to]
        rows = target.model._default_manager.filter(until__isnull=True).values_list(*names)
        known[reference.known_as] = set() if complete and target is dataset else set(rows)
    return known


def _settle(what: Load, report: LoadReport) -> None:
    release = report.release
    if release is None:
        raise ValueError("a load settles a release")
    differences = report.differences.values()
    release.rows_added = sum(d.added for d in differences)
    release.rows_revised = sum(d.revised for d in differences)
    release.rows_withdrawn = sum(d.withdrawn for d in differences)
    release.version = _version_next(release)
    release.digest = "" if report.rejected else what.digest
    release.summary = _summary(report)
    release.state = Release.State.HELD if report.rejected else Release.State.DRAFT
    release.save()
    if not report.rejected:
        report.run = recompute_start(release=release, by=what.by)


def _version_next(release: Release) -> str:
    """1.0.0 first; then the middle number for rows added or withdrawn, the last one for corrections alone."""
    last = Release.objects.filter(published_at__isnull=False).order_by("-number").first()
    if last is None:
        return "1.0.0"
    major, minor, patch = (int(part) for part in last.version.split("."))
    if release.rows_added or release.rows_withdrawn:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def _summary(report: LoadReport) -> str:
    changed = {name: d for name, d in report.differences.items() if d.is_change}
    parts = []
    for what in ("added", "revised", "withdrawn"):
        count = sum(getattr(d, what) for d in changed.values())
        if count:
            parts.append(f"{count:,} {what}")
    where = ", ".join(changed) if len(changed) <= 5 else f"{len(changed)} tables"
    return f"Rows: {', '.join(parts)} in {where}." if parts else "No row changed."
