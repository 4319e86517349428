"""Says the outcome of the pay check in plain words, in Dutch and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onderdak.kernel.money import NumberStyle, euros
from onderdak.rules.engine.sentences import sentences

_SENTENCES: Final = Path(__file__).parent / "sentences.yaml"
_LANGUAGES: Final[tuple[NumberStyle, ...]] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell."""

    wage: int
    most: int
    housing: int
    certified: bool | None
    below_minimum: bool
    least_hourly: int


def told(about: Told) -> Mapping[str, str]:
    """Say what may be deducted, whether this may, and on what condition."""
    said = sentences(_SENTENCES)
    names = ["wage", *_outcome(about)]
    names += ["below_minimum"] if about.below_minimum else []
    return {
        language: " ".join(
            said[name][language] % _amounts(about, language)
            for name in [*names, "supervision"]
        )
        for language in _LANGUAGES
    }


def _outcome(about: Told) -> list[str]:
    if about.certified is False:
        return ["not_certified"]
    amount = "within" if about.housing <= about.most else "too_much"
    return ["most", amount, *([] if about.certified else ["condition"])]


def _amounts(about: Told, language: NumberStyle) -> dict[str, str]:
    return {
        "wage": euros(about.wage, language),
        "most": euros(about.most, language),
        "housing": euros(about.housing, language),
        "over": euros(max(0, about.housing - about.most), language),
        "hourly": euros(about.least_hourly, language),
    }
