"""Words of what is seen inside: rooms, lists, photos, findings."""

from django.utils.translation import gettext as _


def rooms() -> dict[str, str]:
    """What the rooms say."""
    return {
        "roomsTotal": _("Rooms: {count}. People counted: {people}."),
        "roomsOutside": _(
            "You are not inside. Write down only what you saw when you were."
        ),
        "noRooms": _("No room yet."),
        "addRoom": _("Add a room"),
        "kind_bedroom": _("bedroom"),
        "kind_living": _("living room"),
        "kind_kitchen": _("kitchen"),
        "kind_bathroom": _("bathroom"),
        "kind_other": _("other room"),
        "roomNumber": _("Room {number}"),
        "bedsCount": _("beds: {count}"),
        "peopleCount": _("people: {count}"),
        "markAsk": _("ask consent"),
        "markNotEntered": _("not entered"),
        "units": _("More than one dwelling here?"),
        "unitNumber": _("Dwelling {number}"),
        "addUnit": _("Add a dwelling"),
        "askKind": _("What kind of room is it?"),
        "askUnit": _("To which dwelling does it belong?"),
        "roomConsent": _("Consent for this room"),
        "askRoomConsent": _("Does who lives in this room let you in?"),
        "askRoomConsentHelp": _(
            "A room can be a home of its own. A yes of the landlord or of a housemate"
            " does not count."
        ),
        "roomShared": _(
            "Shared by all who live here: the consent at the door counts here."
        ),
        "unitConsent": _("Consent for this dwelling"),
        "askUnitConsent": _("Does who lives in this dwelling let you in?"),
        "askUnitConsentHelp": _(
            "Ask at its own door. A yes at another front door does not count here."
        ),
        "unitClosed": _("You do not go into this dwelling."),
        "unitShared": _(
            "Shared by all in this dwelling: the consent at its own door counts here."
        ),
        "goInHere": _("We go in here under the warrant"),
        "roomUnder_warrant": _("You are here under the warrant."),
        "askOwnHome": _("Is this room a home of its own?"),
        "askOwnHomeHelp": _(
            "Such as a room that somebody rents alone. Say yes when in doubt."
        ),
        "askNamed": _("Does the warrant name this room?"),
        "askWhichDwelling": _("Which dwelling of the warrant is it?"),
        "path_dwelling": _("Which dwelling of the warrant is it?"),
        "path_own_home": _("Is this room a home of its own?"),
        "path_named": _("Does the warrant name this room?"),
        "roomUnder_danger": _("You are here because of danger."),
        "room_refused": _("You do not go into this room."),
        "room_silent": _("Silence is refusal: you do not go into this room."),
        "room_withdrawn": _("Consent was withdrawn: leave this room now."),
        "room_absent": _("Nobody is there to ask: you do not go into this room."),
        "roomPhoto": _("Photo of the room"),
        "roomNotSeen": _("What is known without going in?"),
        "roomNotSeenHelp": _("Such as what people told you, or what the door says."),
        "nextRoom": _("Next room"),
        "oneMoreLike": _("Next room of this kind"),
        "allRooms": _("All rooms"),
        "roomMore": _("Name, locked, same room, or a mistake"),
        "roomName": _("How is the room called?"),
        "roomLocked": _("Does the door lock from inside?"),
        "roomSame": _("This is the same room as"),
        "roomGone": _("Added by mistake? Say why."),
        "roomGoneHelp": _("The room then no longer counts. Nothing is deleted."),
        "path_kind": _("What kind of room is it?"),
        "path_name": _("Name"),
        "path_unit": _("To which dwelling does it belong?"),
        "path_not_seen": _("What is known without going in?"),
        "path_locked": _("Does the door lock from inside?"),
        "path_same_as": _("This is the same room as"),
        "path_gone": _("Added by mistake? Say why."),
        "path_verdict": _("What do you say?"),
        "path_why": _("Why do you see it otherwise?"),
        "path_what": _("What is the danger, and what must happen?"),
        "path_who": _("Who does it?"),
        "path_phoned_at": _("Phoned"),
        "path_about": _("Finding"),
        "fact_floor_area": _("How large is the room?"),
        "fact_beds": _("How many beds are in the room?"),
        "fact_people": _("How many people sleep in the room?"),
        "fact_shared_by_own_wish": _("Do they share this room by their own wish?"),
    }


