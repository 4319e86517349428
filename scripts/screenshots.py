"""Takes the pictures of the documentation from the running demo.

Usage: python scripts/screenshots.py [PAGE ...]

Starts a server on a free port, signs in with the demo's accounts (password and the code
of the moment), and writes docs/screenshots/<page>-<width>.png: all of them, or those of
the pages that are named. Colours are brought back to a palette, for small files.
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
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from scripts.checkout import ROOT

from onderdak.project.demo.accounts import DOMAIN, accounts
from onderdak.project.demo.report_lives import CODE
from onderdak.project.demo.report_lives_partners import PARTNER_LINK
from onderdak.project.paths import state_folder

FOLDER = ROOT / "docs" / "screenshots"

WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}
_START_SECONDS = 60
_PERIOD = 30
_COLOURS = 128
_BOTH = tuple(WIDTHS)
_WIDE, _NARROW = ("desktop",), ("phone",)
_HIGH = 1400


@dataclass(frozen=True)
class Picture:
    """A page as one account sees it; without an account, as a visitor does."""

    name: str
    account: str | None
    go: Callable[[Page, str], object]
    widths: tuple[str, ...] = _BOTH
    high: int = 0


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


def _what_happened(language: str) -> Callable[[Page, str], object]:
    """The form about bad letting, until the step that asks what happened."""

    def go(page: Page, base: str) -> None:
        page.goto(f"{base}/report/arnhem/?lang={language}")
        page.check("input[value='bad_letting']")
        _next_step(page, "danger")
        page.check("input[value='no']")
        _next_step(page, "what")

    return go


def _next_step(page: Page, step: str) -> None:
    page.click(".buttons button[value='next']")
    page.wait_for_selector(f"form[data-step='{step}']", state="attached")


def _followed(page: Page, base: str) -> None:
    page.goto(f"{base}/report/follow/?lang=pl")
    page.fill("input[name=code]", CODE)
    page.press("input[name=code]", "Enter")
    page.wait_for_selector("#mine, main h2", state="attached")


def _report_of_polish(page: Page, base: str) -> None:
    """The report whose reporter answered a question in Polish."""
    page.goto(f"{base}/reports/?state=answered_by_reporter")
    page.locator("main tbody tr", has_text="Molenweg 90").locator("a").first.click()
    page.wait_for_url("**/reports/*-*/")


def _full_picture(page: Page, base: str) -> None:
    """The house of which every source of the demo says something."""
    page.goto(f"{base}/addresses/1/")


PICTURES = (
    Picture("sign-in", None, _open("/accounts/login/")),
    Picture("design", None, _open("/design")),
    Picture("provider", "agency", _open("/")),
    Picture("evening", "pension", _evening),
    Picture("import-preview", "agency", _import_preview),
    Picture("municipality", "toezicht", _open("/")),
    Picture("location", "toezicht", _first_location),
    Picture("region", "regio", _open("/")),
    Picture("norm", None, _open("/norms/A01/"), _WIDE),
    Picture("pay", None, _open("/pay/"), _NARROW),
    Picture("quality", "toezicht", _quality, _WIDE, _HIGH),
    Picture("self-assessment", "pension", _self_assessment, _NARROW),
    Picture("certificates", "toezicht", _open("/certificates/"), _WIDE, _HIGH),
    Picture("report", None, _open("/report/arnhem/?lang=nl"), _NARROW),
    Picture("report-polish", None, _what_happened("pl"), _NARROW),
    Picture("report-followed", None, _followed, _NARROW),
    Picture("reports-public", None, _open("/report/arnhem/figures/"), _WIDE, _HIGH),
    Picture("partner", None, _open(f"/shared/{PARTNER_LINK}/"), _WIDE),
    Picture("inbox", "meldpunt", _open("/reports/"), _WIDE, _HIGH),
    Picture("report-clerk", "meldpunt", _report_of_polish, _WIDE, _HIGH),
    Picture("reports-figures", "meldpunt", _open("/reports/figures/"), _WIDE, _HIGH),
    Picture("care", "zorg", _open("/care/"), _WIDE),
    Picture("address", "toezicht", _full_picture, _WIDE, _HIGH),
    Picture(
        "neighbourhood", "buurt", _open("/neighbourhoods/BU02020000/"), _WIDE, _HIGH
    ),
    Picture("hours", "buurt", _open("/neighbourhoods/today/"), _NARROW),
    Picture("ranking", "voorbeeldstad", _open("/ranking/"), _WIDE, _HIGH),
    Picture(
        "ranking-evaluation",
        "voorbeeldstad",
        _open("/ranking/evaluation/"),
        _WIDE,
        _HIGH,
    ),
    Picture(
        "ranking-method",
        None,
        _open("/how-addresses-are-chosen/voorbeeldstad/"),
        _WIDE,
        _HIGH,
    ),
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


def take(browser: Browser, base: str, names: list[str]) -> Iterator[Path]:
    """Take every picture that is named, one account after the other."""
    asked = [one for one in PICTURES if not names or one.name in names]
    for name in dict.fromkeys(picture.account for picture in asked):
        context = browser.new_context(locale="nl-NL", reduced_motion="reduce")
        page = context.new_page()
        if name is not None:
            sign_in(page, base, name)
        for picture in (one for one in asked if one.account == name):
            yield from _taken(page, base, picture)
        context.close()


def _taken(page: Page, base: str, picture: Picture) -> Iterator[Path]:
    for width in picture.widths:
        wide, high = WIDTHS[width]
        page.set_viewport_size({"width": wide, "height": picture.high or high})
        picture.go(page, base)
        page.wait_for_load_state("networkidle")
        file = FOLDER / f"{picture.name}-{width}.png"
        page.screenshot(path=file, animations="disabled")
        _make_small(file)
        yield file


def _make_small(file: Path) -> None:
    with Image.open(file) as taken:
        small = taken.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main() -> int:
    """Take the pictures with Debian's chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no chromium here: install it to take pictures.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--lang=nl-NL"]
        )
        for file in take(browser, base, sys.argv[1:]):
            size = file.stat().st_size // 1000
            sys.stdout.write(f"{file.relative_to(ROOT)} ({size} kB)\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
