"""What every question about a report has in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from onderdak.supervision.desk.contract.clerk import Report, report_by_number
from onderdak.web.account.contract import Request


@dataclass(frozen=True)
class Act:
    """A question about a report: what it asks, and what happens with the answer."""

    title: Any
    submit: Any
    done: Any
    form: Callable[[Request, Report], forms.Form]
    change: Callable[[Request, Report, Any], object]
    lead: Any = ""


def common(request: Request, report: Report) -> dict[str, Any]:
    """What every action on a report is called with."""
    return {
        "by": request.actor,
        "municipality": report.municipality_id,
        "number": report.number,
        "at": now(),
    }


def posted(request: Request) -> Any:
    """What was typed; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def report_of(request: Request, number: str) -> Report:
    """The report that a page is about."""
    town = request.actor.grants[0].municipality or ""
    return report_by_number(by=request.actor, municipality=town, number=number)


def crumbs_of(number: str, *, here: bool = False) -> list[dict[str, str]]:
    """The way to a report."""
    last = {"label": number}
    if not here:
        last["url"] = reverse("desk_report", args=[number])
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Reports"), "url": reverse("reports")},
        last,
    ]
