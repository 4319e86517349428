"""Certificates on a day: what holds, since when it does not, and what is missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onderdak.housing.quality.domain.alerts import points_at_a_person, read_alert
from onderdak.housing.quality.domain.certificates import (
    Change,
    Held,
    Origin,
    Scheme,
    Standing,
    State,
    Term,
    covered,
    not_in_force_since,
    standing_on,
    term_on,
    uncovered,
)
from onderdak.housing.quality.domain.gaps import (
    GapKind,
    House,
    Rhythm,
    Terms,
    all_gaps,
    first_inspection,
    gaps_of,
    next_inspection,
)
from onderdak.housing.quality.domain.registers import (
    RegisterLine,
    as_kept,
    as_read,
    split_address,
    split_number,
)
from onderdak.kernel.ranges import DateRange

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 2), date(2026, 6, 1)
YEAR = date(2027, 1, 1)
SNF = Rhythm(first_weeks=6, years=2)
TERMS = Terms(warn_days=60, rhythms={Scheme.SNF: SNF})


def _held(
    *changes: tuple[date, State],
    until: date | None = YEAR,
    terms: list[Term] | None = None,
    id: int = 1,
    location: int | None = 7,
) -> Held:
    first = Term(JANUARY, Origin.REGISTER, 10, JANUARY, until, None, JANUARY, id=1)
    rows = changes or ((JANUARY, State.VALID),)
    return Held(
        id,
        Scheme.SNF,
        terms if terms is not None else [first],
        [Change(day, state, Origin.REGISTER, n) for n, (day, state) in enumerate(rows)],
        location=location,
        provider=3,
    )


def test_a_range_is_half_open() -> None:
    held = _held()
    assert standing_on(held, JANUARY - timedelta(1)) is Standing.AHEAD
    assert standing_on(held, JANUARY) is Standing.VALID
    assert standing_on(held, YEAR - timedelta(1)) is Standing.VALID
    assert standing_on(held, YEAR) is Standing.LAPSED


def test_a_suspension_that_is_lifted_leaves_its_own_nights_uncovered() -> None:
    held = _held((JANUARY, State.VALID), (MARCH, State.SUSPENDED), (JUNE, State.VALID))
    assert standing_on(held, MARCH) is Standing.SUSPENDED
    assert not_in_force_since(held, date(2026, 4, 1)) == MARCH
    assert not_in_force_since(held, JUNE) is None
    window = DateRange(JANUARY, YEAR)
    assert covered([held], window) == [DateRange(JANUARY, MARCH), DateRange(JUNE, YEAR)]
    assert uncovered([held], window) == [DateRange(MARCH, JUNE)]


def test_two_certificates_that_follow_each_other_leave_no_hole() -> None:
    first = _held(until=MARCH)
    second = _held(
        (MARCH, State.VALID),
        terms=[Term(MARCH, Origin.REGISTER, 10, MARCH, YEAR)],
        id=2,
    )
    window = DateRange(JANUARY, YEAR)
    assert covered([first, second], window) == [window]
    assert uncovered([first, second], window) == []


def test_what_never_held_did_not_lapse() -> None:
    assert not_in_force_since(_held((JANUARY, State.WITHDRAWN)), JUNE) is None


@pytest.mark.parametrize("later", [Origin.REGISTER, Origin.MUNICIPALITY, Origin.ALERT])
def test_a_providers_own_word_counts_only_where_nobody_else_spoke(
    later: Origin,
) -> None:
    own = Term(MARCH, Origin.PROVIDER, 60, id=2)
    assert term_on([own], JUNE) is own
    other = Term(JANUARY, later, 10, id=1)
    assert term_on([other, own], JUNE) is other


def test_the_last_word_by_a_day_counts() -> None:
    first = Term(JANUARY, Origin.REGISTER, 10, id=1)
    second = Term(MARCH, Origin.REGISTER, 12, id=2)
    assert term_on([second, first], MARCH - timedelta(1)) is first
    assert term_on([second, first], MARCH) is second
    assert term_on([second, first], date(2020, 1, 1)) is first
    assert term_on([], JUNE) is None


def test_the_terms_of_inspection_are_counted_to_the_day() -> None:
    assert first_inspection(MARCH, SNF) == date(2026, 4, 13)
    assert next_inspection(date(2024, 2, 29), SNF) == date(2026, 2, 28)
    assert first_inspection(MARCH, Rhythm()) is None
    assert next_inspection(MARCH, Rhythm()) is None


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 4, 13), GapKind.INSPECTION_DUE),
        (date(2026, 4, 14), GapKind.INSPECTION_LATE),
    ],
)
def test_a_new_location_has_six_weeks(on: date, kind: GapKind) -> None:
    new = Term(MARCH, Origin.REGISTER, 10, MARCH, YEAR, registered_on=MARCH)
    (gap,) = gaps_of(_held((MARCH, State.VALID), terms=[new]), on, TERMS)
    assert (gap.kind, gap.day) == (kind, date(2026, 4, 13))


@pytest.mark.parametrize(("days", "told"), [(61, False), (60, True)])
def test_an_end_is_told_sixty_days_ahead(days: int, told: bool) -> None:
    kinds = {gap.kind for gap in gaps_of(_held(), YEAR - timedelta(days), TERMS)}
    assert (GapKind.EXPIRING in kinds) is told


def test_a_withdrawn_certificate_asks_for_no_inspection() -> None:
    held = _held((JANUARY, State.VALID), (MARCH, State.WITHDRAWN))
    kinds = [gap.kind for gap in gaps_of(held, date(2029, 1, 1), TERMS)]
    assert kinds == [GapKind.WITHDRAWN]


def test_a_house_of_a_company_that_is_not_certified_is_not_missing() -> None:
    house = House(9, 3, JANUARY)
    missing = [gap.location for gap in all_gaps([_held()], [house], MARCH, TERMS)]
    assert missing == [9]
    suspended = _held((JANUARY, State.SUSPENDED))
    kinds = {gap.kind for gap in all_gaps([suspended], [house], MARCH, TERMS)}
    assert kinds == {GapKind.SUSPENDED}


@pytest.mark.parametrize("scheme", [Scheme.AKF, Scheme.REGIONAL, Scheme.ABU])
def test_other_schemes_are_held_for_one_location_at_a_time(scheme: Scheme) -> None:
    held = replace(_held(), scheme=scheme)
    assert all_gaps([held], [House(9, 3, JANUARY)], MARCH, TERMS) == []


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Dorpsstraat 12", ("Dorpsstraat", 12, "")),
        ("Dorpsstraat 12a", ("Dorpsstraat", 12, "a")),
        ("Dorpsstraat 12-A", ("Dorpsstraat", 12, "A")),
        ("Plein 1945 3", ("Plein 1945", 3, "")),
        ("Lange Weg", ("Lange Weg", None, "")),
    ],
)
def test_an_address_is_taken_apart(
    written: str, parts: tuple[str, int | None, str]
) -> None:
    assert split_address(written) == parts


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("12", (12, "")),
        ("12 bis", (12, "bis")),
        ("12-3", (12, "3")),
        ("bis", (None, "")),
    ],
)
def test_a_house_number_is_taken_apart(
    written: str, parts: tuple[int | None, str]
) -> None:
    assert split_number(written) == parts


def test_a_line_is_the_same_after_it_was_kept() -> None:
    line = RegisterLine(
        *(3, "Bedrijf", "99000001", "S1", "Dorpsstraat", 12, "a", "1234AB", "Stad"),
        *(4, MARCH, JUNE, JANUARY, YEAR, State.SUSPENDED, JUNE),
    )
    assert as_read(as_kept(line)) == line
    assert as_read(as_kept(RegisterLine(4, "Bedrijf"))) == RegisterLine(4, "Bedrijf")


@pytest.mark.parametrize(
    ("written", "state", "since"),
    [
        ("SNF: per 5 oktober 2026 geschorst", State.SUSPENDED, date(2026, 10, 5)),
        ("doorgehaald met ingang van 05-10-2026", State.WITHDRAWN, date(2026, 10, 5)),
        ("De schorsing is opgeheven op 2026-10-05.", State.VALID, date(2026, 10, 5)),
        ("Nieuwsbrief van oktober", None, None),
        ("geschorst per 31-02-2026", State.SUSPENDED, None),
    ],
)
def test_an_alert_is_read(
    written: str, state: State | None, since: date | None
) -> None:
    read = read_alert(written)
    assert (read.state, read.since) == (state, since)


def test_an_alert_names_a_scheme_as_a_word_of_its_own() -> None:
    assert read_alert("lid van ABU geschorst").scheme is Scheme.ABU
    assert read_alert("per abuis geschorst").scheme is None
    assert read_alert("KvK-nummer: 99000001 geschorst").kvk == "99000001"


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("mail naar a@b.example", True),
        ("nummer 999990019", True),
        ("06-12345678 bellen, of 9", True),
        ("op 01-03-2026 stonden er 12 bedden", False),
        ("kamer 12, 4 bedden op 14 m2", False),
    ],
)
def test_words_that_point_at_a_person_are_seen(written: str, points: bool) -> None:
    assert points_at_a_person(written) is points
