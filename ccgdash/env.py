"""The environment, read once and typed; everything a machine may set is named here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


@dataclass(frozen=True)
class Env:
    """Settings of one machine. URLs are standard: `postgresql://…`, `redis://…` or `redis+socket://…`."""

    home: Path = field(default_factory=lambda: Path(os.environ.get("CCGDASH_HOME", ROOT / ".local")).resolve())
    database_url: str = field(default_factory=lambda: os.environ.get("DATABASE_URL", ""))
    broker_url: str = field(default_factory=lambda: os.environ.get("CELERY_BROKER_URL", ""))
    cache_url: str = field(default_factory=lambda: os.environ.get("CACHE_URL", ""))
    secret_key: str = field(default_factory=lambda: os.environ.get("SECRET_KEY", ""))
    debug: bool = field(default_factory=lambda: _flag("DEBUG", default=False))
    allowed_hosts: list[str] = field(default_factory=lambda: _words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]"))
    secure: bool = field(default_factory=lambda: _flag("CCGDASH_SECURE", default=False))
    throttle: str = field(default_factory=lambda: os.environ.get("CCGDASH_THROTTLE", "1200/min"))
    # How long a process goes on with the release it knows before it asks the database for the pointer again.
    release_memo_seconds: float = field(
        default_factory=lambda: float(os.environ.get("CCGDASH_RELEASE_MEMO_SECONDS", "1"))
    )
    # How many proxies in front of the web process may be believed about X-Forwarded-For.
    trusted_proxies: int = field(default_factory=lambda: int(os.environ.get("CCGDASH_TRUSTED_PROXIES", "0")))


def database_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a `postgresql://user:password@host:port/name?host=/socket/folder` address."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    options = {"sslmode": query["sslmode"]} if "sslmode" in query else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"connect_timeout": 5, **options},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
