"""Writes a draft of points for people to read, change and decide on.

A draft is switched off and says from which data it came. Nothing turns it into points
that are in use but people: one who submits it and another who approves it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from onderdak.engines.ranking.catalogue import Catalogue
from onderdak.engines.ranking.points import PointSet, Step, steps_digest

_HEAD = """\
# A DRAFT of points, proposed from past outcomes. It is not in use: `on` is false.
#
# Points never change by themselves. Before anybody uses these:
#  - a person reads each line, changes what is not right and writes each reason;
#  - the privacy officer assesses the set, with a file that holds the assessment;
#  - two people decide: who made the draft does not approve it (four eyes).
#
# Outcomes are known only of addresses where somebody went. What people looked for
# before comes back in these points; a share of visits by lot is the only way to know.
#
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """From which data a draft came.

    Attributes:
        digest: SHA-256 of the file.
        first: the first day of the data, `last` the last; None when it holds no days.
        points_to_double: how many points double the odds of a find.
    """

    file: str
    digest: str
    rows: int
    finds: int
    made_on: date
    points_to_double: int
    first: date | None = None
    last: date | None = None

    @property
    def says(self) -> str:
        """The origin in one sentence, which goes along in the set."""
        days = f" from {self.first} to {self.last}" if self.first else ""
        return (
            f"Proposed on {self.made_on} from {self.file} (SHA-256 {self.digest}):"
            f" {self.rows} outcomes{days}, {self.finds} finds;"
            f" {self.points_to_double} points double the odds."
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What of a draft does not come from outcomes: names, columns, days of use."""

    name: str
    catalogue: str
    since: date
    until: date
    identifier: str = ""
    context: tuple[str, ...] = ()
    version: int = 1
    base: PointSet | None = None


class _Plain(yaml.SafeDumper):
    """YAML without anchors: they would not be read back."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def draft(
    steps: Mapping[str, Sequence[Step]],
    catalogue: Catalogue,
    frame: Frame,
    origin: Origin,
    without: Sequence[str] = (),
) -> str:
    """Write a draft in YAML.

    Args:
        steps: what is proposed, by key of the indicator.
        without: indicators that were looked at and said nothing.
    """
    body: dict[str, Any] = {
        "name": frame.name,
        "version": frame.version,
        "catalogue": frame.catalogue,
        "since": frame.since,
        "until": frame.until,
        "on": False,
        **({"identifier": frame.identifier} if frame.identifier else {}),
        **({"context": list(frame.context)} if frame.context else {}),
        "derived": f"{origin.says} Points: SHA-256 {steps_digest(steps)}.",
        "indicators": [
            _indicator(key, found, catalogue, frame) for key, found in steps.items()
        ],
    }
    said = f"# Looked at, and said nothing: {', '.join(without)}.\n" if without else ""
    written = yaml.dump(
        body, None, _Plain, sort_keys=False, allow_unicode=True, width=88
    )
    return f"{_HEAD}{said}{written}"


def _indicator(
    key: str, steps: Sequence[Step], catalogue: Catalogue, frame: Frame
) -> dict[str, Any]:
    known = catalogue[key]
    before = frame.base.by_key.get(key) if frame.base else None
    at_most = {"at_most": before.at_most} if before and before.at_most else {}
    column = {"column": before.column} if before and before.column != key else {}
    return {
        "key": key,
        **column,
        "reason": before.reason
        if before
        else "To be written: why does this say something of an address?",
        "source": known.source,
        "ground": before.ground if before else known.ground,
        "expires_on": before.expires_on if before else frame.until,
        **at_most,
        "steps": [{"at_least": one.at_least, "points": one.points} for one in steps],
    }
