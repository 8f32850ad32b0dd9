"""Registers the app with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "ccgdash.organisations"
    label = "organisations"
    verbose_name = "Organisations"
