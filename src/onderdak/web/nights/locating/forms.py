"""The forms about a location."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.parties.contract import PartAtAddress, Party
from onderdak.foundation.places.contract import Address, NewAddress
from onderdak.register.nights.contract import (
    Location,
    LocationCapacity,
    Unit,
)
from onderdak.register.nights.contract.locations import (
    HouseFacts,
    RoomFacts,
    RoomThere,
)
from onderdak.web.nights.words import EVIDENCE, KINDS
from onderdak.web.pages.choices import offer

MOST_PLACES = 10_000


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen from a calendar or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


def places_field(label: Any, **more: Any) -> forms.IntegerField:
    """A number of places, or nothing where it is not known."""
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST_PLACES, **more
    )


def words_field(label: Any, *, required: bool = False, **more: Any) -> forms.CharField:
    """A few sentences that the other side reads."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


class AddressForm(forms.Form):
    """An address as it stands on an envelope."""

    street = forms.CharField(label=gettext_lazy("Street"), max_length=100)
    number = forms.IntegerField(
        label=gettext_lazy("House number"), min_value=1, max_value=99_999
    )
    addition = forms.CharField(
        label=gettext_lazy("Letter or addition"), max_length=10, required=False
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"), max_length=7, required=False
    )
    town = forms.CharField(label=gettext_lazy("Town"), max_length=100)

    @property
    def address(self) -> NewAddress:
        """The address that was written."""
        given = self.cleaned_data
        return NewAddress(
            given["street"].strip(),
            given["number"],
            given["town"].strip(),
            given["addition"].strip(),
            given["postcode"].strip(),
            given.get("bag", "").strip(),
        )


def address_values(address: Address) -> dict[str, object]:
    """What the fields of an address hold at first."""
    return {
        "street": address.street,
        "number": address.number,
        "addition": address.addition,
        "postcode": address.postcode,
        "town": address.town,
        "bag": address.bag_id or "",
    }


