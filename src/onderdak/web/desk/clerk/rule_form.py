"""The form of one rule of routing: a closed form, nothing is written freely."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onderdak.foundation.places.contract import Area
from onderdak.kernel.errors import Invalid
from onderdak.supervision.desk.contract.clerk import (
    Channel,
    Kind,
    Priority,
    Rule,
    categories_of,
    read_rules,
)
from onderdak.web.desk.clerk.words import CHANNELS, KINDS, PRIORITIES, category_name
from onderdak.web.pages.values import said

WEEKDAYS = {
    1: _("Monday"),
    2: _("Tuesday"),
    3: _("Wednesday"),
    4: _("Thursday"),
    5: _("Friday"),
    6: _("Saturday"),
    7: _("Sunday"),
}
_LISTS = ("category", "kind", "channel", "neighbourhood")


def _several(label: Any, choices: list[tuple[Any, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class RuleForm(forms.Form):
    """What must all be so, and what follows."""

    def __init__(
        self, *args: Any, town: str, owners: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.filter(
            municipality_id=town, kind=Area.Kind.NEIGHBOURHOOD, until_year=None
        ).order_by("name")
        self.fields.update(
            {
                "category": _several(
                    _("Category"),
                    [(each.key, category_name(each)) for each in categories_of(town)],
                ),
                "kind": _several(_("Kind"), [(k.value, KINDS[k]) for k in Kind]),
                "channel": _several(
                    _("Came in by"), [(k.value, CHANNELS[k]) for k in Channel]
                ),
                "neighbourhood": _several(
                    _("Neighbourhood"), [(each.code, each.name) for each in areas]
                ),
                "danger": forms.ChoiceField(
                    label=_("Danger"),
                    required=False,
                    choices=[
                        ("", _("does not matter")),
                        ("yes", _("somebody is in danger")),
                        ("no", _("nobody is in danger")),
                    ],
                ),
                "weekdays": _several(_("Day"), list(WEEKDAYS.items())),
                "hour_from": _hour(_("From hour")),
                "hour_until": _hour(_("Until hour")),
                "team": forms.CharField(label=_("Team"), max_length=60, required=False),
                "owner": forms.ChoiceField(
                    label=_("Handled by"),
                    required=False,
                    choices=[("", _("nobody")), *owners.items()],
                ),
                "priority": forms.ChoiceField(
                    label=_("Priority"),
                    initial=Priority.NORMAL.value,
                    choices=[(each.value, PRIORITIES[each]) for each in Priority],
                ),
            }
        )
        if not areas:
            del self.fields["neighbourhood"]

    def clean(self) -> dict[str, Any]:
        """A rule of the closed form, or a message above the form."""
        given = super().clean() or self.cleaned_data
        hours = given.get("hour_from"), given.get("hour_until")
        if (hours[0] is None) is not (hours[1] is None):
            self.add_error("hour_until", _("Fill in both hours, or neither."))
        elif not self.errors:
            try:
                (self.rule,) = read_rules([self._data(given)])
            except Invalid as error:
                raise forms.ValidationError(said(error.what)) from error
        return given

    def _data(self, given: dict[str, Any]) -> dict[str, Any]:
        when: dict[str, Any] = {name: given[name] for name in _LISTS if given.get(name)}
        if given["danger"]:
            when["danger"] = given["danger"] == "yes"
        if given["weekdays"]:
            when["weekdays"] = [int(day) for day in given["weekdays"]]
        if given["hour_from"] is not None:
            when["hours"] = [given["hour_from"], given["hour_until"]]
        gives = {
            "team": given["team"],
            "owner": int(given["owner"]) if given["owner"] else None,
            "priority": given["priority"],
        }
        return {"when": when, "gives": gives}

    rule: Rule


def _hour(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=24)
