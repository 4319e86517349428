"""Acts in a browser that end when the page they open stands.

The browser's own waiting ends with the press of the button. On a slow machine the next
page begins later: what a test looks for would be looked for on the page before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from playwright.sync_api import Download, Frame, Locator, Page, Request

_ACTS = ("click", "press", "check", "uncheck")
_A_MOMENT_MS = 40  # in which a page that was asked for is seen to be asked for
_A_STEP_MS = 20
_MOST_STEPS = 500


def take_pages_to_their_end(patch: pytest.MonkeyPatch) -> None:
    """Let each act of a page or a part of it wait for the page that it opens."""
    for kind in (Page, Locator):
        for act in _ACTS:
            patch.setattr(kind, act, _to_its_end(getattr(kind, act)))


def _to_its_end(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def acted(self: Page | Locator, *given: Any, **named: Any) -> Any:
        page = self if isinstance(self, Page) else self.page
        with _to_the_end_of_what_it_opens(page):
            return act(self, *given, **named)

    return acted


@contextmanager
def _to_the_end_of_what_it_opens(page: Page) -> Iterator[None]:
    asked: list[Request] = []
    ended: list[object] = []

    def on_request(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            asked.append(request)
            ended.clear()

    def on_page(frame: Frame) -> None:
        if frame == page.main_frame:
            ended.append(frame)

    def on_failure(request: Request) -> None:
        if asked and request == asked[-1]:
            ended.append(request)

    def on_download(file: Download) -> None:
        ended.append(file)

    listeners: tuple[tuple[Any, Callable[..., None]], ...] = (
        ("request", on_request),
        ("framenavigated", on_page),
        ("requestfailed", on_failure),
        ("download", on_download),
    )
    for event, listener in listeners:
        page.on(event, listener)
    try:
        yield
        _wait(page, asked, ended)
    finally:
        for event, listener in listeners:
            page.remove_listener(event, listener)


def _wait(page: Page, asked: list[Request], ended: list[object]) -> None:
    if page.is_closed():
        return
    page.wait_for_timeout(_A_MOMENT_MS)
    for _ in range(_MOST_STEPS):
        if ended or not asked:
            break
        page.wait_for_timeout(_A_STEP_MS)
    if asked:
        page.wait_for_load_state()
