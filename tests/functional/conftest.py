"""A real Chromium, where the machine has one."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.emptying import empty_now
from tests.functional.patience import take_pages_to_their_end

CHROMIUM = os.environ.get("ONDERDAK_CHROMIUM") or shutil.which("chromium")

# Playwright's loop runs in this thread; Django must not take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

collect_ignore_glob = [] if CHROMIUM else ["test_*page*.py"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without looking for anything outside this machine."""
    if not CHROMIUM:
        pytest.skip("there is no chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic"),
                *("--no-first-run", "--disable-background-networking"),
                *("--disable-component-update", "--disable-sync"),
            ],
        )
        yield started
        started.close()


@pytest.fixture(scope="session", autouse=True)
def _acts_end_when_their_page_stands() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        take_pages_to_their_end(patch)
        yield


@pytest.fixture(scope="module")
def shared_server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A server for tests that only look: what is committed stays for all of a module.

    Yields:
        Its address, without a slash at the end.
    """
    server = LiveServer("localhost")
    with django_db_blocker.unblock(), server._live_server_modified_settings:
        yield server.url
        server.stop()
        empty_now()
