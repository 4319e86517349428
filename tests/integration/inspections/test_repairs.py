"""Repair: the letter, the proof by account or link, the judgement, and again."""

from datetime import UTC, date, datetime, time

import pytest
from django.db.utils import Error
from django.urls import reverse

from onderdak.foundation.documents.contract import drawn_anew
from onderdak.foundation.identity.contract import no_scope
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.inspections.contract import Kind, Visit
from onderdak.supervision.inspections.contract.after import (
    Judged,
    RepairLetter,
    RepairOn,
    RepairProof,
    RepairState,
    Sought,
    hand_in_proof,
    judge_repair,
    plan_reinspection,
    proof_behind,
    read_repair_letter,
    repairs_behind,
    repairs_of_town,
    repairs_of_visit,
    revoke_repair_link,
    send_repair_letter,
)
from onderdak.supervision.inspections.contract.planning import begin_visit
from onderdak.supervision.inspections.contract.reports import (
    Finding,
    findings_of,
    give_term,
)
from tests.integration.conftest import SignedIn
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    OVERCROWDED,
    confirm,
    found,
    jpeg,
    record,
    signed,
)
from tests.integration.inspections.visiting import (
    LIST,
    NOW,
    VisitTown,
    make_visit_town,
)

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 3, 11, 9, tzinfo=UTC)
FAR = date(2999, 1, 1)
RECIPIENT = ("Voorbeeldbeheer", "Kade 1", "9999 ZZ Eenstad")


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def told(town: VisitTown, visit: Visit, *, link: bool = True) -> str:
    """Give the terms, sign, and send the letter; the secret of its link."""
    confirm(town, visit)
    with town.seen_by(town.lead):
        for one in Finding.objects.filter(visit=visit, outcome="breaches"):
            give_term(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                key=one.key,
                days=14,
                reason="Long enough to find other homes.",
                at=LATER,
            )
    signed(town, visit)
    with town.seen_by(town.lead):
        sent = send_repair_letter(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            recipient=RECIPIENT,
            with_link=link,
            at=LATER,
        )
        # The database looks at its own day: far enough ahead for any.
        RepairLetter.objects.filter(pk=sent.letter.pk).update(expires_on=FAR)
    text = sent.link
    return text.rstrip("/").rsplit("/", 1)[-1] if text else ""


def only(town: VisitTown, visit: Visit, on: date = date(2026, 3, 11)) -> RepairOn:
    with town.seen_by(town.lead):
        found_here = repairs_of_visit(by=town.lead, visit=visit, on=on)
        return next(one for one in found_here if one.row.key == OVERCROWDED)


def test_the_letter_gives_each_breach_its_last_day_and_how_it_was_counted(
    town: VisitTown,
) -> None:
    visit = found(town)
    told(town, visit)
    one = only(town, visit)
    assert (one.row.last_day, one.state) == (date(2026, 3, 24), RepairState.OPEN)
    assert any("24" in line for line in one.row.counted["nl"])
    with town.seen_by(town.lead):
        pdf = read_repair_letter(
            by=town.lead, municipality=town.code, number=visit.number, nth=1
        )
    assert pdf.startswith(b"%PDF-")


def test_nobody_is_told_to_mend_what_is_advice(town: VisitTown) -> None:
    """A private norm or policy is no law: it stands in the report, and no further."""
    visit = found(town)
    told(town, visit)
    with town.seen_by(town.lead):
        breaches = Finding.objects.filter(visit=visit, outcome="breaches")
        advice = {one.key for one in breaches if one.kind in ("private", "policy")}
        mend = {
            one.row.key
            for one in repairs_of_visit(by=town.lead, visit=visit, on=date(2026, 3, 11))
        }
    assert advice
    assert OVERCROWDED in mend
    assert not advice & mend


def test_nothing_is_told_before_the_report_is_signed_or_without_a_term(
    town: VisitTown,
) -> None:
    visit = found(town)
    asked = {
        "by": town.lead,
        "municipality": town.code,
        "number": visit.number,
        "recipient": RECIPIENT,
        "with_link": False,
        "at": LATER,
    }
    with town.seen_by(town.lead), pytest.raises(Conflict):
        send_repair_letter(**asked)
    signed(town, visit)
    with town.seen_by(town.lead), pytest.raises(Conflict, match="term"):
        send_repair_letter(**asked)


def test_a_link_shows_what_must_be_mended_and_takes_a_photo(town: VisitTown) -> None:
    visit = found(town)
    secret = told(town, visit)
    with no_scope():
        behind = repairs_behind(secret, WEDNESDAY)
        assert behind is not None
        key = next(one.row.pk for one in behind.repairs if one.row.key == OVERCROWDED)
        assert proof_behind(secret, key, drawn_anew(jpeg()), "Mended.", WEDNESDAY)
        assert not proof_behind("x" * 43, key, None, "Mended.", WEDNESDAY)
        assert repairs_behind("x" * 43, WEDNESDAY) is None
        with pytest.raises(Invalid):
            proof_behind(secret, key, None, " ", WEDNESDAY)
    one = only(town, visit)
    assert one.state is RepairState.HANDED_IN
    assert [proof.words for proof in one.proofs] == ["Mended."]
    assert one.proofs[0].by_id is None


