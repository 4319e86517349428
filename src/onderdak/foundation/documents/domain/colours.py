"""Colours that can be read.

A municipality gives its own colour. Titles in it stand on white, and white stands on
it: where the contrast is below what WCAG 2.2 asks of text (success criterion 1.4.3),
the colour is made darker until it is enough.
"""

import re

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ENOUGH = 4.5
_DARKER = 0.95


def readable(colour: str) -> str:
    """The colour itself, or the lightest darker one that is read well on white.

    Raises:
        ValueError: for anything but `#rrggbb`.
    """
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour such as #154273")
    parts = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    while contrast_with_white(parts) < _ENOUGH:
        parts = [int(part * _DARKER) for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast_with_white(parts: list[int]) -> float:
    """The contrast ratio of WCAG between this colour and white, 1 to 21."""
    red, green, blue = (_linear(part / 255) for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
