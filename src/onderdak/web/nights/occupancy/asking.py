"""What the address bar asks of the page on occupancy."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import whole_number
from onderdak.register.nights.contract.supervising import (
    Looked,
    check_period,
)

GROUPS = ("location", "neighbourhood", "day")
_WEEKS = timedelta(days=27)


@dataclass(frozen=True)
class Asked:
    """The grouping, the nights, and the filters; what is unreadable is left out."""

    group: str
    first: date
    last: date
    prefix: str = ""
    area: str = ""
    location: int | None = None
    after: tuple[str, int] | None = None
    wrong: Invalid | None = None

    def looked(self, municipality: str, on: date) -> Looked:
        """The question to the register."""
        return Looked(
            municipality,
            check_period(self.first, self.last, on),
            self.area or None,
            self.location,
        )

    def address(self, **changed: object) -> str:
        """The query string of this page with some answers changed."""
        values = {
            "by": self.group,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "q": self.prefix,
            "area": self.area,
            "location": self.location,
            **changed,
        }
        kept = {name: value for name, value in values.items() if value}
        return "?" + urlencode(kept)

    @property
    def kept(self) -> dict[str, str]:
        """What a search must not lose."""
        values = {"area": self.area, "location": str(self.location or "")}
        return {name: value for name, value in values.items() if value}


def asked_by(query: QueryDict, on: date) -> Asked:
    """What is asked; nights that cannot be are told and replaced by tonight."""
    group = query.get("by", "")
    group = group if group in GROUPS else "location"
    start = on - _WEEKS if group == "day" else on
    asked = Asked(
        group=group,
        first=_day(query.get("from", "")) or start,
        last=_day(query.get("to", "")) or on,
        prefix=query.get("q", "").replace("\x00", "").strip()[:120],
        area=query.get("area", "").replace("\x00", "")[:12],
        location=whole_number(query.get("location", "")),
        after=_key(query.get("after", "")),
    )
    try:
        check_period(asked.first, asked.last, on)
    except Invalid as error:
        return replace(asked, first=start, last=on, wrong=error)
    return asked


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2099 else None


def _key(written: str) -> tuple[str, int] | None:
    number, _, name = written.replace("\x00", "").partition(":")
    found = whole_number(number)
    return (name[:120], found) if found is not None and name else None