def test_a_link_ends_on_its_day_and_when_it_is_taken_back(town: VisitTown) -> None:
    visit = found(town)
    secret = told(town, visit)
    with no_scope():
        assert repairs_behind(secret, datetime(2999, 1, 1, 9, tzinfo=UTC)) is None
    with town.seen_by(town.lead):
        revoke_repair_link(
            by=town.lead, municipality=town.code, number=visit.number, at=LATER
        )
        with pytest.raises(NotFound):
            revoke_repair_link(
                by=town.lead, municipality=town.code, number=visit.number, at=LATER
            )
    with no_scope():
        assert repairs_behind(secret, WEDNESDAY) is None


def test_without_the_secret_the_database_shows_and_keeps_nothing(
    town: VisitTown,
) -> None:
    visit = found(town)
    told(town, visit)
    one = only(town, visit)
    with no_scope():
        assert not RepairProof.objects.exists()
        with pytest.raises(Error):
            RepairProof.objects.create(
                municipality_id=town.code,
                visit_id=visit.pk,
                repair_id=one.row.pk,
                words="Mended.",
                image=b"",
                thumbnail=b"",
                at=LATER,
            )


def test_an_inspector_judges_and_says_what_is_missing(town: VisitTown) -> None:
    visit = found(town)
    told(town, visit)
    one = only(town, visit)
    asked = {
        "by": town.lead,
        "municipality": town.code,
        "repair": one.row.pk,
        "at": WEDNESDAY,
    }
    with town.seen_by(town.lead):
        with pytest.raises(Invalid):
            judge_repair(**asked, judged=Judged.NOT_MENDED, why="")
        judge_repair(**asked, judged=Judged.NOT_MENDED, why="The photo shows a bed.")
    assert only(town, visit).state is RepairState.OPEN
    assert only(town, visit, date(2026, 4, 1)).state is RepairState.LATE
    with town.seen_by(town.lead):
        judge_repair(**asked, judged=Judged.MENDED, why="")
        with pytest.raises(Conflict):
            judge_repair(**asked, judged=Judged.MENDED, why="")
    assert only(town, visit, date(2026, 4, 1)).state is RepairState.MENDED


def test_the_list_of_a_town_is_narrowed_by_state_and_words(town: VisitTown) -> None:
    visit = found(town)
    told(town, visit)

    def listed(**sought: object) -> int:
        with town.seen_by(town.lead):
            return len(
                repairs_of_town(
                    by=town.lead,
                    municipality=town.code,
                    sought=Sought(**sought),
                    on=date(2026, 4, 1),
                )
            )

    every = listed()
    assert every > 0
    assert listed(state=RepairState.LATE) == every
    assert listed(state=RepairState.MENDED) == 0
    assert listed(words="Lindelaan") == every
    assert listed(words="Elders") == 0


def test_a_re_inspection_looks_at_what_failed_and_nothing_else(
    town: VisitTown,
) -> None:
    visit = found(town)
    told(town, visit)
    one = only(town, visit)
    with town.seen_by(town.lead):
        again = plan_reinspection(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            day=date(2026, 3, 25),
            hours=(time(19), time(20)),
            reason="Look whether it is mended.",
            at=WEDNESDAY,
        )
    assert (again.kind, again.earlier_id) == (Kind.REINSPECTION, visit.pk)
    assert {"rule": "A01", "part": "", "place": ""}.items() <= (
        again.failed_items[0] | {"words": ""}
    ).items()
    with town.seen_by(town.lead):
        judge_repair(
            by=town.lead,
            municipality=town.code,
            repair=one.row.pk,
            judged=Judged.MENDED,
            why="",
            at=WEDNESDAY,
        )


def test_a_re_inspection_judges_the_failed_items_and_keeps_each_new_breach(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = found(town)
    told(town, visit)
    with town.seen_by(town.lead):
        again = plan_reinspection(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            day=date(2026, 3, 25),
            hours=(time(19), time(20)),
            reason="Look whether it is mended.",
            at=WEDNESDAY,
        )
        from_first = set(
            Finding.objects.filter(visit=visit, outcome="breaches").values_list(
                "rule", flat=True
            )
        )
    begin(town, again)
    typed = {"unit/main/people": "4", "unit/main/fire.smoke_alarms": False}
    record(town, again, MAIN | typed, at=NOW)
    with town.seen_by(town.lead):
        judged = Finding.objects.filter(visit=again)
        assert {one.rule for one in judged.exclude(outcome="breaches")} <= from_first
        assert judged.get(key=OVERCROWDED).outcome == "meets"
        every = findings_of(by=town.lead, visit=again).every
        new = {one.row.part for one in every if one.is_new}
        assert "smoke_alarms" in new
        assert not {one.row.rule for one in every if not one.is_new} - from_first
        assert not any(
            one.is_new for one in findings_of(by=town.lead, visit=visit).every
        )
    lead = signed_in(town.lead)
    lead.cookies["django_language"] = "nl"
    page = lead.get(reverse("visit_findings", args=[again.number])).content.decode()
    assert page.count(", nieuw") == len(new)


def begin(town: VisitTown, visit: Visit) -> None:
    with town.seen_by(town.lead):
        begin_visit(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            checklist=LIST,
            at=NOW,
        )


def test_a_provider_without_this_house_hands_nothing_in(town: VisitTown) -> None:
    visit = found(town)
    told(town, visit, link=False)
    one = only(town, visit)
    with town.seen_by(town.mayor), pytest.raises(NotAllowed):
        hand_in_proof(
            by=town.mayor,
            repair=one.row.pk,
            picture=None,
            words="Mended.",
            at=WEDNESDAY,
        )
