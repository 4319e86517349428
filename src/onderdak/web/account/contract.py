"""The door of the account pages: what pages of other rooms build on."""

from onderdak.web.account.entrance import (
    Request,
    View,
    pages_of,
    signed_in,
    with_task,
)

__all__ = ["Request", "View", "pages_of", "signed_in", "with_task"]
