"""The mail that identity sends: an invitation, in Dutch and in English."""

from django.conf import settings
from django.utils import translation

from onderdak.foundation.identity.language import in_language
from onderdak.foundation.outbox.contract import Queue, send_mail
from onderdak.kernel.text import Text, text

# Nobody knows yet which of the two the person who is invited reads.
_LANGUAGES = ("nl", "en")
_SUBJECT = text("An account for Onderdak")


def mail_invitation(
    *,
    number: int,
    email: str,
    secret: str,
    days: int,
    municipality: str | None = None,
    provider: int | None = None,
) -> None:
    """Mail the link of an invitation; its text is wiped once it is sent.

    Args:
        number: of the invitation.
        secret: the part of the link that opens it.
        days: how long the link works.
        municipality: whose mail it is; or the provider.
    """
    link = f"{settings.BASE_URL}/invitation/{secret}/"
    parts = [
        "\n\n".join(_in(language, each) for each in _sentences(link, days))
        for language in _LANGUAGES
    ]
    send_mail(
        to=email,
        subject=" / ".join(_in(language, _SUBJECT) for language in _LANGUAGES),
        body="\n\n---\n\n".join(parts) + "\n",
        kind="invitation",
        about=f"invitation {number}",
        queue=Queue.URGENT,
        municipality=municipality,
        provider=provider,
        secret=True,
    )


def _sentences(link: str, days: int) -> list[Text]:
    return [
        text("You are invited to work with Onderdak, the register of nights."),
        text("Open this link to make your account: %(link)s", link=link),
        text(
            "The link works once, for %(days)s days. Give it to nobody else.", days=days
        ),
        text("Did you not expect this? Then you need not do anything."),
    ]


def _in(language: str, sentence: Text) -> str:
    with translation.override(language):
        return in_language(sentence)
