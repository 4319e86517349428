"""Certificates: recorded, changed, read from a register, missing, and reported."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import DatabaseError, connection, transaction

from onderdak.foundation.identity.contract import Scope, rulebook, scope
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.parties.contract import Provider
from onderdak.foundation.privacy.contract import Identity
from onderdak.housing.quality.contract import (
    Certificate,
    CertificateChange,
    CertificateTerm,
    Fate,
    Gap,
    GapKind,
    NewCertificate,
    ObservedHousing,
    Origin,
    Particulars,
    PermitFact,
    RegisterImport,
    RegisterRow,
    Scheme,
    SchemeReport,
    SharingDecision,
    Standing,
    State,
    bad_lines_of,
    beside,
    certificate_for,
    certificate_overview,
    change_certificate,
    decide_report,
    leave_row,
    match_row,
    note_answer,
    open_rows,
    place_certificate,
    planned_of,
    receive_register,
    record_certificate,
    record_permit,
    record_register,
    report_for,
    say_again,
    send_report,
    set_scheme_contact,
    state_own_certificate,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.register.nights.contract import DeclaredStay, declare_stays
from tests.world import House, Town, acting, add_location, make_house, make_town

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
MARCH = date(2026, 3, 2)
KVK = "99000001"
_BY_LAW = """
id: quality.nights_against_certificate
description: {nl: Proef., en: Test.}
unit: yes_no
kind: local
municipality: GM9001
values:
  - {from: 2025-01-01, value: true, article: test, source: test, checked: 2026-11-21}
