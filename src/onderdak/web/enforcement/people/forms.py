"""The forms about people: how many, where they go, who tells them, what was done."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.care.contract import MOST_TEXT
from onderdak.supervision.enforcement.contract.people import (
    ANSWERS,
    SEEN,
    TOLD,
    About,
    CountByHand,
    Seen,
)
from onderdak.web.enforcement.fields import DayField, words_field, yes_no
from onderdak.web.enforcement.wording import languages, listed
from onderdak.web.pages.choices import offer

Offered = Sequence[tuple[str, str]]
_YES, _NO, _HAND = "yes", "no", "hand"
_ABOUT = [
    (About.CHILD.value, gettext_lazy("a child, or children")),
    (About.PERSON.value, gettext_lazy("somebody who needs more than a bed")),
]
_BY_HAND = gettext_lazy("Only when it was counted by hand.")


def moment_of(day: date, hour: time) -> datetime:
    """A day and an hour, in the time of here."""
    return datetime.combine(day, hour, get_current_timezone())


def whole_field(label: Any, *, most: int = 20_000, **more: Any) -> forms.IntegerField:
    """A whole number, typed on the digits of a phone."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "field--short"})
    return forms.IntegerField(label=label, max_value=most, widget=widget, **more)


class HourField(forms.TimeField):
    """An hour of the day."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, **more)


class CountForm(forms.Form):
    """How many people sleep in the house: as a visit found it, or counted by hand."""

    visit = forms.ChoiceField(
        label=gettext_lazy("Where the count comes from"),
        widget=forms.RadioSelect,
    )
    people = whole_field(
        gettext_lazy("How many people sleep there"),
        min_value=0,
        required=False,
        help_text=_BY_HAND,
    )
    sure = yes_no(
        gettext_lazy("Is that all of them?"),
        required=False,
        help_text=gettext_lazy("Say no where you did not see every room."),
    )
    counted_on = DayField(label=gettext_lazy("Counted on"), required=False)
    words = words_field(
        gettext_lazy("How you know"),
        2,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("For example: told by the manager by telephone."),
    )
    children = forms.ChoiceField(
        label=gettext_lazy("Children"),
        choices=lambda: listed(SEEN),
        widget=forms.RadioSelect,
        initial=Seen.UNKNOWN.value,
        help_text=gettext_lazy("Where children were seen, a care worker is asked."),
    )
    vulnerable = forms.ChoiceField(
        label=gettext_lazy("People who need more than a bed"),
        choices=lambda: listed(SEEN),
        widget=forms.RadioSelect,
        initial=Seen.UNKNOWN.value,
        help_text=gettext_lazy("For example somebody who is ill. No names."),
    )

    def __init__(self, data: Any, *, on: date, visits: Offered) -> None:
        first = {"counted_on": on, "visit": visits[0][0] if visits else _HAND}
        super().__init__(data, initial=first)
        by_hand = (_HAND, _("counted by hand: fill in the number below"))
        offer(self, "visit", [*visits, by_hand])

    def clean(self) -> dict[str, Any]:
        """A count by hand has a number, a day, and how it is known."""
        given = super().clean() or {}
        if given.get("visit") != _HAND:
            return given
        if given.get("people") is None and "people" not in self.errors:
            self.add_error("people", _("Give the number."))
        if given.get("sure") is None:
            self.add_error("sure", _("Say whether that is all of them."))
        if not given.get("counted_on") and "counted_on" not in self.errors:
            self.add_error("counted_on", _("Give the day."))
        if not given.get("words"):
            self.add_error("words", _("Say how you know."))
        return given

    @property
    def of_visit(self) -> str:
        """The number of the visit that counted; empty for a count by hand."""
        visit = str(self.cleaned_data["visit"])
        return "" if visit == _HAND else visit

    @property
    def by_hand(self) -> CountByHand | None:
        """What was counted by hand; None where a visit counted."""
        given = self.cleaned_data
        if given["visit"] != _HAND:
            return None
        return CountByHand(
            people=given["people"],
            counted_on=given["counted_on"],
            words=given["words"],
            sure=bool(given["sure"]),
        )


class RehousingForm(forms.Form):
    """Where people go when their beds are emptied."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Where do the people go?"),
        choices=lambda: listed(ANSWERS),
        widget=forms.RadioSelect,
    )
    words = words_field(
        gettext_lazy("What was arranged, and with whom"), max_length=2000
    )


class HoldForm(forms.Form):
    """Places to hold for a case."""

    place = forms.ChoiceField(
        label=gettext_lazy("Which places"), widget=forms.RadioSelect
    )
    places = whole_field(gettext_lazy("How many places"), min_value=1)
    from_day = DayField(label=gettext_lazy("From"))
    until_day = DayField(
        label=gettext_lazy("Free again on"),
        help_text=gettext_lazy("From this day on they are no longer held."),
    )

    def __init__(
        self, data: Any, *, on: date, offered: Offered, needed: int | None
    ) -> None:
        first = {
            "from_day": on,
            "until_day": on + timedelta(weeks=2),
            "places": needed,
            "place": offered[0][0] if len(offered) == 1 else None,
        }
        super().__init__(data, initial=first)
        offer(self, "place", offered)


