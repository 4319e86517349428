"""What the page of an evening says from its script."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """The sentences of the script, in the reader's language."""
    return {
        "allSent": _("Everything has been sent."),
        "waitingOne": _("1 tap is waiting for a connection. Nothing is lost."),
        "waitingMany": _("{count} taps are waiting for a connection. Nothing is lost."),
        "offline": _("No connection. Go on tapping: it is kept here and sent later."),
        "signIn": _("Sign in again to send what is waiting. Nothing is lost."),
        "copyOf": _("This is the list as it was at {time}."),
        "pastNight": _("This is the list of the night of {day}, not of tonight."),
        "askNight": _(
            "This is the list of the night of {day}. Do you want to record this for"
            " that night?"
        ),
        "noCopy": _("There is no list of this location on this phone yet."),
        "waiting": _("waiting"),
        "sent": _("sent"),
        "refused": _("refused"),
        "undo": _("Do not send"),
        "understood": _("Understood"),
        "again": _("Mend it"),
        "nameOffline": _("A name can be opened only with a connection."),
        "draft": _("What you typed earlier is still here."),
        "confirm": _("list confirmed"),
        "arrive": _("arrival"),
        "leave": _("leaves today"),
        "move": _("moves"),
        "stay": _("still here"),
        "take_back": _("taken back"),
        "denied": _("This could not be recorded under this account. It stays here."),
        "failed": _("The server could not answer. It is tried again in a moment."),
    }
