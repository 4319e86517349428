"""The forms with which a visit is planned, called off or opened again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract import Ground, Kind, Means
from onderdak.supervision.inspections.contract.kits import kit_texts
from onderdak.supervision.inspections.contract.planning import Plan, Tried
from onderdak.web.inspections.planning.words import (
    CHOSEN,
    KINDS,
    MEANS,
    ground_of,
    language_name,
)
from onderdak.web.pages.choices import offer

MOST_TRIED = 3
MOST_LANGUAGES = 6
_YES, _NO = "yes", "no"


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


def words_field(label: Any, most: int, rows: int = 3, **more: Any) -> forms.CharField:
    """Some sentences."""
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


class TriedForm(forms.Form):
    """A lighter means; an empty row is none."""

    what = forms.ChoiceField(
        label=gettext_lazy("What was tried"),
        choices=[("", "…"), *((each.value, MEANS[each]) for each in MEANS)],
        required=False,
    )
    on_day = day_field(gettext_lazy("On which day"), required=False)
    came_of = forms.CharField(
        label=gettext_lazy("What came of it"), max_length=500, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A row that says something says it whole."""
        given = super().clean() or {}
        if not any(given.get(name) for name in self.fields):
            return given
        for name, says in (
            ("what", _("Choose what was tried.")),
            ("on_day", _("Say on which day.")),
            ("came_of", _("Say what came of it.")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, says)
        return given

    @property
    def tried(self) -> Tried | None:
        """What was tried, or None for an empty row."""
        given = getattr(self, "cleaned_data", {})
        if self.errors or not given.get("what"):
            return None
        return Tried(Means(given["what"]), given["on_day"], given["came_of"])


TriedRows = forms.formset_factory(
    TriedForm, extra=MOST_TRIED, max_num=MOST_TRIED, absolute_max=10
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What depends on the municipality and on the visit."""

    people: Sequence[tuple[int, str]]
    kinds: Sequence[Kind]
    on: date


class PlanForm(forms.Form):
    """Why, when, with whom, and what went before."""

    # A box that must be filled would be red before anything was typed.
    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of visit"), widget=forms.RadioSelect
    )
    investigation = forms.CharField(
        label=gettext_lazy("Reference of the address investigation"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Only for an address check."),
    )
    chosen_by = forms.ChoiceField(
        label=gettext_lazy("How this address was chosen"),
        choices=list(CHOSEN.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "It tells later what visits without a reason would have found."
        ),
    )
    reason = words_field(
        gettext_lazy("Why this address is visited"),
        1000,
        min_length=5,
        help_text=gettext_lazy("No names of people. Who goes along reads this."),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Under which law"),
        choices=lambda: [(each.value, ground_of(each)) for each in Ground],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A visit has one aim. It says what may be looked at."),
    )
    day = day_field(gettext_lazy("Day"))
    from_time = _hour(gettext_lazy("From"))
    until_time = _hour(gettext_lazy("Until"))
    lead = forms.ChoiceField(label=gettext_lazy("Leads the visit"))
    second = forms.ChoiceField(
        label=gettext_lazy("Second person"),
        required=False,
        help_text=gettext_lazy("Two see more than one, and it is safer."),
    )
    more = forms.MultipleChoiceField(
        label=gettext_lazy("Who else goes along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    alone_because = forms.CharField(
        label=gettext_lazy("Why one person is enough"), max_length=500, required=False
    )
    announced = forms.ChoiceField(
        label=gettext_lazy("Is the visit announced?"),
        choices=[
            (_YES, gettext_lazy("Yes, with a letter in the language of the house")),
            (_NO, gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
    )
    unannounced_because = forms.CharField(
        label=gettext_lazy("Why it is not announced"), max_length=500, required=False
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the house"),
        choices=lambda: [(code, language_name(code)) for code in kit_texts()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For letters and what is read aloud; at most six."),
    )
    no_lighter_because = words_field(
        gettext_lazy("Why nothing lighter was tried"),
        500,
        2,
        required=False,
        help_text=gettext_lazy("Only when you filled in nothing above."),
    )
    handled_hard = words_field(
        gettext_lazy("What is handled hard"),
        1000,
        2,
        required=False,
        help_text=gettext_lazy("For example a danger, or earnings from bad housing."),
    )
    handled_soft = words_field(
        gettext_lazy("What is handled softly"),
        1000,
        2,
        required=False,
        help_text=gettext_lazy("For example residents who did not know a rule."),
    )

    def __init__(
        self,
        data: Any,
        *,
        offered: Offered,
        initial: Mapping[str, object],
        rows: Any,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.offered, self.rows = offered, rows
        people = [(str(number), name) for number, name in offered.people]
        offer(self, "kind", [(each.value, str(KINDS[each])) for each in offered.kinds])
        offer(self, "lead", people)
        offer(self, "second", [("", _("nobody: one person goes")), *people])
        offer(self, "more", people)

    def clean(self) -> dict[str, Any]:
        """What the law or good practice asks is said at the field itself."""
        given = super().clean() or {}
        for name, says in self._missing(given):
            if name not in self.errors:
                self.add_error(name, says)
        return given

    def _missing(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        yield from self._when(given)
        yield from self._who(given)
        if given.get("kind") == Kind.ADDRESS_CHECK and not given.get("investigation"):
            yield (
                "investigation",
                _("Give the reference of the running address investigation."),
            )
        if given.get("announced") == _NO and not given.get("unannounced_because"):
            yield "unannounced_because", _("Say why the visit is not announced.")
        if len(given.get("languages") or ()) > MOST_LANGUAGES:
            yield "languages", _("Choose at most six languages.")
        lighter = not self.rows.is_valid() or self.tried
        if not lighter and not given.get("no_lighter_because"):
            says = _("Say which lighter means were tried, or why none.")
            yield "no_lighter_because", says

    def _when(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        day, begin, end = (
            given.get(name) for name in ("day", "from_time", "until_time")
        )
        if day and day < self.offered.on:
            yield "day", _("A visit is planned for today or later.")
        if begin and end and end <= begin:
            yield "until_time", _("The visit ends before it begins. Change the hours.")

    def _who(self, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        lead, second = given.get("lead"), given.get("second")
        if not second and not given.get("alone_because"):
            yield (
                "second",
                _("A visit is made by two. Choose a second person, or say why not."),
            )
        if second and second == lead:
            yield "second", _("This person leads already. Choose somebody else.")
        if {lead, second} & set(given.get("more") or ()):
            yield "more", _("Somebody is named twice. Name each person once.")

    @property
    def tried(self) -> tuple[Tried, ...]:
        """The lighter means that were filled in."""
        return tuple(one.tried for one in self.rows if one.tried is not None)

    def plan(self, address: int, **more: Any) -> Plan:
        """The visit as it is planned."""
        given = self.cleaned_data
        others = [given["second"], *given["more"]] if given["second"] else given["more"]
        announced, tried = given["announced"] == _YES, self.tried
        return Plan(
            address=address,
            kind=Kind(given["kind"]),
            reason=given["reason"],
            chosen_by=given["chosen_by"],
            ground=Ground(given["ground"]),
            day=given["day"],
            from_time=given["from_time"],
            until_time=given["until_time"],
            lead=int(given["lead"]),
            others=tuple(int(each) for each in others),
            alone_because="" if others else given["alone_because"],
            announced=announced,
            unannounced_because="" if announced else given["unannounced_because"],
            tried=tried,
            no_lighter_because="" if tried else given["no_lighter_because"],
            handled_hard=given["handled_hard"],
            handled_soft=given["handled_soft"],
            languages=tuple(given["languages"]),
            investigation=given["investigation"],
            **more,
        )


class BecauseForm(forms.Form):
    """Why something is done."""

    because = words_field(gettext_lazy("Why"), 500, min_length=3)
