"""What the app of a round says from its script, in the reader's language."""

from django.utils.translation import gettext as _

from onderdak.web.inspections.round.screen_words import screen_words


def words() -> dict[str, str]:
    """All sentences of the app."""
    return screen_words() | {f"round_{key}": said for key, said in _ground().items()}


def _ground() -> dict[str, str]:
    return _opening() | _while_open() | _trouble()


def _opening() -> dict[str, str]:
    return {
        "title": _("Visits"),
        "begin": _("Begin your shift"),
        "beginWhy": _(
            "Choose a PIN for this shift. It locks what lies on this phone. You need"
            " it each time that you open the app, also without a connection."
        ),
        "pin": _("PIN"),
        "pinNew": _("PIN for this shift"),
        "pinHelp": _("At least {count} digits. More digits or a sentence is safer."),
        "pinAgain": _("The same PIN again"),
        "pinShort": _("This PIN is too short. Use at least {count} characters."),
        "pinEasy": _("This PIN is easy to guess. Choose another."),
        "pinDiffers": _("The two PINs are not the same."),
        "beginNow": _("Begin"),
        "open": _("Open your shift"),
        "openOf": _("Shift that began at {time}"),
        "openNow": _("Open"),
        "opening": _("Opening…"),
        "fetching": _("Fetching the visits…"),
        "wrong": _("This is not the PIN. You have {count} tries left."),
        "wrongWait": _("Try again in {seconds} seconds. You have {count} tries left."),
        "noPinLeft": _(
            "The PIN was wrong too often. Open this shift by signing in again."
        ),
        "forgotten": _("PIN forgotten?"),
        "forgottenWhy": _(
            "With a connection you can sign in again and choose a new PIN. What you"
            " typed is kept."
        ),
        "forgottenNow": _("Open with a new PIN"),
        "signInFirst": _("Sign in again first, then choose a new PIN."),
        "signInAgain": _("Sign in again"),
        "passkey": _("Open with a passkey"),
        "passkeyAdd": _("Use a passkey for this shift"),
        "passkeyAddWhy": _(
            "A passkey (your finger or face) opens the shift without the PIN."
        ),
        "passkeyAdded": _("From now on the passkey opens this shift too."),
        "passkeyNot": _("This phone or browser cannot do this. Use the PIN."),
    }


def _while_open() -> dict[str, str]:
    return {
        "lock": _("Lock"),
        "end": _("End the shift"),
        "endAsk": _(
            "End the shift? What was sent goes off this phone. Fetch the visits again"
            " with a connection if you need them."
        ),
        "endNow": _("End and remove"),
        "cancel": _("Go back"),
        "ended": _("The shift has ended. Nothing of it lies on this phone."),
        "endedNot": _(
            "Not everything could be sent. It stays on this phone, locked with your"
            " PIN: {count} waiting."
        ),
        "sendNow": _("Send now"),
        "fetch": _("Fetch the visits again"),
        "shift": _("Shift"),
        "until": _("Until {time}; after that the files go off this phone."),
        "sent": _("Everything has been sent."),
        "waiting": _("Waiting on this phone: {count}. Nothing is lost."),
        "refused": _(
            "The server refused {count}. Write down what you need of it first."
        ),
        "refusedGone": _("Take it off this phone"),
        "sending": _("Sending…"),
        "signOut": _("End the shift and sign out"),
    }


def _trouble() -> dict[str, str]:
    return {
        "signIn": _("Sign in to fetch your visits."),
        "signInToSend": _("Sign in again to send what is waiting. Nothing is lost."),
        "signInNow": _("Sign in"),
        "noConnection": _("There is no connection. Try again when there is one."),
        "denied": _("The server does not take this. It stays on this phone."),
        "otherAccount": _(
            "Another account has signed in. What waits here is sent when its own"
            " account signs in."
        ),
        "otherShift": _(
            "On this phone lies a shift of another account, locked. You cannot see it."
        ),
        "noShift": _(
            "There is no shift on this phone, and no connection to begin one. Use the"
            " paper form, or go where there is a connection."
        ),
        "notHere": _("This is for people who do visits for a municipality."),
        "termOver": _(
            "The shift was longer than {hours} hours. Its files are off this phone;"
            " what was typed and not sent is still here."
        ),
        "cannotKeep": _(
            "This browser cannot keep what you type. Use another browser, or the paper"
            " form."
        ),
        "failed": _("Something went wrong here. What you typed is kept."),
        "unkept": _(
            "What you typed last is not on this phone yet. Leave this page open: it is"
            " tried again. Is the phone full? Make room."
        ),
        "tooLong": _("This is too long to keep. Write it shorter."),
        "full": _("This phone is full. Make room before you go on."),
    }
