"""Files as they were received, what was taken from them, and every row that was not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class SourceFile(models.Model):
    """The bytes of one received file, kept unchanged (compressed) under their sha256."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255, help_text="File name as first received.")
    size = models.PositiveBigIntegerField(help_text="Bytes, uncompressed.")
    content = models.BinaryField(help_text="The bytes, zlib-compressed.")
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-received_at", "name"]
        constraints = [models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="source_file_sha256")]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"


class Import(models.Model):
    """One file read into one dataset for one release, and how many of its rows were new, revised, rejected, …"""

    release = models.ForeignKey(
        "releases.Release", null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    source_file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="imports")
    dataset = models.CharField(max_length=60)
    at = models.DateTimeField(db_default=Now())
    by = models.CharField(max_length=150, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_added = models.PositiveIntegerField(default=0)
    rows_revised = models.PositiveIntegerField(default=0)
    rows_withdrawn = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["dataset"])]

    def __str__(self) -> str:
        return f"{self.dataset} from {self.source_file_id}"


class RejectedRow(models.Model):
    """A row that was not taken, with the reason: rejected rows are data, shown on a page."""

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rejected_rows")
    sheet = models.CharField(max_length=100, blank=True)
    row_number = models.PositiveIntegerField(help_text="Row of the file, the heading row being 1; 0 is the whole file.")
    column = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["imported", "row_number", "id"]

    def __str__(self) -> str:
        return f"row {self.row_number}: {self.reason}"
