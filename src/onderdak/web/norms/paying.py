"""The pay and housing self-check: for workers and employers, a hint and no finding.

It shows the sum step by step. The Labour Inspectorate supervises the minimum wage; a
municipality gets nothing of what is filled in, and nothing is kept.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import localize_input
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.foundation.identity.contract import rulebook
from onderdak.kernel.errors import Invalid
from onderdak.kernel.money import parse_euros
from onderdak.rules import NoValue
from onderdak.rules.pay import PayAnswer
from onderdak.rules.pay import pay as check_pay
from onderdak.web.norms.braking import braked
from onderdak.web.pages.shapes import Column, Fact, Money, Table
from onderdak.web.pages.values import said
from onderdak.web.quality.file.words import in_words

_CERTIFIED: Final = {"yes": True, "no": False, "": None}


class _EurosField(forms.CharField):
    """An amount in euros, as whole cents."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_length=20, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        """The amount in cents."""
        try:
            return int(parse_euros(super().clean(value)))
        except Invalid as slip:
            raise forms.ValidationError(said(slip.what)) from slip


class PayForm(forms.Form):
    """What somebody knows of one pay period."""

    hourly = _EurosField(
        label=gettext_lazy("Gross wage per hour, in euros"),
        help_text=gettext_lazy("It stands on the pay slip. For example: 15,00."),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours in this pay period"),
        help_text=gettext_lazy("A week, four weeks or a month. For example: 160."),
        max_digits=7,
        decimal_places=3,
        localize=True,
    )
    age = forms.IntegerField(
        label=gettext_lazy("Age of the worker"), min_value=0, max_value=120
    )
    housing = _EurosField(
        label=gettext_lazy("Deducted for housing in this pay period, in euros"),
        help_text=gettext_lazy("Rent, energy and service costs together."),
    )
    on = forms.DateField(
        label=gettext_lazy("A day of this pay period"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    certified = forms.ChoiceField(
        label=gettext_lazy(
            "Is the landlord a housing association, or certified by the norms of the"
            " collective agreement?"
        ),
        required=False,
        choices=[
            ("yes", gettext_lazy("yes")),
            ("no", gettext_lazy("no")),
            ("", gettext_lazy("I do not know")),
        ],
        widget=forms.RadioSelect,
    )


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@braked("pay")
def pay(request: HttpRequest) -> HttpResponse:
    """Check a deduction for housing; nothing is kept, and nobody is told."""
    asked = request.method == "POST"
    form = PayForm(request.POST if asked else None, initial={"on": localdate()})
    answer = _answer(form) if asked else None
    context: dict[str, object] = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Pay and housing")},
        ],
        "form": form,
        "answer": answer,
    }
    if answer is not None:
        context |= {
            "text": in_words(answer.text),
            "sum": _sum(form.cleaned_data, answer),
            "cited": [
                Fact(_("Article"), answer.article),
                Fact(_("Versions of the values"), answer.parameter_version),
            ],
        }
    page = render(request, "norms/pay.html", context)
    page["Cache-Control"] = "no-store"
    return page


def _answer(form: PayForm) -> PayAnswer | None:
    if not form.is_valid():
        return None
    filled = form.cleaned_data
    try:
        return check_pay(
            filled["hourly"],
            filled["hours"],
            filled["age"],
            filled["housing"],
            filled["on"],
            _CERTIFIED[filled["certified"]],
            rulebook(),
        )
    except (Invalid, NoValue) as refused:
        form.add_error(None, said(refused.what))
        return None


def _sum(filled: Mapping[str, Any], answer: PayAnswer) -> Table:
    """Every step from the wage per hour to what may be deducted."""
    hourly = rulebook().value("wml.hourly", filled["on"])
    hours = _("%(hours)s hours") % {"hours": _plain(filled["hours"])}
    rows = [
        [_("Minimum wage per hour for adults"), "", Money(hourly.whole())],
        [
            _("Minimum wage of this pay period, at the age of %(age)s")
            % {"age": filled["age"]},
            f"× {hours} × {_percent(answer.youth_share)}",
            Money(answer.minimum_wage_cents),
        ],
        [
            _("At most of it for housing"),
            f"× {_percent(answer.housing_share)}",
            Money(answer.max_housing_cents),
        ],
        [_("Deducted for housing"), "", Money(filled["housing"])],
    ]
    return Table(
        name="sum",
        caption=_("The sum"),
        note=_("each part of an amount is rounded down to a cent"),
        columns=[
            Column(_("Step"), row_header=True),
            Column(_("How"), numeric=True),
            Column(_("Amount"), numeric=True),
        ],
        rows=rows,
    )


def _percent(share: Fraction) -> str:
    return f"{_plain(Decimal(share.numerator * 100) / share.denominator)}%"


def _plain(number: Decimal) -> str:
    exact = number.normalize()
    return localize_input(Decimal(f"{exact:f}"))
