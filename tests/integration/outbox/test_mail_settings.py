"""Which way mail leaves: read from one address, and never a way that loses it."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage

from onderdak.foundation.outbox.domain.patience import MOST_ATTEMPTS, wait_after
from onderdak.kernel.errors import ConfigurationError
from onderdak.project.mail import NoServer, settings_of


def test_an_address_says_server_account_and_encryption() -> None:
    way = settings_of("smtp://onderdak:p%40ss@mail.example", demo=False)
    assert (way.host, way.port, way.user, way.password) == (
        "mail.example",
        587,
        "onderdak",
        "p@ss",
    )
    assert (way.start_tls, way.tls) == (True, False)


@pytest.mark.parametrize(
    ("address", "port", "start_tls", "tls"),
    [
        ("smtps://mail.example", 465, False, True),
        ("smtp+plain://localhost:2525", 2525, False, False),
        ("smtp://mail.example:25", 25, True, False),
    ],
)
def test_each_kind_of_address_has_its_encryption(
    address: str, port: int, start_tls: bool, tls: bool
) -> None:
    way = settings_of(address, demo=False)
    assert (way.port, way.start_tls, way.tls) == (port, start_tls, tls)


def test_a_demo_writes_files_and_reaches_nobody() -> None:
    assert settings_of("", demo=True).backend.endswith("filebased.EmailBackend")
    assert settings_of("file:///srv/mail", demo=False).folder == "/srv/mail"


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError):
        settings_of(address, demo=False)


def test_without_a_server_mail_is_refused_and_so_waits() -> None:
    assert settings_of("", demo=False).backend.endswith(".NoServer")
    with pytest.raises(ConfigurationError):
        NoServer().send_messages([EmailMessage(to=["a@test.example"])])


def test_patience_grows_and_ends() -> None:
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    known = [wait for wait in waits if wait is not None]
    assert len(known) == MOST_ATTEMPTS - 1
    assert known == sorted(known)
    assert sum(known, timedelta()) > timedelta(hours=4)
    assert wait_after(MOST_ATTEMPTS) is None
