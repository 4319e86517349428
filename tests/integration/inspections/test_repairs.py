"""Repair: the letter, the proof by account or link, the judgement, and again."""

import csv
import io
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db.transaction import atomic
from django.db.utils import Error, IntegrityError
from django.urls import reverse
from django.utils import timezone, translation

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
    proof_to_judge,
    read_repair_letter,
    repairs_behind,
    repairs_of_town,
    repairs_of_visit,
    revoke_repair_link,
    send_repair_letter,
)
from onderdak.supervision.inspections.contract.planning import (
    begin_visit,
    cancel_visit,
    close_visit,
)
from onderdak.supervision.inspections.contract.reports import (
    Finding,
    Said,
    Verdict,
    findings_of,
    give_term,
    say_of_finding,
)
from onderdak.supervision.inspections.contract.reports import Kind as ReportKind
from onderdak.supervision.inspections.contract.syncing import recorded
from onderdak.supervision.inspections.report_blocks import document_of
from onderdak.supervision.inspections.report_gathering import gathered
from tests.integration.conftest import SignedIn
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    OVERCROWDED,
    confirm,
    found,
    jpeg,
    made,
    record,
    sign,
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


def look_again(town: VisitTown, visit: Visit) -> Visit:
    """Plan a visit that looks at what failed."""
    with town.seen_by(town.lead):
        return plan_reinspection(
            by=town.lead,
            municipality=town.code,
            number=visit.number,
            day=date(2026, 3, 25),
            hours=(time(19), time(20)),
            reason="Look whether it is mended.",
            at=WEDNESDAY,
        )


def looked(
    town: VisitTown,
    visit: Visit,
    typed: dict[str, object],
    *,
    said: Verdict | None = Verdict.CONFIRMED,
) -> Visit:
    """Look again, type this, end the visit, say this, and sign its report."""
    again = look_again(town, visit)
    begin(town, again)
    record(town, again, MAIN | typed, at=NOW)
    with town.seen_by(town.lead):
        close_visit(by=town.lead, municipality=town.code, number=again.number, at=LATER)
        for one in Finding.objects.filter(visit=again, outcome="meets"):
            if said is not None:
                say_of_finding(
                    by=town.lead,
                    municipality=town.code,
                    number=again.number,
                    key=one.key,
                    said=Said(said, "We counted the beds too."),
                    at=LATER,
                )
    signed(town, again)
    return again


