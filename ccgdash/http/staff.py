"""Sessions, sign-in, CSRF and messages stand around staff only: nobody is signed in to read what is public.

Django's own middleware, passed by where a request reads and does not lead to the admin; what writes meets all of it.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import csrf
from django.utils.deprecation import MiddlewareMixin

if TYPE_CHECKING:
    Base = MiddlewareMixin
else:
    Base = object

ADMIN = "/admin/"
READS = ("GET", "HEAD", "OPTIONS")


def is_public_read(request: HttpRequest) -> bool:
    """Whether a request changes nothing and asks for what everybody may see."""
    return request.method in READS and not request.path_info.startswith(ADMIN)


class ForStaff(Base):
    """Put before one of Django's middleware classes: public reads go straight on."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return self.get_response(request) if is_public_read(request) else super().__call__(request)


class SessionMiddleware(ForStaff, sessions.SessionMiddleware):
    """`request.session`."""


class CsrfMiddleware(ForStaff, csrf.CsrfViewMiddleware):
    """Refuses what another site makes a browser post."""


class AuthenticationMiddleware(ForStaff, auth.AuthenticationMiddleware):
    """`request.user`."""


class MessageMiddleware(ForStaff, messages.MessageMiddleware):
    """What the admin tells after an action."""
