"""Turns the quality of a location into the parts of a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.housing.quality.contract import (
    ROOMS,
    Awaited,
    Changing,
    Counted,
    Quality,
)
from onderdak.register.nights.contract import Location
from onderdak.rules import Finding, Group, Of, Outcome
from onderdak.web.pages.shapes import Cell, Column, Explanation, Table, Tile
from onderdak.web.quality.assess.steps import ROOMS_GROUP, groups_asked
from onderdak.web.quality.file.addresses import fact_url
from onderdak.web.quality.file.words import (
    KIND_TAGS,
    KINDS,
    OUTCOMES,
    fact_name,
    in_words,
    otherwise,
    value_shown,
    who_said,
)

_MOST_ASKED = 12


@dataclass(frozen=True)
class FindingShown:
    """One finding, ready to show."""

    title: str
    place: str
    kind: str
    tag: str
    text: str
    mend: str
    note: str
    why: Explanation


def finding_shown(one: Finding, note: str = "") -> FindingShown:
    """A finding with its sentence, what would mend it, and why."""
    return FindingShown(
        title=in_words(one.norm.title),
        place=one.place or "",
        kind=str(KINDS[one.kind]),
        tag=KIND_TAGS[one.kind],
        text=in_words(one.text),
        mend=in_words(one.mend) if one.mend else "",
        note=note,
        why=Explanation(
            sentence="",
            rule=f"{one.norm.id}: {in_words(one.norm.text)}",
            article=one.cited.article,
            parameter=one.cited.version,
        ),
    )


def changing_shown(one: Changing) -> FindingShown:
    """A finding of a day to come, with what it is now."""
    now = (
        _("now: no norm")
        if one.now is None
        else _("now: %(outcome)s") % {"outcome": OUTCOMES[one.now]}
    )
    note = _("From %(day)s: %(outcome)s (%(now)s).") % {
        "day": date_format(one.from_, "j F Y"),
        "outcome": OUTCOMES[one.then.outcome],
        "now": now,
    }
    return finding_shown(one.then, note)


def tiles_of(found: Quality) -> list[Tile]:
    """The counts of a location, each with its day and source."""
    counts, on = found.counts, found.judgement.on
    source = _("quality file")
    breached = [
        Tile(
            _("Does not meet: %(kind)s") % {"kind": KINDS[kind]},
            counts.breaches[kind],
            on,
            source,
        )
        for kind in counts.breaches
        if counts.breaches[kind]
    ]
    return [
        *(breached or [Tile(_("Does not meet"), 0, on, source)]),
        Tile(_("Meets"), counts.meets, on, source),
        Tile(_("Cannot be judged"), counts.cannot_judge, on, source),
    ]


@dataclass(frozen=True)
class Question:
    """A fact that is missing, with what waits for it and where to answer it."""

    label: str
    waiting: str
    url: str


def questions_of(found: Quality, *, of_house: bool, answers: bool) -> list[Question]:
    """The facts to answer first: those for which most norms wait.

    A value that nobody could verify is asked of nobody; what officials know is not
    asked of a house.
    """
    asked = {group.name for group in groups_asked(of_house=of_house)}
    return [
        _question(found.file.location, line, answers=answers)
        for line in found.awaited
        if ":" not in line.path and _group_of(line.path) in asked
    ][:_MOST_ASKED]


def _group_of(path: str) -> str:
    """In which step a fact is asked."""
    catalogue = fact_catalogue()
    if path not in catalogue:
        return ROOMS_GROUP if path == "rooms" else "units"
    fact = catalogue.fact(path)
    return ROOMS_GROUP if fact.of is Of.ROOM else fact.group


def _question(location: Location, line: Awaited, *, answers: bool) -> Question:
    many = len(line.findings)
    catalogue = fact_catalogue()
    group = _group_of(line.path)
    label = (
        in_words(catalogue.fact(line.path).ask)
        if line.path in catalogue
        else _("Which rooms are there, and how large are they?")
    )
    return Question(
        label=label,
        waiting=ngettext(
            "%(many)d norm waits for this", "%(many)d norms wait for this", many
        )
        % {"many": many},
        url=reverse("quality_assess_step", args=[location.pk, group])
        if answers
        else "",
    )


def facts_tables(found: Quality) -> list[Table]:
    """All that is known, per group of facts: value, source and day."""
    return [
        table
        for group in fact_catalogue().groups
        if group.of is not Of.ROOM  # rooms have a list of their own
        and (table := _facts_table(group, found)) is not None
    ]


def _facts_table(group: Group, found: Quality) -> Table | None:
    paths = {fact.path for fact in group.facts}
    pk = found.file.location.pk
    rows = [_fact_row(pk, one) for one in found.file.known if one.counts.path in paths]
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


def differing(found: Quality) -> list[Counted]:
    """The facts on which a newer word says otherwise than what counts."""
    return [one for one in found.file.known if one.newer]


def rooms_tables(found: Quality) -> Iterator[Table]:
    """The rooms of each unit, with their areas."""
    for one in found.file.known:
        if one.counts.path == ROOMS and isinstance(one.counts.value, list):
            yield _rooms_table(one)


def _rooms_table(one: Counted) -> Table:
    facts = fact_catalogue().of(Of.ROOM)
    rooms = [room for room in one.counts.value if isinstance(room, dict)]  # type: ignore[attr-defined]
    asked = [fact for fact in facts if any(fact.keys[-1] in room for room in rooms)]
    place = one.counts.place
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


def meets_table(found: Quality) -> Table:
    """What meets a norm, briefly."""
    return Table(
        name="meets",
        caption=_("Meets the norm"),
        columns=[
            Column(_("Norm"), row_header=True),
            Column(_("How binding")),
            Column(_("Finding")),
        ],
        rows=[
            [
                _titled(one),
                KINDS[one.kind],
                in_words(one.text),
            ]
            for one in found.meets
        ],
    )


def _titled(one: Finding) -> str:
    title = f"{in_words(one.norm.title)} ({one.norm.id})"
    return f"{one.place}: {title}" if one.place else title


def unsure_table(found: Quality) -> Table:
    """What cannot be judged, with what is missing."""
    return Table(
        name="unsure",
        caption=_("Cannot be judged yet"),
        columns=[
            Column(_("Norm"), row_header=True),
            Column(_("How binding")),
            Column(_("What is missing")),
        ],
        rows=[
            [
                _titled(one),
                KINDS[one.kind],
                in_words(one.text),
            ]
            for one in found.unsure
            if one.outcome is Outcome.CANNOT_JUDGE
        ],
    )
