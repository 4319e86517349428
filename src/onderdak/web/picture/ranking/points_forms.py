"""The forms of a set of points: the set itself, and each fact that may count."""

import re
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.engines.ranking.catalogue import Catalogued, Unit, load_catalogue
from onderdak.engines.ranking.points import Indicator, PointSet
from onderdak.web.picture.ranking.points_tables import (
    source_name,
    steps_words,
    title_of,
)
from onderdak.web.picture.words import in_words

_STEP = re.compile(r"\s*(\d{1,9})\s*[=:]\s*(\d{1,4})\s*")
_YES: dict[str, object] = {"at_least": 1}


class _Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class SetForm(forms.Form):
    """What a set is called, when it holds, and why it is made."""

    name = forms.CharField(label=gettext_lazy("Name of the set"), max_length=80)
    since = _Day(label=gettext_lazy("First day"))
    until = _Day(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("After this day the points count no longer."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why this set is made"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The privacy officer and everyone after you reads it."),
    )


class TextForm(forms.Form):
    """The whole set as YAML."""

    why = SetForm.base_fields["why"]
    body = forms.CharField(
        label=gettext_lazy("The set (YAML)"),
        max_length=100_000,
        widget=forms.Textarea(
            attrs={"rows": 30, "spellcheck": "false", "class": "code"}
        ),
    )


class FactForm(forms.Form):
    """How one fact of the catalogue counts."""

    def __init__(self, *args: Any, fact: Catalogued, **kwargs: Any) -> None:
        kwargs["prefix"] = fact.key
        super().__init__(*args, **kwargs)
        self.fact = fact
        yes_no = fact.unit is Unit.YES_NO
        self.fields["use"] = forms.BooleanField(
            label=_("This fact counts"), required=False
        )
        if yes_no:
            self.fields["points"] = forms.IntegerField(
                label=_("Points if so"), required=False, min_value=0, max_value=1000
            )
        else:
            self.fields["steps"] = forms.CharField(
                label=_("Points"),
                required=False,
                max_length=400,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_(
                    "One step on a line: from how many = how many points. For example:"
                    " 2 = 1, and on the next line 5 = 3."
                ),
            )
            self.fields["at_most"] = forms.IntegerField(
                label=_("Counts up to"),
                required=False,
                min_value=1,
                help_text=_("A higher number counts as this one."),
            )
        self._words(fact)

    def _words(self, fact: Catalogued) -> None:
        self.fields["reason"] = forms.CharField(
            label=_("Why it counts"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One sentence that a resident understands. It is published."),
        )
        self.fields["ground"] = forms.CharField(
            label=_("Ground"), required=False, max_length=1000, initial=fact.ground
        )
        self.fields["expires_on"] = _Day(label=_("Counts until"), required=False)

    def clean(self) -> dict[str, Any]:
        """The steps can be read; whether they are right, the set itself says."""
        given = super().clean() or self.cleaned_data
        if given.get("use") and "steps" in self.fields:
            lines = [
                each for each in given.get("steps", "").splitlines() if each.strip()
            ]
            read = [_STEP.fullmatch(each) for each in lines]
            if not lines or not all(read):
                self.add_error("steps", _("Write a step as: 2 = 1"))
            given["read"] = [
                {"at_least": int(each[1]), "points": int(each[2])}
                for each in read
                if each
            ]
        return given

    def indicator(self) -> dict[str, object] | None:
        """The fact as the set writes it; nothing when it does not count."""
        given = self.cleaned_data
        if not given.get("use"):
            return None
        steps = given.get("read") or [{**_YES, "points": given.get("points") or 0}]
        found: dict[str, object] = {
            "key": self.fact.key,
            "reason": given["reason"],
            "source": self.fact.source,
            "ground": given["ground"],
            "expires_on": given["expires_on"],
            "steps": steps,
        }
        if given.get("at_most"):
            found["at_most"] = given["at_most"]
        return {name: each for name, each in found.items() if each not in ("", None)}


def initial_of(one: Indicator) -> dict[str, object]:
    """A fact as a set has it, ready to change."""
    return {
        "use": True,
        "points": one.steps[-1].points if one.steps else None,
        "steps": "\n".join(f"{each.at_least} = {each.points}" for each in one.steps),
        "at_most": one.at_most,
        "reason": one.reason,
        "ground": one.ground,
        "expires_on": one.expires_on,
    }


def fact_forms(data: Any, points: PointSet | None) -> list[FactForm]:
    """A form for each fact of the catalogue, filled in as a set has it."""
    used = points.by_key if points else {}
    return [
        FactForm(
            data,
            fact=fact,
            initial=initial_of(used[fact.key]) if fact.key in used else {},
        )
        for fact in load_catalogue().indicators.values()
    ]


def part_of(form: FactForm, points: PointSet | None, wrong: set[str]) -> dict[str, Any]:
    """A fact as the page shows it."""
    fact = form.fact
    used = points.by_key.get(fact.key) if points else None
    return {
        "key": fact.key,
        "title": title_of(fact.key),
        "says": _("%(means)s Source: %(source)s.")
        % {"means": in_words(fact.means), "source": source_name(fact.source)},
        "form": form,
        "chosen": steps_words(used) if used else "",
        "open": fact.key in wrong,
    }


def body_of(given: dict[str, Any], version: int, facts: list[FactForm]) -> str:
    """The set as YAML, from what was filled in."""
    indicators = [found for each in facts if (found := each.indicator())]
    whole = {
        "name": given["name"],
        "version": version,
        "catalogue": "addresses",
        "since": given["since"],
        "until": given["until"],
        "indicators": indicators,
    }
    return str(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=80))
