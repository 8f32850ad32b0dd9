"""Staff see everything that was received, refused, computed and published; they change nothing by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from ccgdash.releases.models import (
    Import,
    Publication,
    Recompute,
    RecomputePart,
    RejectedRow,
    Release,
    Source,
    SourceFile,
)

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:  # generic for the type checker alone
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


class ReadOnlyAdmin(ModelAdmin):
    """Facts and results are looked at here; they change by loading files and publishing releases."""

    list_per_page = 100
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class FactAdmin(ReadOnlyAdmin):
    """Every fact shows which releases hold it and which row of which file brought it."""

    list_select_related = ["imported"]


class ReadOnlyInline(TabularInline):
    """Rows of a parent, to look at."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class RecomputePartInline(ReadOnlyInline):
    model = RecomputePart
    fields = ["year", "enqueued_at", "done_at", "rows", "seconds", "error"]


@admin.register(Recompute)
class RecomputeAdmin(ReadOnlyAdmin):
    """Runs with their progress."""

    list_display = ["id", "release", "progress", "engine", "started_at", "finished_at"]
    inlines = [RecomputePartInline]

    @admin.display(description="Years done")
    def progress(self, run: Recompute) -> str:
        parts = run.parts.all()
        return f"{sum(1 for part in parts if part.done_at)} of {len(parts)}"


class ImportInline(ReadOnlyInline):
    model = Import
    fields = [
        "dataset",
        "source_file",
        "rows_read",
        "rows_added",
        "rows_revised",
        "rows_withdrawn",
        "rows_rejected",
    ]


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = [
        "version",
        "state",
        "created_at",
        "published_at",
        "rows_added",
        "rows_revised",
        "rows_withdrawn",
        "summary",
    ]
    inlines = [ImportInline]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["release", "at", "by"]


class RejectedRowInline(ReadOnlyInline):
    model = RejectedRow
    fields = ["sheet", "row_number", "column", "value", "reason"]


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    list_display = [
        "id",
        "dataset",
        "source_file",
        "release",
        "at",
        "rows_read",
        "rows_added",
        "rows_revised",
        "rows_rejected",
    ]
    list_filter = ["dataset"]
    inlines = [RejectedRowInline]


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "sha256", "size", "received_at"]
    exclude = ["content"]


@admin.register(Source)
class SourceAdmin(FactAdmin):
    list_display = ["source_id", "publisher", "title", "licence", "since", "until"]
    search_fields = ["source_id", "publisher", "title"]
