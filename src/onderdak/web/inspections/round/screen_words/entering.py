"""Words at the door, and of leaving."""

from django.utils.translation import gettext as _


def door() -> dict[str, str]:
    """What the steps at the door say."""
    return {
        "step1": _("1. Show your card"),
        "step2": _("2. Understand each other"),
        "step3": _("3. Say why you are here"),
        "step4": _("4. Ask for consent"),
        "stepMore": _("Also at the door"),
        "path_language": _("Language that was read aloud"),
        "path_consent": _("Consent"),
        "path_nobody_home": _("Nobody opens the door"),
        "path_left_because": _("Why, if people said so by themselves?"),
        "path_hour": _("Hour of going in"),
        "path_warrant_by": _("Who issued the warrant"),
        "path_statement_needed": _("Does this purpose need a statement of somebody?"),
        "path_statement_because": _("Why is it needed?"),
        "askDwelling": _("Does somebody live here?"),
        "askDwellingHelp": _(
            "A room, a caravan or a hut can be a home as well. Say yes when in doubt."
        ),
        "askIdentified": _("I showed my card"),
        "askIdentifiedHelp": _("Always, also when nobody asks for it."),
        "askLanguage": _("In which language do you read aloud?"),
        "askShared": _("Do you understand each other without help?"),
        "askInterpreter": _("Is there an interpreter, also by telephone?"),
        "reasonIs": _("The purpose of this visit:"),
        "askPurpose": _("I said the purpose"),
        "askTruthful": _("Did you explain honestly what refusing means?"),
        "askTruthfulHelp": _(
            "Nobody has to let you in. Refusing has no consequence by itself."
        ),
        "askConsent": _("May you come in?"),
        "askConsentHelp": _(
            "Silence is no. Doubt is no. Only somebody who lives here can say yes."
        ),
        "consent_given": _("yes, clearly"),
        "consent_refused": _("no"),
        "consent_silent": _("said nothing, or unclear"),
        "consent_withdrawn": _("yes, and later no"),
        "consent_absent": _("nobody there"),
        "consent_shared": _("shared space"),
        "askNobody": _("Nobody opens the door"),
        "askFree": _("Could people refuse freely, without pressure?"),
        "stillMissing": _("Before you go in, still to do:"),
        "missCard": _("show your card"),
        "missPurpose": _("say the purpose"),
        "goIn_consent": _("We go in with consent"),
        "goIn_warrant": _("We go in under the warrant"),
        "goIn_danger": _("We go in because of danger"),
        "goIn_place": _("We go in: nobody lives here"),
        "notInside": _("Wrong tap: we are not inside"),
        "forcedStays": _(
            "That you went in without consent stays on record: a report of it is due,"
            " and a copy for the resident."
        ),
        "notInsideBecause": _("Did nobody go in? Say what happened."),
        "notInsideBecauseHelp": _(
            "It stands in the report. Empty when you were inside."
        ),
        "path_not_inside_because": _("Why nobody went in after all"),
        "notFree": _(
            "A yes under pressure is no consent: you do not go in with consent."
        ),
        "dangerSure": _(
            "Are people or goods in serious danger at this moment? Without danger you"
            " may not go in on this ground."
        ),
        "dangerYes": _("Yes, there is serious danger now"),
        "dangerNo": _("No, we stay outside"),
        "noDwelling": _(
            "Nobody lives here: you may enter without consent. Do ask. As soon as"
            " somebody turns out to live here, ask for consent."
        ),
        "inside_consent": _("You are inside with consent."),
        "inside_warrant": _("You are inside under a warrant."),
        "inside_danger": _("You are inside because of serious danger."),
        "inside_place": _("You are inside. Nobody lives here."),
        "silenceIsNo": _("Silence is refusal: you do not go in."),
        "refusedSo": _("Consent was refused: you do not go in."),
        "nobodySo": _("Nobody is at home: you do not go in."),
        "leaveNow": _("We leave"),
        "warrant": _("Warrant"),
        "warrantNone": _("There is no warrant. Go in only with consent."),
        "warrantMay": _(
            "You may go in under this warrant, up to and including {day}. Show it, show"
            " your card and say the purpose first."
        ),
        "warrant_asked": _("The mayor has not decided yet."),
        "warrant_refused": _("The mayor refused the warrant."),
        "warrant_withdrawn": _("The request was taken back."),
        "warrant_granted": _("Granted"),
        "warrantElsewhere": _("The warrant does not name this dwelling."),
        "warrantNotYet": _("The warrant does not hold yet."),
        "warrantOver": _("The warrant held up to and including {day}."),
        "warrantNight": _(
            "Before {hour} o'clock it is night. The warrant does not name the night."
        ),
        "warrantAbsent": _("Nobody is at home. The warrant does not speak of that."),
        "warrantUntil": _("Valid until and including"),
        "warrantDwellings": _("For"),
        "warrantByNight": _("Also at night"),
        "warrantHolder": _("In the name of"),
        "warrantPower": _("Power to enter"),
        "danger": _("Serious danger now"),
        "dangerAbout": _(
            "Only when people or goods are in serious and immediate danger, such as"
            " fire or gas. Phone first when you can."
        ),
        "read_purpose": _("Read aloud: why we are here"),
        "read_consent": _("Read aloud: may we come in?"),
        "read_no_answer_is_no": _("Read aloud: we understand the no"),
        "read_consent_room": _("Read aloud: may we see this room?"),
        "read_warrant": _("Read aloud: the warrant"),
        "read_silence": _("Read aloud: you do not have to answer"),
        "read_interpreter": _("Read aloud: an interpreter is possible"),
        "read_next": _("Read aloud: what happens next"),
        "read_help": _("Read aloud: where to find help"),
        "readDone": _("Read aloud or shown"),
        "wasRead": _("Read aloud or shown in: {language}"),
    }


def leaving() -> dict[str, str]:
    """What is said of leaving, and of why."""
    return {
        "withdrawn": _("Consent withdrawn"),
        "goOn": _("Go on with the visit"),
        "leave_withdrawn": _("Consent withdrawn"),
        "leave_withdrawn_about": _(
            "Leave the house now. Finish nothing, take no more photos. What you saw so"
            " far stays recorded."
        ),
        "leave_withdrawn_do": _("We leave now"),
        "leave_withdrawn_told": _("The visit ended: consent was withdrawn."),
        "leave_refused": _("We leave"),
        "leave_refused_about": _(
            "Thank them, leave the letter, and go. Another day with an appointment is"
            " possible."
        ),
        "leave_refused_do": _("We leave without going in"),
        "leave_refused_told": _("Recorded: you did not go in."),
        "leave_done": _("Leave the house"),
        "leave_done_about": _(
            "Say what happens next. After this you add only what you saw inside."
        ),
        "leave_done_do": _("We are outside"),
        "leave_done_told": _("Recorded: you left the house."),
        "leaveWhy": _("Why, if people said so by themselves?"),
        "leaveWhyHelp": _("You may leave this open. Never ask for a reason."),
        "ended_withdrawn": _(
            "Consent was withdrawn. The visit ended there; you do not go in again"
            " without a new, free yes."
        ),
        "ended_refused": _("You did not go in."),
        "ended_nobodyHome": _("Nobody was at home."),
        "ended_left": _("You left the house."),
    }
