"""Reads of the ledger: the lines of a case, its balances, and those of a town."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan, LessThan

from onderdak.foundation.identity.contract import Actor, User, check_may
from onderdak.supervision.enforcement.booking import line_of
from onderdak.supervision.enforcement.case_search import said
from onderdak.supervision.enforcement.domain.money import (
    Balance,
    Debt,
    EntryKind,
    Line,
    balance,
)
from onderdak.supervision.enforcement.domain.permissions import SEE_CASES
from onderdak.supervision.enforcement.models import Case, Entry, StoredClock
from onderdak.supervision.enforcement.path_words import path_title

PAGE = 51
MOST_IN_FILE = 10_000
# What somebody owes is settled for each debt of a measure by itself.
_APART: Final = ("case_id", "measure_id", "debt")
_SUMS: Final = (
    EntryKind.FORFEITED,
    EntryKind.FINE,
    EntryKind.COST,
    EntryKind.CLAIMED,
    EntryKind.PAID,
    EntryKind.GIVEN_BACK,
    EntryKind.WRITTEN_OFF,
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger as it is read and exported."""

    pk: int
    number: str
    measure: int
    path: str
    path_title: dict[str, str] = field(hash=False)
    kind: EntryKind
    counts_as: EntryKind
    debt: Debt
    cents: int
    on_day: date
    about: str
    reason: str
    corrects: int | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedMoney:
    """Which balances somebody asks for: all, open, to give back or not yet claimed."""

    search: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class CaseBalance:
    """What stands open on one case, and by when the next payment is due.

    What is open or goes back is so for each debt of a measure apart: what one of them
    has too much pays nothing of another.
    """

    case: int
    number: str
    address: str
    offender: str
    balance: Balance
    last_pay_day: date | None
    open: int = 0
    not_claimed: int = 0
    to_give_back: int = 0


def ledger_of(*, by: Actor, municipality: str, number: str) -> Sequence[LedgerLine]:
    """Every line of a case, the first one first.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = Entry.objects.filter(municipality_id=municipality, case__number=number)
    return list(_lines(found.order_by("on_day", "id")))


def ledger_between(
    *,
    by: Actor,
    municipality: str,
    from_day: date,
    until_day: date,
    most: int = MOST_IN_FILE,
) -> Sequence[LedgerLine]:
    """Every line of a municipality that was booked on a day of a period.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = Entry.objects.filter(
        municipality_id=municipality, on_day__range=(from_day, until_day)
    )
    return list(_lines(found.order_by("on_day", "id")[:most]))


def totals(lines: Sequence[LedgerLine]) -> dict[Debt, Balance]:
    """The sums under a list of lines, for each debt that is in it."""
    return {
        debt: balance(each)
        for debt in Debt
        if (each := [_bare(one) for one in lines if one.debt is debt])
    }


def balance_of(*, by: Actor, municipality: str, number: str) -> Balance:
    """What one case comes to.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    found = debts_of(by=by, municipality=municipality, number=number)
    return sum(found.values(), Balance())


def debts_of(*, by: Actor, municipality: str, number: str) -> dict[Debt, Balance]:
    """What one case comes to, for each kind of debt apart.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    lines = [
        line_of(one)
        for one in Entry.objects.filter(
            municipality_id=municipality, case__number=number
        )
    ]
    return {
        debt: balance(lines, debt)
        for debt in Debt
        if any(line.debt is debt for line in lines)
    }


