"""Staff look the registry up in the admin and can change nothing there."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(
    "model", [model._meta.model_name for model in apps.get_app_config("organisations").get_models()]
)
def test_every_table_is_listed_and_searched_but_never_changed(loaded: str, admin_client: Client, model: str) -> None:
    listed = admin_client.get(reverse(f"admin:organisations_{model}_changelist"), {"q": "07N"})
    assert listed.status_code == 200
    assert admin_client.get(reverse(f"admin:organisations_{model}_add")).status_code == 403
