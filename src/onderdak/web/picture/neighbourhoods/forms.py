"""The form of a neighbourhood worker: filled in on foot, with one thumb."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.places.contract import Area
from onderdak.supervision.picture.contract import (
    DAYS_BACK,
    MOST_QUARTERS,
    MOST_TALKS,
    Theme,
    Worked,
    WorkedHours,
)
from onderdak.web.pages.choices import offer
from onderdak.web.picture.neighbourhoods.words import THEMES, hours

_NO_CHOICE = ("", "–")


_TALKS: dict[str, Any] = {
    "initial": 0,
    "min_value": 0,
    "max_value": MOST_TALKS,
    "widget": forms.NumberInput(attrs={"inputmode": "numeric"}),
}


class HoursForm(forms.Form):
    """Hours, talks and themes of a day in a neighbourhood; nobody's name fits in it."""

    neighbourhood = forms.ChoiceField(label=gettext_lazy("Neighbourhood"))
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    quarters = forms.TypedChoiceField(
        label=gettext_lazy("Hours"),
        coerce=int,
        choices=[
            _NO_CHOICE,
            *((str(each), hours(each)) for each in range(1, MOST_QUARTERS + 1)),
        ],
    )
    residents = forms.IntegerField(label=gettext_lazy("Talks with residents"), **_TALKS)
    guests = forms.IntegerField(label=gettext_lazy("Talks with guests"), **_TALKS)
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What it was about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(each.value, str(THEMES[each])) for each in Theme],
    )

    def __init__(
        self,
        areas: Sequence[Area],
        recent: Sequence[str],
        on: date,
        *args: Any,
        **kw: Any,
    ) -> None:
        """Offer the neighbourhoods, those that one was in lately first."""
        super().__init__(*args, **kw)
        names = {each.code: each.name for each in areas}
        lately = [(code, names[code]) for code in recent if code in names]
        rest = [(code, name) for code, name in names.items() if code not in recent]
        first = [(_("Lately"), lately)] if lately else [_NO_CHOICE]
        others = [(_("Others"), rest)] if lately and rest else rest
        offer(self, "neighbourhood", [*first, *others])
        self.fields["day"].widget.attrs |= {
            "min": (on - timedelta(days=DAYS_BACK)).isoformat(),
            "max": on.isoformat(),
        }

    def worked(self) -> WorkedHours:
        """What was filled in."""
        given = self.cleaned_data
        return WorkedHours(
            neighbourhood=given["neighbourhood"],
            day=given["day"],
            quarters=given["quarters"],
            talks_with_residents=given["residents"],
            talks_with_guests=given["guests"],
            themes=frozenset(Theme(each) for each in given["themes"]),
        )


def filled(entry: Worked) -> dict[str, object]:
    """An entry as the form shows it."""
    return {
        "neighbourhood": entry.neighbourhood_id,
        "day": entry.day,
        "quarters": entry.quarters,
        "residents": entry.talks_with_residents,
        "guests": entry.talks_with_guests,
        "themes": entry.themes,
    }
