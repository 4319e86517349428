"""A guest sees their own entries with a code, and the public door nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.privacy.contract import Identity, Opening, presented_hash
from onderdak.foundation.privacy.models import RetentionTerm
from onderdak.kernel.errors import NotAllowed, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    DeclaredStay,
    Guest,
    declare_stays,
)
from onderdak.register.nights.contract.guests import (
    answer_mending,
    ask_mending,
    grouped,
    location_codes,
    make_guest_code,
    mending_requests,
    own_entries,
    own_name,
    revoke_guest_code,
    write_registering,
)
from onderdak.register.nights.contract.locations import (
    hand_over_location,
)
from onderdak.register.nights.models import GuestCode, MendingRequest, Stay
from tests.world import House, Town, acting, everything, make_house, make_town

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
OLEKSA = Identity("Oleksa Voorbeeld", "Lwiw", "passport")


@pytest.fixture(autouse=True)
def _fresh_brakes() -> None:
    with no_scope():
        cache.clear()


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Huis aan de Dijk")


def declare(
    house: House,
    reference: str,
    *,
    arrival: date,
    departure: date | None = None,
    identity: Identity = OLEKSA,
    status: str = "",
) -> int:
    row = DeclaredStay(
        line=2,
        location_id=house.location.pk,
        reference=reference,
        identity=identity,
        arrival=arrival,
        departure=departure,
        room="12",
        bed="A",
        status=status,
        registered_since=arrival if status else None,
    )
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=[row],
            on=TODAY,
            channel="page",
        )
        assert not done.errors
        return int(Guest.objects.get(reference=reference).pk)


def code_for(house: House, guest: int) -> str:
    with scope(acting(house.manager)):
        return make_guest_code(by=house.manager, guest=guest, on=TODAY)


def seen(*codes: str, on: date = TODAY) -> Any:
    with no_scope():
        return own_entries(codes, on)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


# --- the code shows one guest's rows and no other


def test_a_code_shows_the_entries_of_its_own_guest_only(house: House) -> None:
    mine = declare(house, "A-1", arrival=ago(10))
    declare(house, "A-2", arrival=ago(3), identity=OLEKSA._replace(name="Ander"))
    (entries,) = seen(code_for(house, mine))
    assert entries.provider == "Huis aan de Dijk"
    assert [(s.arrival, s.room, s.bed) for s in entries.stays] == [(ago(10), "12", "A")]
    assert len(entries.processed) == 1


def test_outside_the_function_the_public_door_sees_no_row(house: House) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    code = code_for(house, guest)
    with no_scope():
        assert own_entries([code], TODAY)
        assert not Stay.objects.exists()
        assert not Guest.objects.exists()
        assert not GuestCode.objects.exists()
        assert not MendingRequest.objects.exists()


def test_the_function_leaves_the_scope_as_it_was(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    with no_scope(), connection.cursor() as cursor:
        own_entries([code], TODAY)
        own_name(code, TODAY)
        ask_mending(code, stay=None, message="x", language="pl", on=TODAY)
        cursor.execute(
            "SELECT current_setting('onderdak.providers'),"
            " current_setting('onderdak.actor'),"
            " current_setting('onderdak.presented')"
        )
        assert cursor.fetchone() == ("{}", "", "")


def test_only_a_keyed_hash_of_the_code_is_kept(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    with scope(acting(house.manager)):
        kept = bytes(GuestCode.objects.get().code_hash)
    assert kept == presented_hash("guest-code", code)
    assert code.encode() not in kept
    assert len(kept) == 32


def test_a_code_may_be_typed_with_spaces(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    assert len(seen(grouped(code))) == 1


def test_a_wrong_withdrawn_or_replaced_code_all_show_nothing(house: House) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    first = code_for(house, guest)
    second = code_for(house, guest)
    assert seen(first) == []
    assert len(seen(second)) == 1
    with scope(acting(house.manager)):
        revoke_guest_code(by=house.manager, guest=guest)
    assert seen(second) == []
    assert seen("1234567890123456") == []
    assert seen("geen code") == []


def test_a_code_ends_some_time_after_the_last_night(house: House) -> None:
    left = code_for(house, declare(house, "A-1", arrival=ago(30), departure=ago(20)))
    here = code_for(house, declare(house, "A-2", arrival=ago(30)))
    assert len(seen(left, on=TODAY + timedelta(days=180))) == 1
    assert seen(left, on=TODAY + timedelta(days=181)) == []
    assert len(seen(here, on=TODAY + timedelta(days=900))) == 1


def test_an_earlier_day_brings_no_ended_code_back(house: House) -> None:
    guest = declare(house, "A-1", arrival=ago(300), departure=ago(290))
    code = code_for(house, guest)
    with scope(everything()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_column_privilege('nights_guestcode', 'made_at', 'UPDATE')"
        )
        assert cursor.fetchone() == (False,)
    assert len(seen(code, on=ago(400))) == 1  # made today: that is what counts
    assert seen(code, on=TODAY + timedelta(days=181)) == []


def test_another_provider_cannot_make_or_withdraw_a_code(
    house: House, town: Town
) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    other = make_house(town, "Huis aan de Haven")
    with scope(acting(other.manager)), pytest.raises(NotFound):
        make_guest_code(by=other.manager, guest=guest, on=TODAY)
    with scope(acting(other.manager)), pytest.raises(NotFound):
        revoke_guest_code(by=other.manager, guest=guest)


def test_the_municipality_cannot_make_a_code(house: House, town: Town) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    with scope(acting(town.officer)), pytest.raises((NotAllowed, NotFound)):
        make_guest_code(by=town.officer, guest=guest, on=TODAY)


# --- nights in two towns add up


def _page(*codes: str, new: str = "", **more: str) -> str:
    answer = Client().post(
        reverse("my_nights"),
        {"code": list(codes), "new": new, "lang": "nl", "do": "show", **more},
    )
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_nights_in_two_towns_add_up_for_the_one_who_has_both_codes(
    house: House,
) -> None:
    other = make_house(make_town("GM9002", "Tweestad"), "Huis in de andere stad")
    here = code_for(house, declare(house, "A-1", arrival=ago(140), departure=ago(70)))
    there = code_for(other, declare(other, "B-9", arrival=ago(70)))
    assert ": 71." in _page(new=there)
    assert "hoeft u zich nog niet in te schrijven" in _page(new=there)
    both = _page(here, new=there)
    assert ": 141." in both
    assert "U moet zich inschrijven" in both
    assert "minstens 4 maanden" in both


def test_a_night_under_two_codes_counts_once(house: House) -> None:
    other = make_house(make_town("GM9002", "Tweestad"), "Huis in de andere stad")
    here = code_for(house, declare(house, "A-1", arrival=ago(20)))
    there = code_for(other, declare(other, "B-9", arrival=ago(10)))
    assert ": 21." in _page(here, new=there)


def test_a_stated_registration_takes_the_worry_away(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(170), status="brp"))
    page = _page(new=code)
    assert "hoeft u zich niet nog eens in te schrijven" in page


# --- the name, opened by the person


def test_the_name_is_shown_after_an_extra_tap_and_logged(house: House) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    code = code_for(house, guest)
    assert OLEKSA.name not in _page(new=code)
    page = _page(code, do="name-0")
    assert OLEKSA.name in page
    assert OLEKSA.residence in page
    with scope(acting(house.manager)):
        opening = Opening.objects.get(subject=f"guest {guest}")
        assert (opening.ground, opening.actor_id) == ("the_person", 0)
        assert AuditEvent.objects.filter(action="nights.see_own_name").count() == 1
    assert "uzelf" in _page(new=code)


def test_without_a_working_code_no_name_is_opened(house: House) -> None:
    declare(house, "A-1", arrival=ago(10))
    with no_scope():
        assert own_name("1234567890123456", TODAY) is None
    with scope(everything()):
        assert not Opening.objects.exists()


# --- mending


def test_what_is_not_right_reaches_provider_and_privacy_officer(
    house: House, town: Town
) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    page = _page(code, do="mend-0", **{"message-0": "Ik kwam een dag later"})
    assert "Uw bericht is verstuurd" in page
    assert OutboxEvent.objects.filter(name="nights.mending_asked").count() == 1
    with scope(acting(town.officer)):
        (told,) = mending_requests(by=town.officer, municipality=town.code)
        assert told.message == "Ik kwam een dag later"
    with scope(acting(house.manager)):
        (asked,) = mending_requests(by=house.manager, provider=house.provider)
        answer_mending(by=house.manager, request=asked.pk, answer="Dat is verbeterd")
    assert "Dat is verbeterd" in _page(new=code)


def test_an_empty_message_is_not_sent(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    assert "Schrijf op wat niet klopt" in _page(code, do="mend-0")
    assert not OutboxEvent.objects.filter(name="nights.mending_asked").exists()


def test_five_messages_a_day_and_no_more(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    with no_scope():
        sent = [
            ask_mending(code, stay=None, message="x", language="nl", on=TODAY)
            for _ in range(6)
        ]
    assert sent == [True] * 5 + [False]


def test_a_guest_whose_stay_was_taken_back_can_still_say_so(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    with scope(acting(house.manager)):
        declare_stays(
            by=house.manager,
            location=house.location,
            rows=[],
            on=TODAY,
            channel="page",
            complete=DateRange(ago(20), None),
        )
    assert not seen(code)[0].stays
    with no_scope():
        assert ask_mending(
            code, stay=None, message="Ik sliep hier wel", language="nl", on=TODAY
        )
    with scope(everything()):
        assert MendingRequest.objects.get().municipality_id == "GM9001"


def test_a_message_cannot_be_about_somebody_elses_stay(house: House) -> None:
    mine = code_for(house, declare(house, "A-1", arrival=ago(10)))
    theirs = declare(house, "A-2", arrival=ago(3))
    with scope(acting(house.manager)):
        stay = Stay.objects.get(guest_id=theirs).pk
    with no_scope():
        assert not ask_mending(mine, stay=stay, message="x", language="nl", on=TODAY)


# --- the page: constant, braked, without trace


def test_every_code_that_does_not_work_gets_the_same_answer(house: House) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    old = code_for(house, guest)
    code_for(house, guest)
    answers = {
        _page(new=code).replace(code, "").replace(grouped(code), "")
        for code in (old, "1234567890123456")
    }
    assert len(answers) == 1
    assert "Deze code werkt niet" in answers.pop()


def test_after_ten_wrong_codes_one_waits(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    client = Client()
    address = reverse("my_nights")
    for number in range(10):
        client.post(address, {"new": f"{number:016}", "do": "show"})
    assert client.post(address, {"new": code, "do": "show"}).status_code == 429


def test_many_codes_in_one_form_count_each() -> None:
    client = Client()
    address = reverse("my_nights")
    many = [f"{number:016}" for number in range(11)]
    client.post(address, {"code": many, "do": "show"})
    assert client.post(address, {"new": many[0], "do": "show"}).status_code == 429


def test_after_a_few_wrong_codes_the_rest_is_not_tried(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    wrong = [f"{number:016d}" for number in range(3)]
    assert len(seen(*wrong[:2], code)) == 1
    assert seen(*wrong, code) == []


@pytest.mark.parametrize(
    "form",
    [
        {"code": "\u00b2" * 16},
        {"do": "mend-\u00b2", "stay-0": "\u00b2"},
        {"new": "\u00b2" * 16, "stay-3": "\u00b9\u00b2"},
    ],
)
def test_signs_that_look_like_digits_break_no_page(form: dict[str, str]) -> None:
    assert Client().post(reverse("my_nights"), form).status_code == 200


@pytest.mark.parametrize("code", ["%00", "%00abc", "a%00", "%ff", "x" * 500])
def test_no_code_of_a_card_breaks_its_page(code: str) -> None:
    assert Client().get(f"/g/{code}/").status_code == 404


def test_nothing_stays_on_the_device(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    answer = Client(enforce_csrf_checks=True).post(
        reverse("my_nights"), {"new": code, "do": "show"}
    )
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert b"<script" not in answer.content
    assert (
        code not in Client().get(reverse("my_nights"), {"new": code}).content.decode()
    )


def test_another_language_keeps_what_was_entered_and_typed(house: House) -> None:
    code = code_for(house, declare(house, "A-1", arrival=ago(10)))
    page = _page(code, do="", language="pl", **{"message-0": "Zły dzień"})
    assert 'lang="pl"' in page
    assert "Twoje pobyty" in page
    assert "Zły dzień" in page


# --- the card of a location


def card_of(house: House) -> str:
    with scope(acting(house.manager)):
        codes = location_codes(by=house.manager, provider=house.provider)
    return codes[house.location.pk]


def test_the_card_keeps_its_code(house: House) -> None:
    assert card_of(house) == card_of(house)


@pytest.mark.parametrize("language", ["nl", "en", "pl", "ro", "bg", "uk", "ar"])
def test_the_card_speaks_each_language_without_cookie_or_script(
    house: House, language: str
) -> None:
    answer = Client().get(
        reverse("guest_card", args=[card_of(house)]), {"lang": language}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "<script" not in page
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert "Huis aan de Dijk" in page
    assert "Eenstad" in page
    assert "24" in page  # the retention term, as it is set
    assert "112" in page
    assert "العربية" in page


def test_the_card_tells_the_retention_term_of_the_day(house: House, town: Town) -> None:
    address = reverse("guest_card", args=[card_of(house)])
    assert "24 maanden na uw verblijf" in Client().get(address).content.decode()
    with scope(acting(town.officer)):
        RetentionTerm.objects.create(
            municipality_id=town.code, room="nights", months=6, reason="x", since=TODAY
        )
    assert "6 maanden na uw verblijf" in Client().get(address).content.decode()


def test_a_card_tells_of_whoever_runs_the_house_now(house: House, town: Town) -> None:
    address = reverse("guest_card", args=[card_of(house)])
    other = make_house(town, "Huis van de nieuwe")
    with scope(acting(town.officer)):
        hand_over_location(
            by=town.officer,
            location=house.location,
            to=other.provider,
            since=TODAY,
            name="Huis onder een nieuwe naam",
        )
    page = Client().get(address).content.decode()
    assert "Huis onder een nieuwe naam" in page
    assert "Huis van de nieuwe schrijft het op" in page


def test_an_unknown_card_says_so_in_the_guests_language() -> None:
    answer = Client().get(
        reverse("guest_card", args=["abcdefghjk"]), headers={"Accept-Language": "pl"}
    )
    assert answer.status_code == 404
    assert "Pod tym adresem nie ma strony" in answer.content.decode()


def test_a_card_of_another_provider_cannot_be_made(house: House, town: Town) -> None:
    other = make_house(town, "Huis aan de Haven")
    with scope(acting(other.manager)), pytest.raises(NotFound):
        location_codes(
            by=other.manager, provider=other.provider, locations=[house.location.pk]
        )


def test_the_municipalitys_own_text_says_whether_it_was_reviewed(
    house: House, town: Town
) -> None:
    address = reverse("guest_card", args=[card_of(house)])
    note = "Tego tekstu nie sprawdziła"

    def page() -> str:
        return str(Client().get(address, {"lang": "pl"}).content.decode())

    assert page().count(note) == 1  # the page's own texts
    with scope(acting(town.officer)):
        write_registering(
            by=town.officer,
            municipality=town.code,
            language="pl",
            words="Umów się w ratuszu.",
            on=TODAY,
        )
    assert page().count(note) == 2
    with scope(acting(town.officer)):
        write_registering(
            by=town.officer,
            municipality=town.code,
            language="pl",
            words="Umów się w ratuszu.",
            reviewed_by="tolk van de gemeente",
            on=TODAY,
        )
    assert page().count(note) == 1
    assert "tolk van de gemeente" in page()


def test_a_provider_does_not_write_the_municipalitys_text(house: House) -> None:
    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        write_registering(
            by=house.manager,
            municipality="GM9001",
            language="pl",
            words="x",
            on=TODAY,
        )


def test_a_code_of_a_guest_goes_with_the_guest(house: House) -> None:
    guest = declare(house, "A-1", arrival=ago(10))
    code_for(house, guest)
    with scope(everything()):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM nights_stay")
            cursor.execute("DELETE FROM nights_guest WHERE id = %s", [guest])
        assert not GuestCode.objects.exists()
