"""Somebody without an account reports; nothing is kept of the one who did."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError, ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from onderdak.foundation.identity.contract import Scope, no_scope, scope
from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.models import Controllership, RetentionTerm
from onderdak.kernel.errors import Invalid, NotAllowed, RoomClosed
from onderdak.supervision.desk.contract import (
    Channel,
    FromPartner,
    NewReport,
    Reachable,
    Report,
    record_report,
    set_up_desk,
)
from onderdak.supervision.desk.contract.public import (
    new_code,
    own_report,
    report_in_public,
)
from onderdak.supervision.desk.models import (
    Category,
    Contact,
    NumberGiven,
    ReportPhoto,
    ReportStep,
)
from onderdak.supervision.desk.showing_code import code_hash, presented
from onderdak.supervision.desk.taking_in import report_by_system
from onderdak.supervision.desk.telling import contact_words
from onderdak.web.desk.public import brake
from onderdak.web.desk.public.sealed import HOURS
from tests.integration.desk.desks import (
    DeskTown,
    Filling,
    code_on,
    make_desk,
    to_check,
)
from tests.world import acting

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 11, 20, 12))  # a Friday


@pytest.fixture(autouse=True)
def _fresh_brakes() -> None:
    for each in brake.ALL:
        each.forget()


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def _report(town: DeskTown, new: NewReport | None = None) -> str:
    code = new_code()
    with no_scope():
        report_in_public(
            town.code, new or NewReport("bad_letting", "Geen contract."), code, AT
        )
    return code


def _photo() -> BytesIO:
    written = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "PNG")
    written.seek(0)
    written.name = "photo.png"
    return written


def test_a_report_by_form_arrives_with_a_number_a_term_and_a_code(
    desk: DeskTown,
) -> None:
    filling = to_check(Filling(Client())).press()
    code = code_on(filling.page)
    assert len(code) == 19
    with scope(desk.rows):
        made = Report.objects.get()
        assert (made.channel, made.state, made.language) == ("public", "received", "pl")
        assert made.answers == {"letting_what": ["contract"]}
        assert made.number == f"{timezone.localdate().year}-00001"
        assert bytes(made.code_hash or b"") == code_hash(code.replace(" ", ""))
        assert not Contact.objects.exists()
        assert AuditEvent.objects.filter(action="desk.report_in_public").count() == 1
    assert OutboxEvent.objects.filter(name="desk.report_received").count() == 1


def test_the_term_is_counted_in_working_days(desk: DeskTown) -> None:
    _report(desk, NewReport("waste", "Zakken op straat."))
    with scope(desk.rows):
        assert Report.objects.get().due_on == date(2026, 11, 27)


def test_nothing_is_left_on_the_device(desk: DeskTown) -> None:
    client = Client()
    filling = Filling(client).begin()
    assert client.cookies == {}
    for answer in (
        filling.answer,
        to_check(filling).answer,
        filling.press().answer,
        client.get(reverse("report_follow")),
    ):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
    assert client.cookies == {}


def test_the_way_out_goes_elsewhere_and_wipes_but_not_what_others_keep(
    client: Client,
) -> None:
    answer = client.get(reverse("report_leave"))
    assert answer.status_code == 302
    assert "testserver" not in answer["Location"]
    for kind in ("cache", "cookies"):
        assert f'"{kind}"' in answer["Clear-Site-Data"]
    # In the same store lie the visits and the evenings that were not sent yet.
    assert "storage" not in answer["Clear-Site-Data"]
    assert "*" not in answer["Clear-Site-Data"]


def test_a_draft_can_be_asked_for_unless_somebody_may_be_watched(
    desk: DeskTown,
) -> None:
    filling = Filling(Client()).begin().press(category="nuisance")
    assert 'value="keep"' in filling.page
    filling.press(do="keep", danger="no")
    assert "data-keep" in filling.page
    filling.press(do="to-category").press(category="overcrowding")
    assert "data-keep" not in filling.page
    assert 'value="keep"' not in filling.page
    assert "data-forget" in filling.page
    filling.press(do="keep", danger="no")
    assert "data-keep" not in filling.page


def test_danger_to_life_shows_112_before_anything_else(desk: DeskTown) -> None:
    filling = Filling(Client()).begin()
    assert "112" in filling.page
    filling.press(category="unsafe").press(danger="yes")
    assert filling.step == "call"
    assert "tel:112" in filling.page
    assert filling.press().step == "what"


def test_what_is_wrong_is_said_at_the_field_and_above_and_nothing_is_lost(
    desk: DeskTown,
) -> None:
    filling = Filling(Client()).begin().press()
    assert filling.page.count("Kies waarover uw melding gaat.") == 2
    filling.press(category="bad_letting").press(danger="no")
    filling.press(text="x" * 4001, letting_what=["costs"])
    assert filling.step == "what"
    assert "x" * 4001 in filling.page
    assert 'value="costs" checked' in filling.page
    filling.press(text="Te duur.").press(place="Hier")
    filling.press(email="geen adres", phone="0612345678", updates="yes")
    assert filling.step == "contact"
    assert 'value="geen adres"' in filling.page
    assert 'value="0612345678"' in filling.page


def test_another_language_keeps_the_page_and_what_was_typed(desk: DeskTown) -> None:
    filling = Filling(Client()).begin().press(category="bad_letting").press(danger="no")
    filling.press(do="", language="uk", text="Немає договору", own_home="yes")
    assert filling.step == "what"
    assert 'lang="uk"' in filling.page
    assert "Немає договору" in filling.page
    assert 'value="yes" id="own_home" checked' in filling.page


def test_an_address_is_searched_without_script(desk: DeskTown) -> None:
    with scope(desk.rows):
        address = Address.objects.create(
            municipality_id=desk.code, street="Teststraat", number=12, town="Eenstad"
        )
    filling = Filling(Client()).begin().press(category="waste")
    filling.press(text="Zakken").press(do="search", sought="teststraat 12")
    assert filling.step == "place"
    assert f'value="{address.pk}"' in filling.page
    filling.press(sought="teststraat 12", address=str(address.pk))
    filling.press().press().press()
    with scope(desk.rows):
        assert Report.objects.get().address_id == address.pk


def test_an_address_of_elsewhere_is_not_taken(desk: DeskTown) -> None:
    other = make_desk("GM9002")
    with scope(other.rows):
        address = Address.objects.create(
            municipality_id=other.code, street="Elders", number=1, town="Tweestad"
        )
    with no_scope(), pytest.raises(Invalid):
        report_in_public(
            desk.code,
            NewReport("waste", "Zakken", address=address.pk),
            new_code(),
            AT,
        )


def test_photos_are_drawn_anew_travel_sealed_and_are_limited(desk: DeskTown) -> None:
    filling = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    filling.press(place="Plein").press()
    filling.press(do="search", files=[_photo(), _photo()])
    assert sum(name == "photo" for name, _ in filling.hidden) == 2
    filling.press(do="next", files=[_photo(), _photo()])
    assert filling.step == "photos"
    assert "Er passen hoogstens 3 foto" in filling.page
    assert sum(name == "photo" for name, _ in filling.hidden) == 3
    filling.press(do="remove-1").press().press()
    with scope(desk.rows):
        kept = list(ReportPhoto.objects.all())
    assert [bytes(each.image)[:3] for each in kept] == [b"\xff\xd8\xff"] * 2


def test_of_a_file_that_will_not_do_it_is_told_and_the_good_ones_stay(
    desk: DeskTown,
) -> None:
    filling = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    filling.press(place="Plein").press()
    bad = BytesIO(b"#!/bin/sh")
    bad.name = "vakantie.jpg"
    filling.press(files=[_photo(), bad])
    assert filling.step == "photos"
    assert "“vakantie.jpg” is geen foto die wij kunnen lezen" in filling.page
    assert sum(name == "photo" for name, _ in filling.hidden) == 1


def test_a_state_that_was_changed_or_is_too_old_lapses(
    desk: DeskTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling = Filling(Client()).begin().press(category="bad_letting")
    good = list(filling.hidden)
    state = dict(good)["state"]
    changed = state[:40] + ("A" if state[40] != "A" else "B") + state[41:]
    filling.hidden = [(n, changed if n == "state" else v) for n, v in good]
    assert filling.press(danger="no").step == "category"
    assert "Deze pagina stond te lang open" in filling.page

    make_desk("GM9002")
    elsewhere = Filling(Client(), town="tweestad")
    elsewhere.hidden = good
    assert elsewhere.press(danger="no").step == "category"

    now = timezone.now().timestamp()
    monkeypatch.setattr(
        "onderdak.web.desk.public.form.time.time", lambda: now + HOURS * 3600 + 60
    )
    filling.hidden = good
    assert filling.press(danger="no").step == "category"


def test_a_photo_of_another_form_is_not_taken(desk: DeskTown) -> None:
    first = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    first.press(place="Plein").press().press(do="search", files=[_photo()])
    second = Filling(Client()).begin().press(category="waste")
    second.hidden.append(("photo", dict(first.hidden)["photo"]))
    assert second.press(text="Zakken").step == "category"


def test_a_form_that_is_sent_twice_is_one_report(desk: DeskTown) -> None:
    filling = to_check(Filling(Client()))
    last = list(filling.hidden)
    first = code_on(filling.press().page)
    filling.hidden = last
    assert code_on(filling.press().page) == first
    with scope(desk.rows):
        assert Report.objects.count() == 1


def test_an_old_form_that_is_sent_again_does_not_give_the_code_away(
    desk: DeskTown,
) -> None:
    code = new_code()
    new = NewReport("waste", "Zakken")
    with no_scope():
        first = report_in_public(desk.code, new, code, AT)
        soon = report_in_public(desk.code, new, code, AT + timedelta(minutes=5))
        late = report_in_public(desk.code, new, code, AT + timedelta(hours=1))
    assert (first.code, soon.code, late.code) == (code, code, "")
    assert first.report == late.report


def test_what_no_person_sees_is_shown_to_be_emptied_and_nothing_is_said_to_be_sent(
    desk: DeskTown,
) -> None:
    filling = to_check(Filling(Client())).press(website="https://spam.example")
    assert filling.step == "check"
    assert "Nic jeszcze nie wysłano" in filling.page
    assert code_on(filling.page) == ""
    with scope(desk.rows):
        assert not Report.objects.exists()
    assert code_on(filling.press(website="").page)
    with scope(desk.rows):
        assert Report.objects.count() == 1


def test_a_browser_that_fills_in_too_much_loses_nothing_that_was_typed(
    desk: DeskTown,
) -> None:
    filling = Filling(Client()).begin().press(category="waste")
    filling.press(text="Zakken bij de poort", website="me@home.example")
    assert "Zakken bij de poort" in filling.page


def test_a_choice_stays_chosen_when_too_much_was_filled_in(desk: DeskTown) -> None:
    filling = Filling(Client()).begin().press(category="waste", website="x")
    assert filling.step == "category"
    assert 'value="waste" checked' in filling.page


def test_a_form_sent_by_another_site_is_refused(desk: DeskTown) -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert client.post(reverse("report", args=["eenstad"])).status_code == 403


def test_too_many_reports_are_braked_and_what_was_typed_stays(
    desk: DeskTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brake, "SENDING", brake.Brake(most=1, most_of_all=100))
    to_check(Filling(Client())).press()
    filling = to_check(Filling(Client())).press()
    assert filling.answer.status_code == 429
    assert filling.step == "check"
    assert "Dom obok szkoły" in filling.page


def test_the_brake_keeps_no_address(client: Client, desk: DeskTown) -> None:
    door = brake.Brake(most=2, most_of_all=3)
    request = client.get(reverse("report_follow")).wsgi_request
    assert [door.count(request) for _ in range(3)] == [True, True, False]
    kept = repr(vars(door))
    assert "127.0.0.1" not in kept
    before = set(door._counts)
    door.forget()
    door.count(request)
    assert before.isdisjoint(door._counts)


def test_whoever_is_stopped_uses_up_nothing_of_others(client: Client) -> None:
    door = brake.Brake(most=2, most_of_all=3)
    one = client.get(reverse("report_follow")).wsgi_request
    other = client.get(reverse("report_follow"), REMOTE_ADDR="192.0.2.7").wsgi_request
    for _ in range(50):
        door.count(one)
    assert door.count(other)


def test_how_somebody_may_be_reached_is_sealed(desk: DeskTown) -> None:
    contact = Reachable("Iemand", "iemand@test.example", "0612345678", "overdag", True)
    _report(desk, NewReport("bad_letting", "Geen contract.", contact=contact))
    with scope(desk.rows):
        kept = Contact.objects.get()
        stored = b"".join(map(bytes, (kept.sealed, kept.row_key)))
        assert b"iemand@test" not in stored
        assert contact_words(kept)["email"] == "iemand@test.example"


def test_the_desk_of_another_town_sees_nothing(desk: DeskTown) -> None:
    _report(desk)
    other = make_desk("GM9002")
    with scope(other.rows):
        assert not Report.objects.exists()
        assert not ReportStep.objects.exists()
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        set_up_desk(by=other.clerk, municipality=desk.code)


def test_without_scope_only_the_report_of_the_code_is_there(desk: DeskTown) -> None:
    first, _second = _report(desk), _report(desk)
    with no_scope():
        assert Report.objects.count() == 0
        with presented(code_hash(first)):
            mine = Report.objects.get()
            assert ReportStep.objects.count() == 1
        assert own_report(first, AT.date()) is not None
        assert Report.objects.count() == 0
    with no_scope(), transaction.atomic(), presented(code_hash(new_code())):
        assert not Report.objects.exists()
    assert mine.number.endswith("00001")


def test_by_code_nothing_is_said_in_the_name_of_the_town(desk: DeskTown) -> None:
    code = _report(desk)
    with no_scope(), presented(code_hash(code)):
        mine = Report.objects.get()
        said = {"municipality_id": desk.code, "text": "Klaar", "at": AT}
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.message_set.create(kind="result", **said)


def test_what_was_reported_is_never_rewritten(desk: DeskTown) -> None:
    _report(desk)
    with scope(desk.rows), pytest.raises(ProgrammingError), transaction.atomic():
        Report.objects.update(text="anders")
    with scope(desk.rows), pytest.raises(ProgrammingError), transaction.atomic():
        Report.objects.all().delete()


def test_nobody_removes_a_report_by_wish(desk: DeskTown) -> None:
    _report(desk)
    with scope(desk.rows):
        Report.objects.update(state="closed")
        made = Report.objects.get()
        with pytest.raises(ProgrammingError), transaction.atomic():
            _destroy(made.pk)


def _destroy(report: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_destroy_report(%s)", [report])


def test_a_town_whose_desk_is_off_takes_nothing_in(desk: DeskTown) -> None:
    with scope(desk.rows):
        RoomSwitch.objects.filter(room="desk").delete()
    answer = Client().get(reverse("report", args=["eenstad"]))
    assert answer.status_code == 404
    with no_scope(), pytest.raises(RoomClosed):
        report_in_public(desk.code, NewReport("waste", "Zakken"), new_code(), AT)


@pytest.mark.parametrize("missing", [Controllership, RetentionTerm])
def test_without_a_controller_or_a_term_nothing_is_taken_in(
    desk: DeskTown, missing: type[Controllership] | type[RetentionTerm]
) -> None:
    new = NewReport("waste", "Zakken")
    with scope(desk.rows):
        missing.objects.filter(room="desk").delete()
    assert Client().get(reverse("report", args=["eenstad"])).status_code == 404
    with no_scope(), pytest.raises(RoomClosed):
        report_in_public(desk.code, new, new_code(), AT)
    with scope(acting(desk.clerk)), pytest.raises(RoomClosed):
        record_report(
            by=desk.clerk, municipality=desk.code, new=new, channel=Channel.PHONE, at=AT
        )
    with scope(desk.rows), pytest.raises(RoomClosed):
        report_by_system(
            municipality=desk.code, new=new, at=AT, partner=FromPartner(name="Snf")
        )
    with scope(desk.rows):
        assert not Report.objects.exists()


def test_words_about_the_place_stay_with_an_address_that_was_found(
    desk: DeskTown,
) -> None:
    with scope(desk.rows):
        known = Address.objects.create(
            municipality_id=desk.code, street="Haven", number=3, town="Eenstad"
        )
    filling = Filling(Client()).begin().press(category="waste").press(text="Zakken")
    filling.press(do="search", sought="Haven 3", place="Achter het huis")
    filling.press(sought="Haven 3", address=str(known.pk), place="Achter het huis")
    assert code_on(filling.press().press().press().page)
    with scope(desk.rows):
        made = Report.objects.get()
    assert (made.address_id, made.place_text) == (known.pk, "Achter het huis")


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_number_of_a_report_that_is_still_coming_in(
    desk: DeskTown,
) -> None:
    with no_scope():
        first = _next_number(connection, desk)
    other = connection.copy()
    try:
        with scope(desk.rows):
            second = _next_number(connection, desk)
            with other.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
                cursor.execute("SET onderdak.scope = 'none'")
            third = _next_number(other, desk)
    finally:
        other.close()
    assert (first, second, third) == ("2026-00001", "2026-00002", "2026-00003")


def test_numbers_go_on_where_the_counter_stood(desk: DeskTown) -> None:
    with no_scope():
        assert _next_number(connection, desk) == "2026-00001"
    with scope(desk.rows):
        NumberGiven.objects.filter(year=2026).update(last=41)
    with no_scope():
        made = [_next_number(connection, desk) for _n in range(2)]
    assert made == ["2026-00042", "2026-00043"]


def _next_number(through: BaseDatabaseWrapper, desk: DeskTown) -> str:
    with through.cursor() as cursor:
        cursor.execute("SELECT desk_next_number(%s, 2026)", [desk.code])
        return str(cursor.fetchone()[0])


def test_setting_up_twice_adds_nothing(desk: DeskTown) -> None:
    with scope(acting(desk.clerk)):
        before = Category.objects.count()
        assert set_up_desk(by=desk.clerk, municipality=desk.code) == 0
        assert Category.objects.count() == before


def test_a_partner_report_has_no_code_and_a_telephone_one_has(desk: DeskTown) -> None:
    with scope(acting(desk.clerk)):
        by_phone = record_report(
            by=desk.clerk,
            municipality=desk.code,
            new=NewReport("nuisance", "Lawaai."),
            channel=Channel.PHONE,
            at=AT,
        )
        by_partner = record_report(
            by=desk.clerk,
            municipality=desk.code,
            new=NewReport("unsafe", "Geen vluchtweg."),
            channel=Channel.PARTNER,
            at=AT + timedelta(days=1),
            partner=FromPartner(name="Brandweer", reference="B-1"),
        )
    assert len(by_phone.code) == 16
    assert by_partner.code == ""
    with scope(desk.rows):
        partner = Report.objects.get(number=by_partner.number)
        assert (partner.partner_name, partner.code_hash) == ("Brandweer", None)


def test_who_does_not_work_at_the_desk_records_nothing(desk: DeskTown) -> None:
    officer = desk.town.officer
    with scope(acting(officer)), pytest.raises(NotAllowed):
        record_report(
            by=officer,
            municipality=desk.code,
            new=NewReport("nuisance", "Lawaai."),
            channel=Channel.PHONE,
            at=AT,
        )


def test_a_report_belongs_to_a_category_of_its_own_town(desk: DeskTown) -> None:
    other = make_desk("GM9002")
    _report(desk)
    both = Scope(municipalities=frozenset({desk.code, other.code}))
    with scope(both):
        theirs = Category.objects.filter(municipality_id=other.code).first()
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.update(category=theirs)
