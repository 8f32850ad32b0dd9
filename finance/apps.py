"""Registers the app with Django."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "finance"
    label = "finance"
    verbose_name = "Finance"
