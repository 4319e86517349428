"""Reads of cases: the list with its filters, and one with all that happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    check_may,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.rules.enforcement import StepKind
from onderdak.supervision.enforcement.domain.kinds import CaseState
from onderdak.supervision.enforcement.domain.permissions import OPEN_CASES, SEE_CASES
from onderdak.supervision.enforcement.grounding import signed_visit
from onderdak.supervision.enforcement.models import (
    Case,
    CaseEntry,
    EnforcementRequest,
    Ground,
    Measure,
    Step,
)
from onderdak.supervision.enforcement.path_words import rules_of, step_kind
from onderdak.supervision.inspections.contract.reports import SignedFindings

Words = Mapping[str, str]
_PLAIN_STEP: Words = {"nl": "Stap teruggenomen", "en": "Step taken back"}


@dataclass(frozen=True, slots=True)
class AskedCases:
    """Which cases somebody asks for; what is left out asks for all."""

    search: str = ""
    state: CaseState | None = None
    path: str = ""
    owner: int | None = None
    # Open cases that nobody leads.
    unowned: bool = False
    # Open cases in which no measure runs and that wait for no day to come.
    idle_on: date | None = None
    # Cases whose day to look again has come.
    look_on: date | None = None
    address: int | None = None


def cases_of(
    *,
    by: Actor,
    municipality: str,
    asked: AskedCases | None = None,
    before: int | None = None,
) -> QuerySet[Case]:
    """The cases of a municipality, the newest first.

    Args:
        before: the key of the last one of the page before.

    Raises:
        NotAllowed: this person sees no cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = Case.objects.filter(municipality_id=municipality)
    if asked is not None:
        found = found.filter(_wanted(asked))
    if before is not None:
        found = found.filter(pk__lt=before)
    return (
        found.select_related("address", "offender", "owner")
        .defer("offender__sealed", "offender__row_key")
        .order_by("-id")
    )


def _wanted(asked: AskedCases) -> Q:
    wanted = _said(asked.search)
    if asked.state is not None:
        wanted &= Q(state=asked.state)
    if asked.path:
        wanted &= Q(Exists(_measures(path=asked.path)))
    if asked.owner is not None:
        wanted &= Q(owner_id=asked.owner)
    if asked.unowned:
        wanted &= Q(owner__isnull=True, state=CaseState.OPEN)
    if asked.idle_on is not None:
        wanted &= _idle(asked.idle_on)
    if asked.look_on is not None:
        wanted &= Q(look_again_on__lte=asked.look_on)
    if asked.address is not None:
        wanted &= Q(address_id=asked.address)
    return wanted


def _measures(**more: object) -> QuerySet[Measure]:
    return Measure.objects.filter(case=OuterRef("pk"), **more)


def _idle(on: date) -> Q:
    """Nothing runs, and no day to come is named: low is never never."""
    waits = Q(look_again_on__gt=on)
    runs = Q(Exists(_measures(ended_on__isnull=True)))
    return Q(state=CaseState.OPEN) & ~waits & ~runs


def _said(search: str) -> Q:
    """Each word is in the number, the street, the town or the name of a company."""
    wanted = Q()
    for word in search.replace("\x00", "").split()[:6]:
        wanted &= (
            Q(number__icontains=word)
            | Q(address__street__icontains=word)
            | Q(address__town__icontains=word)
            | Q(offender__name__icontains=word)
            | (Q(address__number=int(word)) if _small_number(word) else Q())
        )
    return wanted


def _small_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 7


@dataclass(frozen=True, slots=True)
class StepOn:
    """A step as it is read: its words, and whether it counts."""

    row: Step
    title: Words
    counts: bool
    decision: bool
    # Whether it can be taken back: the last that counts, and no letter went out.
    correctable: bool


@dataclass(frozen=True, slots=True)
class MeasureOn:
    """A measure with its steps, the first first, and what can be done next."""

    row: Measure
    title: Words
    state_title: Words
    ended: bool
    steps: tuple[StepOn, ...]
    possible: tuple[StepKind, ...]


@dataclass(frozen=True, slots=True)
class CaseOn:
    """A case with all that happened in it."""

    case: Case
    grounds: tuple[Ground, ...]
    measures: tuple[MeasureOn, ...]
    requests: tuple[EnforcementRequest, ...]
    # What happened to the case itself, the last first.
    entries: tuple[CaseEntry, ...]
    # The names of the accounts that stand in it, by number.
    people: Mapping[int, str] = field(repr=False)

    @property
    def is_open(self) -> bool:
        """Whether something can still be done in it."""
        return self.case.state == CaseState.OPEN


