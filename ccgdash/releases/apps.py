"""Registers the app with Django."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "ccgdash.releases"
    label = "releases"
    verbose_name = "Sources, files and releases"
