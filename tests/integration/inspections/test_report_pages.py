"""The pages of findings, reports, repairs and results, as who works there sees them."""

import csv
import io
import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from onderdak.foundation.identity.contract import Actor, User
from onderdak.supervision.inspections.contract import Visit
from tests.integration.inspections.reporting import (
    OVERCROWDED,
    confirm,
    found,
    jpeg,
    made,
    sign,
    signed,
)
from tests.integration.inspections.test_repairs import FAR, told
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def signed_in(who: Actor) -> Client:
    user, client = User.objects.get(pk=who.user_id), Client()
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
    )
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def at(name: str, visit: Visit, *more: object) -> str:
    return reverse(name, args=[visit.number, *more])


def test_a_finding_is_confirmed_and_gets_a_term_on_its_page(town: VisitTown) -> None:
    visit, client = found(town), signed_in(town.lead)
    listed = client.get(at("visit_findings", visit))
    assert listed.status_code == 200
    query = f"?key={OVERCROWDED}"
    refused = client.post(at("visit_verdict", visit) + query, {"verdict": "deviates"})
    assert refused.status_code == 200
    assert "id_why" in refused.content.decode()
    said = client.post(at("visit_verdict", visit) + query, {"verdict": "confirmed"})
    assert said.status_code == 302
    given = client.post(
        at("visit_term", visit) + query, {"days": 14, "reason": "Andere woning zoeken."}
    )
    assert given.status_code == 302
    after = client.get(at("visit_findings", visit)).content.decode()
    assert "14" in after


def test_the_file_of_findings_holds_what_the_page_shows(town: VisitTown) -> None:
    visit, client = found(town), signed_in(town.lead)
    answer = client.get(at("visit_findings_csv", visit))
    written = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written), delimiter=";"))
    assert rows[1][0] == "A01"
    book = client.get(at("visit_findings_xlsx", visit))
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_a_report_is_made_read_and_signed_on_its_pages(town: VisitTown) -> None:
    visit, lead, second = found(town), signed_in(town.lead), signed_in(town.second)
    too_early = lead.post(at("visit_report_make", visit), {"kind": "findings"})
    assert too_early.status_code == 409
    confirm(town, visit)
    done = lead.post(at("visit_report_make", visit), {"kind": "official"})
    assert done.status_code == 302
    page = lead.get(at("visit_report", visit)).content.decode()
    uid = re.search(r"/report/([0-9a-f-]{36})\.pdf", page)
    assert uid is not None
    pdf = lead.get(at("visit_report_pdf", visit, uid[1]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Cache-Control"] == "no-store"
    for client, oath in ((lead, "oath"), (second, "promise")):
        answer = client.post(
            at("visit_report_sign", visit, uid[1]), {"oath": oath, "read": "on"}
        )
        assert answer.status_code == 302
    assert lead.get(at("visit_report_sheet", visit, uid[1])).content[:4] == b"%PDF"
    added = lead.post(
        at("visit_report_add", visit, uid[1]), {"words": "Een bewoner was op bezoek."}
    )
    assert added.status_code == 302
    checked = lead.post(
        reverse("verify_report"),
        {"file": SimpleUploadedFile("report.pdf", pdf.content, "application/pdf")},
    )
    assert 'class="notice notice--success"' in checked.content.decode()


def test_what_waits_for_a_signature_stands_on_the_list(town: VisitTown) -> None:
    visit = found(town)
    confirm(town, visit)
    report = made(town, visit)
    client = signed_in(town.second)
    here = at("visit_report", visit)
    assert client.get(reverse("visit_reports")).content.decode().count(here) >= 2
    sign(town, visit, report, town.second)
    assert client.get(reverse("visit_reports")).content.decode().count(here) == 1
    searched = client.get(reverse("visit_reports"), {"q": "Elders"})
    assert here not in searched.content.decode()


def test_repairs_are_told_shown_and_judged_on_their_pages(town: VisitTown) -> None:
    visit, client = found(town), signed_in(town.lead)
    early = client.post(at("visit_repair_letter", visit), {"recipient": "Beheer"})
    assert early.status_code == 409
    secret = told(town, visit)
    page = client.get(at("visit_repairs", visit)).content.decode()
    assert "letter-1.pdf" in page
    assert client.get(at("visit_letter_pdf", visit, 1)).content[:4] == b"%PDF"
    behind = Client().get(reverse("repair_link", args=[secret]))
    assert behind.status_code == 200
    assert behind["Referrer-Policy"] == "no-referrer"
    point = re.search(
        r'name="repair"[^>]*>.*?<option value="(\d+)"', behind.content.decode(), re.S
    )
    assert point is not None
    number = int(point[1])
    sent = Client().post(
        reverse("repair_link", args=[secret]),
        {
            "repair": number,
            "words": "Gedaan.",
            "photo": SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"),
        },
    )
    assert sent.status_code == 302
    one = client.get(reverse("town_repair", args=[number])).content.decode()
    photo = re.search(r'src="([^"]+-small\.jpg)"', one)
    assert photo is not None
    assert client.get(photo[1])["Content-Type"] == "image/jpeg"
    judged = client.post(
        reverse("town_repair", args=[number]), {"judged": "mended", "why": ""}
    )
    assert judged.status_code == 302
    assert Client().get(reverse("repair_link", args=["x" * 43])).status_code == 404
    assert FAR.year == 2999


def test_looking_again_is_one_click_from_the_repairs(town: VisitTown) -> None:
    visit, client = found(town), signed_in(town.lead)
    told(town, visit)
    form = client.get(at("visit_again", visit))
    assert form.status_code == 200
    assert "A01" in form.content.decode()


def test_results_are_said_and_counted_on_their_pages(town: VisitTown) -> None:
    visit, client = found(town), signed_in(town.lead)
    wrong = client.post(
        at("visit_result", visit), {"result": "no_access", "minutes": 5}
    )
    assert wrong.status_code == 200
    done = client.post(at("visit_result", visit), {"result": "breach", "minutes": 65})
    assert done.status_code == 302
    for name in ("visit_results", "visit_publicity", "integral_checks"):
        assert client.get(reverse(name)).status_code == 200
    year = {"year": "2026"}
    assert client.get(reverse("visit_results"), year).status_code == 200
    answer = client.get(reverse("visit_results_csv"), year)
    assert b"2026-03-01" in b"".join(answer.streaming_content)
    assert client.get(at("visit_units", visit)).status_code == 200


def test_everybody_reads_what_was_published_and_nothing_more(town: VisitTown) -> None:
    answer = Client().get(reverse("visit_figures", args=[town.code]))
    assert answer.status_code == 200
    assert Client().get(reverse("visit_figures", args=["GM9999"])).status_code == 404


def test_who_does_not_supervise_comes_nowhere(town: VisitTown) -> None:
    visit = found(town)
    report = signed(town, visit)
    client = signed_in(town.mayor)
    for url in (
        at("visit_findings", visit),
        at("visit_report", visit),
        at("visit_report_pdf", visit, report.uid),
        at("visit_repairs", visit),
        reverse("visit_reports"),
        reverse("town_repairs"),
        reverse("visit_results"),
    ):
        assert client.get(url).status_code in (403, 404), url