class RegisterForm(AddressForm):
    """A location that a provider registers."""

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    name = forms.CharField(
        label=gettext_lazy("What you call the location"), max_length=120
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
    )
    opened_on = day_field(gettext_lazy("In use since"))
    beds = places_field(gettext_lazy("Beds that stand there"))
    claimed_places = places_field(
        gettext_lazy("Places that the permit allows"),
        help_text=gettext_lazy("The municipality checks this."),
    )
    words = words_field(gettext_lazy("What the municipality should know"))
    field_order = ("municipality", "name", "kind")

    def __init__(
        self, municipalities: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Choose one"))] if len(municipalities) != 1 else []
        offer(self, "municipality", [*several, *municipalities])

    @property
    def facts(self) -> HouseFacts:
        """What was said about the location."""
        given = self.cleaned_data
        return HouseFacts(
            given["name"],
            Location.Kind(given["kind"]),
            self.address,
            given["opened_on"],
            given["claimed_places"],
            given["beds"],
            given["words"],
        )


class DecideForm(AddressForm):
    """What the municipality decides about a registered location."""

    class Decision:
        """The three answers."""

        CONFIRM = "confirm"
        ASK = "ask"
        REFUSE = "refuse"

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (Decision.CONFIRM, gettext_lazy("Confirm")),
            (Decision.ASK, gettext_lazy("Ask the provider something")),
            (Decision.REFUSE, gettext_lazy("Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    words = words_field(
        gettext_lazy("Question or reason"),
        help_text=gettext_lazy(
            "The provider reads this. Needed when you ask or refuse."
        ),
    )
    bag = forms.CharField(
        label=gettext_lazy("BAG number of the address"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("16 digits; digits 5 and 6 are 20."),
    )
    permitted = places_field(gettext_lazy("Places that the permit allows"))
    follows = forms.ChoiceField(
        label=gettext_lazy("Takes over from"),
        required=False,
        help_text=gettext_lazy(
            "The location of the operator before; it closes when this one begins."
        ),
    )
    field_order = ("decision", "words")

    def __init__(self, others: Iterable[Location], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), f"{each.name} ({each.provider})") for each in others]
        if choices:
            offer(self, "follows", [("", _("nobody")), *choices])
        else:
            del self.fields["follows"]

    def clean(self) -> dict[str, Any]:
        """Who asks or refuses says what or why."""
        given = self.cleaned_data
        decided = given.get("decision")
        silent = not given.get("words", "").strip()
        if silent and decided in {self.Decision.ASK, self.Decision.REFUSE}:
            self.add_error("words", _("Say what you ask, or why you refuse."))
        return given


class CloseForm(forms.Form):
    """From when on a location is closed, and what becomes of who stays there."""

    since = day_field(
        gettext_lazy("Closed from"),
        help_text=gettext_lazy("The first night on which nobody sleeps there."),
    )
    end_stays = forms.BooleanField(
        label=gettext_lazy("End the stays that go on after that day"), required=False
    )
    words = words_field(gettext_lazy("Reason"))

    def __init__(self, *args: Any, may_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_end:
            del self.fields["end_stays"]


class ReopenForm(forms.Form):
    """From when on a location is in use again."""

    since = day_field(gettext_lazy("In use again from"))
    words = words_field(gettext_lazy("Reason"))


class CapacityForm(forms.Form):
    """How many places there are from a day on."""

    what = forms.ChoiceField(label=gettext_lazy("What changes"))
    places = places_field(
        gettext_lazy("Number"), help_text=gettext_lazy("Empty: not known.")
    )
    since = day_field(gettext_lazy("From"))

    def __init__(self, *args: Any, may_permit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(LocationCapacity.What.FACTUAL.value, _("Beds"))]
        if may_permit:
            permitted = (LocationCapacity.What.PERMITTED.value, _("Permitted places"))
            choices.insert(0, permitted)
        offer(self, "what", choices)


class HandOverForm(forms.Form):
    """Who runs the house from a day on."""

    to = forms.ChoiceField(label=gettext_lazy("New operator"))
    since = day_field(gettext_lazy("From"))
    name = forms.CharField(
        label=gettext_lazy("Name of the location for the new operator"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Empty: the same name."),
    )
    words = words_field(gettext_lazy("What both operators should know"))

    def __init__(
        self, providers: Sequence[tuple[int, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(number), name) for number, name in providers]
        offer(self, "to", [("", _("Choose one")), *named])


class RoomForm(forms.Form):
    """A room with its beds."""

    label = forms.CharField(label=gettext_lazy("Room"), max_length=30)
    floor = forms.IntegerField(
        label=gettext_lazy("Floor"),
        required=False,
        min_value=-9,
        max_value=199,
        help_text=gettext_lazy("0 is the ground floor."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    beds = forms.CharField(
        label=gettext_lazy("Beds"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Labels with a comma between them, such as: a, b, c."),
    )

    def __init__(self, units: Iterable[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), each.label) for each in units]
        if choices:
            offer(self, "unit", [("", _("no unit")), *choices])
        else:
            del self.fields["unit"]

    @property
    def facts(self) -> RoomFacts:
        """What was said about the room."""
        given = self.cleaned_data
        beds = [bed.strip() for bed in given["beds"].split(",")]
        unit = given.get("unit")
        return RoomFacts(
            given["label"],
            given["floor"],
            int(unit) if unit else None,
            [bed for bed in beds if bed],
        )


def room_values(room: RoomThere) -> dict[str, object]:
    """What the fields of a room hold at first."""
    return {
        "label": room.label,
        "floor": room.floor,
        "unit": room.unit or "",
        "beds": ", ".join(room.beds),
    }


class UnitForm(AddressForm):
    """A unit of a park with its own address, if it has one."""

    label = forms.CharField(label=gettext_lazy("Unit"), max_length=30)
    field_order = ("label",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("street", "number", "town"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """An address is whole, or there is none."""
        given = self.cleaned_data
        parts = {name: given.get(name) for name in ("street", "number", "town")}
        if any(parts.values()):
            for name, value in parts.items():
                if not value and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or leave all empty."))
        return given

    @property
    def own_address(self) -> NewAddress | None:
        """The address of the unit itself."""
        return self.address if self.cleaned_data["street"] else None


class OwnerForm(forms.Form):
    """Who owns a unit or a location, and on what evidence."""

    name = forms.CharField(label=gettext_lazy("Owner"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Person or company"),
        choices=[
            (Party.Kind.PERSON, gettext_lazy("person")),
            (Party.Kind.COMPANY, gettext_lazy("company")),
        ],
        widget=forms.RadioSelect,
    )
    since = day_field(gettext_lazy("Owner since"))
    evidence = forms.ChoiceField(
        label=gettext_lazy("Evidence"),
        choices=list(EVIDENCE.items()),
        initial=PartAtAddress.Evidence.LAND_REGISTER,
    )
    reference = forms.CharField(
        label=gettext_lazy("Where the evidence is found"),
        required=False,
        max_length=200,
    )


def latest(on: date, *days: date | None) -> date:
    """A day to begin with: the first on which what is asked can be."""
    return max([on, *(day for day in days if day is not None)])
