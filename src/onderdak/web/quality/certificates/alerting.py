"""An alert that somebody pasted: what it seems to say, and about which certificate."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.housing.quality.contract import (
    KEEP_CERTIFICATES,
    State,
    read_alert,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.quality.certificates.detail import title_of
from onderdak.web.quality.certificates.finding import overview_for
from onderdak.web.quality.certificates.forms import AlertForm
from onderdak.web.quality.certificates.lists import crumbs
from onderdak.web.quality.certificates.recording import posted
from onderdak.web.quality.certificates.words import STATES


@with_task
def alert(request: Request) -> HttpResponse:
    """Paste an alert, see what it seems to say, and choose the certificate."""
    town = request.actor.grants[0].municipality
    check_may(request.actor, KEEP_CERTIFICATES, municipality=town)
    form = AlertForm(posted(request))
    context: dict[str, object] = {
        "breadcrumbs": [*crumbs(), {"label": _("Paste an alert")}],
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        context |= _understood(request, form.cleaned_data["written"])
    return render(request, "quality/certificates/alert.html", context)


def _understood(request: Request, written: str) -> dict[str, object]:
    """What the alert seems to say, and the certificates that it may be about."""
    read, low = read_alert(written), written.casefold()
    named = [
        one
        for one in overview_for(request.actor, localdate()).certificates
        if (read.scheme is None or one.row.scheme == read.scheme)
        and (
            (read.kvk and one.row.holder_kvk == read.kvk)
            or one.row.holder.casefold() in low
            or (one.row.number and one.row.number.casefold() in low)
        )
    ]
    query = _query(read.state, read.since.isoformat() if read.since else "")
    return {
        "understood": True,
        "said_state": STATES[read.state] if read.state else _("not found"),
        "said_since": read.since or _("not found"),
        "matches": [
            (title_of(one.row), reverse("quality_certificate_state", args=[one.row.pk]))
            for one in named
        ],
        "query": query,
    }


def _query(said: State | None, since: str) -> str:
    parts: Sequence[str] = [
        *([f"state={said.value}"] if said else []),
        *([f"since={since}"] if since else []),
    ]
    return f"?{'&'.join(parts)}" if parts else "?state="
