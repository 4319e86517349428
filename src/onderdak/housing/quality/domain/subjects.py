"""What may be reported about a location: subjects of its housing, never of people."""

from collections.abc import Mapping
from typing import Final

from onderdak.kernel.text import Text, text

SUBJECTS: Final[Mapping[str, Text]] = {
    "beds": text("There are more beds than the certificate names."),
    "space": text("There is little room for the number of beds."),
    "sanitary": text("Toilets or showers are too few or broken."),
    "kitchen": text("Kitchen or cooling is too little or broken."),
    "fire": text("Fire safety: escape routes, alarms or extinguishers."),
    "heating": text("Heating, damp or ventilation."),
    "hygiene": text("Hygiene or vermin."),
    "management": text("The manager cannot be reached."),
    "information": text("The information card or house rules are missing."),
    "not_listed": text("The location is in use and not in your register."),
}
"""The subjects, in the words that stand in the letter."""
