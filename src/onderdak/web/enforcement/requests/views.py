"""Receiving a request to enforce, and reading who asked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract.cases import (
    EnforcementRequest,
    NewRequest,
    open_requester,
    receive_request,
    requests_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.acts import handled_here
from onderdak.web.enforcement.cases.forms import WhyForm
from onderdak.web.enforcement.pages import (
    QUESTION,
    Part,
    Question,
    ask_for,
    asked,
    case_url,
    crumbs,
    of_case,
    page,
    words_asked,
)
from onderdak.web.enforcement.requests.forms import RequestForm
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Search, Table

_MOST = 20


def _back(title: str) -> list[dict[str, str]]:
    return crumbs(
        (_("Enforcement"), reverse("enforcement_cases")),
        (_("Requests to enforce"), reverse("enforcement_requests")),
        (title, ""),
    )


@with_task
def new(request: Request) -> HttpResponse:
    """Take a request in, about an address; without one, find it first."""
    here = handled_here(request)
    wanted = whole_number(request.GET.get("address", ""))
    if wanted is None:
        return _find(request, here)
    address = _address(here, wanted)
    form = RequestForm(request.POST or None, on=localdate())

    def change() -> str:
        made = receive_request(
            by=request.actor,
            municipality=here,
            address=address.pk,
            request=NewRequest(**form.cleaned_data),
            at=now(),
        )
        return case_url(made.case.number)

    title = _("Receive a request to enforce")
    question = Question(
        title=title,
        lead=_(
            "It is answered with a decision. It goes with the case that runs at this"
            " address, or begins one."
        ),
        facts=[
            Fact(
                _("Address"),
                address.in_full,
                change_url=reverse("enforcement_request_new"),
            )
        ],
        submit=_("Receive this request"),
        done=_("The request is received, and its eight weeks run."),
        breadcrumbs=_back(title),
    )
    return ask_for(request, form, question, change)


def _address(here: str, wanted: int) -> Address:
    found = Address.objects.filter(pk=wanted, municipality_id=here).first()
    if found is None:
        raise NotFound(text("There is no such address here."))
    return found


def _find(request: Request, here: str) -> HttpResponse:
    words = words_asked(request)
    found = find_addresses(municipality=here, words=words, limit=_MOST) if words else []
    title = _("A request to enforce: about which address?")
    url = reverse("enforcement_request_new")
    table = Table(
        name="addresses",
        caption=_("Addresses found"),
        columns=[Column(_("Address"), row_header=True), Column(_("Postcode"))],
        rows=[
            [Cell(one.label, url=url + asked({"address": str(one.id)})), one.postcode]
            for one in found
        ],
        empty=Empty(
            _("No address fits this.") if words else _("Search the address first."),
            _("Only addresses of your own municipality are found."),
        ),
        search=Search(
            label=_("Search by street, or postcode and number"),
            hint=_("The first letters are enough."),
            value=words,
        ),
    )
    return page(
        request,
        title,
        breadcrumbs=_back(title),
        parts=[Part(_("Address"), table=table)],
    )


@with_task
def requester(request: Request, pk: int) -> HttpResponse:
    """Read who asked for enforcement; that is written down."""
    here = handled_here(request)
    number = _case_of(request, here, pk).case.number
    form = WhyForm(request.POST or None)
    title = _("Read who asked")
    if request.method == "POST" and form.is_valid():
        words = open_requester(
            by=request.actor,
            municipality=here,
            request=pk,
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return page(
            request,
            _("Who asked for enforcement"),
            breadcrumbs=of_case(number, (title, "")),
            lead=_("That you read this is written down, with your reason."),
            facts=[
                Fact(label, words.get(name) or None)
                for label, name in (
                    (_("Name"), "name"),
                    (_("Postal address"), "address"),
                    (_("E-mail address"), "email"),
                    (_("What the request says"), "words"),
                )
            ],
        )
    context = {
        "title": title,
        "lead": _("The name is sealed. Say why you need it now."),
        "breadcrumbs": of_case(number, (title, "")),
        "submit": title,
        "form": form,
    }
    return render(request, QUESTION, context)


def _case_of(request: Request, here: str, pk: int) -> EnforcementRequest:
    found = requests_of(by=request.actor, municipality=here).filter(pk=pk).first()
    if found is None:
        raise NotFound(text("There is no such request here."))
    return found
