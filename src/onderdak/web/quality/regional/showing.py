"""Criteria, states and history of an application, as a page shows them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import User
from onderdak.housing.quality.contract.regional import (
    Criterion,
    Judged,
    Outcome,
    Proposal,
    RegionalFile,
    titles_of,
    told_once,
    units_in,
    units_told,
)
from onderdak.register.nights.contract import Location
from onderdak.web.pages.shapes import Cell, Column, Fact, Table
from onderdak.web.pages.values import said
from onderdak.web.quality.file.words import in_words
from onderdak.web.quality.regional.words import (
    JUDGED,
    JUDGED_TAGS,
    OUTCOMES,
    PROPOSED,
    STATE_TAGS,
    STATES,
)


def state_cell(file: RegionalFile) -> Cell:
    """Where an application stands, in one word."""
    return Cell(STATES[file.state], kind=STATE_TAGS[file.state])


def title_of(rule: str) -> str:
    """What a norm is called, in the language of the reader."""
    titles = [in_words(title) for title in titles_of(rule)]
    return "; ".join(dict.fromkeys(titles)) or rule


def criteria_table(criteria: Sequence[Criterion]) -> Table:
    """Each criterion with what the norms find, and what a person judged."""
    of = units_of(criteria)
    return Table(
        name="criteria",
        caption=_("Criteria"),
        columns=[
            Column(_("Norm")),
            Column(_("What it asks"), row_header=True),
            Column(_("Outcome")),
            Column(_("Why")),
        ],
        rows=[
            [each.rule, title_of(each.rule), _outcome(each), why_told(each, of) or None]
            for each in criteria
        ],
    )


def _outcome(criterion: Criterion) -> Cell:
    if criterion.met is None:
        return Cell(JUDGED[criterion.judged], kind=JUDGED_TAGS[criterion.judged])
    judged = Judged.MEETS if criterion.met else Judged.BREACHES
    return Cell(JUDGED[judged], kind=JUDGED_TAGS[judged])


def units_of(criteria: Iterable[Criterion]) -> int:
    """How many units the criteria were judged for."""
    return units_in(found for each in criteria for found in each.findings)


def why_told(criterion: Criterion, of: int) -> str:
    """Why a criterion is judged as it is, in the words of the norms or a person.

    Args:
        of: how many units were judged.
    """
    if criterion.met is not None:
        return _("Judged by a person: %(why)s") % {"why": criterion.why}
    language = "nl" if (get_language() or "nl")[:2] == "nl" else "en"
    return " ".join(
        f"{told} {said(units_told(units, of))}" if units else told
        for told, units in told_once(criterion.decisive, language)
    )


def crumbs(*here: str) -> list[dict[str, str]]:
    """The crumbs of a page about the regional certificate."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Regional certificate"), "url": reverse("regional_list")},
        *({"label": each} for each in here),
    ]


def way_back(file: RegionalFile, here: str) -> list[dict[str, str]]:
    """The crumbs of a page about one application."""
    back = {
        "label": file.application.location.name,
        "url": reverse("regional", args=[file.application.pk]),
    }
    return [*crumbs(), back, {"label": here}]


def facts_of(file: RegionalFile) -> Iterator[Fact]:
    """The few facts of an application."""
    application = file.application
    yield Fact(_("Location"), application.location.name)
    yield Fact(_("Provider"), application.provider.name)
    yield Fact(_("Municipality"), application.municipality.name)
    yield Fact(_("Asked on"), application.applied_on)
    if application.words:
        yield Fact(_("The provider says"), application.words)
    if file.retraction is not None:
        yield Fact(
            _("Taken back on"), file.retraction.retracted_on, file.retraction.reason
        )
    granted = file.granted
    if granted is not None:
        yield Fact(_("Holds from"), granted.valid_from)
        yield Fact(_("Holds until, not including"), granted.valid_until)
    yield criteria_fact(application.criteria, application.criteria_version)


def criteria_fact(rules: Sequence[str], version: str) -> Fact:
    """How many norms are criteria, and from which version of the list."""
    count = ngettext("%(many)d norm", "%(many)d norms", len(rules))
    return Fact(_("Criteria"), count % {"many": len(rules)}, version)


def history_of(file: RegionalFile, *, names: bool) -> Table:
    """What was assessed and decided; the names of colleagues for colleagues only."""
    who = _names(file) if names else {}
    head = [Column(_("On")), Column(_("What"), row_header=True), Column(_("Why"))]
    rows: list[tuple[int, int, date, object, str, int]] = [
        (
            *(one.number, 0, one.assessed_on),
            PROPOSED[Proposal(one.proposal)],
            *(one.reasons, one.assessed_by_id),
        )
        for one in file.assessments
        if names
    ]
    numbers = {one.pk: one.number for one in file.assessments}
    rows += [
        (
            *(numbers[one.assessment_id], 1, one.decided_on),
            OUTCOMES[Outcome(one.outcome)],
            *(one.reasons, one.decided_by_id),
        )
        for one in file.decisions
        if names or one.outcome != Outcome.RETURNED
    ]
    ordered = sorted(rows, key=lambda row: row[:2])
    return Table(
        name="history",
        caption=_("What was assessed and decided"),
        columns=[*head, Column(_("Who"))] if names else head,
        rows=[
            [on, what, why or None, *([who.get(by)] if names else [])]
            for _number, _order, on, what, why, by in ordered
        ],
    )


def _names(file: RegionalFile) -> dict[int, str]:
    numbers = {one.assessed_by_id for one in file.assessments}
    numbers |= {one.decided_by_id for one in file.decisions}
    found = User.objects.filter(pk__in=numbers)
    return {user.pk: user.name or user.email for user in found}


def location_crumbs(found: Location, here: str) -> list[dict[str, str]]:
    """The crumbs of a page about a location."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Locations"), "url": reverse("locations")},
        {"label": found.name, "url": reverse("location", args=[found.pk])},
        {"label": here},
    ]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where it is empty; None when nothing was sent."""
    return request.POST if request.method == "POST" else None
