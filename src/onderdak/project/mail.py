"""Which way mail leaves this installation: read from one address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text
from onderdak.project.paths import state_folder

_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_FILES = "django.core.mail.backends.filebased.EmailBackend"
_NONE = "onderdak.project.mail.NoServer"


@dataclass(frozen=True, slots=True)
class Mail:
    """What Django wants to know to send mail."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    start_tls: bool = False
    tls: bool = False
    folder: str = ""


def settings_of(address: str, *, demo: bool) -> Mail:
    """The way mail leaves, by its address.

    A demo writes its mail to files, so that it can be read and reaches nobody.

    Raises:
        ConfigurationError: the address is of no kind that is known.
    """
    if not address:
        return _files(str(state_folder() / "mail")) if demo else Mail(_NONE)
    parts = urlsplit(address)
    if parts.scheme == "file":
        return _files(unquote(parts.path))
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ConfigurationError(
            text("ONDERDAK_MAIL_URL is no address of a mail server."),
            next_step=text("Write it as smtp://user:password@mail.example:587."),
        )
    return Mail(
        backend=_SMTP,
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        start_tls=parts.scheme == "smtp",
        tls=parts.scheme == "smtps",
    )


def _files(folder: str) -> Mail:
    return Mail(backend=_FILES, folder=folder)


class NoServer(BaseEmailBackend):
    """Refuses every mail, so that it waits in the outbox until there is a server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send nothing.

        Raises:
            ConfigurationError: always.
        """
        raise ConfigurationError(
            text("No mail server is set."),
            next_step=text("Set ONDERDAK_MAIL_URL and start the worker again."),
        )
