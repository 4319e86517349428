"""The pages of cases: list, one case, steps, remedies and requests."""

import csv
import io
from collections.abc import Mapping
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, User
from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    EnforcementRequest,
    Measure,
    Step,
)
from onderdak.supervision.enforcement.models import Letter, Remedy
from tests.integration.enforcement.enforcing import (
    OPENED,
    PERSON,
    EnforcingTown,
    make_enforcing_town,
)
from tests.integration.enforcement.ordering import ORDERED, chosen, ordered

pytestmark = pytest.mark.django_db


def signed_in(who: Actor) -> Client:
    user, client = User.objects.get(pk=who.user_id), Client()
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def shown(client: Client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def refused(client: Client, url: str, said: Mapping[str, object]) -> str:
    """What the page says when it takes what was filled in not."""
    answer = client.post(url, said)
    assert answer.status_code in (200, 400, 409), answer.status_code
    return answer.content.decode()


def done(client: Client, url: str, said: Mapping[str, object]) -> str:
    """Where the page goes when it takes what was filled in."""
    answer = client.post(url, said)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return answer["Location"]


def test_a_case_is_opened_from_the_findings_of_a_visit(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    supervisor = signed_in(town.supervisor)
    findings = shown(supervisor, at("visit_findings", visit.number))
    url = f"{reverse('enforcement_case_new')}?visit={visit.number}"
    assert url in findings
    where = done(
        supervisor,
        url,
        {"keys": list(town.keys(visit)), "reason": "Too many beds, and no exit."},
    )
    page = shown(signed_in(town.lawyer), where)
    assert "Too many beds, and no exit." in page
    assert "nobody named yet" in page
    # Who reports no breaches anew sees none to open a case on.
    assert visit.number not in shown(supervisor, reverse("enforcement_case_new"))


def test_a_visit_waits_for_a_case_until_it_has_one(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    lawyer = signed_in(town.lawyer)
    assert f"?visit={visit.number}" in shown(lawyer, reverse("enforcement_case_new"))
    assert "1 visit with a signed breach" in shown(lawyer, reverse("enforcement_cases"))
    case = town.case(visit=visit)
    answer = lawyer.get(reverse("home"), follow=True)
    assert "1 visit with a signed breach" not in answer.content.decode()
    assert case.number in answer.content.decode()


def test_no_case_rests_on_nothing(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    url = f"{reverse('enforcement_case_new')}?visit={visit.number}"
    page = refused(signed_in(town.lawyer), url, {"reason": "For nothing."})
    assert "id_keys" in page
    with town.seen_by(town.lawyer):
        assert not Case.objects.exists()


def test_of_a_person_the_page_shows_no_name_until_it_is_opened(
    town: EnforcingTown,
) -> None:
    case = town.case(offender=None)
    lawyer = signed_in(town.lawyer)
    said = {
        "kind": "person",
        "part": "owner",
        "name": PERSON.name,
        "address": PERSON.address,
        "language": "pl",
    }
    where = done(lawyer, at("enforcement_offender", case.number), said)
    for url in (where, reverse("enforcement_cases")):
        page = shown(lawyer, url)
        assert "a person (owner)" in page
        assert PERSON.name not in page
    url = at("enforcement_offender_opened", case.number)
    assert PERSON.name not in shown(lawyer, url)
    assert PERSON.name in lawyer.post(url, {"reason": "A call"}).content.decode()
    with town.seen_by(town.lawyer):
        assert AuditEvent.objects.filter(action="enforcement.open_offender").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "id_name"),
        ({"address": ""}, "id_address"),
        ({"kvk": "12"}, "id_kvk"),
        ({"kind": "person", "kvk": "12345678"}, "id_kvk"),
        ({"part": "nobody"}, "id_part"),
    ],
)
def test_what_is_wrong_with_a_name_stands_at_its_field(
    town: EnforcingTown, wrong: dict[str, str], field: str
) -> None:
    case = town.case(offender=None)
    said = {
        "kind": "company",
        "part": "landlord",
        "name": "Verhuur BV",
        "kvk": "12345678",
        "address": "Postbus 12, Eenstad",
        "language": "nl",
    }
    lawyer = signed_in(town.lawyer)
    page = refused(lawyer, at("enforcement_offender", case.number), said | wrong)
    assert f'href="#{field}' in page
    assert f'id="{field}-error"' in page
    with town.seen_by(town.lawyer):
        assert Case.objects.get(pk=case.pk).offender_id is None


def test_a_path_is_begun_and_shows_what_can_be_done_next(town: EnforcingTown) -> None:
    case = town.case()
    lawyer = signed_in(town.lawyer)
    where = done(
        lawyer,
        at("enforcement_begin", case.number),
        {
            "path": "penalty_order",
            "reason": "A warning did not help.",
            "on_day": OPENED.isoformat(),
        },
    )
    page = shown(lawyer, where)
    with town.seen_by(town.lawyer):
        measure = Measure.objects.get(case=case)
    for step in ("announce", "order", "drop"):
        assert at("enforcement_step", case.number, measure.pk, step) in page
    assert "A warning did not help." in page
    assert "enforcement_step" not in page


def test_a_step_with_a_letter_asks_its_facts_and_makes_a_draft(
    town: EnforcingTown,
) -> None:
    case = town.case()
    chosen(town, case)
    measure = town.measure(case)
    lawyer = signed_in(town.lawyer)
    url = at("enforcement_step", case.number, measure.pk, "announce")
    facts = {
        "fact-mend": "No more than six people sleep in the house.",
        "fact-penalty_kind": "per_unit",
        "fact-unit": "day",
        "fact-amount_cents": "1,000.00",
        "fact-maximum_cents": "3,000",
        "fact-compliance_days": "28",
    }
    page = refused(lawyer, url, facts | {"fact-maximum_cents": "much"})
    assert 'id="id_fact-maximum_cents-error"' in page
    assert "No more than six people" in page
    done(lawyer, url, facts)
    with town.seen_by(town.lawyer):
        letter = Letter.objects.get()
        assert letter.facts["amount_cents"] == 1_000_00
        assert letter.facts["maximum_cents"] == 3_000_00
        assert not Step.objects.filter(measure=measure).exists()


def test_what_stands_in_the_way_of_a_step_is_said_above_the_form(
    town: EnforcingTown,
) -> None:
    case = town.case(offender=None)
    measure = town.measure(case)
    url = at("enforcement_step", case.number, measure.pk, "announce")
    page = refused(
        signed_in(town.lawyer),
        url,
        {
            "fact-mend": "Fewer beds",
            "fact-penalty_kind": "lump",
            "fact-amount_cents": "1000",
            "fact-maximum_cents": "1000",
        },
    )
    assert 'role="alert"' in page
    assert "Fewer beds" in page


def test_a_step_without_a_letter_is_taken_and_taken_back(town: EnforcingTown) -> None:
    there = ordered(town)
    lawyer = signed_in(town.lawyer)
    number, measure = there.case.number, there.measure.pk
    day = ORDERED + timedelta(days=40)
    url = at("enforcement_step", number, measure, "check_breach")
    with town.seen_by(town.lawyer):
        before = Step.objects.filter(measure=measure).count()
    future = {"on_day": (localdate() + timedelta(days=1)).isoformat()}
    assert 'id="id_on_day-error"' in refused(lawyer, url, future)
    done(
        lawyer,
        url,
        {
            "on_day": day.isoformat(),
            "fact-checked_on": day.isoformat(),
            "fact-words": "Ten people slept there.",
            "fact-breaches": "1",
            "reason": "With two inspectors.",
        },
    )
    page = shown(lawyer, at("enforcement_case", number))
    assert "Ten people slept there." in page
    with town.seen_by(town.lawyer):
        step = Step.objects.filter(measure=measure).order_by("-n").first()
    assert step is not None
    assert step.n == before + 1
    back = at("enforcement_step_correct", number, step.pk)
    assert back in page
    assert "id_reason-error" in refused(lawyer, back, {"reason": ""})
    done(lawyer, back, {"reason": "It was another house."})
    assert "It was another house." in shown(lawyer, at("enforcement_case", number))


def test_an_objection_is_recorded_and_decided_on(town: EnforcingTown) -> None:
    there = ordered(town)
    lawyer = signed_in(town.lawyer)
    number = there.case.number
    new = at("enforcement_remedy_new", number, there.order.pk)
    assert new in shown(lawyer, at("enforcement_case", number))
    filed = ORDERED + timedelta(days=10)
    said = {"kind": "objection", "party": "offender", "filed_on": filed.isoformat()}
    assert "id_kind-error" in refused(lawyer, new, said | {"kind": "appeal"})
    done(lawyer, new, said)
    with town.seen_by(town.lawyer):
        remedy = Remedy.objects.get()
    page = shown(lawyer, at("enforcement_case", number))
    put_off = at("enforcement_remedy_put_off", number, remedy.pk)
    decide = at("enforcement_remedy_decide", number, remedy.pk)
    assert put_off in page
    assert decide in page
    done(lawyer, put_off, {"reason": "The committee meets in May."})
    done(
        lawyer,
        decide,
        {
            "outcome": "unfounded",
            "decided_on": (filed + timedelta(days=30)).isoformat(),
            "words": "The order stands.",
        },
    )
    back = at("enforcement_remedy_take_back", number, remedy.pk)
    assert back in shown(lawyer, at("enforcement_case", number))
    done(lawyer, back, {"reason": "It was the other objection."})
    with town.seen_by(town.lawyer):
        assert Remedy.objects.get().decided_on is None


def test_a_judge_ends_an_injunction_before_what_it_goes_with(
    town: EnforcingTown,
) -> None:
    there = ordered(town)
    lawyer = signed_in(town.lawyer)
    number = there.case.number
    new = at("enforcement_remedy_new", number, there.order.pk)
    filed = ORDERED + timedelta(days=10)
    said = {"kind": "objection", "party": "offender", "filed_on": filed.isoformat()}
    done(lawyer, new, said)
    with town.seen_by(town.lawyer):
        about = str(Remedy.objects.get().pk)
    done(lawyer, new, said | {"kind": "injunction", "about": about})
    with town.seen_by(town.lawyer):
        asked = Remedy.objects.get(kind="injunction")
    granted, known = filed + timedelta(days=5), filed + timedelta(days=6)
    done(
        lawyer,
        at("enforcement_remedy_decide", number, asked.pk),
        {
            "outcome": "granted",
            "decided_on": granted.isoformat(),
            "made_known_on": known.isoformat(),
            "words": "The order waits.",
            "suspends": "on",
        },
    )
    end = at("enforcement_remedy_end", number, asked.pk)
    assert end in shown(lawyer, at("enforcement_case", number))
    back = at("enforcement_remedy_take_back", number, asked.pk)
    assert back in shown(lawyer, end)
    assert "id_words-error" in refused(lawyer, end, {"last_day": known.isoformat()})
    until = known + timedelta(days=9)
    done(
        lawyer, end, {"last_day": until.isoformat(), "words": "The house is not safe."}
    )
    assert end not in shown(lawyer, at("enforcement_case", number))
    with town.seen_by(town.lawyer):
        asked.refresh_from_db()
    assert (asked.made_known_on, asked.suspends_until) == (known, until)


def test_a_case_waits_closes_and_opens_again(town: EnforcingTown) -> None:
    case = town.case()
    lawyer = signed_in(town.lawyer)
    number = case.number
    wait = at("enforcement_wait", number)
    today = localdate()
    said = {"words": "Others come first.", "look_again_on": today.isoformat()}
    assert "id_look_again_on-error" in refused(lawyer, wait, said)
    later = (today + timedelta(days=30)).isoformat()
    done(lawyer, wait, said | {"look_again_on": later})
    assert "Others come first." in shown(lawyer, at("enforcement_case", number))
    close = at("enforcement_close", number)
    assert "id_closing" in refused(lawyer, close, {"words": "Done."})
    done(lawyer, close, {"closing": "ended", "words": "Six people sleep there now."})
    page = shown(lawyer, at("enforcement_case", number))
    assert "Six people sleep there now." in page
    assert at("enforcement_close", number) not in page
    done(lawyer, at("enforcement_reopen", number), {"words": "Eight again."})
    assert "Eight again." in shown(lawyer, at("enforcement_case", number))


def test_a_case_is_given_to_somebody_who_handles_cases(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    case = town.case(town.supervisor, visit=visit)
    lawyer = signed_in(town.lawyer)
    assert "?who=nobody" in shown(lawyer, reverse("enforcement_cases"))
    give = at("enforcement_give", case.number)
    assert "id_to-error" in refused(lawyer, give, {"to": town.supervisor.user_id})
    done(lawyer, give, {"to": town.colleague.user_id})
    mine = shown(signed_in(town.colleague), reverse("enforcement_cases"), who="mine")
    assert case.number in mine


def test_a_request_is_received_and_who_asked_stays_sealed(town: EnforcingTown) -> None:
    lawyer = signed_in(town.lawyer)
    found = shown(lawyer, reverse("enforcement_request_new"), q="Lindelaan 2")
    url = f"{reverse('enforcement_request_new')}?address={town.visits.houses[1]}"
    assert url in found
    said = {
        "received_on": OPENED.isoformat(),
        "requester": "neighbour",
        "about": "Too many people sleep in the house.",
        "name": "B. de Buur",
        "email": "buur@example.org",
        "language": "nl",
    }
    assert "id_address-error" in refused(lawyer, url, said | {"email": ""})
    where = done(lawyer, url, said)
    with town.seen_by(town.lawyer):
        asked = EnforcementRequest.objects.get()
    who = at("enforcement_requester", asked.pk)
    for place in (where, reverse("enforcement_requests")):
        page = shown(lawyer, place)
        assert "Too many people sleep in the house." in page
        assert "de Buur" not in page
    assert who in shown(lawyer, where)
    assert "de Buur" in lawyer.post(who, {"reason": "To answer"}).content.decode()
    listed = lawyer.get(reverse("enforcement_requests_csv"))
    rows = list(
        csv.reader(io.StringIO(_body(listed).removeprefix("\ufeff")), delimiter=";")
    )
    assert len(rows) == 2


def _body(answer: object) -> str:
    parts = getattr(answer, "streaming_content", ())
    return b"".join(parts).decode()


def test_the_file_holds_exactly_what_the_list_shows(town: EnforcingTown) -> None:
    case = town.case()
    town.requested()
    lawyer = signed_in(town.lawyer)
    page = shown(lawyer, reverse("enforcement_cases"), q="Verhuur Eenstad")
    assert case.number in page
    assert "H-2026-00002" not in page
    answer = lawyer.get(reverse("enforcement_cases_csv"), {"q": "Verhuur Eenstad"})
    rows = list(
        csv.reader(io.StringIO(_body(answer).removeprefix("\ufeff")), delimiter=";")
    )
    assert [row[0] for row in rows[1:]] == [case.number]
    for state, many in (("", 2), ("closed", 0), ("all", 2)):
        listed = lawyer.get(reverse("enforcement_cases_csv"), {"state": state})
        assert _body(listed).count("H-2026-") == many, state
    book = lawyer.get(reverse("enforcement_cases_xlsx"))
    assert b"".join(getattr(book, "streaming_content", ()))[:2] == b"PK"


def test_nobody_of_another_town_sees_a_case(town: EnforcingTown) -> None:
    other = make_enforcing_town("GM9002", "Tweestad")
    case = town.case()
    stranger = signed_in(other.lawyer)
    assert case.number not in shown(stranger, reverse("enforcement_cases"), state="all")
    for name in ("enforcement_case", "enforcement_close", "enforcement_offender"):
        url = at(name, case.number)
        answer = stranger.get(url)
        page = answer.content.decode()
        assert "Verhuur Eenstad" not in page, name
        if name == "enforcement_case":
            assert answer.status_code == 404
    close = at("enforcement_close", case.number)
    said = {"closing": "ended", "words": "Not mine."}
    assert stranger.post(close, said).status_code == 404


def test_who_made_the_findings_reads_a_case_and_changes_nothing(
    town: EnforcingTown,
) -> None:
    case = town.case()
    supervisor = signed_in(town.supervisor)
    page = shown(supervisor, at("enforcement_case", case.number))
    assert at("enforcement_close", case.number) not in page
    for name in ("offender", "close", "begin", "wait", "give"):
        url = at(f"enforcement_{name}", case.number)
        assert supervisor.get(url).status_code == 403, name


def test_where_the_part_is_off_it_is_nowhere_seen(town: EnforcingTown) -> None:
    visit = town.signed_visit()
    with town.seen_by(town.lawyer):
        RoomSwitch.objects.filter(room="enforcement").delete()
    supervisor = signed_in(town.supervisor)
    assert reverse("enforcement_cases") not in shown(supervisor, reverse("home"))
    findings = shown(supervisor, at("visit_findings", visit.number))
    assert reverse("enforcement_case_new") not in findings


def test_the_queries_of_the_list_do_not_grow_with_the_cases(
    town: EnforcingTown,
) -> None:
    lawyer = signed_in(town.lawyer)
    town.requested(house=0)
    shown(lawyer, reverse("enforcement_cases"))

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            shown(lawyer, reverse("enforcement_cases"), state="all")
        return len(found)

    one = count()
    for house in (1, 2):
        town.requested(house=house)
    assert count() == one
