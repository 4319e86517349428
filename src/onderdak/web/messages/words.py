"""What states and failures of mail are called on a page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.outbox.contract import Message
from onderdak.web.pages.shapes import Cell

STATES = {
    Message.State.WAITING: gettext_lazy("waiting"),
    Message.State.FAILED: gettext_lazy("will be tried again"),
    Message.State.SENT: gettext_lazy("sent"),
    Message.State.STUCK: gettext_lazy("not delivered"),
}
_LOOKS = {Message.State.SENT: "success", Message.State.STUCK: "warning"}
# What the rooms call their mail, in the reader's words; each room adds its own here.
KINDS = {
    "invitation": gettext_lazy("invitation"),
    "mending request": gettext_lazy("a guest asks to mend an entry"),
    "emergency use": gettext_lazy("emergency link in use"),
    "step": gettext_lazy("letter about declaring"),
    "news": gettext_lazy("news for a reporter"),
    "forward": gettext_lazy("shared with a partner"),
    "care_task": gettext_lazy("a care task waits"),
    "desk": gettext_lazy("something waits at the report desk"),
    "desk_owner": gettext_lazy("the report desk has no owner"),
}
_UNREACHABLE = frozenset(
    {
        *("ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror"),
        *("OSError", "SMTPConnectError", "SMTPServerDisconnected", "SSLError"),
        *("SSLCertVerificationError", "SMTPNotSupportedError", "SMTPHeloError"),
    }
)


def state_cell(row: Message) -> Cell:
    """The state of a mail as a tag."""
    state = Message.State(row.state)
    return Cell(STATES[state], kind=_LOOKS.get(state, "info"))


def kind_of(row: Message) -> str:
    """What sort of mail it is."""
    return str(KINDS.get(row.kind, row.kind))


def reason_of(row: Message) -> str:
    """Why the last attempt failed, in words; empty after a success."""
    name = row.last_error.partition(" ")[0]
    if not name:
        return ""
    if name in _UNREACHABLE:
        return _("The mail server could not be reached.")
    if name == "ConfigurationError":
        return _("No mail server is set in this installation.")
    if name == "SMTPRecipientsRefused":
        return _("The mail server refuses this address.")
    if name.startswith("SMTP"):
        return _("The mail server refused the mail (%(code)s).") % {
            "code": row.last_error
        }
    return _("Something went wrong (%(code)s).") % {"code": row.last_error}
