"""A provider gives guests their personal codes: shown once, on screen or on a slip."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Guest,
)
from onderdak.register.nights.contract.guests import (
    codes_of,
    grouped,
    guests_to_tell,
    make_guest_code,
    revoke_guest_code,
    typed_guest_code,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.guests.cards import own_location
from onderdak.web.nights.guests.printing import slip_pdf
from onderdak.web.pages.shapes import Paging, Search


@with_task
def codes(request: Request, pk: int) -> HttpResponse:
    """Guests of tonight, and who has a code; a new code is shown here once."""
    found = own_location(request.actor, pk)
    made = _made(request) if request.method == "POST" else {}
    asked, after, before = (
        request.GET.get(name, "").replace("\x00", "")
        for name in ("q", "after", "before")
    )
    guests, more, earlier = guests_to_tell(
        by=request.actor,
        location=found,
        on=localdate(),
        asked=asked.strip(),
        after=after,
        before=before,
    )
    states = codes_of(by=request.actor, provider=found.provider_id, guests=guests)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Locations"), "url": reverse("locations")},
            {"label": found.name, "url": reverse("location", args=[pk])},
            {"label": _("Codes of guests")},
        ],
        "location": found,
        "guests": [(one, one.made_at and localtime(one.made_at)) for one in states],
        "paging": _paging(asked, guests, more, earlier),
        "search": Search(
            _("Reference"),
            _("First signs; guests who have left are found too."),
            value=asked,
        ),
        "asked": asked,
        "here": request.get_full_path(),
        **made,
    }
    answer = render(request, "guests/codes.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _number(written: str) -> int:
    if not written.isdecimal() or len(written) > 18:
        raise Invalid(text("Choose a guest from the list."))
    return int(written)


def _made(request: Request) -> dict[str, str]:
    guest = _number(request.POST.get("guest", ""))
    if request.POST.get("do") == "revoke":
        revoke_guest_code(by=request.actor, guest=guest)
        messages.success(request, _("The code no longer works."))
        return {}
    code = make_guest_code(by=request.actor, guest=guest, on=localdate())
    reference = Guest.objects.filter(pk=guest).values_list("reference", flat=True)
    return {"code": code, "written": grouped(code), "whose": reference[0]}


def _paging(
    asked: str, guests: list[Guest], more: bool, earlier: bool
) -> Paging | None:
    if not guests:
        return None
    kept = {"q": asked} if asked else {}
    last, first = guests[-1].reference, guests[0].reference
    return Paging(
        next_url="?" + urlencode({**kept, "after": last}) if more else "",
        previous_url="?" + urlencode({**kept, "before": first}) if earlier else "",
    )


@require_POST
@with_task
def slip(request: Request, pk: int) -> HttpResponse:
    """The slip with a code that was just made; it comes back from the page itself."""
    own_location(request.actor, pk)
    code = typed_guest_code(request.POST.get("code", ""))
    if not code:
        messages.warning(request, _("Make the code again to print its slip."))
        return HttpResponseRedirect(reverse("guest_codes", args=[pk]))
    answer = HttpResponse(slip_pdf(code, localdate()), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="code.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