def test_what_a_re_inspection_finds_mended_is_mended_by_that_finding(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = found(town)
    told(town, visit)
    again = looked(town, visit, {"unit/main/people": "4"})
    one = only(town, visit)
    assert one.state is RepairState.MENDED
    [said] = one.judgements
    with town.seen_by(town.lead):
        finding = Finding.objects.get(pk=said.finding_id)
    assert (finding.visit_id, finding.key, finding.outcome) == (
        *(again.pk, OVERCROWDED),
        "meets",
    )
    assert (said.seen_number, said.sentence) == (again.number, finding.sentence)
    shown = signed_in(town.lead).get(reverse("town_repair", args=[one.row.pk]))
    assert again.number in shown.content.decode()


def test_what_is_still_a_breach_or_was_not_judged_is_not_mended(
    town: VisitTown,
) -> None:
    visit = found(town)
    told(town, visit)
    looked(town, visit, {})
    assert only(town, visit).state is RepairState.OPEN
    looked(town, visit, {"unit/main/people": ""})
    assert only(town, visit).state is RepairState.OPEN


def test_what_the_second_look_finds_mended_is_mended_too(town: VisitTown) -> None:
    visit = found(town)
    told(town, visit)
    still = looked(town, visit, {})
    looked(town, still, {"unit/main/people": "4"})
    assert only(town, visit).state is RepairState.MENDED


@pytest.mark.parametrize("said", [None, Verdict.DEVIATES])
def test_what_the_inspector_did_not_confirm_is_not_mended(
    town: VisitTown, said: Verdict | None
) -> None:
    visit = found(town)
    told(town, visit)
    looked(town, visit, {"unit/main/people": "4"}, said=said)
    assert only(town, visit).state is RepairState.OPEN


def test_what_was_seen_in_part_is_not_mended(town: VisitTown) -> None:
    other = "room/22222222-2222-4222-8222-222222222222/name"
    visit = found(town, MAIN | {other: "Kamer 2"})
    told(town, visit)
    fewer = {"unit/main/people": "4"}
    looked(town, visit, fewer)
    assert only(town, visit).state is RepairState.OPEN
    unseen = other.replace("/name", "/not_seen")
    looked(town, visit, fewer | {other: "Kamer 2", unseen: "op slot"})
    assert only(town, visit).state is RepairState.OPEN
    looked(town, visit, fewer | {other: "kamer  2"})
    assert only(town, visit).state is RepairState.MENDED


def test_a_person_who_says_it_later_is_not_overruled(town: VisitTown) -> None:
    visit = found(town)
    told(town, visit)
    with town.seen_by(town.lead):
        judge_repair(
            by=town.lead,
            municipality=town.code,
            repair=only(town, visit).row.pk,
            judged=Judged.NOT_MENDED,
            why="The beds were back the day after.",
            at=datetime(2026, 3, 26, 9, tzinfo=UTC),
        )
    looked(town, visit, {"unit/main/people": "4"})
    assert only(town, visit).state is RepairState.OPEN


def test_nothing_is_mended_before_everybody_signed(town: VisitTown) -> None:
    visit = found(town)
    told(town, visit)
    again = look_again(town, visit)
    begin(town, again)
    record(town, again, MAIN | {"unit/main/people": "4"}, at=NOW)
    with town.seen_by(town.lead):
        close_visit(by=town.lead, municipality=town.code, number=again.number, at=LATER)
    confirm(town, again)
    sign(town, again, made(town, again), town.lead)
    assert only(town, visit).state is RepairState.OPEN


def test_one_visit_at_a_time_looks_again_at_what_failed(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = found(town)
    told(town, visit)
    again = look_again(town, visit)
    with pytest.raises(Conflict, match=again.number):
        look_again(town, visit)
    with town.seen_by(town.lead):
        twin = Visit.objects.get(pk=again.pk)
        twin.pk, twin.number = None, "2026-09999"
        with pytest.raises(IntegrityError), atomic():
            twin.save(force_insert=True)
    client = signed_in(town.lead)
    page = reverse("visit_repairs", args=[visit.number])
    shown = client.get(page).content.decode()
    assert reverse("visit", args=[again.number]) in shown
    assert reverse("visit_again", args=[visit.number]) not in shown
    with town.seen_by(town.lead):
        cancel_visit(
            by=town.lead,
            municipality=town.code,
            number=again.number,
            because="Nobody can go that evening.",
            at=WEDNESDAY,
        )
    assert look_again(town, visit).pk != again.pk


def test_proof_waits_on_the_first_page_of_who_went_until_it_is_judged(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = found(town)
    secret = told(town, visit)
    one = only(town, visit)
    lead, page = signed_in(town.lead), reverse("town_repair", args=[one.row.pk])
    assert page not in lead.get(reverse("home")).content.decode()
    shown_at = timezone.now()
    with no_scope():
        assert proof_behind(secret, one.row.pk, None, "Mended.", shown_at)
    assert page in lead.get(reverse("home")).content.decode()
    with town.seen_by(town.second):
        waits = proof_to_judge(
            by=town.second, municipality=town.code, on=date(2026, 3, 11)
        )
    assert [each.row.pk for each in waits] == [one.row.pk]
    said = {"judged": Judged.NOT_MENDED, "why": "The photo shows a bed."}
    assert lead.post(page, said).status_code == 302
    assert page not in lead.get(reverse("home")).content.decode()


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
    assert "herstelt niets voordat u het bevestigt" in page
    way = reverse("visit_findings", args=[again.number])
    export = lead.get(f"{way}list.csv")
    told_new = _export(export)
    assert {one["Norm"] for one in told_new} == {
        one.row.title["nl"] for one in every if one.is_new
    }
    with town.seen_by(town.lead), translation.override("nl"):
        report = gathered(again, recorded(again))
        document = document_of(report, ReportKind.FINDINGS, "Rapport")
    assert sum(one.is_new for one in report.findings) == len(told_new)
    printed = str(document)
    assert printed.count("Nieuw: ") == len(told_new)
    assert "Waarvan nieuw" in printed


def _export(answer: Any) -> list[dict[str, str]]:
    """The lines of an export that are new at this re-inspection."""
    written = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(written), delimiter=";")
    return [one for one in rows if one["Nieuw bij deze hercontrole"]]


def test_the_same_breach_in_a_unit_where_it_did_not_fail_is_new(
    town: VisitTown,
) -> None:
    alarms = {"rule": "A12", "part": "smoke_alarms", "place": "Unit 1", "words": {}}
    earlier = found(town)
    again = town.planned(
        kind=Kind.REINSPECTION, failed_items=(alarms,), earlier=earlier.number
    )
    begin(town, again)
    typed = {
        "unit/main/name": "Unit 1",
        "unit/main/fire.smoke_alarms": True,
        "unit/other/name": "Unit 2",
        "unit/other/fire.smoke_alarms": False,
        "unit/third/name": "Unit 3",
        "unit/third/fire.smoke_alarms": True,
    }
    record(town, again, MAIN | typed, at=NOW)
    with town.seen_by(town.lead):
        every = findings_of(by=town.lead, visit=again).every
    told = {
        (one.row.place, one.row.outcome, one.is_new)
        for one in every
        if one.row.part == "smoke_alarms"
    }
    # Where it was in order nobody was to look, so nothing is said of that.
    assert told == {("Unit 1", "meets", False), ("Unit 2", "breaches", True)}


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
