"""Words that stand on every screen of a visit, and on its first one."""

from django.utils.translation import gettext as _


def everywhere() -> dict[str, str]:
    """What fields and lists say."""
    return {
        "yes": _("yes"),
        "no": _("no"),
        "none": _("none of these"),
        "done": _("done"),
        "noticed": _("I noticed this"),
        "goBack": _("Back"),
        "noAnswer": _("no answer"),
        "more": _("One more"),
        "less": _("One less"),
        "next": _("Next"),
        "me": _("you"),
        "colleague": _("a colleague"),
        "wholeNumber": _("This must be a whole number from {least} to {most}."),
        "unreadableNumber": _(
            "The norms can only read a number here, such as 12,5. What you typed is"
            " kept."
        ),
        "answersGiven": _("Answers: {count}"),
        "twoAnswers": _("Two answers"),
        "takeThis": _("This is right"),
        "sealed": _("sealed"),
        "standsNow": _("stands now"),
        "history": _("What was answered here"),
        "historyAbout": _(
            "Everything that was ever typed stays. The time is that of the phone on"
            " which it was typed."
        ),
        "readAloud": _("Read aloud"),
        "languages": _("Languages"),
        "noText": _("There is no text for this in the checklist of this visit."),
        "noKit": _("There is no checklist on this phone for this visit."),
    }


def visit() -> dict[str, str]:
    """What the visit and its address file say."""
    return {
        "tonight": _("Tonight's visits"),
        "noVisits": _("There is no visit for you tonight or tomorrow."),
        "visit": _("The visit"),
        "toTheDoor": _("Begin at the door"),
        "goOnAtDoor": _("Go on at the door"),
        "backToDoor": _("Back to the door"),
        "toRooms": _("To the rooms"),
        "partVisit": _("The visit"),
        "partPeople": _("People and safety"),
        "partAfter": _("Afterwards"),
        "file": _("Address file"),
        "fileAbout": _("what for, hard and soft, warrant"),
        "fileEmpty": _("Nothing else of this address is needed for this visit."),
        "fileKept": _(
            "This file goes from this phone when the visit is closed and sent, or when"
            " the shift is over."
        ),
        "door": _("At the door"),
        "doorAbout": _("card, purpose, consent"),
        "rooms": _("Rooms"),
        "roomsAbout": _("add each room with one tap"),
        "roomsCount": _("rooms: {count}"),
        "lists": _("Checklist"),
        "listsAbout": _("parts: {count}"),
        "photosAbout": _("all photos of this visit"),
        "photosCount": _("photos: {count}"),
        "findings": _("Findings"),
        "findingsAbout": _("what the norms say now"),
        "breachesCount": _("not in order: {count}"),
        "conflicts": _("Two answers"),
        "conflictsAbout": _("you and a colleague typed something else"),
        "act": _("Act now"),
        "actAbout": _("danger: what, who, and whom to phone"),
        "signs": _("Signs of exploitation"),
        "signsAbout": _("safety first"),
        "child": _("A child"),
        "childAbout": _("ask somebody to look after a child"),
        "good": _("What goes well"),
        "goodAbout": _("good practice to share"),
        "statements": _("Statements"),
        "statementsAbout": _("questions to people, sealed statements"),
        "registry": _("Registration"),
        "registryAbout": _("hand a document over to the registry"),
        "unsent": _("What is still to be sent"),
        "leaveDone": _("Leave the house"),
        "leaveDoneAbout": _("the work inside is done"),
        "whatFor": _("What this visit is for"),
        "announced": _("Announced by letter."),
        "unannounced": _("Not announced."),
        "hardSoft": _("Hard and soft"),
        "hard": _("Handled hard"),
        "soft": _("Handled soft"),
        "lighter": _("What was tried before"),
        "who": _("Who goes"),
        "again": _("To be looked at again"),
        "againOnly": _("What was not in order comes first. The rest is below."),
        "againRest": _("The rest of the checklist"),
        "againCount": _("points: {count}"),
        "present": _("Who was there"),
        "presentAbout": _("by role, without names"),
        "earlierVisits": _("Earlier visits"),
    }


def sending() -> dict[str, str]:
    """What is said of sending."""
    return {
        "nothingWaits": _("All sent"),
        "waitsOne": _("1 to send"),
        "waitsMany": _("{count} to send"),
        "waits": _("not yet"),
        "sent": _("sent"),
        "refused": _("refused"),
        "noConnection": _("No connection: all is kept"),
        "someRefused": _("Refused: look"),
        "signIn": _("Sign in to send. Nothing is lost."),
        "signInDo": _("Sign in and go on"),
        "otherAccount": _(
            "Somebody else is signed in. What was typed here waits for who typed it."
        ),
        "unsentLead": _("It lies on this phone, sealed, until the town hall has it."),
        "sendNow": _("Send now"),
        "waitingTitle": _("Still to be sent"),
        "andMore": _("and {count} more"),
        "refusedTitle": _("Refused by the server"),
        "refusedAbout": _("It stays on this phone. Type it again in fewer words."),
    }