class ReleaseForm(forms.Form):
    """That places are free again, and what came of it."""

    on_day = DayField(label=gettext_lazy("Free from"))
    words = words_field(gettext_lazy("What came of it"), 2, max_length=500)


class TellingForm(forms.Form):
    """Who tells the people, in which language, and when."""

    language = forms.ChoiceField(label=gettext_lazy("In which language"))
    teller = forms.ChoiceField(
        label=gettext_lazy("Who tells it"),
        help_text=gettext_lazy("Somebody who works for your municipality."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=lambda: listed(TOLD),
        widget=forms.RadioSelect,
    )
    along = forms.CharField(
        label=gettext_lazy("Interpreter, or who comes along"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("An organisation or a function, no name of a guest."),
    )
    day = DayField(label=gettext_lazy("Day"))
    hour = HourField(label=gettext_lazy("Hour"))

    def __init__(self, data: Any, *, on: date, people: Offered) -> None:
        super().__init__(data, initial={"day": on, "hour": "10:00"})
        offer(self, "language", [("", _("choose")), *languages()])
        offer(self, "teller", [("", _("choose")), *people])

    @property
    def planned_at(self) -> datetime:
        """The moment, in the time of here."""
        return moment_of(self.cleaned_data["day"], self.cleaned_data["hour"])


class SaidForm(forms.Form):
    """That it was told and when, or why it is not told this way."""

    done = forms.ChoiceField(
        label=gettext_lazy("Was it told?"),
        choices=[
            (_YES, gettext_lazy("Yes, the people were told")),
            (_NO, gettext_lazy("No, and it will not be told this way")),
        ],
        widget=forms.RadioSelect,
    )
    day = DayField(label=gettext_lazy("Day"), required=False)
    hour = HourField(label=gettext_lazy("Hour"), required=False)
    words = words_field(
        gettext_lazy("What was said, or why not"),
        2,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Needed when it was not told. No names of guests."),
    )

    def clean(self) -> dict[str, Any]:
        """Who does not tell it says why; who told it says when."""
        given = super().clean() or {}
        if given.get("done") == _NO and not given.get("words"):
            self.add_error("words", _("Say why it is not told."))
        if given.get("done") == _YES:
            for name in ("day", "hour"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Say when."))
        return given

    @property
    def told_at(self) -> datetime | None:
        """When it was told; None where it was not."""
        given = self.cleaned_data
        if given["done"] != _YES:
            return None
        return moment_of(given["day"], given["hour"])


class CareForm(forms.Form):
    """What a care worker must know; only care workers read it."""

    about = forms.ChoiceField(
        label=gettext_lazy("About whom"),
        choices=_ABOUT,
        widget=forms.RadioSelect,
    )
    words = words_field(
        gettext_lazy("What the care worker must know"),
        4,
        max_length=MOST_TEXT,
        help_text=gettext_lazy(
            "Only a care worker reads this. You cannot read it back yourself."
        ),
    )


class ArrangedForm(forms.Form):
    """That care was arranged in another way, and how."""

    about = forms.ChoiceField(
        label=gettext_lazy("About whom"), choices=_ABOUT, widget=forms.RadioSelect
    )
    words = words_field(
        gettext_lazy("How care was arranged"),
        2,
        max_length=1000,
        help_text=gettext_lazy("Which service, and since when. No names of guests."),
    )


class SettleForm(forms.Form):
    """What was arranged on site within the hours of an urgent measure."""

    words = words_field(
        gettext_lazy("What was arranged"),
        4,
        max_length=2000,
        help_text=gettext_lazy(
            "How many people, where they sleep now, who told them, and in which"
            " language. No names."
        ),
    )


class PersonForm(forms.Form):
    """Who is on site."""

    person = forms.ChoiceField(label=gettext_lazy("Who is on site"))

    def __init__(self, data: Any, *, people: Offered, now: int | None) -> None:
        super().__init__(data, initial={"person": str(now or "")})
        offer(self, "person", people)


class TakeOutForm(forms.Form):
    """For what the evidence of a case is taken out."""

    reason = words_field(
        gettext_lazy("For what"),
        2,
        max_length=500,
        help_text=gettext_lazy(
            "For example: the hearing of the objection on 3 May. It is kept with your"
            " name."
        ),
    )
    requesters = forms.BooleanField(
        label=gettext_lazy("Also the letters to who asked for enforcement"),
        required=False,
        help_text=gettext_lazy(
            "They name who asked. Leave them out when the file goes to the other side."
        ),
    )
