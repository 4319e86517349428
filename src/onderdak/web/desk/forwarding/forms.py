"""The form with which somebody decides to share, and that of the partner."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.parties.contract import AgreementOn
from onderdak.foundation.privacy.contract import SharingDecision, SharingGround
from onderdak.supervision.desk.contract.forwarding import MOST_ANSWER, Field
from onderdak.web.desk.forwarding.words import FIELDS, GROUNDS
from onderdak.web.pages.choices import offer

_FIRST_DAYS = 14


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


def _words(label: Any, most: int = 1000, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class ForwardForm(forms.Form):
    """With whom, on which ground, for what, how little and until when."""

    partner = forms.CharField(label=gettext_lazy("Partner"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail of the partner"),
        required=False,
        help_text=gettext_lazy("Empty: you get the link and hand it over yourself."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("On what it rests"),
        widget=forms.RadioSelect,
        choices=lambda: [(each.value, str(GROUNDS[each])) for each in SharingGround],
        help_text=gettext_lazy(
            "A law goes before a covenant, a covenant before a project plan."
        ),
    )
    agreement = forms.ChoiceField(label=gettext_lazy("Which covenant"), required=False)
    ground = forms.CharField(
        label=gettext_lazy("Article or plan"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For a law its article; for a project plan its name."),
    )
    ground_since = _day(
        gettext_lazy("First day of the plan"),
        required=False,
        help_text=gettext_lazy("Only for a project plan."),
    )
    ground_until = _day(
        gettext_lazy("Last day of the plan"),
        required=False,
        help_text=gettext_lazy("Only for a plan or a covenant without an end."),
    )
    purpose = _words(gettext_lazy("For what the partner may use it"))
    necessity = _words(gettext_lazy("Why the partner cannot do without"))
    proportionality = _words(gettext_lazy("Why less would not do"))
    fields_shared = forms.MultipleChoiceField(
        label=gettext_lazy("What you share"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(each.value, str(FIELDS[each])) for each in Field],
        help_text=gettext_lazy("Who reported it is never shared."),
    )
    summary = _words(
        gettext_lazy("Summary"),
        2000,
        required=False,
        help_text=gettext_lazy("Your own words, where the reporter's say too much."),
    )
    left_out = _words(gettext_lazy("What you leave out"))
    expires_on = _day(gettext_lazy("The link works until"))

    def __init__(self, data: Any, covenants: Sequence[AgreementOn], on: date) -> None:
        super().__init__(data, initial={"expires_on": on + timedelta(_FIRST_DAYS)})
        self.on = on
        self.covenants = {str(one.id): one for one in covenants}
        known = [(key, _told(one, on)) for key, one in self.covenants.items()]
        offer(self, "agreement", [("", "–"), *known])

    def clean(self) -> dict[str, Any]:
        """A covenant is one that is on record; a plan has its days; a law its article.

        Whatever belongs to another ground than the one chosen is not taken along.
        """
        given = super().clean() or {}
        for name, says in self._missing(given):
            if name not in self.errors:
                self.add_error(name, says)
        return given

    def _missing(self, given: dict[str, Any]) -> Iterator[tuple[str, str]]:
        kind = given.get("kind")
        if kind == SharingGround.COVENANT and not given.get("agreement"):
            if self.covenants:
                yield "agreement", _("Choose the covenant on which this rests.")
            else:
                says = _(
                    "No covenant in force is on record here. Have it recorded first."
                )
                yield "agreement", says
        named = (SharingGround.LAW, SharingGround.PROJECT_PLAN)
        if kind in named and not given.get("ground"):
            yield "ground", _("Name the article or the plan.")
        if kind == SharingGround.PROJECT_PLAN:
            for name in ("ground_since", "ground_until"):
                if not given.get(name):
                    yield name, _("A project plan has a first and a last day.")

    def decision(self) -> SharingDecision:
        """What was decided."""
        given = self.cleaned_data
        kind = SharingGround(given["kind"])
        covenant = self.covenants.get(given["agreement"])
        chosen = covenant if kind is SharingGround.COVENANT else None
        until = given["ground_until"]
        last = until + timedelta(days=1) if until else None
        if chosen is not None:
            last = chosen.term.runs_until(self.on) or last
        return SharingDecision(
            partner=given["partner"],
            kind=kind,
            ground=chosen.title if chosen else given["ground"],
            ground_since=_since(kind, chosen, given["ground_since"]),
            ground_until=None if kind is SharingGround.LAW else last,
            purpose=given["purpose"],
            necessity=given["necessity"],
            proportionality=given["proportionality"],
            left_out=given["left_out"],
            fields=tuple(given["fields_shared"]),
            expires_on=given["expires_on"],
        )


def _since(
    kind: SharingGround, chosen: AgreementOn | None, plan: date | None
) -> date | None:
    """The first day of the ground; of a law none is asked, so none is made up."""
    if kind is SharingGround.LAW:
        return None
    return chosen.term.since if chosen else plan


def _told(one: AgreementOn, on: date) -> str:
    until = one.term.runs_until(on)
    if until is None:
        return one.title
    return _("%(title)s (until %(day)s)") % {
        "title": one.title,
        "day": date_format(until, "j F Y"),
    }


class AnswerForm(forms.Form):
    """What a partner answers."""

    answer = _words(gettext_lazy("Your answer"), MOST_ANSWER)
