"""Made-up values for the page that shows every part."""

from datetime import date

from django import forms
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Explanation,
    Export,
    Fact,
    Filter,
    MapPicture,
    Money,
    Option,
    Paging,
    Progress,
    Search,
    Suppressed,
    Table,
    Tile,
    Todo,
)

DAY = date(2026, 11, 21)


class SampleForm(forms.Form):
    """One field of each kind."""

    guest = forms.CharField(
        label=gettext_lazy("Name of the guest"),
        help_text=gettext_lazy("As it is written in the passport."),
    )
    arrival = forms.DateField(
        label=gettext_lazy("First night"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    beds = forms.IntegerField(label=gettext_lazy("Number of beds"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of housing"),
        choices=[
            ("", gettext_lazy("Choose one")),
            ("dwelling", gettext_lazy("Dwelling")),
            ("lodging", gettext_lazy("Lodging building")),
        ],
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Has the guest been told what is recorded?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No, not yet"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    sure = forms.BooleanField(label=gettext_lazy("I have checked these nights"))


def tiles() -> list[Tile]:
    """Three numbers: counted, estimated with its interval, too small to show."""
    source = _("night register")
    return [
        Tile(
            label=_("Guests tonight"),
            value=5020,
            as_of=DAY,
            source=source,
            coverage=_("41 of 46 providers declared"),
            url="#tiles",
        ),
        Tile(
            label=_("Living here, not registered"),
            value=1340,
            as_of=DAY,
            source=_("estimate from two registers"),
            interval=_("between 1,180 and 1,520 (95%)"),
            coverage=_("6 of 6 districts"),
        ),
        Tile(
            label=_("Reports of bad housing"),
            value=Suppressed(),
            as_of=DAY,
            source=_("report desk"),
            coverage=_("all reports of this week"),
        ),
    ]


def todos() -> list[Todo]:
    """What a site manager sees at eleven in the evening."""
    return [
        Todo(_("Confirm tonight at Park De Linde"), "#todo", _("before midnight")),
        Todo(
            _("Two guests in one bed, room 12"),
            "#todo",
            _("since yesterday"),
            _("needs a look"),
        ),
        Todo(
            _("Return of the stay tax, October"),
            "#todo",
            _("last day 30 November 2026"),
            _("overdue soon"),
            "error",
        ),
    ]


def locations() -> Table:
    """A list of locations with all that a list can have."""
    sound = Cell(_("in order"), kind="success")
    look = Cell(_("needs a look"), kind="warning")
    return Table(
        name="locations",
        caption=_("Locations"),
        note=_("State of 21 November 2026, source: night register"),
        columns=_location_columns(),
        rows=[
            [Cell("Park De Linde", "#"), "Oost", DAY, 120, 118, sound],
            [Cell("Pension Havenzicht", "#"), "Haven", DAY, 46, 49, look],
            [Cell("Dorpsstraat 14", "#"), "Midden", None, 8, Suppressed(), sound],
            [Cell("Logies Noorderweg", "#"), "Noord", DAY, 1200, 1104, sound],
        ],
        total=[_("Total"), "", "", 1374, 1276, ""],
        paging=Paging("#next", "#previous", _("4 of 212 locations")),
        search=Search(
            label=_("Search by name or street"),
            hint=_("Type the first letters."),
            value="",
            filters=[
                Filter(
                    "district",
                    _("District"),
                    [Option("", _("All districts")), Option("oost", "Oost")],
                )
            ],
        ),
        export=Export("#csv", "#xlsx"),
    )


def _location_columns() -> list[Column]:
    return [
        Column(_("Location"), row_header=True),
        Column(_("District")),
        Column(_("Last declared")),
        Column(_("Beds"), numeric=True),
        Column(_("Guests"), numeric=True),
        Column(_("State")),
    ]


def no_reports() -> Table:
    """An empty list teaches the next step."""
    return Table(
        name="reports",
        caption=_("Reports"),
        columns=[Column(_("Report"), row_header=True)],
        rows=[],
        empty=Empty(
            _("No reports are waiting."),
            _("New reports come in through the public form and by telephone."),
            _("Record a report by telephone"),
            "#",
        ),
    )


def amounts() -> Table:
    """Figures that are compared side by side scroll instead of becoming cards."""
    return Table(
        name="amounts",
        caption=_("Stay tax per quarter"),
        columns=[
            Column(_("Location"), row_header=True),
            *(Column(_("Quarter %(n)s") % {"n": n}, numeric=True) for n in (1, 2, 3)),
            Column(_("Year so far"), numeric=True),
        ],
        rows=[
            [
                "Park De Linde",
                *(Money(c) for c in (1224000, 1310550, 1402025, 3936575)),
            ],
            [
                "Pension Havenzicht",
                *(Money(c) for c in (402000, 398075, 421000, 1221075)),
            ],
        ],
        cards=False,
    )


def guests_by_month() -> Table:
    """The figures behind the chart."""
    months = [date_format(date(2026, month, 1), "F Y") for month in range(6, 12)]
    guests = (4210, 4380, 4655, 4720, 4810, 5020)
    return Table(
        name="by-month",
        caption=_("Guests by month"),
        columns=[
            Column(_("Month"), row_header=True),
            Column(_("Guests"), numeric=True),
        ],
        rows=[list(pair) for pair in zip(months, guests, strict=True)],
    )


def picture() -> MapPicture:
    """A map of six made-up districts."""
    districts = ("Noord", "Midden", "Zuid", "Oost", "West", "Haven", "Park De Linde")
    counts = (12, 48, 95, 160, 240, 31, 120)
    return MapPicture(
        name="map-guests",
        title=_("Guests by district"),
        geojson_url=static("onderdak/design/map.geojson"),
        bounds=(25, 50, 100, 200),
        unit=_("guests"),
        table=Table(
            name="by-district",
            caption=_("Guests by district"),
            columns=[
                Column(_("District"), row_header=True),
                Column(_("Guests"), numeric=True),
            ],
            rows=[list(pair) for pair in zip(districts, counts, strict=True)],
        ),
    )


def facts() -> list[Fact]:
    """What a page about a location opens with."""
    return [
        Fact(_("Address"), "Lindelaan 1, 1234 AB"),
        Fact(_("Floor area"), 1820, _("square metres, source: BAG")),
        Fact(_("Permit valid until"), date(2029, 6, 30)),
        Fact(_("Last inspection"), None),
    ]


def answers() -> list[Fact]:
    """What is checked before it is sent."""
    return [
        Fact(_("Location"), "Park De Linde", change_url="#location"),
        Fact(_("First night"), DAY, change_url="#night"),
        Fact(_("Number of guests"), 118, change_url="#guests"),
    ]


def running() -> Progress:
    """Work that is under way."""
    return Progress(
        name="import",
        label=_("Reading your file"),
        done=6200,
        total=10000,
        url="",
        text=_("About 20 seconds more."),
        stop_url="#stop",
        finished=False,
    )


def finished() -> Progress:
    """Work that is done."""
    return Progress(
        name="import-done",
        label=_("Reading your file"),
        done=10000,
        total=10000,
        url="",
        text=_("9,988 stays taken in, 12 need a look."),
        finished=True,
        result_url="#result",
    )


def why() -> Explanation:
    """A proposal with its reason."""
    return Explanation(
        sentence=_("This dwelling has room for at most six residents."),
        rule=_("Overcrowding: floor area divided by twelve"),
        article="Omgevingsplan art. 22.16",
        parameter="12 m² (2024-01-01)",
        trace=["78 m² / 12 m² = 6,5", _("rounded down: 6")],
    )
