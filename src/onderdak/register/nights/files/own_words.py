"""Words of our own in a file that goes back: headings, and names of the sheet."""

from typing import Final

LINE: Final = "Onderdak: regel / line"
WRONG: Final = "Onderdak: wat klopt er niet / what is wrong"
WHOLE_SHEET: Final = "Verblijven"
PART_SHEET: Final = "Verblijven, foute regels"
OWN_HEADINGS: Final = frozenset({LINE, WRONG})
