"""People write points, the privacy officer approves them, and they hold for a term."""

from dataclasses import replace
from datetime import date

import pytest
import yaml
from django.db import DatabaseError, transaction

from onderdak.connections.clamav.client import ClamAv
from onderdak.connections.clamav.fake import EICAR, fake_clamd
from onderdak.engines.ranking import Catalogue, Unreadable, load_catalogue
from onderdak.foundation.documents.contract import NoScanner, scan_with
from onderdak.foundation.identity.contract import Role, scope
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, RoomClosed
from onderdak.supervision.picture.contract.ranking import (
    PointSet,
    PointSetState,
    Result,
    Verdict,
    algorithm_register_of,
    assess_point_set,
    published_method,
    put_in_use,
    submit_point_set,
    switch_indicator,
    switch_ranking,
    switches_of,
    waiting_assessments,
    withdraw_point_set,
)
from onderdak.supervision.picture.models import Assessment
from onderdak.supervision.picture.ranking import point_set_writing, point_sets
from tests.integration.picture.conftest import ON
from tests.integration.picture.ranking.conftest import Ranking, points_text
from tests.people import OTHER, Persona
from tests.world import acting

pytestmark = pytest.mark.django_db

# One word for each root that no ranking looks at: what it says, and another spelling.
FORBIDDEN = [
    *("nationaliteit", "nationality", "Natio-Nalité", "geboorteland", "birth_country"),
    *("herkomst", "land_van_herkomst", "migratieachtergrond", "etniciteit"),
    *("naam", "achternaam", "last_name", "voertaal", "language", "moedertaal"),
    *("inkomen", "income", "uitkering", "bijstand", "benefits", "toeslagen"),
    *("rni", "aantal_rni", "rni_registrations", "niet_ingezetenen"),
    *("nachten", "registered_nights", "overnachtingen", "nachtregister"),
    *("bsn", "geslacht", "leeftijd", "gezin", "persoon", "polen", "roemenen"),
]


@pytest.mark.parametrize("where", ["key", "column", "identifier"])
def test_nothing_forbidden_can_be_configured(ranking: Ranking, where: str) -> None:
    accepted = [word for word in FORBIDDEN if _accepted(ranking, word, where)]
    assert accepted == []
    with ranking.open():
        assert not PointSet.objects.exists()


def _accepted(ranking: Ranking, word: str, where: str) -> bool:
    raw = yaml.safe_load(points_text("finding_open"))
    if where == "identifier":
        raw["identifier"] = word
    else:
        raw["indicators"][0][where] = word
    try:
        ranking.draft(yaml.safe_dump(raw, allow_unicode=True))
    except Unreadable:
        return False
    return True


def test_an_indicator_outside_the_catalogue_is_refused(ranking: Ranking) -> None:
    raw = yaml.safe_load(points_text("finding_open"))
    raw["indicators"][0]["key"] = "aantal_fietsen"
    with pytest.raises(Unreadable) as error:
        ranking.draft(yaml.safe_dump(raw))
    assert "closed" in str(error.value)


def test_another_field_is_no_ranking_of_addresses(ranking: Ranking) -> None:
    raw = yaml.safe_load(points_text("finding_open"))
    raw["catalogue"] = "food"
    with pytest.raises(Unreadable):
        ranking.draft(yaml.safe_dump(raw))


def test_points_go_from_draft_to_use_through_the_privacy_officer(
    ranking: Ranking,
) -> None:
    made = ranking.use("finding_open")
    with ranking.open():
        found = PointSet.objects.get(pk=made.pk)
        held = Assessment.objects.get()
    assert found.state == PointSetState.IN_USE
    assert (found.approved_on, found.used_from) == (ON, ON)
    assert (held.file_name, held.on_date) == ("dpia.pdf", ON)
    assert bytes(held.file) == b"%PDF-1.7 beoordeling"


