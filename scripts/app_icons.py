"""Draw the icons of the app of a round anew, out of the same lines as icon.svg.

Run: .venv/bin/python scripts/app_icons.py
"""

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).parents[1] / "src/onderdak/web/pages/static/onderdak/visit/icons"
SIZES = (192, 512)
FINER = 4
GRID = 28  # the lines of the mark are drawn in a square of this size
GREEN, WHITE = (11, 93, 102, 255), (255, 255, 255, 255)
ROOF = [(5, 14), (14, 6.5), (23, 14)]
WALLS = [(8.5, 13), (8.5, 22), (19.5, 22), (19.5, 13)]
STROKE, DOT = 2.6, (14, 16.5, 1.8)
# A phone may cut a maskable icon to a circle: the mark stays within four fifths.
SCALE = {"any": 1.0, "maskable": 0.72}


def draw(size: int, kind: str) -> Image.Image:
    """One icon; a maskable one fills its square."""
    large = size * FINER
    image = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    unit = large / GRID
    if kind == "any":
        pen.rounded_rectangle((0, 0, large, large), 6 * unit, fill=GREEN)
    else:
        pen.rectangle((0, 0, large, large), fill=GREEN)
    for line in (ROOF, WALLS):
        _stroke(pen, [_at(point, unit, SCALE[kind]) for point in line], unit, kind)
    x, y, radius = DOT
    middle, r = _at((x, y), unit, SCALE[kind]), radius * unit * SCALE[kind]
    _circle(pen, middle, r)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _at(point: tuple[float, float], unit: float, scale: float) -> tuple[float, float]:
    x, y = (((one - GRID / 2) * scale + GRID / 2) * unit for one in point)
    return x, y


def _stroke(
    pen: ImageDraw.ImageDraw, line: list[tuple[float, float]], unit: float, kind: str
) -> None:
    width = STROKE * unit * SCALE[kind]
    pen.line(line, fill=WHITE, width=round(width))
    for point in line:
        _circle(pen, point, width / 2)


def _circle(
    pen: ImageDraw.ImageDraw, middle: tuple[float, float], radius: float
) -> None:
    x, y = middle
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=WHITE)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for kind in SCALE:
        for size in SIZES:
            draw(size, kind).save(OUT / f"{kind}-{size}.png", optimize=True)
