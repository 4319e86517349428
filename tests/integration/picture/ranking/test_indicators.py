"""Each indicator says what its source says: a number, or that it is not known."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onderdak.engines.ranking import Dated, load_catalogue, read_points
from onderdak.foundation.identity.contract import Role
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.parties.contract import PartAtAddress, Party
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.foundation.privacy.models import Controllership
from onderdak.kernel.errors import Invalid
from onderdak.supervision.desk.contract import Category, Report
from onderdak.supervision.picture.contract import receive_signals, record_signals
from onderdak.supervision.picture.contract.ranking import ChosenBy, Result
from onderdak.supervision.picture.domain.sources import BY_KEY, Purpose
from onderdak.supervision.picture.models import Explained
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.gathering import (
    GATHERED,
    Asking,
    under_periodic_supervision,
)
from onderdak.supervision.picture.ranking.ordering import keys_that_count
from tests.integration.picture.conftest import ON, line
from tests.integration.picture.ranking.conftest import Ranking, points_text

pytestmark = pytest.mark.django_db

_ZONE = ZoneInfo("Europe/Amsterdam")


def _number(ranking: Ranking, key: str, address: Address | None = None) -> int | None:
    found = ranking.known(key)
    here = address or ranking.world.address
    return found.values.get(here.pk, found.otherwise)


def test_every_indicator_of_the_catalogue_is_gathered() -> None:
    assert set(GATHERED) == set(load_catalogue("addresses").indicators)


def test_where_nothing_was_handed_in_nothing_is_known(ranking: Ranking) -> None:
    for key in GATHERED:
        assert _number(ranking, key) is None, key


@pytest.mark.parametrize(("registered", "over"), [(4, 0), (5, 0), (6, 1), (14, 9)])
def test_registrations_are_laid_beside_the_surface(
    ranking: Ranking, registered: int, over: int
) -> None:
    """60 m2 is room for five people of 12 m2 each."""
    here = ranking.world.address
    _registered(ranking, registered)
    found = ranking.known("registered_over_allowed")
    assert found.values == {here.pk: over}
    assert found.details[here.pk] == {"allowed": 5, "registered": registered}


def _registered(ranking: Ranking, number: int, day: str = "2026-11-01") -> None:
    where = ranking.world.address.bag_id or ""
    ranking.world.take_in(
        Role.REGISTRY_CLERK, line(where, "registrations", number, "brp", day=day)
    )


def test_an_old_count_of_registrations_is_not_known(ranking: Ranking) -> None:
    _registered(ranking, 14, day="2025-11-01")
    assert _number(ranking, "registered_over_allowed") is None


def test_without_the_surface_nobody_knows_what_is_allowed(ranking: Ranking) -> None:
    _registered(ranking, 14)
    with ranking.open():
        DwellingObject.objects.filter(address=ranking.world.address).update(
            floor_area=None
        )
    assert _number(ranking, "registered_over_allowed") is None


def test_what_was_explained_is_no_reason_to_look_again(ranking: Ranking) -> None:
    _registered(ranking, 9)
    with ranking.open() as by, looking_for(Purpose.SUPERVISION):
        Explained.objects.create(
            municipality_id=ranking.town,
            address=ranking.world.address,
            explanation="family",
            registrations=9,
            on_date=ON,
            by_id=by.user_id,
        )
    assert _number(ranking, "registered_over_allowed") == 0


# Reports


def _use_desk(ranking: Ranking) -> None:
    with ranking.open():
        RoomSwitch.objects.create(municipality_id=ranking.town, room="desk")
        Controllership.objects.create(
            municipality_id=ranking.town,
            room="desk",
            part="controller",
            party="Eenstad",
            document="besluit",
            since=date(2025, 1, 1),
        )


def _report(
    ranking: Ranking,
    number: int,
    *,
    kind: str = "unsafe",
    day: date = ON,
    outcome: str = "",
    channel: str = "public",
    partner: str = "",
    merged: Report | None = None,
    closed: date | None = None,
) -> Report:
    with ranking.open():
        category, _ = Category.objects.get_or_create(
            municipality_id=ranking.town,
            key=kind,
            defaults={
                "kind": kind,
                "names": {"nl": kind},
                "ground": "Wgv 4",
                "term_working_days": 10,
                "leaves_nothing": kind == "exploitation",
            },
        )
        return Report.objects.create(
            municipality_id=ranking.town,
            number=f"2026-{number:05}",
            category=category,
            channel=channel,
            partner_kind=partner,
            address=ranking.world.address,
            text="proef",
            state="closed" if outcome else "received",
            outcome=outcome,
            closed_at=datetime.combine(closed or day, datetime.min.time(), _ZONE)
            if outcome
            else None,
            received_at=datetime.combine(day, datetime.min.time(), _ZONE),
            due_on=day,
            merged_into=merged,
        )


def test_no_report_is_none_where_there_is_a_desk(ranking: Ranking) -> None:
    _use_desk(ranking)
    assert _number(ranking, "reports_12m") == 0


def test_reports_of_several_kinds_of_reporters_count_apart(ranking: Ranking) -> None:
    _use_desk(ranking)
    _report(ranking, 1)
    _report(ranking, 2, channel="partner", partner="police")
    _report(ranking, 3, channel="partner", partner="corporation", outcome="solved")
    found = ranking.known("reports_12m")
    here = ranking.world.address.pk
    assert found.values[here] == 3
    assert found.details[here] == {"since": "2026-11-21"}


@pytest.mark.parametrize("outcome", ["unfounded", "advice", "referred"])
def test_what_was_unfounded_counts_for_nothing(ranking: Ranking, outcome: str) -> None:
    _use_desk(ranking)
    for number in range(1, 6):
        day = ON - timedelta(days=31 * number)
        _report(ranking, number, outcome=outcome, day=day)
    assert _number(ranking, "reports_12m") == 0


def test_a_replay_does_not_know_what_was_decided_later(ranking: Ranking) -> None:
    """What was open on that day counts, whatever came of it since."""
    _use_desk(ranking)
    _report(ranking, 1, outcome="unfounded", day=date(2026, 5, 1), closed=ON)
    here = ranking.world.address.pk
    assert ranking.known("reports_12m", date(2026, 6, 1)).values[here] == 1
    assert _number(ranking, "reports_12m") == 0


def test_one_neighbour_who_reports_every_month_counts_once(ranking: Ranking) -> None:
    _use_desk(ranking)
    for month in range(1, 12):
        _report(ranking, month, day=date(2026, month, 3))
    assert _number(ranking, "reports_12m") == 1


def test_reports_that_proved_true_count_by_month(ranking: Ranking) -> None:
    _use_desk(ranking)
    for number, month in enumerate((3, 3, 5, 8), 1):
        _report(ranking, number, day=date(2026, month, number), outcome="solved")
    _report(ranking, 9, day=date(2026, 9, 1))
    assert _number(ranking, "reports_12m") == 4


def test_merged_reports_count_once(ranking: Ranking) -> None:
    _use_desk(ranking)
    first = _report(ranking, 1)
    _report(ranking, 2, channel="partner", partner="police", merged=first)
    assert _number(ranking, "reports_12m") == 1


def test_old_reports_and_other_subjects_do_not_count(ranking: Ranking) -> None:
    _use_desk(ranking)
    _report(ranking, 1, day=date(2025, 11, 21))
    _report(ranking, 2, kind="exploitation")
    _report(ranking, 3, kind="nuisance")
    _report(ranking, 4, kind="waste")
    assert _number(ranking, "reports_12m") == 0
    assert _number(ranking, "waste_reports_12m") == 1


def test_a_hostile_street_cannot_steer(ranking: Ranking) -> None:
    """200 reports by neighbours that nobody looked into weigh as much as one."""
    _use_desk(ranking)
    for number in range(1, 201):
        _report(ranking, number, day=ON - timedelta(days=number % 28))
    assert _number(ranking, "reports_12m") == 1
    ranking.use("reports_12m", "violations_5y")
    other = ranking.world.second
    for day in (date(2025, 3, 1), date(2025, 6, 1), date(2026, 2, 1)):
        ranking.outcome(other, Result.BREACH, day)
    first = ranking.listed(ranking.run())
    assert [(one.address, one.points) for one in first] == [
        (other.pk, 3),
        (ranking.world.address.pk, 1),
    ]


# Inspections and outcomes


def test_an_earlier_breach_counts_once_an_inspection(ranking: Ranking) -> None:
    here = ranking.world.address
    ranking.outcome(here, Result.BREACH, date(2024, 3, 1), reference="a")
    ranking.outcome(here, Result.BREACH, date(2024, 3, 1), reference="b")
    ranking.outcome(here, Result.IN_ORDER, date(2025, 3, 1))
    ranking.outcome(here, Result.BREACH, date(2021, 3, 1))
    assert _number(ranking, "violations_5y") == 1


def test_who_was_not_let_in_knows_nothing(ranking: Ranking) -> None:
    ranking.outcome(ranking.world.address, Result.NO_ACCESS, date(2026, 3, 1))
    assert _number(ranking, "violations_5y") is None


def test_a_visit_in_order_is_no_breach_and_no_longer_unknown(ranking: Ranking) -> None:
    ranking.outcome(ranking.world.address, Result.IN_ORDER, date(2026, 3, 1))
    assert _number(ranking, "violations_5y") == 0


def test_what_is_found_later_is_not_known_in_a_replay(ranking: Ranking) -> None:
    ranking.outcome(ranking.world.address, Result.BREACH, date(2026, 3, 1))
    before = ranking.known("violations_5y", date(2026, 3, 1))
    assert before.values == {}


# Locations, providers, permits


def _provider_part(ranking: Ranking, address: Address, party: Party) -> None:
    with ranking.open():
        PartAtAddress.objects.create(
            municipality_id=ranking.town,
            address=address,
            party=party,
            part="provider",
            since=date(2024, 1, 1),
            evidence="contract",
        )


def _party(ranking: Ranking, kind: str) -> Party:
    with ranking.open():
        return Party.objects.create(
            municipality_id=ranking.town, name="Voorbeeld", kind=kind
        )


def test_breaches_elsewhere_count_for_an_enterprise(ranking: Ranking) -> None:
    here, there = ranking.world.address, ranking.world.second
    party = _party(ranking, "company")
    for one in (here, there):
        _provider_part(ranking, one, party)
    ranking.outcome(there, Result.BREACH, date(2025, 3, 1))
    assert _number(ranking, "provider_violations_5y", here) == 1
    assert _number(ranking, "provider_violations_5y", there) == 0


def test_a_private_landlord_is_never_followed_around(ranking: Ranking) -> None:
    here, there = ranking.world.address, ranking.world.second
    party = _party(ranking, "person")
    for one in (here, there):
        _provider_part(ranking, one, party)
    ranking.outcome(there, Result.BREACH, date(2025, 3, 1))
    assert _number(ranking, "provider_violations_5y", here) is None


def test_a_certificate_that_ended_says_since_when(ranking: Ranking) -> None:
    _certificate(ranking, "2026-11-10")
    found = ranking.known("certificate_lapsed")
    here = ranking.world.address.pk
    assert found.values[here] == 10
    assert found.details[here] == {"lapsed_on": "2026-11-11"}


def test_a_certificate_that_holds_is_no_reason(ranking: Ranking) -> None:
    _certificate(ranking, "2027-05-01")
    assert _number(ranking, "certificate_lapsed") == 0


def _certificate(ranking: Ranking, until: str) -> None:
    where = ranking.world.address.bag_id or ""
    header = "adres;soort;waarde;datum;bron;referentie;tot"
    row = f"{where};snf;geldig;2025-01-01;certificates;S-1;{until}"
    _take_in(ranking, f"{header}\n{row}")


def _take_in(ranking: Ranking, body: str) -> None:
    with ranking.open() as by:
        made = receive_signals(
            by=by,
            municipality=ranking.town,
            data=body.encode(),
            filename="signalen.csv",
            today=ON,
        )
        record_signals(by=by, delivery=made, today=ON)


def test_open_findings_count_and_mended_ones_do_not(ranking: Ranking) -> None:
    where = ranking.world.address.bag_id or ""
    header = "adres;soort;waarde;datum;bron;referentie;stand"
    rows = [
        f"{where};bevinding;rookmelder ontbreekt;2026-10-01;inspections;F-1;open",
        f"{where};bevinding;vocht;2026-10-01;inspections;F-2;hersteld",
    ]
    _take_in(ranking, "\n".join([header, *rows]))
    assert _number(ranking, "finding_open") == 1
    assert _number(ranking, "finding_open", ranking.world.second) is None


def test_said_to_be_vacant_and_somebody_registered(ranking: Ranking) -> None:
    where = ranking.world.address.bag_id or ""
    header = "adres;soort;waarde;datum;bron"
    row = f"{where};leegstand;melding eigenaar;2026-05-01;vacancy"
    _take_in(ranking, f"{header}\n{row}")
    assert _number(ranking, "vacancy_contradicted") == 0
    _registered(ranking, 2)
    assert _number(ranking, "vacancy_contradicted") == 1
    assert _number(ranking, "vacancy_contradicted", ranking.world.second) == 0


def test_supervision_returns_to_housing_that_was_visited_before(
    ranking: Ranking, yearly_visits: None
) -> None:
    here, there = ranking.world.address, ranking.world.second
    _provider_part(ranking, here, _party(ranking, "company"))
    ranking.outcome(there, Result.IN_ORDER, date(2025, 3, 1), ChosenBy.PERIODIC)
    asking = Asking(ranking.town, ON)
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        assert under_periodic_supervision(asking) == []
    ranking.outcome(here, Result.IN_ORDER, date(2025, 3, 1), ChosenBy.PERIODIC)
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        assert [pk for pk, _ in under_periodic_supervision(asking)] == [here.pk]
        later = Asking(ranking.town, date(2027, 3, 1))
        assert under_periodic_supervision(later) == []


def test_without_a_rhythm_nothing_is_under_periodic_supervision(
    ranking: Ranking,
) -> None:
    here = ranking.world.address
    _provider_part(ranking, here, _party(ranking, "company"))
    ranking.outcome(here, Result.IN_ORDER, date(2026, 3, 1), ChosenBy.PERIODIC)
    with ranking.open(), looking_for(Purpose.SUPERVISION):
        assert under_periodic_supervision(Asking(ranking.town, ON)) == []


def test_what_is_for_registration_alone_is_not_read(ranking: Ranking) -> None:
    where = ranking.world.address.bag_id or ""
    ranking.world.take_in(Role.REGISTRY_CLERK, line(where, "tmv_reports", 3, "tmv"))
    assert _number(ranking, "return_mail") is None


def test_a_defect_of_fire_safety_counts_while_it_is_open(ranking: Ranking) -> None:
    where = ranking.world.address.bag_id or ""
    header = "adres;soort;waarde;datum;bron;referentie;stand"
    rows = [
        f"{where};gebrek brandveiligheid;vluchtweg dicht;2026-10-01;inspections;B-1;",
        f"{where};fire_defect;geen melder;2026-10-02;inspections;B-2;hersteld",
    ]
    _take_in(ranking, "\n".join([header, *rows]))
    here = ranking.world.address.pk
    found = ranking.known("fire_defect")
    assert found.values == {here: 1}
    assert found.days == {here: "2026-10-01"}
    assert _number(ranking, "finding_open") == 0
    assert _number(ranking, "violations_5y") == 2


@pytest.mark.parametrize(
    ("says", "number"), [("ontbreekt", 1), ("verleend", 0), ("niet nodig", 0)]
)
def test_the_list_of_permits_says_which_landlord_has_none(
    ranking: Ranking, says: str, number: int
) -> None:
    where = ranking.world.address.bag_id or ""
    header = "adres;soort;waarde;datum;bron"
    rows = [
        f"{where};verhuurvergunning;niet nodig;2025-05-01;landlords",
        f"{where};verhuurvergunning;{says};2026-05-01;verhuurders",
    ]
    _take_in(ranking, "\n".join([header, *rows]))
    assert _number(ranking, "landlord_without_permit") == number
    assert _number(ranking, "landlord_without_permit", ranking.world.second) is None


_RULE = "Verordening adresgegevens Eenstad art. 4"


def _mail(ranking: Ranking, *rows: str) -> None:
    _take_in(ranking, "\n".join(["adres;soort;waarde;datum;bron;grondslag", *rows]))


def test_letters_that_came_back_in_a_year_are_added_up(ranking: Ranking) -> None:
    where = ranking.world.address.bag_id or ""
    _mail(
        ranking,
        f"{where};retourpost;2;2026-05-01;mail;{_RULE}",
        f"{where};retourpost;1;2026-09-01;mail;{_RULE}",
        f"{where};retourpost;9;2025-09-01;mail;{_RULE}",
    )
    assert _number(ranking, "return_mail") == 3
    assert _number(ranking, "return_mail", ranking.world.second) == 0


@pytest.mark.parametrize("ground", ["", BY_KEY["mail"].ground])
def test_mail_is_not_taken_in_without_the_rule_that_allows_it(
    ranking: Ranking, ground: str
) -> None:
    where = ranking.world.address.bag_id or ""
    with pytest.raises(Invalid, match="No line"):
        _mail(ranking, f'{where};retourpost;2;2026-05-01;mail;"{ground}"')
    assert _number(ranking, "return_mail") is None


def test_points_that_name_the_source_of_before_can_still_be_read() -> None:
    body = points_text("landlord_without_permit", "return_mail")
    body = body.replace("landlords", "parties").replace("mail\n", "tmv\n")
    points = read_points(
        body.replace("key: return_tmv", "key: return_mail"), load_catalogue("addresses")
    )
    assert [one.source for one in points.indicators] == ["parties", "tmv"]
    # What was approved for another source is not approved for this one.
    assert keys_that_count(points, ON) == []


def test_a_fact_has_the_day_of_its_own(ranking: Ranking) -> None:
    here, there = ranking.world.address, ranking.world.second
    party = _party(ranking, "company")
    for one in (here, there):
        _provider_part(ranking, one, party)
    _registered(ranking, 14, day="2026-10-03")
    _certificate(ranking, "2026-11-10")
    ranking.outcome(here, Result.BREACH, date(2025, 3, 1))
    ranking.outcome(here, Result.IN_ORDER, date(2026, 3, 1))
    days = {
        key: ranking.known(key).days.get(here.pk)
        for key in ("registered_over_allowed", "certificate_lapsed", "violations_5y")
    }
    assert days == {
        "registered_over_allowed": "2026-10-03",
        "certificate_lapsed": "2026-11-11",
        "violations_5y": "2025-03-01",
    }
    elsewhere = ranking.known("provider_violations_5y").days
    assert elsewhere == {there.pk: "2025-03-01"}


def test_the_list_says_the_day_of_each_fact(ranking: Ranking) -> None:
    ranking.use("violations_5y", "certificate_lapsed")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2025, 3, 1))
    _certificate(ranking, "2026-11-10")
    (first,) = ranking.listed(ranking.run())
    told = {one.key: (one.dated, one.day) for one in first.reasons}
    assert told == {
        "violations_5y": (Dated.LATEST, date(2025, 3, 1)),
        "certificate_lapsed": (Dated.SINCE, date(2026, 11, 11)),
    }
