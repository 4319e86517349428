"""A guest's own entries, by code; codes travel in the form and are kept nowhere."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract.guests import (
    OwnEntries,
    Texts,
    ask_mending,
    own_entries,
    own_name,
    typed_guest_code,
)
from onderdak.web.account.throttle import too_often, tries_of
from onderdak.web.nights.guests.adding_up import summed
from onderdak.web.nights.guests.door import page, texts_for, too_many
from onderdak.web.nights.guests.shown_entries import Shown, shown

_MOST_CODES = 12
_MOST_REQUESTS = 90
_MOST_WRONG = 10
_WRONG = "my-nights-wrong"


@dataclass(frozen=True)
class Asked:
    """What the form says: the codes so far, a new one, and which button was pressed."""

    codes: list[str]
    typed: str
    language: str
    do: str
    place: int
    messages: dict[int, str] = field(default_factory=dict)
    stays: dict[int, int | None] = field(default_factory=dict)

    @classmethod
    def read(cls, request: HttpRequest) -> Self:
        """From the form; nothing is ever read from the address."""
        post = request.POST
        do, _dash, place = post.get("do", "").partition("-")
        return cls(
            codes=post.getlist("code")[:_MOST_CODES],
            typed=post.get("new", "")[:80],
            language=post.get("language") or post.get("lang", ""),
            do=do,
            place=int(place) if place.isdecimal() and len(place) < 3 else -1,
            messages={n: post.get(f"message-{n}", "") for n in range(_MOST_CODES)},
            stays={n: _number(post.get(f"stay-{n}", "")) for n in range(_MOST_CODES)},
        )


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 19 else None


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def my_nights(request: HttpRequest) -> HttpResponse:
    """Enter a code and see what is recorded; more codes add the nights up."""
    asked = Asked.read(request)
    texts = texts_for(request, asked.language)
    if request.method != "POST":
        return page(request, "guests/my_nights.html", texts, {"entries": []})
    if (
        too_often(request, "my-nights", most=_MOST_REQUESTS)
        or tries_of(request, _WRONG) >= _MOST_WRONG
    ):
        return too_many(request, texts)
    on = localdate()
    entries = own_entries([*asked.codes, asked.typed], on)
    wrong = _wrong_codes(asked, entries)
    for _each in range(wrong):
        too_often(request, _WRONG, most=_MOST_WRONG)
    done = _do(asked, entries, texts, on)
    if done.sent or done.name:  # so that it stands among the guest's own at once
        entries = own_entries([each.code for each in entries], on)
    context = {
        "entries": _parts(asked, entries, texts, done),
        "summed": summed(entries, texts, on),
        "wrong": bool(wrong),
        "typed": asked.typed if wrong else "",
    }
    return page(request, "guests/my_nights.html", texts, context)


def _wrong_codes(asked: Asked, entries: list[OwnEntries]) -> int:
    """How many codes were given that show nothing; why is never said."""
    given = [code for code in [*asked.codes, asked.typed] if code.strip()]
    works = {each.code for each in entries}
    if not given:
        return int(asked.do == "show")
    return sum(typed_guest_code(code) not in works for code in given)


@dataclass(frozen=True)
class _Done:
    """What a button did: showed a name, sent a message, or refused one."""

    place: int = -1
    name: Identity | None = None
    sent: bool = False
    problem: str = ""


def _do(asked: Asked, entries: list[OwnEntries], texts: Texts, on: date) -> _Done:
    if not 0 <= asked.place < len(entries):
        return _Done()
    one = entries[asked.place]
    if asked.do == "name":
        return _Done(asked.place, name=own_name(one.code, on))
    if asked.do != "mend":
        return _Done()
    message = asked.messages.get(asked.place, "")
    if not message.strip():
        return _Done(asked.place, problem="mend_empty")
    sent = ask_mending(
        one.code,
        stay=asked.stays.get(asked.place),
        message=message,
        language=texts.language.code,
        on=on,
    )
    return _Done(asked.place, sent=sent, problem="" if sent else "mend_not_sent")


def _parts(
    asked: Asked, entries: list[OwnEntries], texts: Texts, done: _Done
) -> list[Shown]:
    return [
        shown(
            one,
            texts,
            place,
            name=done.name if place == done.place else None,
            sent=done.sent and place == done.place,
            problem=done.problem if place == done.place else "",
            message="" if done.sent and place == done.place else asked.messages[place],
            stay=asked.stays[place],
        )
        for place, one in enumerate(entries)
    ]
