"""A request for enforcement as somebody types it over."""

from dataclasses import dataclass, replace
from datetime import date

from onderdak.kernel.errors import Invalid
from onderdak.kernel.languages import LANGUAGES
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.kinds import Requester


@dataclass(frozen=True, slots=True)
class NewRequest:
    """Who asks for what; all of it but the kind and `about` is sealed."""

    received_on: date
    requester: str
    about: str
    name: str
    address: str = ""
    email: str = ""
    words: str = ""
    language: str = "nl"


def check_request(request: NewRequest) -> NewRequest:
    """A request that can be answered, in its plain form.

    Raises:
        Invalid: it does not say who asks, for what, or where an answer goes.
    """
    found = replace(
        request,
        about=_plain(request.about, 1000),
        name=_plain(request.name, 200),
        address=_plain(request.address, 300),
        email=_plain(request.email, 254),
        words=_plain(request.words, 8000),
    )
    if found.requester not in set(Requester) or found.language not in LANGUAGES:
        raise Invalid(text("Say who asks, and in which language."))
    if len(found.about) < 3 or len(found.name) < 2:
        raise Invalid(
            text("Say who asks and what is asked."),
            text("A request has a name and says what is wanted (art. 4:2 Awb)."),
        )
    if not found.address and not found.email:
        raise Invalid(
            text("Give a postal address or an e-mail address."),
            text("A decision is due, and it goes somewhere."),
        )
    return found


def _plain(written: str, most: int) -> str:
    return written.replace("\x00", "").strip()[:most]
