"""Who goes along: by a link to one visit, with what was decided on and no more."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import Error
from django.utils.timezone import localdate, now

from onderdak.foundation.identity.contract import no_scope
from onderdak.foundation.outbox.models import Message, OutboxEvent
from onderdak.foundation.privacy.contract import (
    SharingDecision,
    SharingGround,
    presented,
    presented_hash,
)
from onderdak.foundation.privacy.models import SharingRecord
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.inspections.contract import (
    COMPANION_ANSWERED,
    Along,
    Companion,
    Visit,
    take_in_companion,
)
from onderdak.supervision.inspections.contract.companions import (
    NewCompanion,
    Sent,
    add_companion,
    answer_visit_behind,
    companion_behind,
    links_of,
    note_companion,
    revoke_visit_link,
    send_visit_link_again,
    share_visit,
    take_off_companion,
)
from onderdak.supervision.inspections.contract.planning import (
    cancel_visit,
    change_visit,
    companions_of,
    steps_of,
)
from onderdak.supervision.inspections.models import PartnerLink
from tests.integration.inspections.visiting import (
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
# The database looks at its own clock for what has expired.
NOW = now()
MONDAY = localdate(NOW)
TUESDAY = MONDAY + timedelta(days=1)
DECISION = SharingDecision(
    partner="Brandweer",
    kind=SharingGround.LAW,
    ground="Wet veiligheidsregio's art. 3",
    ground_since=None,
    ground_until=None,
    purpose="Looking at fire safety during the visit",
    necessity="Only they can judge the installation.",
    proportionality="The day and the place are enough.",
    left_out="Why the address was chosen.",
    fields=("day", "hours", "address"),
    expires_on=TUESDAY + timedelta(days=3),
)


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _planned(town: VisitTown) -> Visit:
    return town.planned(at=NOW, day=TUESDAY)


def along(town: VisitTown, visit: Visit, **other: object) -> Companion:
    said = {
        "kind": Along.FIRE_BRIGADE,
        "organisation": "Brandweer",
        "email": "brandweer@test.example",
    }
    with town.seen_by(town.lead):
        return add_companion(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            new=NewCompanion(**(said | other)),
            at=NOW,
        )


def share(town: VisitTown, companion: Companion) -> Sent:
    with town.seen_by(town.lead):
        return share_visit(
            by=town.lead,
            municipality=town.code,
            companion=companion.pk,
            decision=DECISION,
            at=NOW,
        )


def test_an_interpreter_has_a_language_and_a_service_a_name(town: VisitTown) -> None:
    visit = _planned(town)
    for wrong in (
        {"kind": Along.INTERPRETER},
        {"organisation": " "},
        {"email": "nobody"},
    ):
        with pytest.raises(Invalid):
            along(town, visit, **wrong)


def test_nothing_is_shared_by_asking_alone(town: VisitTown) -> None:
    visit = _planned(town)
    along(town, visit)
    with town.seen_by(town.lead):
        assert not links_of(by=town.lead, visit=visit).exists()
        assert not Message.objects.filter(email="brandweer@test.example").exists()


def test_a_link_shows_what_was_decided_on_and_no_more(town: VisitTown) -> None:
    visit = _planned(town)
    sent = share(town, along(town, visit))
    with no_scope():
        found = companion_behind(sent.secret, NOW)
    assert found is not None
    assert found.shared == {
        "day": TUESDAY.isoformat(),
        "hours": "19:00 - 21:00",
        "address": str(visit.address),
    }
    with town.seen_by(town.lead):
        record = SharingRecord.objects.get()
        assert (record.room, record.object) == ("inspections", f"visit {visit.number}")
        mail = Message.objects.get(email="brandweer@test.example")
    assert sent.secret in mail.body
    assert not re.search(f"Lindelaan|{TUESDAY}|Two reports", mail.body)


def test_what_is_not_offered_is_not_shared(town: VisitTown) -> None:
    companion = along(town, _planned(town))
    with town.seen_by(town.lead), pytest.raises(Invalid):
        share_visit(
            by=town.lead,
            municipality=town.code,
            companion=companion.pk,
            decision=SharingDecision(
                **{
                    name: getattr(DECISION, name)
                    for name in SharingDecision.__dataclass_fields__
                }
                | {"fields": ("address", "residents")}
            ),
            at=NOW,
        )


def test_an_answer_reaches_the_visit_and_its_lead(town: VisitTown) -> None:
    visit = _planned(town)
    companion = along(town, visit)
    secret = share(town, companion).secret
    with no_scope():
        assert answer_visit_behind(secret, coming=True, said="With two.", at=NOW)
        event = OutboxEvent.objects.get(name=COMPANION_ANSWERED)
    take_in_companion(event.payload)
    with town.seen_by(town.lead):
        (found,) = companions_of(visit)
        assert (found.coming, found.said) == (True, "With two.")
        assert steps_of(visit).filter(what="companion_comes").count() == 1
        assert Message.objects.filter(email=town.lead.email).count() == 2


def test_a_link_that_was_taken_back_or_expired_shows_nothing(town: VisitTown) -> None:
    sent = share(town, along(town, _planned(town)))
    with no_scope():
        assert companion_behind("x" * 100, NOW) is None
        assert companion_behind("wrong", NOW) is None
        assert companion_behind(sent.secret, NOW + timedelta(days=9)) is None
    with town.seen_by(town.lead):
        again = send_visit_link_again(
            by=town.lead, municipality=town.code, link=sent.number, on=MONDAY
        )
    with no_scope():
        assert companion_behind(sent.secret, NOW) is None
        assert companion_behind(again.secret, NOW) is not None
    with town.seen_by(town.lead):
        revoke_visit_link(
            by=town.lead, municipality=town.code, link=sent.number, at=NOW
        )
    with no_scope():
        assert companion_behind(again.secret, NOW) is None
        assert not answer_visit_behind(again.secret, coming=True, said="", at=NOW)


def test_a_changed_plan_shows_at_once_and_is_asked_anew(town: VisitTown) -> None:
    visit = _planned(town)
    companion = along(town, visit)
    secret = share(town, companion).secret
    with no_scope():
        answer_visit_behind(secret, coming=True, said="", at=NOW)
    with town.seen_by(town.lead):
        change_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            plan=town.plan(day=TUESDAY + timedelta(days=1)),
            changes=0,
            at=NOW,
        )
    with no_scope():
        found = companion_behind(secret, NOW)
    assert found is not None
    assert (found.shared["day"], found.coming) == (
        (TUESDAY + timedelta(days=1)).isoformat(),
        None,
    )
    assert set(found.shared) == set(DECISION.fields)
    with town.seen_by(town.lead):
        cancel_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            because="The house is empty",
            at=NOW,
        )
    with no_scope():
        off = companion_behind(secret, NOW)
        assert off is not None
        assert off.cancelled
        assert not answer_visit_behind(secret, coming=True, said="", at=NOW)


def test_who_is_taken_off_reads_nothing_more(town: VisitTown) -> None:
    visit = _planned(town)
    companion = along(town, visit)
    secret = share(town, companion).secret
    with town.seen_by(town.lead):
        take_off_companion(
            by=town.lead, municipality=town.code, companion=companion.pk, at=NOW
        )
        assert not companions_of(visit).exists()
        with pytest.raises(NotFound):
            note_companion(
                by=town.lead,
                municipality=town.code,
                companion=companion.pk,
                coming=True,
                said="",
                at=NOW,
            )
    with no_scope():
        assert companion_behind(secret, NOW) is None


def test_by_a_link_one_row_is_seen_and_nothing_but_the_answer_changes(
    town: VisitTown,
) -> None:
    visit = _planned(town)
    first, second = along(town, visit), along(town, visit)
    secret = share(town, first).secret
    share(town, second)
    shown = presented_hash("inspections-visit", secret)
    with no_scope(), presented(shown):
        assert PartnerLink.objects.count() == 1
        assert Visit.objects.count() == 0
        assert Companion.objects.count() == 0
        for change in ({"shared": {"address": "x"}}, {"expires_on": TUESDAY}):
            with pytest.raises(Error), transaction.atomic():
                PartnerLink.objects.update(**change)


def test_a_visit_that_is_over_is_shared_with_nobody(town: VisitTown) -> None:
    visit = _planned(town)
    companion = along(town, visit)
    with town.seen_by(town.lead):
        cancel_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            because="The house is empty",
            at=NOW,
        )
    with pytest.raises(Conflict):
        share(town, companion)
    with pytest.raises(Conflict):
        along(town, visit)


def test_the_mayor_asks_nobody_along_and_shares_nothing(town: VisitTown) -> None:
    companion = along(town, _planned(town))
    with town.seen_by(town.mayor), pytest.raises(NotAllowed):
        share_visit(
            by=town.mayor,
            municipality=town.code,
            companion=companion.pk,
            decision=DECISION,
            at=NOW,
        )