def test_points_that_wait_are_with_the_privacy_officer(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open"))
    with ranking.open() as by:
        submit_point_set(by=by, point_set=made, today=ON)
    with ranking.open(Role.PRIVACY_OFFICER) as by:
        waiting = waiting_assessments(by=by, municipality=ranking.town, on=ON)
        assert [one.pk for one in waiting] == [made.pk]


def test_nothing_is_used_that_nobody_approved(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open"))
    with pytest.raises(Conflict), ranking.open() as by:
        put_in_use(by=by, point_set=made, today=ON)


@pytest.mark.parametrize("state", ["approved", "in_use"])
def test_the_database_too_refuses_points_that_nobody_approved(
    ranking: Ranking, state: str
) -> None:
    made = ranking.draft(points_text("finding_open"))
    with ranking.open(), pytest.raises(DatabaseError), transaction.atomic():
        PointSet.objects.filter(pk=made.pk).update(state=state)


def test_points_that_were_handed_in_never_change(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open"))
    ranking.approve(made)
    with ranking.open(), pytest.raises(DatabaseError), transaction.atomic():
        PointSet.objects.filter(pk=made.pk).update(body=points_text("violations_5y"))


def test_who_made_points_never_approves_them(ranking: Ranking) -> None:
    """Also somebody who is supervisor and privacy officer in one."""
    made = ranking.draft(points_text("finding_open"))
    with ranking.open() as by:
        submit_point_set(by=by, point_set=made, today=ON)
    with ranking.open():
        officer = ranking.by(Role.PRIVACY_OFFICER)
    maker = ranking.by(Role.SUPERVISOR)
    both = type(officer)(maker.user_id, maker.email, officer.grants)
    with scope(acting(both)), pytest.raises(NotAllowed):
        _assess(both, made)
    with scope(acting(both)), pytest.raises(DatabaseError), transaction.atomic():
        _written(ranking, made, by_id=maker.user_id)


def test_only_a_privacy_officer_of_the_town_approves(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open"))
    with ranking.open() as by:
        submit_point_set(by=by, point_set=made, today=ON)
    with ranking.open(Role.MUNICIPAL_ADMIN) as by, pytest.raises(NotAllowed):
        _assess(by, made)
    there = ranking.by(Role.PRIVACY_OFFICER, OTHER)
    assert Persona(OTHER, Role.PRIVACY_OFFICER) in ranking.world.sides.users
    with scope(acting(there)), pytest.raises(NotAllowed):
        _assess(there, made)
    with (
        ranking.open(Role.MUNICIPAL_ADMIN) as by,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        _written(ranking, made, by_id=by.user_id)


def _assess(by: object, made: PointSet, **more: object) -> None:
    assess_point_set(
        **{
            "by": by,
            "point_set": made,
            "verdict": Verdict.APPROVED,
            "on_date": ON,
            "words": "akkoord",
            "file": b"x",
            "filename": "dpia.pdf",
            "today": ON,
            **more,
        }
    )


def _written(ranking: Ranking, made: PointSet, *, by_id: int) -> None:
    Assessment.objects.create(
        municipality_id=ranking.town,
        point_set=made,
        verdict="approved",
        on_date=ON,
        words="x",
        file_name="x",
        file_digest="x",
        file=b"x",
        by_id=by_id,
    )


@pytest.mark.parametrize(
    "missing", [{"file": b""}, {"words": " "}, {"on_date": date(2026, 11, 22)}]
)
def test_an_assessment_has_a_file_words_and_a_day(
    ranking: Ranking, missing: dict[str, object]
) -> None:
    made = ranking.draft(points_text("finding_open"))
    with ranking.open() as by:
        submit_point_set(by=by, point_set=made, today=ON)
    with ranking.open(Role.PRIVACY_OFFICER) as by, pytest.raises(Invalid):
        _assess(by, made, **missing)


def test_a_version_is_there_once(ranking: Ranking) -> None:
    ranking.draft(points_text("finding_open"))
    with pytest.raises(Conflict):
        ranking.draft(points_text("violations_5y"))
    assert ranking.draft(points_text("violations_5y", version=2)).version == 2


def test_points_are_used_within_their_term_only(ranking: Ranking) -> None:
    made = ranking.draft(points_text("finding_open"))
    ranking.approve(made)
    with ranking.open() as by, pytest.raises(Conflict):
        put_in_use(by=by, point_set=made, today=date(2028, 1, 1))


def test_the_next_version_takes_the_place_of_the_one_before(ranking: Ranking) -> None:
    first = ranking.use("finding_open")
    second = ranking.draft(points_text("violations_5y", version=2))
    ranking.approve(second)
    with ranking.open() as by:
        put_in_use(by=by, point_set=second, today=ON)
        states = dict(PointSet.objects.values_list("pk", "state"))
    assert states == {first.pk: "withdrawn", second.pk: "in_use"}


def test_what_is_in_use_is_public_and_a_draft_is_not(ranking: Ranking) -> None:
    ranking.use("finding_open")
    ranking.draft(points_text("violations_5y", version=2))
    there = ranking.by(Role.SUPERVISOR, OTHER)
    with scope(acting(there)):
        found = published_method(municipality=ranking.town, on=ON)
        assert PointSet.objects.count() == 1
    assert (found.name, found.version, found.approved_on) == ("Proef", 1, ON)
    assert found.setting.on


def test_an_indicator_and_the_whole_are_switched_off_with_a_reason(
    ranking: Ranking,
) -> None:
    ranking.use("finding_open")
    town = ranking.town
    with ranking.open(Role.PRIVACY_OFFICER) as by:
        with pytest.raises(Invalid):
            _switch(by, town, "")
        _switch(by, town, "valt scheef uit")
        found = switches_of(by=by, municipality=town, on=ON)
        assert [(one.key, one.on, one.why) for one in found] == [
            ("finding_open", False, "valt scheef uit")
        ]
        switch_ranking(by=by, municipality=town, on=False, why="stop", today=ON)
        with pytest.raises(NotAllowed):
            switch_ranking(by=by, municipality=town, on=True, why="weer", today=ON)
    with pytest.raises(RoomClosed):
        ranking.run()


def _switch(by: object, town: str, why: str) -> None:
    switch_indicator(
        by=by, municipality=town, key="finding_open", on=False, why=why, today=ON
    )


def test_only_an_indicator_in_use_is_switched(ranking: Ranking) -> None:
    ranking.use("finding_open")
    with ranking.open() as by, pytest.raises(NotFound):
        switch_indicator(
            by=by,
            municipality=ranking.town,
            key="reports_12m",
            on=False,
            why="p",
            today=ON,
        )


def test_without_points_in_use_there_is_no_list(ranking: Ranking) -> None:
    made = ranking.use("finding_open")
    with ranking.open() as by:
        withdraw_point_set(by=by, point_set=made, why="te oud", today=ON)
    with pytest.raises(Conflict):
        ranking.run()


def test_the_file_of_an_assessment_is_looked_at_by_the_scanner(
    ranking: Ranking,
) -> None:
    """What is known to do harm is not kept, and neither is what nobody judged."""
    made = ranking.draft(points_text("finding_open"))
    with ranking.open() as by:
        submit_point_set(by=by, point_set=made, today=ON)
    try:
        with fake_clamd() as clamd:
            scan_with(clamd)
            with ranking.open(Role.PRIVACY_OFFICER) as by, pytest.raises(Invalid):
                _assess(by, made, file=b"%PDF" + EICAR)
        scan_with(ClamAv(clamd.address, patience=1))
        with ranking.open(Role.PRIVACY_OFFICER) as by, pytest.raises(Conflict):
            _assess(by, made)
    finally:
        scan_with(NoScanner())
    with ranking.open():
        assert not Assessment.objects.exists()


# A source that changed


_OLD = points_text("return_mail").replace("source: mail", "source: tmv")


def test_a_draft_names_the_source_of_today(ranking: Ranking) -> None:
    with pytest.raises(Unreadable) as refused:
        ranking.draft(_OLD)
    assert [(one.where, str(one.what)) for one in refused.value.faults] == [
        ("indicators[0].source", "Its source changed: it is mail now.")
    ]


def _moved() -> Catalogue:
    """The catalogue once earlier violations come from another source."""
    found = load_catalogue()
    one = replace(found["violations_5y"], source="elsewhere", formerly=("inspections",))
    return replace(found, indicators={**found.indicators, one.key: one})


def test_approved_points_of_an_old_source_are_not_put_in_use(
    ranking: Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ranking.draft(points_text("violations_5y"))
    ranking.approve(made)
    monkeypatch.setattr(point_sets, "load_catalogue", lambda _: _moved())
    monkeypatch.setattr(point_set_writing, "load_catalogue", lambda _: _moved())
    with ranking.open() as by, pytest.raises(Unreadable, match="elsewhere"):
        put_in_use(by=by, point_set=made, today=ON)


def test_points_in_use_count_nothing_of_a_source_that_they_do_not_name(
    ranking: Ranking, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranking.use("violations_5y")
    ranking.outcome(ranking.world.address, Result.BREACH, date(2025, 6, 1))
    assert len(ranking.listed(ranking.run())) == 1
    monkeypatch.setattr(point_sets, "load_catalogue", lambda _: _moved())
    assert ranking.listed(ranking.run()) == []
    with ranking.open(Role.PRIVACY_OFFICER) as by:
        entry = algorithm_register_of(by=by, municipality=ranking.town, on=ON)
    assert "de bron is veranderd" in str(entry.fields["methods_and_models"])
