"""Mail to a reporter: that there is news, and nothing else.

The subject and text say neither what it is about nor which report it is, for somebody
else may read the mail. It is sent only to who asked for it.
"""

from collections.abc import Mapping

from django.conf import settings

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.outbox.contract import send_mail
from onderdak.foundation.privacy.contract import SealedWords, open_for_town
from onderdak.supervision.desk.contacts import CONTACT
from onderdak.supervision.desk.models import Contact
from onderdak.supervision.desk.texts import desk_texts_in

# On these a reporter hears that there is something to read.
NEWS = ("desk.question_asked", "desk.report_answered", "desk.report_closed")


def tell_reporter(event: Mapping[str, str | int | None]) -> None:
    """Mail the reporter of a report, in their own language, that there is news."""
    town, report = str(event["municipality"]), int(event["report"] or 0)
    with scope(Scope(municipalities=frozenset({town}))):
        found = (
            Contact.objects.filter(report=report, mail_updates=True)
            .select_related("report")
            .first()
        )
        if found is None:
            return
        email = contact_words(found).get("email", "")
        texts = desk_texts_in(found.report.language)
        link = f"{settings.BASE_URL}/report/follow/?lang={texts.language.code}"
        if email:
            send_mail(
                to=email,
                subject=texts["mail_subject"],
                body=texts.say("mail_body", link=link) + "\n",
                kind="news",
                municipality=town,
                secret=True,
            )


def contact_words(found: Contact) -> dict[str, str]:
    """How the reporter may be reached; callers check who may see it, and log that."""
    sealed = SealedWords(bytes(found.sealed), bytes(found.row_key), found.key_version)
    row = f"report {found.report_id}"
    return open_for_town(found.municipality_id, CONTACT, row, sealed)