"""


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    made = make_house(town, "Pension Eigen")
    _address(made, "Dorpsstraat", 12, "1234AB")
    with scope(Scope(providers=frozenset({made.provider}))):
        Provider.objects.filter(pk=made.provider).update(kvk_number=KVK)
    return made


@pytest.fixture
def _by_law(tmp_path: Path, settings: Any) -> Iterator[None]:
    (tmp_path / "nights.yaml").write_text(_BY_LAW)
    settings.LOCAL_RULES = [tmp_path]
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


def _address(house: House, street: str, number: int, postcode: str) -> None:
    with scope(Scope(municipalities=frozenset({house.location.municipality_id}))):
        here = house.location.address
        here.street, here.number, here.postcode = street, number, postcode
        here.save()


def _new(house: House, **more: Any) -> NewCertificate:
    said = Particulars(
        beds=more.pop("beds", 10),
        valid_from=more.pop("valid_from", date(2025, 6, 1)),
        valid_until=more.pop("valid_until", date(2027, 6, 1)),
        registered_on=more.pop("registered_on", None),
        inspected_on=more.pop("inspected_on", date(2025, 6, 1)),
    )
    return NewCertificate(
        scheme=more.pop("scheme", Scheme.SNF),
        holder="Pension Eigen",
        source="brief 12",
        number=more.pop("number", "SNF-1"),
        location=more.pop("location", house.location),
        said=said,
        **more,
    )


def _record(town: Town, house: House, on: date = TODAY, **more: Any) -> int:
    with scope(acting(town.officer)):
        return record_certificate(
            by=town.officer, municipality=town.code, new=_new(house, **more), on=on
        )


def _gaps(town: Town, on: date = TODAY) -> list[Gap]:
    with scope(acting(town.officer)):
        found = certificate_overview(by=town.officer, municipality=town.code, on=on)
        return list(found.gaps)


def _kinds(town: Town, on: date = TODAY) -> list[GapKind]:
    return [gap.kind for gap in _gaps(town, on)]


def _standing(town: Town, pk: int, on: date) -> Standing:
    with scope(acting(town.officer)):
        found = certificate_overview(by=town.officer, municipality=town.code, on=on)
        return next(one.standing for one in found.certificates if one.row.pk == pk)


def _sleeps(house: House, guests: int, arrival: date, departure: date) -> None:
    rows = [
        DeclaredStay(
            line,
            house.location.pk,
            f"R{line}",
            Identity(f"Gast {line}", "Voorbeeldowo", "passport"),
            arrival,
            departure=departure,
            room=str(line),
        )
        for line in range(guests)
    ]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel="page",
        )
    assert not done.errors


# --- what holds on a day


def test_a_certificate_holds_up_to_and_not_including_its_end(
    town: Town, house: House
) -> None:
    pk = _record(town, house)
    assert _standing(town, pk, date(2025, 5, 31)) is Standing.AHEAD
    assert _standing(town, pk, date(2025, 6, 1)) is Standing.VALID
    assert _standing(town, pk, date(2027, 5, 31)) is Standing.VALID
    assert _standing(town, pk, date(2027, 6, 1)) is Standing.LAPSED


def test_an_alert_suspends_from_its_own_day_and_nothing_before_is_lost(
    town: Town, house: House
) -> None:
    pk = _record(town, house)
    with scope(acting(town.officer)):
        change_certificate(
            by=town.officer,
            certificate=certificate_for(by=town.officer, certificate=pk),
            state=State.SUSPENDED,
            since=date(2026, 10, 5),
            source="alert of the register",
            on=TODAY,
            origin=Origin.ALERT,
        )
        assert CertificateChange.objects.filter(certificate=pk).count() == 2
    event = OutboxEvent.objects.get(name="quality.certificate_changed")
    assert event.payload["certificate"] == pk
    assert event.payload["state"] == "suspended"
    assert _standing(town, pk, date(2026, 10, 4)) is Standing.VALID
    assert _standing(town, pk, date(2026, 10, 5)) is Standing.SUSPENDED
    (gap,) = _gaps(town)
    assert (gap.kind, gap.day) == (GapKind.SUSPENDED, date(2026, 10, 5))


def test_what_was_said_stays_in_the_database(town: Town, house: House) -> None:
    _record(town, house)
    for table in ("quality_certificateterm", "quality_certificatechange"):
        for act in (f"UPDATE {table} SET source = 'x'", f"DELETE FROM {table}"):
            with (
                pytest.raises(DatabaseError, match="permission denied"),
                scope(acting(town.officer)),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(act)


def test_the_same_certificate_is_recorded_once(town: Town, house: House) -> None:
    _record(town, house)
    with pytest.raises(Conflict):
        _record(town, house)


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_until": date(2025, 6, 1)},
        {"inspected_on": date(2026, 11, 22)},
        {"beds": 0},
    ],
)
def test_what_cannot_be_right_is_refused(
    town: Town, house: House, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        _record(town, house, **wrong)


def test_an_admission_of_agencies_waits_for_its_first_day(
    town: Town, house: House
) -> None:
    """Nobody could verify the first day of the Wtta, so no admission holds yet."""
    with pytest.raises(Invalid):
        _record(town, house, scheme=Scheme.WTTA)


# --- gaps


def test_a_new_location_is_inspected_within_six_weeks(town: Town, house: House) -> None:
    """Registered on 2-3-2026: by 13-4-2026 at the latest (A15)."""
    _record(
        *(town, house, MARCH),
        registered_on=MARCH,
        inspected_on=None,
        valid_from=MARCH,
    )
    (due,) = _gaps(town, date(2026, 4, 13))
    assert (due.kind, due.day) == (GapKind.INSPECTION_DUE, date(2026, 4, 13))
    (late,) = _gaps(town, date(2026, 4, 14))
    assert (late.kind, late.day) == (GapKind.INSPECTION_LATE, date(2026, 4, 13))


def test_a_location_is_inspected_again_every_two_years(
    town: Town, house: House
) -> None:
    _record(town, house, inspected_on=date(2024, 11, 21))
    assert _kinds(town, TODAY) == []
    assert _kinds(town, date(2026, 11, 22)) == [GapKind.RHYTHM_LATE]


def test_an_end_ahead_is_told_in_time_and_an_end_passed_is_told(
    town: Town, house: House
) -> None:
    _record(town, house, valid_until=date(2027, 1, 20))
    assert _kinds(town, date(2026, 11, 20)) == []
    assert _kinds(town, TODAY) == [GapKind.EXPIRING]
    (gap,) = _gaps(town, date(2027, 1, 20))
    assert (gap.kind, gap.day) == (GapKind.LAPSED, date(2027, 1, 20))


def test_a_location_that_the_register_does_not_name_is_missing(
    town: Town, house: House
) -> None:
    with scope(Scope(frozenset({town.code}), frozenset({house.provider}))):
        second = add_location(house.provider, town, "Tweede huis", capacity=5)
    _record(town, house)
    (gap,) = _gaps(town)
    assert (gap.kind, gap.location) == (GapKind.MISSING, second.pk)


def test_a_mark_of_the_company_shows_nothing_of_a_location(
    town: Town, house: House
) -> None:
    """Unknown is told as unknown, and never taken for good."""
    _record(
        *(town, house),
        location=None,
        provider=house.provider,
        whole_organisation=True,
    )
    assert _kinds(town) == [GapKind.NOT_SHOWN]


def test_a_certificate_without_location_asks_for_one(town: Town, house: House) -> None:
    pk = _record(town, house, location=None, address="Onbekendstraat 1")
    assert _kinds(town) == [GapKind.WITHOUT_LOCATION]
    with scope(acting(town.officer)):
        place_certificate(
            by=town.officer,
            certificate=certificate_for(by=town.officer, certificate=pk),
            location=house.location,
            on=TODAY,
        )
    assert _kinds(town) == []


def test_a_newer_certificate_takes_the_place_of_a_lapsed_one(
    town: Town, house: House
) -> None:
    _record(town, house, valid_until=date(2026, 1, 1), inspected_on=None)
    assert _kinds(town) == [GapKind.LAPSED]
    _record(town, house, number="SNF-2")
    assert _kinds(town) == []


@pytest.mark.usefixtures("_by_law")
def test_nights_after_a_lapse_are_counted_where_a_by_law_says_so(
    town: Town, house: House
) -> None:
    _sleeps(house, 3, date(2026, 10, 30), date(2026, 11, 4))
    _record(town, house, valid_until=date(2026, 11, 1))
    nights = [gap for gap in _gaps(town) if gap.kind is GapKind.NIGHTS_WITHOUT]
    assert [gap.measured for gap in nights] == [9]  # 1, 2 and 3 November, three guests


@pytest.mark.usefixtures("_by_law")
def test_beds_slept_in_are_laid_beside_the_beds_of_the_certificate(
    town: Town, house: House
) -> None:
    _sleeps(house, 3, date(2026, 11, 1), date(2026, 11, 4))
    _record(town, house, beds=2)
    (gap,) = _gaps(town)
    assert (gap.kind, gap.measured, gap.threshold) == (GapKind.BEDS_OVER, 3, 2)


def test_without_a_by_law_no_night_is_laid_beside_a_certificate(
    town: Town, house: House
) -> None:
    _sleeps(house, 3, date(2026, 10, 30), date(2026, 11, 4))
    _record(town, house, beds=2, valid_until=date(2026, 11, 1))
    assert _kinds(town) == [GapKind.LAPSED]
    with scope(acting(town.officer)):
        found = beside(by=town.officer, location=house.location, on=TODAY, today=TODAY)
    assert found.months is None


@pytest.mark.usefixtures("_by_law")
def test_mark_permit_and_nights_stand_side_by_side(town: Town, house: House) -> None:
    _sleeps(house, 3, date(2026, 10, 30), date(2026, 11, 4))
    _record(town, house, valid_until=date(2026, 11, 1))
    with scope(acting(town.officer)):
        for beds in (8, 9):
            record_permit(
                by=town.officer,
                location=house.location,
                kind=PermitFact.Kind.ENVIRONMENT,
                number="OV-1",
                beds=beds,
                valid_from=date(2026, 1, 1),
                valid_until=None,
                source="permit register",
                on=TODAY,
            )
        found = beside(by=town.officer, location=house.location, on=TODAY, today=TODAY)
        assert [one.beds for one in found.permits] == [9]
        assert PermitFact.objects.count() == 2
    assert [one.standing for one in found.certificates] == [Standing.LAPSED]
    assert found.months is not None
    november, october = found.months[0], found.months[1]
    assert (november.slept, november.fullest, november.without) == (9, 3, 9)
    assert (october.slept, october.fullest, october.without) == (6, 3, 0)


# --- whose word


def test_a_provider_states_its_own_and_a_register_goes_before_it(
    town: Town, house: House
) -> None:
    with scope(acting(house.manager)):
        pk = state_own_certificate(
            by=house.manager,
            provider=house.provider,
            municipality=town.code,
            new=_new(house, provider=house.provider, beds=50),
            on=TODAY,
        )
        own = certificate_overview(by=house.manager, provider=house.provider, on=TODAY)
        assert [one.row.pk for one in own.certificates] == [pk]
    done = _import(town, "Bedrijf;KvK;Nummer;Adres;Postcode;Bedden\n" + _ROW)
    assert [row.fate for row in done] == [Fate.CHANGED]
    with scope(acting(house.manager)):
        (known,) = certificate_overview(
            by=house.manager, provider=house.provider, on=TODAY
        ).certificates
        assert known.term is not None
        assert (known.term.beds, known.term.origin) == (10, Origin.REGISTER)
        say_again(
            by=house.manager,
            certificate=known.row,
            said=Particulars(beds=60),
            source="own letter",
            on=TODAY,
        )
        (known,) = certificate_overview(
            by=house.manager, provider=house.provider, on=TODAY
        ).certificates
        assert known.term is not None
        assert known.term.beds == 10
        assert CertificateTerm.objects.count() == 3


def test_a_provider_changes_no_state_and_touches_no_other_provider(
    town: Town, house: House
) -> None:
    pk = _record(town, house)
    other = make_house(town, "Ander")
    with scope(acting(house.manager)):
        mine = certificate_for(by=house.manager, certificate=pk)
        with pytest.raises(NotAllowed):
            change_certificate(
                by=house.manager,
                certificate=mine,
                state=State.VALID,
                since=TODAY,
                source="own",
                on=TODAY,
            )
    with scope(acting(other.manager)):
        with pytest.raises(NotFound):
            certificate_for(by=other.manager, certificate=pk)
        assert not Certificate.objects.exists()
        assert not CertificateTerm.objects.exists()
        assert not CertificateChange.objects.exists()
        with pytest.raises(NotFound):
            state_own_certificate(
                by=other.manager,
                provider=other.provider,
                municipality=town.code,
                new=_new(house, provider=other.provider, location=house.location),
                on=TODAY,
            )


def test_the_database_keeps_a_provider_to_its_own_word(
    town: Town, house: House
) -> None:
    pk = _record(town, house)
    insert = (
        "INSERT INTO quality_certificatechange (municipality_id, certificate_id,"
        " state, since, origin, source, words, recorded_by_id, recorded_at)"
        " VALUES (%s, %s, %s, %s, %s, 's', '', %s, now())"
    )
    for state, origin in (("valid", "municipality"), ("withdrawn", "provider")):
        with (
            pytest.raises(DatabaseError, match="row-level security"),
            scope(acting(house.manager)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                insert, ["GM9001", pk, state, TODAY, origin, house.manager.user_id]
            )


# --- registers

_HEAD = (
    "Bedrijf;KvK;Nummer;Adres;Postcode;Plaats;Bedden;Geïnspecteerd op;Geldig tot;Status"
)
_ROW = f"Pension Eigen;{KVK};SNF-1;Dorpsstraat 12;1234 AB;10"
_OURS = (
    f"Pension Eigen;{KVK};SNF-1;Dorpsstraat 12;1234 AB;Teststad;10;"
    "01-06-2025;01-06-2027;geldig"
)


def _receive(
    town: Town, content: str, on: date = TODAY, *, whole: bool = True
) -> RegisterImport:
    return receive_register(
        by=town.officer,
        municipality=town.code,
        scheme=Scheme.SNF,
        data=content.encode(),
        filename="register.csv",
        on=on,
        whole_list=whole,
        today=TODAY,
    )


def _import(town: Town, content: str, on: date = TODAY, **more: Any) -> list[Any]:
    with scope(acting(town.officer)):
        register = _receive(town, content, on, **more)
        planned = planned_of(register)
        record_register(by=town.officer, register=register, today=TODAY)
        return planned


def test_a_register_is_looked_at_first_and_then_recorded(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        register = _receive(town, f"{_HEAD}\n{_OURS}\n")
        (planned,) = planned_of(register)
        assert (planned.fate, planned.location) == (Fate.NEW, house.location)
        assert not Certificate.objects.exists()
        record_register(by=town.officer, register=register, today=TODAY)
        made = Certificate.objects.get()
        assert (made.location_id, made.provider_id) == (
            house.location.pk,
            house.provider,
        )
        register.refresh_from_db()
        assert register.rows == []  # what is of other towns is not kept
        with pytest.raises(Conflict):
            record_register(by=town.officer, register=register, today=TODAY)
    assert _standing(town, made.pk, TODAY) is Standing.VALID


def test_every_bad_cell_is_told_at_once_by_line_and_column(
    town: Town, house: House
) -> None:
    bad = "Bedrijf B;123;S2;Straat 1;12 AB;Teststad;nul;31-02-2026;01-01-2027;weg"
    with scope(acting(town.officer)):
        register = _receive(town, f"{_HEAD}\n{_OURS}\n{bad}\n{_OURS}\n")
        told = [(one.line, one.column) for one in bad_lines_of(register)]
        assert told == [*((3, column) for column in "BEGHJ"), (4, "")]
        with pytest.raises(Invalid):
            record_register(by=town.officer, register=register, today=TODAY)
        counts = record_register(
            by=town.officer, register=register, today=TODAY, without_bad=True
        )
    assert counts == {"new": 1, "bad": 6}


def test_a_second_register_updates_and_loses_no_history(
    town: Town, house: House
) -> None:
    _import(town, f"{_HEAD}\n{_OURS}\n", date(2026, 6, 1))
    later = _OURS.replace(";10;", ";12;").replace("geldig", "geschorst")
    (planned,) = _import(town, f"{_HEAD}\n{later}\n", date(2026, 11, 1))
    assert planned.fate is Fate.CHANGED
    assert [(d.field, d.was, d.becomes) for d in planned.differences] == [
        ("beds", 10, 12),
        ("state", "valid", "suspended"),
    ]
    with scope(acting(town.officer)):
        pk = Certificate.objects.get().pk
        beds = CertificateTerm.objects.order_by("id").values_list("beds", flat=True)
        assert list(beds) == [10, 12]
    assert _standing(town, pk, date(2026, 10, 31)) is Standing.VALID
    assert _standing(town, pk, date(2026, 11, 1)) is Standing.SUSPENDED
    (again,) = _import(town, f"{_HEAD}\n{later}\n", date(2026, 11, 2))
    assert again.fate is Fate.SAME


def test_a_row_that_is_gone_is_a_question_and_not_a_lapse(
    town: Town, house: House
) -> None:
    other = _OURS.replace("SNF-1", "SNF-9").replace("Dorpsstraat 12", "Kade 3")
    _import(town, f"{_HEAD}\n{_OURS}\n", date(2026, 6, 1))
    _import(town, f"{_HEAD}\n{other}\n", date(2026, 10, 1), whole=False)
    assert _kinds(town) == []  # a part of the list says nothing of the rest
    _import(town, f"{_HEAD}\n{other}\n", date(2026, 11, 1))
    (gap,) = _gaps(town)
    assert (gap.kind, gap.day) == (GapKind.GONE, date(2026, 11, 1))
    assert _standing(town, gap.certificate or 0, TODAY) is Standing.VALID
    with scope(acting(town.officer)):
        change_certificate(
            by=town.officer,
            certificate=certificate_for(
                by=town.officer, certificate=gap.certificate or 0
            ),
            state=State.VALID,
            since=TODAY,
            source="called the keeper of the register",
            on=TODAY,
        )
    assert _kinds(town) == []


def test_an_unknown_row_is_matched_by_hand_once_and_known_from_then_on(
    town: Town, house: House
) -> None:
    odd = _OURS.replace("Dorpsstraat 12", "Dorpsstr 12 hs").replace("1234 AB", "")
    rows = f"{_HEAD}\n{odd}\n"
    (planned,) = _import(town, rows, date(2026, 6, 1))
    assert planned.fate is Fate.BY_HAND
    with scope(acting(town.officer)):
        (row,) = open_rows(by=town.officer, municipality=town.code, on=TODAY)
        match_row(by=town.officer, row=row, location=house.location, on=TODAY)
        assert Certificate.objects.get().location_id == house.location.pk
        with pytest.raises(Conflict):
            leave_row(by=town.officer, row=row, on=TODAY)
    (again,) = _import(town, rows, date(2026, 11, 1))
    assert again.fate is Fate.SAME
    with scope(acting(town.officer)):
        assert not open_rows(by=town.officer, municipality=town.code, on=TODAY)


def test_a_row_that_is_left_stays_left_and_other_towns_are_not_kept(
    town: Town, house: House
) -> None:
    ours = _OURS.replace("Dorpsstraat 12", "Nergens 1").replace("1234 AB", "")
    theirs = f"Elders BV;99000009;S-9;Laan 1;9999 ZZ;Verweg;5;;;{''}"
    planned = _import(town, f"{_HEAD}\n{ours}\n{theirs}\n", date(2026, 6, 1))
    assert [one.fate for one in planned] == [Fate.BY_HAND, Fate.ELSEWHERE]
    with scope(acting(town.officer)):
        row = RegisterRow.objects.get()
        leave_row(by=town.officer, row=row, on=TODAY)
    (again,) = _import(town, f"{_HEAD}\n{ours}\n", date(2026, 11, 1))
    assert again.fate is Fate.LEFT


def test_a_workbook_is_read_as_it_really_looks(town: Town, house: House) -> None:
    """A title above, numbers that lost their zeros, real dates, an inclusive end."""
    with scope(Scope(providers=frozenset({house.provider}))):
        Provider.objects.filter(pk=house.provider).update(kvk_number="09000001")
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Register")
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write(0, 0, "Gecertificeerde locaties")
        head = ("Bedrijfsnaam", "KvK-nummer", "Adres", "Postcode", "Laatste inspectie")
        for column, name in enumerate((*head, "Geldig t/m")):
            sheet.write(2, column, name)
        sheet.write(3, 0, "Pension Eigen")
        sheet.write_number(3, 1, 9000001)
        sheet.write(3, 2, "Dorpsstraat 12")
        sheet.write(3, 3, "1234ab")
        sheet.write_datetime(3, 4, date(2026, 3, 1), day)
        sheet.write_datetime(3, 5, date(2028, 2, 29), day)
    with scope(acting(town.officer)):
        register = receive_register(
            by=town.officer,
            municipality=town.code,
            scheme=Scheme.SNF,
            data=file.getvalue(),
            filename="register.xlsx",
            on=TODAY,
            whole_list=True,
            today=TODAY,
        )
        assert bad_lines_of(register) == []
        (planned,) = planned_of(register)
    assert planned.location == house.location
    assert planned.line.line == 4
    assert planned.line.inspected_on == date(2026, 3, 1)
    assert planned.line.valid_until == date(2028, 3, 1)


def test_a_newer_list_takes_the_place_of_one_that_waits(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        first = _receive(town, f"{_HEAD}\n{_OURS}\n")
        _receive(town, f"{_HEAD}\n{_OURS}\n")
        first.refresh_from_db()
        assert (first.state, first.rows) == (RegisterImport.State.LEFT, [])
        with pytest.raises(Conflict):
            record_register(by=town.officer, register=first, today=TODAY)


# --- reports


def _decision(**more: Any) -> SharingDecision:
    return SharingDecision(
        ground=SchemeReport.Ground.COVENANT,
        ground_reference="Convenant 2026-1",
        ground_since=date(2026, 1, 1),
        ground_until=more.pop("ground_until", date(2028, 1, 1)),
        purpose="an inspection",
        necessity="only the keeper can inspect",
        proportionality="one location, no persons",
        left_out="who lives there",
        expires_on=more.pop("expires_on", date(2027, 2, 1)),
    )


def _decide(town: Town, house: House, words: str = "", **more: Any) -> int:
    return decide_report(
        by=town.officer,
        scheme=Scheme.SNF,
        location=house.location,
        observed=ObservedHousing(TODAY, ["fire", "beds"], words),
        decision=_decision(**more),
        on=TODAY,
    )


def test_a_report_goes_out_after_a_decision_and_its_answer_is_kept(
    town: Town, house: House
) -> None:
    with scope(acting(town.officer)):
        pk = _decide(town, house, "Twee nooddeuren op slot.")
        report = report_for(by=town.officer, report=pk)
        with pytest.raises(Invalid):  # nobody has said where it goes
            send_report(by=town.officer, report=report, on=TODAY)
        assert not Message.objects.exists()
        set_scheme_contact(
            by=town.officer,
            municipality=town.code,
            scheme=Scheme.SNF,
            organisation="Keurmerk",
            email="meldpunt@keurmerk.example",
        )
        send_report(by=town.officer, report=report, on=TODAY)
        mail = Message.objects.get()
        assert mail.email == "meldpunt@keurmerk.example"
        assert mail.about == f"scheme report {pk}"
        report = report_for(by=town.officer, report=pk)
        assert report.sent_on == TODAY
        with pytest.raises(Conflict):
            send_report(by=town.officer, report=report, on=TODAY)
        note_answer(
            by=town.officer, report=report, answer="Inspectie ingepland.", on=TODAY
        )
        report.refresh_from_db()
        assert report.answer == "Inspectie ingepland."
    with scope(acting(house.manager)):
        assert not SchemeReport.objects.exists()


@pytest.mark.parametrize(
    "words", ["Bel jan@voorbeeld.example", "Bewoner 999990019", "tel 06-12345678 9"]
)
def test_a_report_holds_no_person(town: Town, house: House, words: str) -> None:
    with scope(acting(town.officer)), pytest.raises(Invalid):
        _decide(town, house, words)


@pytest.mark.parametrize("over", [{"ground_until": TODAY}, {"expires_on": TODAY}])
def test_nothing_is_shared_on_a_ground_that_is_over(
    town: Town, house: House, over: dict[str, date]
) -> None:
    with scope(acting(town.officer)), pytest.raises(Invalid):
        _decide(town, house, **over)


def test_locations_of_another_town_stay_out_of_reach(town: Town, house: House) -> None:
    other = make_town("GM9002", "Tweestad")
    with scope(acting(other.officer)), pytest.raises(NotAllowed):
        _decide(other, house)
    with pytest.raises(NotFound), scope(acting(other.officer)):
        record_certificate(
            by=other.officer, municipality=other.code, new=_new(house), on=TODAY
        )


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date.max])
@pytest.mark.parametrize("said", ["valid_from", "valid_until", "registered_on"])
def test_a_day_far_away_is_a_slip(
    town: Town, house: House, said: str, day: date
) -> None:
    whole = {"valid_from": None, "valid_until": None, said: day}
    with pytest.raises(Invalid, match="year"):
        _record(town, house, **whole)


# --- who may move a certificate to another place


def test_a_place_is_given_once_and_by_the_municipality(
    town: Town, house: House
) -> None:
    """Not by the provider, and not twice: also not past the pages."""
    pk = _record(town, house)
    with scope(Scope(frozenset({town.code}), frozenset({house.provider}))):
        other = add_location(house.provider, town, "Ander huis", capacity=4)
    for by in (town.officer, house.manager):
        with scope(acting(by)):
            moved = Certificate.objects.filter(pk=pk).update(location=other)
            assert moved == 0
    nowhere = _record(town, house, location=None, number="SNF-2")
    with scope(acting(town.officer)):
        assert Certificate.objects.filter(pk=nowhere).update(provider_id=house.provider)
    with scope(acting(house.manager)):
        own = Certificate.objects.filter(pk=nowhere)
        assert own.exists()
        assert own.update(location=house.location) == 0
        assert own.update(whole_organisation=True) == 0
    with scope(acting(town.officer)):
        place_certificate(
            by=town.officer,
            certificate=certificate_for(by=town.officer, certificate=nowhere),
            on=TODAY,
            location=house.location,
        )
