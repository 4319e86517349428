"""Makes the short film of the campaign page from the running demo.

Usage: python scripts/campaign_animation.py

Starts the demo's server, walks through an evening at phone size, and writes one
animated WebP with captions for each language of the campaign, with a film.json that
tells the page their size and length. Needs chromium and Pillow (requirements/test.txt).
"""

import io
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import FloatRect, Page, sync_playwright
from screenshots import ROOT, serving, sign_in

from onderdak.foundation.documents import fonts
from onderdak.web.nights.campaign.film import FOLDER
from onderdak.web.nights.campaign.texts import campaign_texts

ACCOUNT = "pension"
SIZE = (360, 560)
CAPTION = 96
SECONDS_EACH = 4
MOST_BYTES = 600_000
_FONT = "NotoSans_700Bold.ttf"
_INK, _PAPER, _MARK = "#ffffff", "#154273", "#c2410c"


def _shot(page: Page, mark: FloatRect | None = None) -> Image.Image:
    """What the phone shows, with a ring where the thumb goes."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    shown = picture.convert("RGB")
    if mark is not None:
        left, top = mark["x"] - 5, mark["y"] - 5
        right, low = left + mark["width"] + 10, top + mark["height"] + 10
        ImageDraw.Draw(shown).rounded_rectangle(
            (left, top, right, low), radius=12, outline=_MARK, width=4
        )
    return shown


def _to(page: Page, selector: str) -> FloatRect | None:
    """Bring a part of the page in the middle of the phone."""
    part = page.locator(selector).first
    part.evaluate("it => it.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(200)
    return part.bounding_box()


def evening(page: Page, base: str) -> Iterator[Image.Image]:
    """The five pictures that the transcript of the page tells of."""
    page.goto(f"{base}/locations/")
    place = page.locator("main table a[href^='/locations/']").first
    page.goto(f"{base}{place.get_attribute('href')}tonight/")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('h1').scrollIntoView()")
    yield _shot(page)
    _to(page, ".evening__guest")
    yield _shot(page)
    leave = ".evening__guest button[value^='leave']"
    yield _shot(page, _to(page, leave))
    page.locator(leave).first.click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    _to(page, "[data-steps] li, .evening__guest button[value^='stay']")
    yield _shot(page)
    page.locator("button[value=confirm]").click()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    yield _shot(page, _to(page, "[data-confirmed]"))


def _font() -> ImageFont.FreeTypeFont:
    folder = Path(fonts.__file__).parent / "fonts"
    return ImageFont.truetype(str(folder / _FONT), 16)


def captioned(picture: Image.Image, caption: str) -> Image.Image:
    """The picture with its caption under it, in white on dark blue."""
    frame = Image.new("RGB", (SIZE[0], SIZE[1] + CAPTION), _PAPER)
    frame.paste(picture.crop((0, 0, *SIZE)), (0, 0))
    lines = "\n".join(textwrap.wrap(caption, 38))
    ImageDraw.Draw(frame).multiline_text(
        (12, SIZE[1] + 10), lines, font=_font(), fill=_INK, spacing=5
    )
    return frame


def film(pictures: list[Image.Image], language: str) -> Path:
    """Write the film with captions in a language."""
    texts = campaign_texts()[language]
    frames = [
        captioned(picture, texts[f"film_{number}"])
        for number, picture in enumerate(pictures, start=1)
    ]
    file = FOLDER / f"evening-{language}.webp"
    frames[0].save(
        file,
        save_all=True,
        append_images=frames[1:],
        duration=SECONDS_EACH * 1000,
        loop=0,
        quality=60,
        method=6,
    )
    return file


def main() -> int:
    """Walk through the evening once, and write a film per language."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("There is no chromium here: install it to make the film.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        context = browser.new_context(
            locale="nl-NL",
            reduced_motion="reduce",
            viewport={"width": SIZE[0], "height": SIZE[1]},
        )
        page = context.new_page()
        sign_in(page, base, ACCOUNT)
        pictures = list(evening(page, base))
        browser.close()
    files = {language: film(pictures, language) for language in campaign_texts()}
    facts = {
        "width": SIZE[0],
        "height": SIZE[1] + CAPTION,
        "seconds": SECONDS_EACH * len(pictures),
        "files": {language: file.name for language, file in files.items()},
    }
    written = json.dumps(facts, indent=2) + "\n"
    (FOLDER / "film.json").write_text(written, encoding="utf-8")
    total = sum(file.stat().st_size for file in files.values())
    where = FOLDER.relative_to(ROOT)
    sys.stdout.write(f"{len(files)} films in {where}, {total} bytes\n")
    return 0 if total < MOST_BYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
