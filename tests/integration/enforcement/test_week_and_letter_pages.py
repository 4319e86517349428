"""The pages of what ends when, and of letters: written, reviewed, sent, come back."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from onderdak.supervision.enforcement.contract.clocks import recount
from onderdak.supervision.enforcement.contract.letters import draft_letter
from onderdak.supervision.enforcement.models import Letter, StoredClock
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import AMOUNT, MAXIMUM, chosen, ordered
from tests.integration.enforcement.test_case_pages import (
    at,
    done,
    refused,
    shown,
    signed_in,
)

pytestmark = pytest.mark.django_db

ORDER = {
    "mend": "No more than six people sleep in the house.",
    "penalty_kind": "per_unit",
    "unit": "day",
    "amount_cents": AMOUNT,
    "maximum_cents": MAXIMUM,
    "compliance_days": 28,
}


def drafted(town: EnforcingTown) -> Letter:
    """A draft of a notice of intent, written by the lawyer."""
    case = town.case()
    chosen(town, case)
    measure = town.measure(case)
    with town.seen_by(town.lawyer):
        made = draft_letter(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            measure=measure.pk,
            step="announce",
            facts=ORDER,
            at=noon(OPENED),
        )
    # One row of the case, so that nothing is read outside what somebody may see.
    made.measure.case = case
    return made


def state_of(town: EnforcingTown, letter: Letter) -> str:
    """How far the letter is now."""
    with town.seen_by(town.lawyer):
        return Letter.objects.get(pk=letter.pk).state


def reviewed(client: Client, letter: Letter) -> None:
    """Press the button of the page, with what the page says was read."""
    page = shown(client, page_of(letter))
    read = re.search(r'name="read" value="([0-9a-f]{64})"', page)
    assert read is not None
    done(client, page_of(letter, "_review"), {"read": read[1]})


def page_of(letter: Letter, name: str = "") -> str:
    return at(f"enforcement_letter{name}", letter.measure.case.number, letter.pk)


def test_a_letter_goes_from_draft_to_review_to_the_door(town: EnforcingTown) -> None:
    letter = drafted(town)
    writer, reviewer = signed_in(town.lawyer), signed_in(town.colleague)
    page = shown(writer, page_of(letter))
    assert "Verhuur Eenstad BV" in page
    assert page_of(letter, "_review") not in page
    assert page_of(letter) in shown(reviewer, at("enforcement_letters"))
    assert page_of(letter, "_review") in shown(reviewer, page_of(letter))
    reviewed(reviewer, letter)
    sent = {"on_day": localdate().isoformat(), "how": "registered"}
    done(writer, page_of(letter, "_dispatch"), sent)
    pdf = writer.get(page_of(letter, "_pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Cache-Control"] == "no-store"
    assert state_of(town, letter) == "dispatched"
    assert "SHA-256" in shown(writer, page_of(letter))


def test_who_wrote_a_letter_does_not_review_it(town: EnforcingTown) -> None:
    letter = drafted(town)
    client = signed_in(town.lawyer)
    answer = client.post(page_of(letter, "_review"), follow=True)
    assert "You wrote in this letter yourself" in answer.content.decode()
    assert state_of(town, letter) == "drafted"


def test_a_letter_is_sent_back_with_words_and_changed(town: EnforcingTown) -> None:
    letter = drafted(town)
    writer, reviewer = signed_in(town.lawyer), signed_in(town.colleague)
    back = {"words": "Name the rooms that were looked at."}
    done(reviewer, page_of(letter, "_send_back"), back)
    assert back["words"] in shown(writer, page_of(letter))
    form = shown(writer, page_of(letter, "_change"))
    assert "Verhuur Eenstad BV" in form
    changed = {
        **in_form(ORDER),
        "recipient": "Verhuur Eenstad BV\nNieuwe Weg 4\n1234 AB Eenstad",
        "own": "Rooms 1 and 2 were looked at.",
        "remedy": "views",
    }
    done(writer, page_of(letter, "_change"), changed)
    page = shown(writer, page_of(letter))
    assert "Nieuwe Weg 4" in page
    assert "Rooms 1 and 2 were looked at." in page


def in_form(facts: Mapping[str, object]) -> dict[str, str]:
    """Facts as somebody types them; amounts in whole euros."""
    return {
        f"fact-{name}": str(value // 100)
        if name.endswith("_cents") and isinstance(value, int)
        else str(value)
        for name, value in facts.items()
    }


def test_the_facts_of_a_draft_are_changed_on_its_page(town: EnforcingTown) -> None:
    letter = drafted(town)
    writer = signed_in(town.lawyer)
    form = shown(writer, page_of(letter, "_change"))
    assert 'name="fact-maximum_cents"' in form
    assert str(ORDER["mend"]) in form
    facts = ORDER | {"maximum_cents": 9_000_00, "mend": "Nobody sleeps in the attic."}
    words = {
        "recipient": "Verhuur Eenstad BV\nNieuwe Weg 4\n1234 AB Eenstad",
        "own": "Rooms 1 and 2 were looked at.",
    }
    refused(writer, page_of(letter, "_change"), words)
    done(writer, page_of(letter, "_change"), in_form(facts) | words)
    with town.seen_by(town.lawyer):
        assert Letter.objects.get(pk=letter.pk).facts["maximum_cents"] == 9_000_00
    assert "Nobody sleeps in the attic." in shown(writer, page_of(letter, "_change"))


def test_what_changed_under_the_eyes_of_the_reviewer_is_read_again(
    town: EnforcingTown,
) -> None:
    letter = drafted(town)
    reviewer = signed_in(town.colleague)
    for read in ({}, {"read": "0" * 64}):
        answer = reviewer.post(page_of(letter, "_review"), read, follow=True)
        assert "This letter changed since you opened it." in answer.content.decode()
    assert state_of(town, letter) == "drafted"


def test_a_letter_that_came_back_says_why_and_what_to_do(town: EnforcingTown) -> None:
    letter = drafted(town)
    writer, reviewer = signed_in(town.lawyer), signed_in(town.colleague)
    today = localdate().isoformat()
    reviewed(reviewer, letter)
    done(writer, page_of(letter, "_dispatch"), {"on_day": today, "how": "post"})
    came = {"came": "back", "on_day": today, "words": "", "task": ""}
    assert "Say why it came back." in refused(
        writer, page_of(letter, "_delivery"), came
    )
    came |= {"words": "Unknown here.", "task": "find_address"}
    done(writer, page_of(letter, "_delivery"), came)
    assert "Unknown here." in shown(writer, page_of(letter))
    again = {"on_day": today, "how": "registered", "recipient": "Nieuwe Weg 4\nEenstad"}
    assert "made_known" in refused(writer, page_of(letter, "_again"), again)
    again["made_known"] = "yes"
    done(writer, page_of(letter, "_again"), again)
    assert state_of(town, letter) == "dispatched"


def test_the_pages_of_a_draft_are_pictures(town: EnforcingTown) -> None:
    letter = drafted(town)
    client = signed_in(town.colleague)
    answer = client.get(page_of(letter))
    assert "data:image/png;base64," in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    draft = client.get(page_of(letter, "_pdf"))
    assert draft.content.startswith(b"%PDF")


def test_a_supervisor_reads_letters_and_writes_none(town: EnforcingTown) -> None:
    letter = drafted(town)
    client = signed_in(town.supervisor)
    page = shown(client, page_of(letter))
    assert page_of(letter, "_change") not in page
    for name in ("_change", "_dispatch", "_send_back", "_withdraw", "_delivery"):
        assert client.get(page_of(letter, name)).status_code == 403, name
    assert client.get(page_of(letter, "_pdf")).status_code == 403
    assert client.post(page_of(letter, "_review")).status_code == 403
    assert client.get(at("enforcement_letters")).status_code == 403


def test_the_week_list_groups_terms_by_day(town: EnforcingTown) -> None:
    made = ordered(town)
    on = localdate()
    with town.seen_by(town.lawyer):
        StoredClock.objects.filter(case=made.case, listed=True).update(
            last_day=on + timedelta(days=2), alarm_on=on
        )
        clock = StoredClock.objects.filter(case=made.case, listed=True).first()
    assert clock is not None
    client = signed_in(town.lawyer)
    page = shown(client, at("enforcement_week"))
    assert "in 2 days" in page
    assert made.case.number in page
    assert clock.title["en"] in page
    assert "ends soon" in page
    assert made.case.number not in shown(client, at("enforcement_week"), when="late")
    mine = shown(client, at("enforcement_week"), who="mine")
    assert (made.case.number in mine) == (made.case.owner_id == town.lawyer.user_id)
    told = client.get(at("enforcement_week_csv")).getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(told), delimiter=";"))
    assert rows[1][2] == made.case.number


def test_what_is_late_is_said_in_words(town: EnforcingTown) -> None:
    made = ordered(town)
    on = localdate()
    with town.seen_by(town.lawyer):
        StoredClock.objects.filter(case=made.case, listed=True).update(
            last_day=on - timedelta(days=3), alarm_on=on - timedelta(days=10)
        )
    week = at("enforcement_week")
    page = shown(signed_in(town.lawyer), week)
    assert "First these" in page
    # These are terms of the other side: something to do, and nobody's lateness.
    assert "May be checked now" in page
    assert "3 days ago" in page
    assert "days late" not in page
    with town.seen_by(town.lawyer):
        StoredClock.objects.filter(clock="objection").update(ours=True)
    page = shown(signed_in(town.lawyer), week)
    assert "3 days late" in page
    assert "May be checked now" in shown(signed_in(town.lawyer), week, when="open")
    late = shown(signed_in(town.lawyer), week, when="late")
    assert made.case.number in late
    assert "May be checked now" not in late


def test_the_nightly_count_leaves_the_week_list_whole(town: EnforcingTown) -> None:
    made = ordered(town)
    with town.seen_by(town.lawyer):
        recount(municipality=town.code, on=localdate())
    page = shown(signed_in(town.lawyer), at("enforcement_week"), when="all")
    assert made.case.number in page
    assert "All terms were last counted on" in page
