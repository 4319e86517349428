"""The municipality fills its matrix and amounts; somebody chooses, and says why."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.case_rows import case_to_change
from onderdak.supervision.enforcement.choice_queries import cell_on
from onderdak.supervision.enforcement.domain.amounts import AmountOf, Per
from onderdak.supervision.enforcement.domain.choosing import (
    WAIT,
    Behaviour,
    CellRead,
    Consequence,
    Intervention,
    NewChoice,
    check_words,
    choice_problems,
    deviates,
)
from onderdak.supervision.enforcement.domain.permissions import (
    HANDLE_CASES,
    SET_UP_ENFORCEMENT,
)
from onderdak.supervision.enforcement.end_actions import let_wait
from onderdak.supervision.enforcement.models import (
    Case,
    Choice,
    LocalAmount,
    MatrixCell,
    Transition,
)
from onderdak.supervision.enforcement.moving import check_room, record

_LOOK_AGAIN = "enforcement.look_again_months"


@dataclass(frozen=True, slots=True)
class NewCell:
    """What a municipality does at one behaviour and one consequence, from a day on."""

    behaviour: Behaviour
    consequence: Consequence
    advised: tuple[Intervention, ...]
    valid_from: date
    source: str
    words: str = ""
    invented: bool = False


@action
def fill_cell(
    *, by: Actor, municipality: str, cell: NewCell, at: datetime
) -> MatrixCell:
    """Fill a cell of the matrix from a day on; what it read before stays on record.

    A cell without any advice is empty again from that day on.

    Raises:
        NotAllowed: this person sets nothing up here.
        RoomClosed: the municipality does not use this part, or set no term.
        Invalid: the decision that it stands in is not named.
    """
    _may(by, municipality, at)
    source = _source(cell.source)
    row = MatrixCell.objects.create(
        municipality_id=municipality,
        behaviour=cell.behaviour,
        consequence=cell.consequence,
        advised=[each.value for each in dict.fromkeys(cell.advised)],
        words=check_words(cell.words)[:1000],
        valid_from=cell.valid_from,
        source=source,
        invented=cell.invented,
        by_id=by.user_id,
        at=at,
    )
    _note(by, municipality, "fill_cell", row.pk)
    return row


@dataclass(frozen=True, slots=True)
class NewAmount:
    """A local amount from a day on, with the article that it stands in."""

    amount_of: AmountOf
    per: Per
    cents: int
    valid_from: date
    article: str
    source: str
    rule: str = ""
    most_cents: int | None = None
    invented: bool = False
    ended: bool = False


@action
def fill_amount(
    *, by: Actor, municipality: str, amount: NewAmount, at: datetime
) -> LocalAmount:
    """Set a local amount from a day on; what it was before stays on record.

    Raises:
        NotAllowed: this person sets nothing up here.
        RoomClosed: the municipality does not use this part, or set no term.
        Invalid: the amount or its article cannot be right.
    """
    _may(by, municipality, at)
    article = check_words(amount.article)[:300]
    if not article:
        raise Invalid(text("Name the article in which the amount stands."))
    _check_cents(amount)
    row = LocalAmount.objects.create(
        municipality_id=municipality,
        amount_of=amount.amount_of,
        rule=amount.rule.strip().upper()[:8],
        per=amount.per,
        cents=amount.cents,
        most_cents=amount.most_cents,
        article=article,
        valid_from=amount.valid_from,
        source=_source(amount.source),
        invented=amount.invented,
        ended=amount.ended,
        by_id=by.user_id,
        at=at,
    )
    _note(by, municipality, "fill_amount", row.pk)
    return row


def _check_cents(amount: NewAmount) -> None:
    if amount.cents < 1:
        raise Invalid(text("Fill in an amount."))
    if amount.amount_of is AmountOf.PENALTY:
        if amount.most_cents is None or amount.most_cents < amount.cents:
            raise Invalid(
                text("Fill in the most that an order comes to (art. 5:32b Awb).")
            )
    elif amount.most_cents is not None:
        raise Invalid(text("Only an order has a maximum beside its amount."))


@action
def choose_instrument(
    *, by: Actor, municipality: str, number: str, chosen: NewChoice, at: datetime
) -> Choice:
    """Choose the instrument for a case and write down why.

    The cell is kept as it reads now. Who deviates from it says why; whoever waits
    names a day to look again; and where people are in danger nobody waits.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `case_to_change`.
        Conflict: what is chosen cannot be written down like this.
    """
    case = case_to_change(by, HANDLE_CASES, municipality, number, at)
    on = localdate(at)
    cell = cell_on(municipality, chosen.behaviour, chosen.consequence, on)
    _check_choice(case, chosen, cell, on)
    row = _row(chosen, cell)
    row.municipality_id, row.case, row.chosen_on = municipality, case, on
    row.by_id, row.at = by.user_id, at
    row.save(force_insert=True)
    if row.unsafe and case.look_again_on is not None:
        case.look_again_on = None  # a case in which people are in danger waits no more
        case.save(update_fields=["look_again_on"])
    if row.instrument == WAIT:
        let_wait(
            by=by,
            municipality=municipality,
            number=number,
            words=row.because_wait,
            look_again_on=chosen.look_again_on or on,
            at=at,
        )
    record(by, case, "choose_instrument", instrument=row.instrument)
    return row


def _check_choice(case: Case, chosen: NewChoice, cell: CellRead, on: date) -> None:
    paths = Transition.objects.filter(ruleset_id=case.ruleset_id)
    months = rulebook().value(_LOOK_AGAIN, on=on, municipality=case.municipality_id)
    problems = choice_problems(
        chosen,
        cell,
        frozenset(paths.values_list("path", flat=True)),
        on=on,
        look_again_months=months.whole(),
    )
    if problems:
        raise Conflict(problems[0], *problems[1:2])


def _row(chosen: NewChoice, cell: CellRead) -> Choice:
    return Choice(
        behaviour=chosen.behaviour,
        consequence=chosen.consequence,
        aggravating=[each.value for each in dict.fromkeys(chosen.aggravating)],
        unsafe=chosen.unsafe,
        low_priority=chosen.low_priority,
        cell=cell.as_dict(),
        instrument=chosen.instrument,
        proportionality=check_words(chosen.proportionality),
        subsidiarity=check_words(chosen.subsidiarity),
        deviates=deviates(chosen, cell),
        deviation=check_words(chosen.deviation),
        because_wait=check_words(chosen.because_wait),
        look_again_on=chosen.look_again_on,
    )


def _may(by: Actor, municipality: str, at: datetime) -> None:
    check_may(by, SET_UP_ENFORCEMENT, municipality=municipality)
    check_room(municipality, at)


def _source(words: str) -> str:
    plain = check_words(words)[:300]
    if not plain:
        raise Invalid(text("Name the decision in which the municipality set this."))
    return plain


def _note(by: Actor, municipality: str, what: str, key: int) -> None:
    record_event(
        by=by,
        action=f"enforcement.{what}",
        object=f"setting {key}",
        municipality=municipality,
        detail={},
    )
