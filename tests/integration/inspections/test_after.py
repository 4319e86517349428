"""What a visit came to: told once, heard by the picture, counted, and published."""

from datetime import UTC, date, datetime

import pytest
from django.db.utils import Error

from onderdak.foundation.identity.contract import no_scope
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.inspections.contract import Kind, Visit
from onderdak.supervision.inspections.contract.after import (
    NoAccess,
    PublicWords,
    Result,
    Told,
    counts_of,
    finished_periods,
    integral_year,
    months_of,
    proposed_result,
    public_words,
    publish_words,
    tell_result,
    units_of,
    untold,
)
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    confirm,
    found,
    record,
)
from tests.integration.inspections.visiting import (
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
SUMMER = datetime(2026, 7, 20, 9, tzinfo=UTC)


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def tell(town: VisitTown, visit: Visit, told: Told) -> None:
    with town.seen_by(town.lead):
        tell_result(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            told=told,
            at=LATER,
        )


def test_the_record_points_at_a_result_and_a_person_says_it(town: VisitTown) -> None:
    visit = found(town)
    with town.seen_by(town.lead):
        assert proposed_result(by=town.lead, visit=visit).result is Result.IN_ORDER
    confirm(town, visit)
    with town.seen_by(town.lead):
        assert proposed_result(by=town.lead, visit=visit).result is Result.BREACH
        assert [one.pk for one in untold(by=town.lead, municipality=town.code)] == [
            visit.pk
        ]
    tell(town, visit, Told(Result.BREACH, 95))
    with town.seen_by(town.lead):
        assert not untold(by=town.lead, municipality=town.code).exists()
    with pytest.raises(Conflict):
        tell(town, visit, Told(Result.IN_ORDER, 95))


def test_nobody_home_is_no_access_and_says_why(town: VisitTown) -> None:
    visit = found(town, {"entry/nobody_home": True})
    with town.seen_by(town.lead):
        proposed = proposed_result(by=town.lead, visit=visit)
    assert (proposed.result, proposed.no_access) == (
        Result.NO_ACCESS,
        NoAccess.NOBODY_HOME,
    )


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ({"place/people": "9", "unit/main/name": "Boven"}, Result.NO_ACCESS),
        ({"room/1/name": "Voor", "room/1/consent": "refused"}, Result.NO_ACCESS),
        ({"room/1/name": "Voor", "room/1/not_seen": "op slot"}, Result.NO_ACCESS),
        ({"room/1/name": "Voor", "room/1/consent": "given"}, Result.IN_ORDER),
    ],
)
def test_what_is_seen_from_the_street_is_no_access(
    town: VisitTown, typed: dict[str, object], result: Result
) -> None:
    one = "11111111-1111-4111-8111-111111111111"
    told = {path.replace("/1/", f"/{one}/"): said for path, said in typed.items()}
    visit = found(town, {"entry/consent": "refused"} | told)
    with town.seen_by(town.lead):
        assert proposed_result(by=town.lead, visit=visit).result is result


def test_months_count_hits_hours_and_refusals(town: VisitTown) -> None:
    first, second = found(town), found(town, {"entry/consent": "refused"})
    tell(town, first, Told(Result.BREACH, 60))
    tell(town, second, Told(Result.NO_ACCESS, 10, NoAccess.REFUSED))
    with town.seen_by(town.lead):
        months = months_of(
            by=town.lead,
            municipality=town.code,
            first=date(2026, 1, 1),
            end=date(2027, 1, 1),
        )
    assert len(months) == 1
    assert (months[0].visits, months[0].breaches, months[0].minutes) == (2, 1, 140)
    assert months[0].no_access == {NoAccess.REFUSED: 1}


def test_a_small_count_is_neither_told_nor_to_be_worked_out(town: VisitTown) -> None:
    tell(town, found(town), Told(Result.BREACH, 60))
    for _nth in range(6):
        tell(town, found(town, {"place/people": "3"}), Told(Result.IN_ORDER, 30))
    period = finished_periods(town.code, SUMMER.date())[-1]
    with town.seen_by(town.lead):
        told = next(
            counts_of(town.code, each, SUMMER.date())
            for each in finished_periods(town.code, SUMMER.date())
            if each.contains(date(2026, 3, 10))
        )
    assert told.breach is None
    assert (told.visits, told.in_order) != (7, 6)
    assert period.end is not None


def test_a_text_is_published_once_and_everybody_reads_it(town: VisitTown) -> None:
    tell(town, found(town), Told(Result.BREACH, 60))
    asked = {
        "by": town.lead,
        "municipality": town.code,
        "words": "Wij controleerden enkele adressen.",
        "edited": True,
        "at": SUMMER,
    }
    with town.seen_by(town.lead):
        with pytest.raises(Invalid):
            publish_words(**asked, first=date(2026, 3, 2))
        made = publish_words(**asked, first=date(2026, 1, 1))
        with pytest.raises(Conflict):
            publish_words(**asked, first=date(2026, 1, 1))
        with pytest.raises(Error):
            PublicWords.objects.filter(pk=made.pk).update(words="Anders.")


def test_published_words_are_read_without_a_task(town: VisitTown) -> None:
    with town.seen_by(town.lead):
        publish_words(
            by=town.lead,
            municipality=town.code,
            first=date(2026, 1, 1),
            words="Wij controleerden niets.",
            edited=True,
            at=SUMMER,
        )
    with no_scope():
        assert [one.words for one in public_words(town.code)] == [
            "Wij controleerden niets."
        ]


def test_a_park_is_counted_per_unit(town: VisitTown) -> None:
    visit = town.begun(kind=Kind.PARK)
    two = "22222222-2222-4222-8222-222222222222"
    record(
        town,
        visit,
        MAIN
        | {
            "unit/main/name": "Chalet 1",
            f"unit/{two}/name": "Chalet 2",
            f"unit/{two}/use": "dwelling",
            f"unit/{two}/floor_area": "60",
            f"unit/{two}/people": "3",
        },
    )
    with town.seen_by(town.lead):
        units = {one.name: one for one in units_of(by=town.lead, visit=visit)}
    assert units["Chalet 1"].breaches >= 1
    assert units["Chalet 2"].breaches == 0


def test_integral_checks_of_a_year_are_counted(town: VisitTown) -> None:
    town.planned(kind=Kind.INTEGRAL)
    with town.seen_by(town.lead):
        year = integral_year(by=town.lead, municipality=town.code, on=date(2026, 5, 1))
    assert (len(year.held), len(year.planned), year.meant) == (0, 1, None)
