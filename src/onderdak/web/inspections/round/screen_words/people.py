"""Words of what is about people: signs, a child, statements, the registry."""

from django.utils.translation import gettext as _


def people() -> dict[str, str]:
    """What the screens about people say."""
    return {
        "signsFirst": _("Safety first: nothing in front of the boss."),
        "signsFirstMore": _(
            "Speak to people alone, or not at all. Not with a colleague of theirs as"
            " interpreter. In danger: phone 112."
        ),
        "signsNoCount": _(
            "This list helps to look. Nothing is added up, and no sign decides"
            " anything by itself."
        ),
        "signGoesTo": _("Can go to: {to}"),
        "signsNext": _("And then?"),
        "signsNextAbout": _(
            "Talk about what you saw with your colleague and with the care"
            " coordinator, not in the house."
        ),
        "childWhat": _(
            "A care worker of the municipality gets your words. Nobody else reads them,"
            " and they do not come into the report."
        ),
        "childWords": _("What did you see?"),
        "childWhere": _("Where can the child be found? (not required)"),
        "childSend": _("Ask a care worker to look"),
        "childEmpty": _("Say what you saw. A few words are enough."),
        "childKept": _("Kept. It goes to a care worker when this phone has sent it."),
        "childOpened": _("Asked so far: {count}."),
        "childDanger": _("Is a child in danger now? Phone 112."),
        "goodLead": _("It comes into the report. The owner may read it."),
        "goodNumber": _("What goes well ({number})"),
        "goodMore": _("One more thing"),
        "statementsLead": _("Only when the purpose of this visit needs it."),
        "statementTitle": _("A statement"),
        "statementNeeded": _("Does this purpose need a statement of somebody?"),
        "statementNeededHelp": _(
            "When facts, photos or papers are enough: no. A statement is sealed and"
            " opened only for the report."
        ),
        "statementBecause": _("Why is it needed?"),
        "statementNew": _("Write down a statement"),
        "statementNumber": _("Statement {number}"),
        "statementSealed": _("Sealed: written on another phone."),
        "statementRole": _("Who says it?"),
        "statementLanguage": _("In which language was it said?"),
        "statementWords": _("What was said, in their words"),
        "statementWordsHelp": _(
            "No names of others, and nothing the purpose needs not."
        ),
        "statementReadBack": _("Was it read back, and is it right so?"),
        "role_resident": _("resident"),
        "role_owner": _("owner"),
        "role_employer": _("employer"),
        "role_manager": _("site manager"),
        "role_other": _("somebody else"),
        "questionsPerson": _("Questions to a person ({number})"),
        "personFree": _("Everybody may skip a question. No name is written down."),
        "nextPerson": _("Next person"),
        "presentLead": _("For the report: only what somebody is to the house."),
        "presentAdd": _("Add somebody"),
        "presentNow": _("There were"),
        "registryLead": _("For somebody who wants to be registered here and now."),
        "registryNone": _(
            "No registry system is connected. Give the leaflet with the hours of the"
            " desk instead. Take no photo of a document."
        ),
        "registryKept": _(
            "A document never stays here: not on this phone and not in this system."
            " Only that something was handed over stays, and when."
        ),
        "registryAsk": _("Ask first. Then the picture goes encrypted to {name}."),
        "registryTake": _("Take a picture of the document"),
        "registrySending": _("Encrypting and handing over…"),
        "registryDone": _("Handed over. The picture is gone from this phone."),
        "registryOffline": _(
            "There is no connection, so nothing was handed over. The picture is not"
            " kept: take it again later."
        ),
        "registryUnsure": _(
            "No answer came, so it is not sure that it was handed over. Send it again:"
            " the registry never gets it twice. When you leave this screen it is gone."
        ),
        "registryAgain": _("Send the same again"),
        "registryRefused": _(
            "The registry did not take it. The picture is not kept: try again, or ask"
            " the person to come to the desk."
        ),
        "registryTooLarge": _("This file is larger than 8 MB. Take the picture again."),
        "registryHanded": _("Handed over"),
    }
