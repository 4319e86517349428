"""The door of the account pages: what pages of other rooms build on."""

from onderdak.web.account.entrance import (
    Request,
    View,
    pages_of,
    signed_in,
    with_task,
)
from onderdak.web.account.navigation import ROLE_NAMES

__all__ = ["ROLE_NAMES", "Request", "View", "pages_of", "signed_in", "with_task"]
