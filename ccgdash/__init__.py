"""ccgdash: ratings and finances of England's Clinical Commissioning Groups, 2013 to 2022."""

from ccgdash.celery import app as celery_app

__all__ = ["celery_app"]
__version__ = "0.1.0"
