"""What rooms and tables are called for who governs the data."""

from django.utils.translation import gettext_lazy as _

ROOMS = {
    "nights": _("Night register"),
    "duty": _("Registration duty"),
    "levy": _("Stay tax"),
    "desk": _("Report desk"),
    "desk_by_law": _("Reports of bad letting"),
    "picture": _("Picture of an address"),
    "inspections": _("Visits"),
    "enforcement": _("Enforcement"),
    "care": _("Care tasks"),
    "audit": _("Logs"),
    "accounts": _("Accounts"),
}
TABLES = {
    "nights_stay": _("stays"),
    "nights_doublelet": _("beds let twice"),
    "nights_nightconfirmation": _("confirmed nights"),
    "nights_tap": _("taps of an evening"),
    "nights_supersededstay": _("earlier forms of stays"),
    "nights_supersededidentity": _("earlier names, sealed"),
    "nights_supersededstatement": _("earlier statements on registration"),
    "nights_registrationstatement": _("statements on registration"),
    "nights_guestidentity": _("names, sealed"),
    "nights_mendingrequest": _("requests to mend an entry"),
    "nights_declaration": _("declarations"),
    "nights_handin": _("files handed in"),
    "nights_compliancestep": _("steps towards providers"),
    "nights_emergencylink": _("emergency links"),
    "nights_guestcode": _("codes of guests"),
    "nights_guest": _("guests"),
    "nights_emergencyuse": _("uses of emergency links"),
    "nights_emergencyuseseen": _("uses of emergency links seen"),
    "inspections_visit": _("visits"),
    "enforcement_case": _("cases of enforcement, with all that belongs to them"),
    "enforcement_offender": _("who cases of enforcement were against"),
    "enforcement_reserveplace": _("reserve rooms, with whom to call"),
    "identity_invitation": _("invitations"),
    "identity_auditevent": _("events of the audit trail"),
    "privacy_opening": _("openings of names"),
    "privacy_processingrecord": _("lines of the processing log"),
    "privacy_sharingrecord": _("decisions to share"),
    "quality_photo": _("photos of locations"),
    "duty_addressinvestigation": _("address investigations"),
    "care_caretask": _("care tasks"),
    "desk_lettingreport": _("reports of bad letting, with all that belongs to them"),
    "desk_report": _("other reports, with all that belongs to them"),
    "picture_signal": _("signals about addresses"),
    "picture_doubt": _("lines with a doubtful address"),
    "picture_explained": _("explanations of prompts"),
    "picture_deliveredfile": _("files of signals that wait"),
    "picture_delivery": _("deliveries of signals"),
    "picture_view": _("looks at addresses"),
    "picture_worked": _("hours of neighbourhood workers"),
    "picture_choice": _("choices for addresses in a list"),
    "picture_rankedaddress": _("addresses in a list"),
    "picture_rankingrun": _("runs of the ranking"),
    "picture_outcome": _("outcomes of visits"),
    "picture_assessment": _("assessments of points"),
    "picture_pointset": _("sets of points"),
    "picture_pointswitch": _("switches of indicators"),
    "picture_rankingsetting": _("settings of the ranking"),
}


def room_name(room: str) -> str:
    """A room as people know it."""
    return str(ROOMS.get(room, room))


def table_name(table: str) -> str:
    """A table as people know it."""
    return str(TABLES.get(table, table))
