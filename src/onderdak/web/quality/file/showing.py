"""Turns the quality of a location into the parts of a page."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.housing.quality.contract import (
    Awaited,
    Changing,
    Counted,
    Quality,
    alike,
    units_told,
)
from onderdak.register.nights.contract import Location
from onderdak.rules import Finding, Of
from onderdak.web.pages.shapes import Explanation, Tile
from onderdak.web.pages.values import said
from onderdak.web.quality.assess.steps import ROOMS_GROUP, groups_asked, places_of
from onderdak.web.quality.file.together import OfNorm, per_norm
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
class Sentence:
    """What a norm says alike of one or more units."""

    text: str
    mend: str
    units: str


@dataclass(frozen=True)
class FindingShown:
    """What one norm says of a location, ready to show; each sentence once."""

    title: str
    place: str
    kind: str
    tag: str
    said: list[Sentence]
    note: str
    why: Explanation


def findings_shown(
    findings: Iterable[Finding], of: int, note: str = ""
) -> list[FindingShown]:
    """Findings per norm: each sentence once, what would mend it, and why.

    Args:
        of: how many units the location has.
    """
    return [_shown(one, of, note) for one in per_norm(findings)]


def _shown(norm: OfNorm, of: int, note: str) -> FindingShown:
    one = norm.first
    return FindingShown(
        title=in_words(one.norm.title),
        place=norm.only_place,
        kind=str(KINDS[one.kind]),
        tag=KIND_TAGS[one.kind],
        said=[
            Sentence(
                in_words(each.first.text),
                in_words(each.first.mend) if each.first.mend else "",
                "" if norm.only_place else each.units(of),
            )
            for each in norm.said
        ],
        note=note,
        why=Explanation(
            sentence="",
            rule=f"{one.norm.id}: {in_words(one.norm.text)}",
            article=one.cited.article,
            parameter=one.cited.version,
        ),
    )


def soon_shown(changes: Iterable[Changing], of: int) -> list[FindingShown]:
    """Findings of the days to come, with what they are now."""
    return [
        shown
        for same in alike(changes, _change)
        for shown in findings_shown([one.then for one in same], of, _note(same[0]))
    ]


def _change(one: Changing) -> Hashable:
    return one.from_, one.now, one.then.outcome, one.then.norm.id


def _note(one: Changing) -> str:
    now = (
        _("now: no norm")
        if one.now is None
        else _("now: %(outcome)s") % {"outcome": OUTCOMES[one.now]}
    )
    return _("From %(day)s: %(outcome)s (%(now)s).") % {
        "day": date_format(one.from_, "j F Y"),
        "outcome": OUTCOMES[one.then.outcome],
        "now": now,
    }


def tiles_of(found: Quality) -> list[Tile]:
    """How many norms: each counts once, for however many units it is judged."""
    counts, on = found.counts, found.judgement.on
    source = _("quality file")
    breached = [
        Tile(
            _("Does not meet: %(kind)s") % {"kind": KINDS[kind]},
            counts.breaches[kind],
            on,
            source,
            _norms(counts.breaches[kind]),
        )
        for kind in counts.breaches
        if counts.breaches[kind]
    ]
    return [
        *(breached or [Tile(_("Does not meet"), 0, on, source, _norms(0))]),
        Tile(_("Meets"), counts.meets, on, source, _norms(counts.meets)),
        Tile(
            _("Cannot be judged"),
            counts.cannot_judge,
            on,
            source,
            _norms(counts.cannot_judge),
        ),
    ]


def _norms(many: int) -> str:
    return ngettext("norm", "norms", many)


def norms_told(many: int) -> str:
    """So many norms."""
    return f"{many} {_norms(many)}"


def units_of(found: Quality) -> list[str]:
    """The units of a location by name; none where it is one without a name."""
    return [place for place in places_of(found.file) if place]


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
    units = units_of(found)
    return [
        _question(found.file.location, line, units, answers=answers)
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


def _question(
    location: Location, line: Awaited, units: Sequence[str], *, answers: bool
) -> Question:
    catalogue = fact_catalogue()
    group = _group_of(line.path)
    label = (
        in_words(catalogue.fact(line.path).ask)
        if line.path in catalogue
        else _("Which rooms are there, and how large are they?")
    )
    waiting = _waiting(line)
    url = ""
    if _of_unit(line.path) and line.places and units:
        many = len(line.places)
        waiting += ngettext(", in %(many)d unit", ", in %(many)d units", many) % {
            "many": many
        }
        number = units.index(line.places[0]) + 1 if line.places[0] in units else 1
        url = reverse("quality_assess_unit", args=[location.pk, group, number])
    else:
        url = reverse("quality_assess_step", args=[location.pk, group])
    return Question(label, waiting, url if answers else "")


def _of_unit(path: str) -> bool:
    return path.startswith(("unit.", "room.")) or path == "rooms"


def _waiting(line: Awaited) -> str:
    return ngettext(
        "%(many)d norm waits for this", "%(many)d norms wait for this", line.norms
    ) % {"many": line.norms}


@dataclass(frozen=True)
class Differing:
    """A fact on which a newer word says otherwise than what counts."""

    name: str
    value: object
    source: str
    day: date
    others: list[str]
    units: str


def differing(found: Quality) -> list[Differing]:
    """The facts on which a newer word says otherwise; each once for all its units."""
    of = len(units_of(found))
    newer = [one for one in found.file.known if one.newer]
    return [_differing(same, of) for same in alike(newer, _word_of)]


def _word_of(one: Counted) -> Hashable:
    fact = one.counts
    return (
        fact.path,
        str(value_shown(fact.path, fact.value)),
        who_said(fact),
        fact.observed_on,
        tuple(otherwise(each) for each in one.newer),
    )


def _differing(same: Sequence[Counted], of: int) -> Differing:
    first = same[0]
    places = [one.counts.place for one in same if one.counts.place]
    return Differing(
        name=fact_name(first.counts.path),
        value=value_shown(first.counts.path, first.counts.value),
        source=who_said(first.counts),
        day=first.counts.observed_on,
        others=[otherwise(each) for each in first.newer],
        units=said(units_told(places, of)) if places else "",
    )