def town_balance(*, by: Actor, municipality: str) -> Balance:
    """What all cases of a municipality come to together.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = Entry.objects.filter(municipality_id=municipality)
    return Balance(**found.aggregate(**_sums()))


def balances_of(
    *,
    by: Actor,
    municipality: str,
    asked: AskedMoney | None = None,
    after: int | None = None,
    most: int = PAGE,
) -> Sequence[CaseBalance]:
    """The balances of the cases with a ledger, the newest case first.

    Args:
        after: the key of the last case of the page before.

    Raises:
        NotAllowed: this person does not see cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    wanted = asked or AskedMoney()
    booked = Entry.objects.filter(municipality_id=municipality)
    if after is not None:
        booked = booked.filter(case_id__lt=after)
    if wanted.search.strip():
        booked = booked.filter(case_id__in=said(wanted.search, municipality))
    if wanted.state:
        apart = booked.values(*_APART).annotate(**_sums()).filter(_state(wanted.state))
        booked = booked.filter(case_id__in=apart.values("case_id"))
    summed = booked.values("case_id").annotate(**_sums())
    found = summed.order_by("-case_id").values("case_id", *_SUMS)[:most]
    rows = {row.pop("case_id"): row for row in found}
    return _with_cases(municipality, rows)


def _sums() -> dict[str, Coalesce]:
    return {
        each.value: Coalesce(Sum("cents", filter=Q(counts_as=each.value)), 0)
        for each in _SUMS
    }


def _state(state: str) -> Q:
    """Debts of which something is open, is to be given back, or is not claimed yet."""
    owed = F("forfeited") + F("fine") + F("cost")
    kept = F("paid") - F("given_back")
    settled = kept + F("written_off")
    match state:
        case "open":
            return Q(GreaterThan(owed, settled))
        case "to_give_back":
            return Q(LessThan(owed, settled)) & Q(GreaterThan(kept, 0))
        case "not_claimed":
            return Q(GreaterThan(owed, F("claimed")))
        case _:
            return Q()


def _with_cases(
    municipality: str, rows: dict[int, dict[str, int]]
) -> Sequence[CaseBalance]:
    cases = Case.objects.filter(municipality_id=municipality, pk__in=rows)
    due = dict(
        StoredClock.objects.filter(case_id__in=rows, clock="payment", listed=True)
        .values_list("case_id")
        .annotate(first=Min("last_day"))
        .order_by()
    )
    apart = _apart(rows)
    return [
        CaseBalance(
            case=one.pk,
            number=one.number,
            address=str(one.address),
            offender=one.offender.name if one.offender else "",
            balance=Balance(**rows[one.pk]),
            last_pay_day=due.get(one.pk),
            open=sum(each.open for each in apart[one.pk]),
            not_claimed=sum(each.not_claimed for each in apart[one.pk]),
            to_give_back=sum(each.to_give_back for each in apart[one.pk]),
        )
        for one in cases.select_related("address", "offender").order_by("-pk")
    ]


def _apart(cases: Iterable[int]) -> Mapping[int, list[Balance]]:
    """Of each case the balance of each debt of a measure."""
    found: dict[int, list[Balance]] = defaultdict(list)
    booked = Entry.objects.filter(case_id__in=list(cases)).values(*_APART)
    for row in booked.annotate(**_sums()).order_by(*_APART):
        sums = {kind.value: row[kind.value] for kind in _SUMS}
        found[row["case_id"]].append(Balance(**sums))
    return found


def _lines(found: QuerySet[Entry]) -> Iterator[LedgerLine]:
    rows = list(found.select_related("case", "measure"))
    names = _names({row.by_id for row in rows if row.by_id is not None})
    for row in rows:
        yield LedgerLine(
            pk=row.pk,
            number=row.case.number,
            measure=row.measure_id,
            path=row.measure.path,
            path_title=path_title(row.measure.ruleset_id, row.measure.path),
            kind=EntryKind(row.kind),
            counts_as=EntryKind(row.counts_as),
            debt=Debt(row.debt),
            cents=row.cents,
            on_day=row.on_day,
            about=row.about,
            reason=row.reason,
            corrects=row.corrects_id,
            by=names.get(row.by_id or 0, ""),
            at=row.at,
        )


def _names(users: set[int]) -> dict[int, str]:
    found = User.objects.filter(pk__in=users).values_list("pk", "name", "email")
    return {pk: name or email for pk, name, email in found}


def _bare(one: LedgerLine) -> Line:
    return Line(one.counts_as, one.debt, one.cents)
