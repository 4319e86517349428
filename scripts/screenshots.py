"""Takes the pictures of the documentation from the running demo.

Usage: python scripts/screenshots.py

Starts a server on a free port, signs in with the demo's accounts (password and the code
of the moment), and writes docs/screenshots/<page>-<width>.png.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from scripts.checkout import ROOT

from onderdak.project.demo.accounts import DOMAIN, accounts
from onderdak.project.paths import state_folder

FOLDER = ROOT / "docs" / "screenshots"

WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}
_START_SECONDS = 60
_PERIOD = 30


@dataclass(frozen=True)
class Picture:
    """A page as one account sees it; without an account, as a visitor does."""

    name: str
    account: str | None
    go: Callable[[Page, str], object]


def _open(path: str) -> Callable[[Page, str], object]:
    return lambda page, base: page.goto(base + path)


def _first_location(page: Page, base: str) -> None:
    page.goto(f"{base}/locations/")
    page.locator("main table a[href^='/locations/']").first.click()
    page.wait_for_url("**/locations/*/")


def _evening(page: Page, base: str) -> None:
    page.goto(f"{base}/")
    page.locator("main a[href$='/tonight/']").first.click()
    page.wait_for_url("**/tonight/")


def _import_preview(page: Page, base: str) -> None:
    """Hand in a small list with one mistake, and look before anything is kept."""
    file = state_folder() / "demo" / "nachtlijst-voorbeeld.csv"
    came = timezone.localdate() - timedelta(days=12)
    left = came - timedelta(days=7)
    file.write_text(
        "Pers.nr;Naam gast;Woonplaats;Document;van;tot;Ingeschreven\n"
        f"V-1;Anna Voorbeeld;Voorbeeldowo;paspoort;{came};;nee\n"
        f"V-2;Piotr Voorbeeld;Voorbeeldowo;ID-kaart;{came};;nee\n"
        f"V-3;Ioana Voorbeeld;Voorbeeldowo;ID-kaart;{came};{left};nee\n",
        encoding="utf-8",
    )
    page.goto(f"{base}/declare/")
    page.locator("select[name=location]").select_option(index=1)
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/declare/preview/")


def _quality(page: Page, base: str) -> None:
    page.goto(f"{base}/quality/")
    page.locator("main table a[href$='/quality/']").nth(1).click()
    page.wait_for_url("**/locations/*/quality/")


def _self_assessment(page: Page, base: str) -> None:
    page.goto(f"{base}/locations/")
    page.locator("main table a[href^='/locations/']").first.click()
    page.goto(page.url.rstrip("/") + "/quality/assess/")


PICTURES = (
    Picture("sign-in", None, _open("/accounts/login/")),
    Picture("design", None, _open("/design")),
    Picture("provider", "agency", _open("/")),
    Picture("evening", "pension", _evening),
    Picture("import-preview", "agency", _import_preview),
    Picture("municipality", "toezicht", _open("/")),
    Picture("location", "toezicht", _first_location),
    Picture("region", "regio", _open("/")),
    Picture("norm", None, _open("/norms/A01/")),
    Picture("pay", None, _open("/pay/")),
    Picture("quality", "toezicht", _quality),
    Picture("self-assessment", "pension", _self_assessment),
    Picture("certificates", "toezicht", _open("/certificates/")),
)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving() -> Iterator[str]:
    """Load the demo and serve it; gives the address."""
    command = str(Path(sys.executable).with_name("onderdak"))
    subprocess.run([command, "demo"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
    port = _free_port()
    base = f"http://localhost:{port}"
    server = subprocess.Popen(  # noqa: S603 - our own command
        [command, "serve", "--port", str(port), "--workers", "1"],
        env={**os.environ, "ONDERDAK_BASE_URL": base},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(f"{base}/health/")
        yield base
    finally:
        os.killpg(server.pid, 15)
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"the server does not answer at {address}")


def sign_in(page: Page, base: str, name: str) -> None:
    """Sign in with a demo account; a code works once, so wait for a new one if need be.

    Raises:
        SystemExit: the account cannot get in.
    """
    email = f"{name}@{DOMAIN}"
    for _ in range(2):
        account = next(one for one in accounts() if one.email == email)
        page.goto(f"{base}/accounts/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(account.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_load_state()
        code = page.locator("input[name=code]")
        if code.count():
            now = next(one for one in accounts() if one.email == email).totp_now
            code.first.fill(now or "")
            code.first.press("Enter")
            page.wait_for_load_state()
        if "/accounts/" not in page.url:
            return
        time.sleep(_PERIOD - time.time() % _PERIOD + 1)
    raise SystemExit(f"{email} cannot sign in: {page.url}")


def take(browser: Browser, base: str) -> Iterator[Path]:
    """Take every picture, one account after the other, at both widths."""
    for name in dict.fromkeys(picture.account for picture in PICTURES):
        context = browser.new_context(locale="nl-NL", reduced_motion="reduce")
        page = context.new_page()
        if name is not None:
            sign_in(page, base, name)
        for picture in (one for one in PICTURES if one.account == name):
            picture.go(page, base)
            for width, (wide, high) in WIDTHS.items():
                page.set_viewport_size({"width": wide, "height": high})
                page.wait_for_load_state("networkidle")
                file = FOLDER / f"{picture.name}-{width}.png"
                page.screenshot(path=file, animations="disabled")
                yield file
        context.close()


def main() -> int:
    """Take the pictures with Debian's chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no chromium here: install it to take pictures.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        for file in take(browser, base):
            size = file.stat().st_size // 1000
            sys.stdout.write(f"{file.relative_to(ROOT)} ({size} kB)\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
