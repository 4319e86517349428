"""What the page of a case shows of its money."""

from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract.cases import CaseOn
from onderdak.supervision.enforcement.contract.money import balance_of
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.money.tables import balance_facts
from onderdak.web.enforcement.pages import Part, Way, town


def parts_of(request: Request, case: CaseOn) -> list[Part]:
    """The balance of a case, with the way to its ledger."""
    number = case.case.number
    found = balance_of(by=request.actor, municipality=town(request), number=number)
    owed = found.owed or found.paid
    return [
        Part(
            _("Money"),
            "" if owed else _("Nothing is owed."),
            facts=list(balance_facts(found)) if owed else [],
            ways=[
                Way(_("The ledger"), reverse("enforcement_case_money", args=[number]))
            ],
            anchor="money",
        )
    ]
