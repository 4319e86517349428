"""What was proposed from outcomes, beside what people made of it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from onderdak.engines.ranking import Step
from onderdak.supervision.picture.contract.ranking import (
    PointSet,
    Proposal,
    proposal_of,
)
from onderdak.web.account.contract import Request
from onderdak.web.pages.shapes import Cell, Column, Fact, Table
from onderdak.web.pages.values import number, said
from onderdak.web.picture.ranking.points_tables import points_words
from onderdak.web.picture.ranking.words import day


def proposal_shown(request: Request, found: PointSet, on: date) -> dict[str, object]:
    """For a page: from which outcomes, and fact by fact what was changed."""
    proposal = proposal_of(by=request.actor, point_set=found, on=on)
    if proposal is None:
        return {}
    return {"proposal": _facts(proposal), "proposed": _table(proposal)}


def _facts(proposal: Proposal) -> list[Fact]:
    made = (
        _("made here on %(day)s, from %(rows)s addresses with a result")
        % {"day": day(proposal.exported_on), "rows": number(proposal.rows or 0)}
        if proposal.exported_on
        else _("not made here, or its log is past its term: ask where it comes from")
    )
    return [
        Fact(_("What the proposal says"), proposal.says),
        Fact(_("The file it comes from"), made),
        Fact(_("Points as they were calculated"), _as_calculated(proposal)),
    ]


def _as_calculated(proposal: Proposal) -> str:
    if proposal.as_proposed:
        return _("yes: what stands under 'Proposed' is what the calculation gave")
    return _("not certain: they may have been changed before they were handed in here")


def _table(proposal: Proposal) -> Table:
    return Table(
        name="proposed",
        caption=_("What was proposed, and what people made of it"),
        columns=[
            Column(_("Fact"), row_header=True),
            Column(_("Proposed")),
            Column(_("In this set")),
            Column(_("Changed")),
        ],
        rows=[
            [
                said(one.title),
                _steps(one.before),
                _steps(one.now),
                Cell(_("by a person"), kind="info") if one.changed else _("no"),
            ]
            for one in proposal.indicators
        ],
    )


def _steps(steps: Sequence[Step]) -> str:
    if not steps:
        return _("no points")
    return "; ".join(
        _("from %(value)s: %(points)s")
        % {"value": number(one.at_least), "points": points_words(one.points)}
        for one in steps
    )