def case_for(*, by: Actor, municipality: str, number: str) -> CaseOn:
    """One case of a municipality, with its grounds, measures and history.

    Raises:
        NotAllowed: this person sees no cases here.
        NotFound: there is no case of this number.
    """
    case = (
        cases_of(by=by, municipality=municipality)
        .select_related("previous")
        .filter(number=number)
        .first()
    )
    if case is None:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    measures = list(Measure.objects.filter(case=case).order_by("nth"))
    steps = list(
        Step.objects.filter(measure__in=measures)
        .select_related("undone_by")
        .order_by("measure_id", "n")
    )
    entries = tuple(CaseEntry.objects.filter(case=case).order_by("-id"))
    requests = EnforcementRequest.objects.filter(case=case).select_related("measure")
    people = {one.by_id for one in steps} | {one.by_id for one in entries}
    return CaseOn(
        case=case,
        grounds=tuple(Ground.objects.filter(case=case).order_by("found_on", "id")),
        measures=tuple(
            measure_on(one, [step for step in steps if step.measure_id == one.pk])
            for one in measures
        ),
        requests=tuple(
            requests.defer("sealed", "row_key").order_by("-received_on", "-id")
        ),
        entries=entries,
        people=names_of(people | {case.opened_by_id}),
    )


def names_of(users: set[int]) -> Mapping[int, str]:
    """The names of accounts, by number."""
    rows = User.objects.filter(pk__in=users).values_list("pk", "name", "email")
    return {key: name or email for key, name, email in rows}


def measure_on(row: Measure, steps: Sequence[Step]) -> MeasureOn:
    """A measure as it is read, with its steps in their order."""
    path = rules_of(row.ruleset_id).paths[row.path]
    counting = [one for one in steps if _counts(one)]
    last = counting[-1] if counting else None
    return MeasureOn(
        row=row,
        title=path.title,
        state_title=path.states[row.state].title,
        ended=row.ended_on is not None,
        steps=tuple(_step_on(one, last) for one in steps),
        possible=path.possible(row.state),
    )


def _counts(step: Step) -> bool:
    return step.undoes_id is None and getattr(step, "undone_by", None) is None


def _step_on(step: Step, last: Step | None) -> StepOn:
    kind = step_kind(step.ruleset_id, step.path, step.step)
    return StepOn(
        row=step,
        title=kind.title if kind else _PLAIN_STEP,
        counts=_counts(step),
        decision=kind is not None and kind.decision,
        correctable=last is not None and step.pk == last.pk and step.letter_id is None,
    )


def possible_steps(measure: Measure) -> tuple[StepKind, ...]:
    """The steps that can be taken from where a measure stands, in their order."""
    path = rules_of(measure.ruleset_id).paths[measure.path]
    return path.possible(measure.state)


def findings_to_enforce(*, by: Actor, municipality: str, visit: str) -> SignedFindings:
    """The breaches of a signed report on which a case can rest.

    Raises:
        NotAllowed: this person opens no cases here.
        NotFound: there is no visit of this number here.
    """
    check_may(by, OPEN_CASES, municipality=municipality)
    return signed_visit(municipality, visit)


def requests_of(
    *, by: Actor, municipality: str, open_only: bool = False, before: int | None = None
) -> QuerySet[EnforcementRequest]:
    """The requests for enforcement of a municipality, the newest first.

    Raises:
        NotAllowed: this person sees no cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    found = EnforcementRequest.objects.filter(municipality_id=municipality)
    if open_only:
        found = found.filter(measure__ended_on__isnull=True)
    if before is not None:
        found = found.filter(pk__lt=before)
    return (
        found.select_related("case", "case__address", "measure")
        .defer("sealed", "row_key")
        .order_by("-id")
    )


def lawyers_of(*, by: Actor, municipality: str) -> QuerySet[User]:
    """Who can lead a case here, by name.

    Raises:
        NotAllowed: this person sees no cases here.
    """
    check_may(by, SEE_CASES, municipality=municipality)
    held = Membership.objects.filter(municipality_id=municipality, role=Role.LAWYER)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("name", "email")
