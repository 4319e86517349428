"""Tables of what is known of a location, and of what the norms say of it briefly."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.housing.quality.contract import ROOMS, Counted, Quality, units_told
from onderdak.rules import Finding, Group, Of, Outcome
from onderdak.web.pages.shapes import Cell, Column, Paging, Table
from onderdak.web.pages.values import said
from onderdak.web.quality.file.addresses import fact_url
from onderdak.web.quality.file.showing import units_of
from onderdak.web.quality.file.together import OfNorm, per_norm
from onderdak.web.quality.file.words import (
    KINDS,
    fact_name,
    in_words,
    otherwise,
    value_shown,
    who_said,
)

_MOST_SENTENCES: Final = 3
_UNITS: Final = 100
_TOLD: Final = {
    "unit.use": gettext_lazy("Use"),
    "unit.floor_area": gettext_lazy("Area"),
    "unit.people": gettext_lazy("Residents"),
}
LISTED: Final = frozenset({*_TOLD, ROOMS})
"""The facts that stand in the list of units."""


def facts_tables(found: Quality, place: str | None = None) -> list[Table]:
    """All that is known, per group of facts: value, source and day.

    Args:
        place: only of this unit, or '' for the location itself; None for everything.
    """
    known = [one for one in found.file.known if place in (None, one.counts.place)]
    return [
        table
        for group in fact_catalogue().groups
        if group.of is not Of.ROOM  # rooms have a list of their own
        and (table := _facts_table(group, found, known)) is not None
    ]


def _facts_table(
    group: Group, found: Quality, known: Sequence[Counted]
) -> Table | None:
    paths = {fact.path for fact in group.facts}
    pk = found.file.location.pk
    rows = [_fact_row(pk, one) for one in known if one.counts.path in paths]
    if not rows:
        return None
    return Table(
        name=f"facts-{group.name}",
        caption=in_words(group.label),
        columns=[
            Column(_("Fact"), row_header=True),
            Column(_("Value")),
            Column(_("Source")),
            Column(_("Seen on")),
            Column(_("Says otherwise")),
        ],
        rows=rows,
    )


def _fact_row(pk: int, one: Counted) -> list[object]:
    fact = one.counts
    name = fact_name(fact.path)
    stated = fact.id is not None or any(each.id is not None for each in one.differs)
    return [
        Cell(
            f"{fact.place}: {name}" if fact.place else name,
            fact_url(pk, fact.place, fact.path) if stated else "",
        ),
        value_shown(fact.path, fact.value),
        who_said(fact),
        fact.observed_on,
        "; ".join(otherwise(each) for each in one.differs) or _("nobody"),
    ]


def rooms_tables(found: Quality, place: str) -> Iterator[Table]:
    """The rooms of a unit, with their areas; '' is a location without units."""
    for known in found.file.known:
        rooms = known.counts.value
        is_this = (known.counts.path, known.counts.place) == (ROOMS, place)
        if is_this and isinstance(rooms, list):
            yield _rooms_table(place, [one for one in rooms if isinstance(one, dict)])


def _rooms_table(place: str, rooms: list[dict[str, object]]) -> Table:
    facts = fact_catalogue().of(Of.ROOM)
    asked = [fact for fact in facts if any(fact.keys[-1] in room for room in rooms)]
    return Table(
        name=f"rooms-{place or 'all'}",
        caption=_("Rooms of %(unit)s") % {"unit": place} if place else _("Rooms"),
        columns=[
            Column(_("Room"), row_header=True),
            *(Column(fact_name(fact.path)) for fact in asked),
        ],
        rows=[
            [
                room.get("name") or str(number),
                *(
                    value_shown(fact.path, room[fact.keys[-1]])
                    if fact.keys[-1] in room
                    else None
                    for fact in asked
                ),
            ]
            for number, room in enumerate(rooms, 1)
        ],
    )


def units_table(found: Quality, page: int, most: int = _UNITS) -> Table:
    """Each unit in one line: what it is, and how many norms it meets."""
    units, pk = units_of(found), found.file.location.pk
    known = {
        (one.counts.place, one.counts.path): one.counts for one in found.file.known
    }
    judged = Counter((one.place, one.outcome) for one in found.judgement.findings)
    start = page * most
    shown = list(enumerate(units, 1))[start : start + most]

    def row(number: int, unit: str) -> list[object]:
        rooms = known.get((unit, ROOMS))
        facts = [known.get((unit, path)) for path in _TOLD]
        return [
            Cell(unit, reverse("quality_unit", args=[pk, number])),
            *(value_shown(one.path, one.value) if one else None for one in facts),
            len(rooms.value) if rooms and isinstance(rooms.value, list) else None,
            *(
                judged[unit, outcome]
                for outcome in (Outcome.BREACHES, Outcome.CANNOT_JUDGE)
            ),
        ]

    return Table(
        name="units",
        caption=_("Units"),
        columns=[
            Column(_("Unit"), row_header=True),
            *(Column(str(label)) for label in _TOLD.values()),
            Column(_("Rooms"), numeric=True),
            Column(_("Norms not met"), numeric=True),
            Column(_("Norms unknown"), numeric=True),
        ],
        rows=[row(number, unit) for number, unit in shown],
        paging=_paging(page, len(units)),
    )


def _paging(page: int, of: int) -> Paging:
    more = of > (page + 1) * _UNITS
    return Paging(
        next_url=f"?units={page + 1}" if more else "",
        previous_url=f"?units={page - 1}" if page else "",
        shown=_("%(shown)s of %(total)s units")
        % {"shown": min(_UNITS, max(of - page * _UNITS, 0)), "total": of},
    )


def meets_table(found: Quality, findings: Iterable[Finding] | None = None) -> Table:
    """What meets a norm, briefly."""
    of = len(units_of(found)) if findings is None else 0
    return _briefly(
        Table(name="meets", caption=_("Meets the norm"), columns=[], rows=[]),
        _("Finding"),
        per_norm(found.meets if findings is None else findings),
        of,
    )


def unsure_table(found: Quality, findings: Iterable[Finding] | None = None) -> Table:
    """What cannot be judged, with what is missing."""
    of = len(units_of(found)) if findings is None else 0
    return _briefly(
        Table(name="unsure", caption=_("Cannot be judged yet"), columns=[], rows=[]),
        _("What is missing"),
        per_norm(found.unsure if findings is None else findings),
        of,
    )


def _briefly(table: Table, what: str, norms: Sequence[OfNorm], of: int) -> Table:
    columns = [
        Column(_("Norm"), row_header=True),
        Column(_("How binding")),
        Column(what),
    ]
    return replace(
        table,
        columns=[*columns, Column(_("Where"))] if of else columns,
        rows=[
            [named(one), KINDS[one.first.kind], *told]
            for one in norms
            for told in _told(one, of)
        ],
    )


def named(one: OfNorm) -> str:
    """What a norm is called, with its id."""
    return f"{in_words(one.first.norm.title)} ({one.first.norm.id})"


def _told(norm: OfNorm, of: int) -> Iterator[list[object]]:
    """The sentences of a norm, each with its units; of many the first few."""
    for one in norm.said[:_MOST_SENTENCES]:
        where = one.units(of) or _("The whole location.")
        yield [in_words(one.first.text), *([where] if of else [])]
    rest = [place for one in norm.said[_MOST_SENTENCES:] for place in one.places]
    if rest:
        where = said(units_told(rest, 0))
        yield [_("Differs: see each unit."), *([where] if of else [])]
