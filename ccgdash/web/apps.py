"""Registers the app with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "ccgdash.web"
    label = "web"
    verbose_name = "Pages over ratings and money"
