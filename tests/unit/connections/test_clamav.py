"""clamd is asked in its own words, over a real socket; its silence is no "clean"."""

import socket
from pathlib import Path
from threading import Thread

import pytest
from tests.pictures import a_photo

from onderdak.connections.clamav.client import ClamAv, clamav_at
from onderdak.connections.clamav.fake import EICAR, fake_clamd
from onderdak.foundation.documents.contract import (
    MOST_BYTES,
    NoScanner,
    NoVerdict,
    Outcome,
    Verdict,
    photo_taken_in,
    scan_with,
    scanned,
)
from onderdak.kernel.errors import ConfigurationError, Conflict, Invalid
from onderdak.project.doctor import QUESTIONS


@pytest.fixture(autouse=True)
def _nothing_connected_after():
    yield
    scan_with(NoScanner())


def test_a_clean_and_an_infected_file_over_a_port() -> None:
    with fake_clamd() as clamd:
        assert clamd.scan(a_photo()) == Verdict(Outcome.CLEAN)
        assert clamd.scan(b"") == Verdict(Outcome.CLEAN)
        found = clamd.scan(a_photo() + EICAR)
    assert found == Verdict(Outcome.INFECTED, "Eicar-Signature")


def test_the_same_over_a_socket_file(tmp_path: Path) -> None:
    with fake_clamd(socket_path=tmp_path / "clamd.ctl") as clamd:
        assert clamav_at(str(tmp_path / "clamd.ctl")) == ClamAv(clamd.address)
        assert clamd.scan(EICAR).outcome is Outcome.INFECTED
        assert clamd.version().startswith("ClamAV 1.")


def test_a_virus_across_two_chunks_is_found() -> None:
    with fake_clamd() as clamd:
        heavy = b"\0" * (64 * 1024 - 20) + EICAR + b"\0" * (MOST_BYTES - 70_000)
        assert clamd.scan(heavy).outcome is Outcome.INFECTED


def test_what_is_sent_is_what_the_manual_says() -> None:
    """Byte for byte: the command, each chunk after its length, a length of zero."""
    sent = []

    def listen() -> None:
        line, _ = listening.accept()
        with line:
            while not b"".join(sent).endswith(b"\0\0\0\0"):
                sent.append(line.recv(1000))
            line.sendall(b"stream: OK\0")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        worker = Thread(target=listen)
        worker.start()
        verdict = ClamAv(listening.getsockname()).scan(b"abc")
        worker.join()
    assert verdict == Verdict(Outcome.CLEAN)
    assert b"".join(sent) == b"zINSTREAM\0\0\0\0\x03abc\0\0\0\0"


def test_a_clamd_that_says_nothing_is_waited_for_no_longer_than_agreed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(NoVerdict):
        ClamAv(deaf.getsockname(), patience=0.1).scan(b"abc")


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0", b"UNKNOWN COMMAND\0", b"stream: ERROR\0", b"stream: OK and more\0"],
)
def test_anything_but_a_judgement_is_no_verdict(answer: bytes) -> None:
    with fake_clamd(answer=answer) as clamd, pytest.raises(NoVerdict):
        clamd.scan(a_photo())


def test_a_file_that_clamd_finds_too_large_has_no_verdict() -> None:
    with fake_clamd(longest=1000) as clamd, pytest.raises(NoVerdict):
        clamd.scan(b"\0" * 5_000_000)


def test_a_clamd_that_is_down_has_no_verdict(tmp_path: Path) -> None:
    with fake_clamd() as clamd:
        address = clamd.address
    for down in ClamAv(address), ClamAv(tmp_path / "none.ctl"):
        with pytest.raises(NoVerdict):
            down.scan(b"x")


def test_addresses() -> None:
    assert clamav_at("") is None
    assert clamav_at("scanner.example:3311") == ClamAv(("scanner.example", 3311))
    assert clamav_at("scanner.example") == ClamAv(("scanner.example", 3310))
    assert clamav_at("[::1]:3310") == ClamAv(("::1", 3310))
    for wrong in "host:port", "tcp://host:3310", ":3310", "user@host:1":
        with pytest.raises(ConfigurationError):
            clamav_at(wrong)


def test_a_photo_is_taken_in_without_a_scanner_and_nobody_calls_it_clean() -> None:
    assert scanned(a_photo()) == Verdict(Outcome.NOT_CONNECTED)
    assert photo_taken_in(a_photo()).full


def test_a_scanner_that_is_there_decides_and_silent_it_refuses() -> None:
    with fake_clamd() as clamd:
        scan_with(clamd)
        assert photo_taken_in(a_photo()).full
        with pytest.raises(Invalid, match="virus scanner refuses"):
            photo_taken_in(a_photo() + EICAR)
    with pytest.raises(Conflict, match="Try again later"):
        photo_taken_in(a_photo())


def test_a_file_that_is_too_heavy_is_not_even_sent() -> None:
    scan_with(ClamAv(("nowhere.invalid", 1)))
    with pytest.raises(Invalid, match="larger than"):
        photo_taken_in(b"\0" * (MOST_BYTES + 1))


def test_the_doctor_tells_not_connected_from_connected_and_from_down(
    settings: object,
) -> None:
    question = dict(QUESTIONS)["virus scanner"]
    settings.CLAMAV = ""
    assert question() == (
        True,
        "not connected; photos are drawn anew, other files are not taken",
    )
    with fake_clamd() as clamd:
        host, port = clamd.address
        settings.CLAMAV = f"{host}:{port}"
        ok, told = question()
    assert ok
    assert told.startswith("ClamAV")
    with pytest.raises(NoVerdict):
        question()
