"""What a large file promises: chunk by chunk, stoppable, and never twice."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights import keeping, working
from onderdak.register.nights.contract import (
    HandIn,
    Stay,
)
from onderdak.register.nights.contract.files import (
    confirm_hand_in,
    declare_file,
    discard_hand_in,
    hand_in_for,
    plan_of,
    receive_file,
    resume_hand_in,
    stop_hand_in,
)
from onderdak.register.nights.jobs import forget_kept_files
from onderdak.register.nights.models import Declaration, DoubleLet, SupersededStay
from onderdak.register.nights.working import chunk_end, go_on, in_order
from tests.world import House, acting, make_house, make_town

TODAY = date(2026, 11, 21)
HEAD = "Referentie;Naam;Woonplaats;Document;Aankomst;Vertrek;Kamer;Bed\n"
State = HandIn.State


def line(number: int, arrival: str = "01-09-2026", departure: str = "") -> str:
    room, bed = divmod(number, 4)
    return (
        f"R{number:05};Gast{number} Voorbeeld;Voorbeeldowo;paspoort;{arrival};"
        f"{departure};{room};{bed}\n"
    )


def list_of(count: int) -> str:
    return HEAD + "".join(map(line, range(count)))


@pytest.fixture
def house() -> House:
    return make_house(make_town("GM9001", "Teststad"), "Pension Test", capacity=900)


@pytest.fixture(autouse=True)
def _small(settings: Any, tmp_path: Path) -> None:
    settings.HAND_IN_CHUNK = 10
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


def send(house: House, content: str, **more: Any) -> HandIn:
    with scope(acting(house.manager)):
        return receive_file(
            by=house.manager,
            location=house.location,
            content=content.encode(),
            filename="lijst.csv",
            mapping={},
            complete=more.pop("complete", None),
            on=TODAY,
            **more,
        )


def work(house: House, sent: HandIn, **more: Any) -> HandIn:
    go_on(hand_in=sent.pk, provider=house.provider, user=house.manager.user_id, **more)
    return now(house, sent)


def now(house: House, sent: HandIn) -> HandIn:
    with scope(acting(house.manager)):
        return hand_in_for(by=house.manager, provider=house.provider, hand_in=sent.pk)


def say(action: Callable[..., HandIn], house: House, sent: HandIn, **more: Any) -> None:
    with scope(acting(house.manager)):
        action(by=house.manager, provider=house.provider, hand_in=sent.pk, **more)


def stays(house: House) -> int:
    with scope(acting(house.manager)):
        return Stay.objects.filter(location=house.location).count()


class Killed(BaseException):
    """As if the worker were gone."""


def killed_after(chunks: int) -> Callable[[int, int], None]:
    seen = []

    def progress(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == chunks:
            raise Killed

    return progress


@pytest.mark.django_db
def test_a_file_is_read_and_checked_and_then_waits(house: House) -> None:
    sent = work(house, send(house, list_of(25)))
    assert (sent.state, sent.rows, sent.new) == (State.WAITING, 25, 25)
    assert stays(house) == 0
    plan = plan_of(sent)
    assert plan is not None
    assert [row.line for row in plan.rows] == list(range(2, 27))


@pytest.mark.django_db
def test_after_confirming_it_is_recorded_in_chunks(house: House) -> None:
    sent = work(house, send(house, list_of(25)))
    say(confirm_hand_in, house, sent)
    told = []
    done = work(house, sent, progress=lambda at, total: told.append((at, total)))
    assert told == [(10, 25), (20, 25), (25, 25)]
    assert (done.state, done.done, done.new) == (State.DONE, 25, 25)
    assert stays(house) == 25
    with scope(acting(house.manager)):
        assert Declaration.objects.count() == 3


@pytest.mark.django_db
def test_the_file_and_the_plan_are_gone_when_it_is_done(
    house: House, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    sent = work(house, send(house, list_of(3)))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
    say(confirm_hand_in, house, sent)
    with django_capture_on_commit_callbacks(execute=True):
        work(house, sent)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_nothing_of_the_file_lies_in_the_clear(house: House, tmp_path: Path) -> None:
    work(house, send(house, list_of(3) + line(4, "32-01-2026")))
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert not any(b"Voorbeeld" in one or b"R00001" in one for one in kept)


def _kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_file_that_is_discarded_is_gone(
    house: House, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    sent = work(house, send(house, list_of(3)))
    with django_capture_on_commit_callbacks(execute=True):
        say(discard_hand_in, house, sent)
    assert _kept_files(tmp_path) == []


@pytest.mark.django_db
def test_a_file_to_which_nobody_comes_back_is_gone(
    house: House, tmp_path: Path
) -> None:
    work(house, send(house, list_of(3)))
    keeping.keep(b"half a minute old")
    old = time.time() - timedelta(hours=49).total_seconds()
    for path in _kept_files(tmp_path)[:-1]:
        os.utime(path, (old, old))
    forget_kept_files(0)
    assert len(_kept_files(tmp_path)) == 1


@pytest.mark.django_db
def test_a_file_that_is_read_anew_leaves_no_older_plan(
    house: House, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    sent = work(house, send(house, list_of(3)))
    say(resume_hand_in, house, sent, mapping=_columns())
    with django_capture_on_commit_callbacks(execute=True):
        work(house, sent)
    assert len(_kept_files(tmp_path)) == 2


def _columns() -> dict[str, str]:
    fields = ("reference", "name", "residence", "document_kind", "arrival", "departure")
    return dict(zip((*fields, "room", "bed"), HEAD.strip().split(";"), strict=True))


@pytest.mark.django_db
def test_what_is_read_anew_must_be_confirmed_anew(house: House) -> None:
    sent = work(house, send(house, list_of(25)))
    say(confirm_hand_in, house, sent)
    with pytest.raises(Killed):
        work(house, sent, progress=killed_after(1))
    say(resume_hand_in, house, sent, mapping=_columns())
    assert work(house, sent).state == State.WAITING
    say(resume_hand_in, house, sent)
    assert work(house, sent).state == State.WAITING
    assert stays(house) == 10


@pytest.mark.django_db(transaction=True)
def test_who_asks_to_stop_does_not_wait_for_the_check(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, check = send(house, list_of(3)), working.previewed

    def stopped_meanwhile(*given: Any, **more: Any) -> Any:
        thread = threading.Thread(target=_stop, args=(house, sent))
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
        return check(*given, **more)

    monkeypatch.setattr(working, "previewed", stopped_meanwhile)
    assert work(house, sent).state == State.STOPPED
    assert len(_kept_files(tmp_path)) == 1


def _stop(house: House, sent: HandIn) -> None:
    try:
        say(stop_hand_in, house, sent)
    finally:
        connection.close()


@pytest.mark.django_db
def test_whoever_goes_on_begins_where_it_stopped(house: House) -> None:
    sent = work(house, send(house, list_of(35)))
    say(confirm_hand_in, house, sent)
    with pytest.raises(Killed):
        work(house, sent, progress=killed_after(2))
    assert (now(house, sent).done, stays(house)) == (20, 20)
    told = []
    done = work(house, sent, progress=lambda at, _: told.append(at))
    assert told == [30, 35]
    assert (done.state, done.new, stays(house)) == (State.DONE, 35, 35)


@pytest.mark.django_db
def test_a_chunk_that_fails_halfway_leaves_nothing_of_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = work(house, send(house, list_of(25)))
    say(confirm_hand_in, house, sent)

    def broken(*_: Any, **__: Any) -> None:
        raise Killed

    monkeypatch.setattr(working, "_finish", broken)
    with pytest.raises(Killed):
        work(house, sent)
    assert (now(house, sent).done, stays(house)) == (20, 20)


@pytest.mark.django_db
def test_the_same_rows_again_change_nothing(house: House) -> None:
    for expected in ((25, 0), (0, 25)):
        sent = work(house, send(house, list_of(25)))
        say(confirm_hand_in, house, sent)
        done = work(house, sent)
        assert (done.new, done.unchanged) == expected
    assert stays(house) == 25


@pytest.mark.django_db
def test_confirming_twice_records_once(house: House) -> None:
    sent = work(house, send(house, list_of(25)))
    say(confirm_hand_in, house, sent)
    work(house, sent)
    say(confirm_hand_in, house, sent)
    assert work(house, sent).new == 25


@pytest.mark.django_db
def test_it_stops_between_two_chunks_and_goes_on(house: House) -> None:
    sent = work(house, send(house, list_of(35)))
    say(confirm_hand_in, house, sent)

    def stop_early(done: int, _: int) -> None:
        if done == 10:
            say(stop_hand_in, house, sent)

    stopped = work(house, sent, progress=stop_early)
    assert (stopped.state, stopped.done, stays(house)) == (State.STOPPED, 10, 10)
    say(resume_hand_in, house, sent)
    assert work(house, sent).state == State.DONE
    assert stays(house) == 35


@pytest.mark.django_db
def test_a_guest_is_never_cut_in_two(house: House) -> None:
    rows = [line(n, "01-09-2026", "05-09-2026") for n in range(9)]
    rows += [line(9, "01-10-2026", "05-10-2026"), line(20), line(21)]
    rows += [line(9, "01-09-2026", "05-09-2026")]
    sent = work(house, send(house, HEAD + "".join(rows)))
    say(confirm_hand_in, house, sent)
    told = []
    assert work(house, sent, progress=lambda at, _: told.append(at)).state == State.DONE
    assert told == [11, 13]


@pytest.mark.django_db
@pytest.mark.parametrize("chunk", [1, 3, 1000])
def test_chunks_come_to_the_same_register_as_one_declaration(
    house: House, settings: Any, chunk: int
) -> None:
    """Two stays that change places, one that swallows another, a bed let twice."""
    first = HEAD + line(1, "01-09-2026", "10-09-2026") + line(2)
    first += line(1, "10-09-2026", "20-09-2026") + line(3, "01-09-2026", "03-09-2026")
    second = HEAD + line(1, "01-09-2026", "15-09-2026") + line(3, "01-08-2026")
    second += line(1, "15-09-2026", "20-09-2026") + line(2, "03-09-2026")
    second += line(4).replace(";1;0", ";0;3")
    with scope(acting(house.manager)):
        declare_file(
            by=house.manager,
            location=house.location,
            source=first.encode(),
            filename="a.csv",
            mapping=None,
            on=TODAY,
        )
    settings.HAND_IN_CHUNK = chunk
    sent = work(house, send(house, second))
    say(confirm_hand_in, house, sent)
    assert work(house, sent).state == State.DONE
    with scope(acting(house.manager)):
        found = Stay.objects.order_by("guest__reference", "arrival").values_list(
            "guest__reference", "arrival", "departure"
        )
        assert list(found) == [
            ("R00001", date(2026, 9, 1), date(2026, 9, 15)),
            ("R00001", date(2026, 9, 15), date(2026, 9, 20)),
            ("R00002", date(2026, 9, 3), None),
            ("R00003", date(2026, 8, 1), None),
            ("R00004", date(2026, 9, 1), None),
        ]
        assert DoubleLet.objects.count() == 1
        assert SupersededStay.objects.count() == 4


@pytest.mark.django_db
def test_bad_rows_are_left_out_only_when_that_is_said(house: House) -> None:
    content = list_of(12) + line(50, "32-01-2026") + line(3, "02-09-2026")
    sent = work(house, send(house, content))
    assert sent.rejected == 2
    with pytest.raises(Invalid):
        say(confirm_hand_in, house, sent)
    say(confirm_hand_in, house, sent, accept_good=True)
    done = work(house, sent)
    assert (done.state, done.new, done.rejected) == (State.DONE, 12, 2)


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_says_why_and_can_be_mapped(house: House) -> None:
    content = list_of(2).replace("Naam", "Wie is het").replace("Woonplaats", "Waar")
    sent = work(house, send(house, content))
    assert sent.state == State.FAILED
    assert "lacks" in sent.problem[0]["says"]
    say(
        resume_hand_in, house, sent, mapping={"name": "Wie is het", "residence": "Waar"}
    )
    assert work(house, sent).state == State.WAITING


@pytest.mark.django_db
def test_a_register_that_changed_since_the_check_stops_the_work(house: House) -> None:
    sent = work(house, send(house, list_of(12)))
    other = list_of(12).splitlines(keepends=True)
    with scope(acting(house.manager)):
        elsewhere = make_other_location(house)
        declare_file(
            by=house.manager,
            location=elsewhere,
            source=(other[0] + other[12]).encode(),
            filename="b.csv",
            mapping=None,
            on=TODAY,
        )
    say(confirm_hand_in, house, sent)
    stopped = work(house, sent)
    assert (stopped.state, stopped.done) == (State.STOPPED, 10)
    assert "changed since" in stopped.problem[0]["says"]


def make_other_location(house: House) -> Any:
    from_here = house.location
    from_here_copy = type(from_here)(
        municipality_id=from_here.municipality_id,
        provider_id=from_here.provider_id,
        address_id=from_here.address_id,
        name="Elders",
        kind="pension",
        opened_on=from_here.opened_on,
    )
    tenants = Scope(
        municipalities=frozenset({from_here.municipality_id}),
        providers=frozenset({house.provider}),
    )
    connection.cursor().execute(
        "SELECT set_config('onderdak.municipalities', %s, true)",
        ["{" + ",".join(tenants.municipalities) + "}"],
    )
    from_here_copy.save()
    return from_here_copy


@pytest.mark.django_db
def test_another_provider_sees_nothing_of_it(house: House) -> None:
    sent = send(house, list_of(2))
    other = make_house(make_town("GM9002", "Elders"), "Elders")
    with scope(acting(other.manager)):
        assert not HandIn.objects.exists()
        with pytest.raises(NotFound):
            hand_in_for(by=other.manager, provider=other.provider, hand_in=sent.pk)


@pytest.mark.django_db
def test_a_file_that_was_let_go_cannot_go_on(house: House) -> None:
    sent = work(house, send(house, list_of(2)))
    say(discard_hand_in, house, sent)
    with pytest.raises(Conflict):
        say(resume_hand_in, house, sent)


# --- complete for a period


NOVEMBER = DateRange(date(2026, 11, 1), date(2026, 12, 1))


def declared_before(house: House, count: int) -> None:
    sent = work(house, send(house, list_of(count)))
    say(confirm_hand_in, house, sent)
    work(house, sent)


@pytest.mark.django_db
def test_a_guest_who_is_left_out_stays_unless_the_file_is_complete(
    house: House,
) -> None:
    declared_before(house, 25)
    sent = work(house, send(house, list_of(24)))
    assert (sent.ended, sent.unchanged) == (0, 24)
    complete = work(house, send(house, list_of(24), complete=NOVEMBER))
    assert (complete.ended, complete.unchanged) == (1, 24)
    say(confirm_hand_in, house, complete)
    assert work(house, complete).ended == 1
    with scope(acting(house.manager)):
        assert Stay.objects.get(departure__isnull=False).departure == NOVEMBER.start


@pytest.mark.django_db
def test_nobody_ends_before_every_row_is_in(house: House) -> None:
    declared_before(house, 25)
    sent = work(house, send(house, list_of(24), complete=NOVEMBER))
    say(confirm_hand_in, house, sent)
    with pytest.raises(Killed):
        work(house, sent, progress=killed_after(2))
    with scope(acting(house.manager)):
        assert not Stay.objects.filter(departure__isnull=False).exists()
    assert work(house, sent).ended == 1


@pytest.mark.django_db
def test_when_many_would_end_a_second_yes_is_asked(house: House) -> None:
    declared_before(house, 20)
    sent = work(house, send(house, list_of(17), complete=NOVEMBER))
    with pytest.raises(Invalid, match="3 of 20"):
        say(confirm_hand_in, house, sent)
    say(confirm_hand_in, house, sent, sure=True)
    assert work(house, sent).ended == 3


@pytest.mark.django_db
def test_a_complete_file_with_a_bad_row_ends_nobody(house: House) -> None:
    declared_before(house, 20)
    content = list_of(18) + line(19, "32-01-2026")
    sent = work(house, send(house, content, complete=NOVEMBER))
    assert sent.ended == 0
    say(confirm_hand_in, house, sent, accept_good=True)
    assert work(house, sent).ended == 0


# --- the same reference for somebody else


@pytest.mark.django_db
def test_a_reference_of_somebody_else_can_be_left_out(house: House) -> None:
    declared_before(house, 5)
    content = list_of(5).replace("Gast3 Voorbeeld", "Piotr Kowalski")
    sent = work(house, send(house, content.replace("Gast4 V", "Gast4 Vv")))
    plan = plan_of(sent)
    assert plan is not None
    assert [row.reference for row in plan.rows if row.fate == "renamed"] == ["R00003"]
    say(confirm_hand_in, house, sent, leave_renamed=True)
    done = work(house, sent)
    assert (done.corrected, done.unchanged, done.rejected) == (1, 3, 1)


def test_the_order_of_rows_is_always_the_same() -> None:
    """Pure: whoever goes on must find the same rows at the same place."""

    class Row:
        def __init__(self, line: int, reference: str) -> None:
            self.line, self.reference = line, reference

    rows: list[Any] = [Row(2, "B"), Row(3, "A"), Row(4, "B"), Row(5, "C")]
    assert [row.line for row in in_order(rows)] == [2, 4, 3, 5]
    assert chunk_end(in_order(rows), 0, 1) == 2


# --- a real worker, killed


def _worker(owner_address: str, folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "django", "procrastinate", "worker", "-q", "bulk"],
        env={
            **os.environ,
            "ONDERDAK_DATABASE": urlsplit(owner_address).path.lstrip("/"),
            "ONDERDAK_HAND_IN_CHUNK": "200",
            "DJANGO_SETTINGS_MODULE": "onderdak.project.settings",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _until(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come so far"
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_is_gone_on_after(
    owner_address: str, tmp_path: Path, settings: Any
) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.STATIC_ROOT.parent / "files"},
        },
    }
    house = make_house(make_town("GM9001", "Teststad"), "Pension Test", capacity=9000)
    sent = send(house, list_of(6000))
    killed = _worker(owner_address, tmp_path)
    try:
        _until(lambda: now(house, sent).state == State.WAITING)
        say(confirm_hand_in, house, sent)
        _until(lambda: 0 < now(house, sent).done < 6000)
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    halfway = now(house, sent)
    assert halfway.state == State.RECORDING
    assert stays(house) == halfway.done
    say(resume_hand_in, house, sent)
    second = _worker(owner_address, tmp_path)
    try:
        _until(lambda: now(house, sent).state == State.DONE)
    finally:
        second.terminate()
        second.wait()
    done = now(house, sent)
    assert (done.new, done.unchanged, stays(house)) == (6000, 0, 6000)
    assert timedelta(0) < done.changed_at - sent.received_at