def lists() -> dict[str, str]:
    """What the checklist and the photos say."""
    return {
        "answered": _("{count} of {all} answered"),
        "allLists": _("All parts"),
        "neighbour": _("Neighbour {number}"),
        "nextNeighbour": _("Next neighbour"),
        "silenceFirst": _("First: you do not have to answer"),
        "silenceAbout": _(
            "Questions of which the answer may lead to a fine: {count}. Read the text"
            " first; then they open."
        ),
        "silenceStatement": _(
            "Somebody whose answer may lead to a fine does not have to answer. Read the"
            " text first; then you can write a statement."
        ),
        "silenceShort": _("More questions open after the right to be silent is read."),
        "photo": _("Photo"),
        "photos": _("Photos"),
        "noPhotos": _("No photo yet. Photos are best taken at the question they show."),
        "photoBesides": _("A photo of something else"),
        "photoTake": _("Photo"),
        "photoWanted": _("Take a photo"),
        "photoKeeping": _("Keeping the photo…"),
        "photoKept": _("The photo is kept."),
        "photoUnreadable": _("This photo could not be read. Take it again."),
        "photoNotKept": _("This photo is not kept. Take it again."),
        "photoOf": _("Photo of {when}"),
        "photoPlace": _("Keep the place of the phone with new photos"),
        "photoElsewhere": _("This photo is on the phone of a colleague or was sent."),
        "photoTime": _("Time"),
        "photoWhere": _("Place"),
        "photoNoPlace": _("not kept"),
        "photoHash": _("Hash (SHA-256)"),
        "photoSent": _("Sent"),
    }


def findings() -> dict[str, str]:
    """What the findings say, and what cannot wait."""
    return {
        "findingsLead": _(
            "Computed on this phone from what you typed; computed again at the town"
            " hall. You decide."
        ),
        "noPack": _("The norms of tonight are not on this phone."),
        "factsUnreadable": _(
            "Something that was typed cannot be meant. Mend it first."
        ),
        "breaches": _("Not in order"),
        "noBreaches": _("Nothing is out of order in what is known so far."),
        "mend": _("To mend:"),
        "verdict": _("What do you say?"),
        "verdict_confirmed": _("I confirm this"),
        "verdict_deviates": _("I see it otherwise"),
        "verdictWhy": _("Why do you see it otherwise?"),
        "verdictWhyHelp": _("The reason comes into the report."),
        "actFrom": _("Unsafe? Act now"),
        "promptsTitle": _("Reason to look"),
        "adviceTitle": _("Advice and private standards: {count}"),
        "adviceAbout": _("This is no offence."),
        "meetsTitle": _("In order: {count}"),
        "unknownTitle": _("Cannot be judged yet: {count}"),
        "norm_law": _("law"),
        "norm_local": _("rule of the municipality"),
        "norm_private": _("private standard"),
        "norm_policy": _("advice"),
        "tornFacts": _(
            "Facts with two answers count as unknown: {count}. Settle them first."
        ),
        "unreadableFacts": _(
            "Answers that the norms cannot read count as unknown: {count}."
        ),
        "conflictsLead": _(
            "Look together, and tap the answer that is right. The other one stays in"
            " the history."
        ),
        "noConflicts": _("Nowhere are there two answers."),
        "actLead": _("For what cannot wait. Safety of people first."),
        "phones": _("Phone"),
        "actPhone": _("Telephone number"),
        "actCall": _("Phone {number}"),
        "actNew": _("Write down what had to be done at once"),
        "actNone": _("Nothing yet."),
        "actNumber": _("At once {number}"),
        "actWhat": _("What is the danger, and what must happen?"),
        "actWho": _("Who does it?"),
        "actPhonedNow": _("I phoned just now"),
        "actPhoned": _("Phoned at {when}."),
    }
