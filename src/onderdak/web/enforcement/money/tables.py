"""The ledger of a case, its balances, and those of the municipality, as tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.kernel.money import euros
from onderdak.supervision.enforcement.contract.money import (
    Balance,
    CaseBalance,
    Debt,
    EntryKind,
    LedgerLine,
)
from onderdak.web.enforcement.money.words import DEBTS, KINDS, reason_of
from onderdak.web.enforcement.pages import in_words
from onderdak.web.enforcement.wording import moment
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Fact,
    Money,
    Table,
)


def balance_table(debts: Mapping[Debt, Balance]) -> Table:
    """What a case comes to, for each debt apart, with the sum below."""
    total = sum(debts.values(), Balance())
    return Table(
        name="balance",
        caption=_("How it stands"),
        columns=[
            Column(_("For what"), row_header=True),
            *(
                Column(label, numeric=True)
                for label in (
                    *(_("Owed"), _("Claimed"), _("Paid"), _("Given back")),
                    *(_("Written off"), _("Still to be paid"), _("To give back")),
                )
            ),
        ],
        rows=[
            [str(DEBTS[debt]), *_amounts(balance)] for debt, balance in debts.items()
        ],
        total=[_("Together"), *_amounts(total)] if len(debts) > 1 else (),
        empty=Empty(
            _("Nothing is owed."),
            _("A penalty that is forfeited, a fine or a cost stands here by itself."),
        ),
    )


def _amounts(balance: Balance) -> list[object]:
    return [
        Money(balance.owed),
        Money(balance.claimed),
        Money(balance.paid),
        Money(balance.given_back),
        Money(balance.written_off),
        Money(balance.open),
        Money(balance.to_give_back),
    ]


def balance_facts(balance: Balance) -> Iterator[Fact]:
    """The few sums that say what is to be done."""
    yield Fact(_("Owed"), Money(balance.owed))
    yield Fact(_("Claimed"), Money(balance.claimed))
    yield Fact(_("Paid"), Money(balance.paid))
    if balance.given_back:
        yield Fact(_("Given back"), Money(balance.given_back))
    if balance.written_off:
        yield Fact(_("Written off"), Money(balance.written_off))
    yield Fact(_("Still to be paid"), Money(balance.open))
    if balance.not_claimed:
        yield Fact(_("Not claimed yet"), Money(balance.not_claimed))
    if balance.to_give_back:
        yield Fact(_("To give back"), Money(balance.to_give_back))


def ledger_table(
    lines: Sequence[LedgerLine],
    *,
    export: Export | None,
    correct: Callable[[LedgerLine], str],
) -> Table:
    """Every line of a ledger.

    Args:
        correct: where a line can be put right; empty where it cannot.
    """
    places = {one.pk: nth for nth, one in enumerate(lines, start=1)}
    return Table(
        name="ledger",
        caption=_("Ledger"),
        note=_("A line is never changed: a correction is a line of its own."),
        columns=[
            Column(_("Line"), row_header=True),
            Column(_("Day")),
            Column(_("What")),
            Column(_("For what")),
            Column(_("Amount"), numeric=True),
            Column(_("What it is about")),
            Column(_("Booked by")),
            Column(_("Put right")),
        ],
        rows=[_line(one, places, correct(one)) for one in lines],
        empty=Empty(
            _("Nothing was booked yet."),
            _("What a check or a decision brings stands here by itself."),
        ),
        export=export,
    )


def _line(one: LedgerLine, places: Mapping[int, int], correct: str) -> Sequence[object]:
    return [
        places[one.pk],
        one.on_day,
        _what(one, places),
        str(DEBTS[one.debt]),
        Money(one.cents),
        " – ".join(filter(None, [one.about, reason_of(one)])) or None,
        one.by or _("counted by the software"),
        Cell(_("Correct line %(nth)s") % {"nth": places[one.pk]}, url=correct)
        if correct
        else "",
    ]


def _what(one: LedgerLine, places: Mapping[int, int]) -> str:
    if one.kind is not EntryKind.CORRECTION:
        return str(KINDS[one.kind])
    nth = places.get(one.corrects or 0)
    said = {"what": KINDS[one.counts_as], "nth": nth or "?"}
    return _("correction of line %(nth)s (%(what)s)") % said


def ledger_lines(lines: Sequence[LedgerLine]) -> Iterator[list[object]]:
    """The ledger as a file: days as YYYY-MM-DD, amounts in euros and in cents."""
    yield [
        *(_("Line"), _("Case"), _("Measure"), _("Day"), _("What"), _("Counts as")),
        *(
            _("For what"),
            _("Amount in euros"),
            _("Amount in cents"),
            _("What it is about"),
        ),
        *(_("Reason"), _("Corrects line"), _("Booked by"), _("Booked at")),
    ]
    for one in lines:
        yield [
            *(one.pk, one.number, in_words(one.path_title), one.on_day),
            *(str(KINDS[one.kind]), str(KINDS[one.counts_as]), str(DEBTS[one.debt])),
            *(euros(one.cents), one.cents, one.about, reason_of(one), one.corrects),
            *(one.by or _("counted by the software"), moment(one.at)),
        ]


def town_rows(
    found: Sequence[CaseBalance], url: Callable[[str], str]
) -> list[Sequence[object]]:
    """The balances of cases in a list."""
    return [
        [
            Cell(one.number, url=url(one.number)),
            one.address,
            one.offender or _("a person (sealed)"),
            Money(one.balance.owed),
            Money(one.balance.claimed),
            Money(one.balance.paid),
            Money(one.open),
            one.last_pay_day,
        ]
        for one in found
    ]


def town_columns() -> list[Column]:
    """The columns of the list of balances."""
    return [
        Column(_("Case"), row_header=True),
        Column(_("Address")),
        Column(_("Offender")),
        Column(_("Owed"), numeric=True),
        Column(_("Claimed"), numeric=True),
        Column(_("Paid"), numeric=True),
        Column(_("Still to be paid"), numeric=True),
        Column(_("Pay by")),
    ]


def town_lines(found: Sequence[CaseBalance]) -> Iterator[list[object]]:
    """The list of balances as a file."""
    yield [
        *(_("Case"), _("Address"), _("Offender"), _("Owed"), _("Claimed")),
        *(_("Paid"), _("Given back"), _("Written off"), _("Still to be paid")),
        *(_("Not claimed yet"), _("To give back"), _("Pay by")),
    ]
    for one in found:
        each = one.balance
        yield [
            *(one.number, one.address, one.offender or _("a person (sealed)")),
            *(euros(each.owed), euros(each.claimed), euros(each.paid)),
            *(euros(each.given_back), euros(each.written_off)),
            *(euros(one.open), euros(one.not_claimed)),
            *(euros(one.to_give_back), one.last_pay_day),
        ]


def measure_label(title: object, begun_on: object) -> str:
    """A measure as a form offers it: its path, and when it began."""
    said = {"path": in_words(title), "day": date_format(begun_on, "j F Y")}  # type: ignore[arg-type]  # stubs: date
    return _("%(path)s, since %(day)s") % said
