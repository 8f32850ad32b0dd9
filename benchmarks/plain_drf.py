"""A peer: the list of ratings as Django REST framework's own tutorial would write it, over one flat table.

One file that is settings, model, viewset and addresses. The table is made by `flat`: rows as ours gives them, so this
peer is spared the joins and the question of releases.
"""

from __future__ import annotations

import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ccgdash.env import database_settings

settings.configure(
    SECRET_KEY="only-for-measuring",  # noqa: S106 -- nothing is signed here
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database_settings(os.environ["DATABASE_URL"])},
    INSTALLED_APPS=["django_filters", "rest_framework"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    USE_TZ=True,
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
        "PAGE_SIZE": 100,
        "DEFAULT_FILTER_BACKENDS": [
            "django_filters.rest_framework.DjangoFilterBackend",
            "rest_framework.filters.OrderingFilter",
        ],
    },
)
django.setup()

from django.contrib.postgres.fields import ArrayField  # noqa: E402 -- models need settings
from django.db import models  # noqa: E402
from rest_framework import routers, serializers, viewsets  # noqa: E402


class Rating(models.Model):
    """One row of the flat table."""

    ods_code = models.CharField(max_length=5)
    name = models.CharField(max_length=200)
    year = models.CharField(max_length=7)
    framework = models.CharField(max_length=40)
    assessment = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    rating = models.CharField(max_length=40)
    as_at = models.CharField(max_length=10, null=True)  # noqa: DJ001 -- as our row has it
    derivation = models.CharField(max_length=10)
    sources = ArrayField(models.CharField(max_length=120))

    class Meta:
        app_label = "bench"
        db_table = "bench_ratings"
        managed = False
        ordering = ["year", "name", "id"]

    def __str__(self) -> str:
        return f"{self.ods_code} {self.year}"


class RatingSerializer(serializers.ModelSerializer[Rating]):
    class Meta:
        model = Rating
        exclude = ["id"]


class RatingViewSet(viewsets.ModelViewSet[Rating]):
    queryset = Rating._default_manager.all()
    serializer_class = RatingSerializer
    filterset_fields = ["year", "rating", "assessment", "ods_code"]
    ordering_fields = ["year", "name", "rating"]


router = routers.DefaultRouter()
router.register("ratings", RatingViewSet)
urlpatterns = router.urls
sys.modules.setdefault("benchmarks.plain_drf", sys.modules[__name__])
application = get_wsgi_application()
