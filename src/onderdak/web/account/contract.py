"""The door of the account pages: what pages of other rooms build on."""

from onderdak.web.account.asking import ask
from onderdak.web.account.entrance import (
    Request,
    View,
    pages_of,
    signed_in,
    with_task,
)
from onderdak.web.account.navigation import ROLE_NAMES
from onderdak.web.account.undelivered import undelivered

__all__ = [
    "ROLE_NAMES",
    "Request",
    "View",
    "ask",
    "pages_of",
    "signed_in",
    "undelivered",
    "with_task",
]
