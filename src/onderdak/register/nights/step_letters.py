"""The letter and the mail that go with a step of the ladder.

In Dutch, and in English for a manager who reads that: friendly, with what to do, until
when, and where help is. A warning says that it is one.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from onderdak.foundation.documents.contract import (
    LETTER,
    Letter,
    Part,
    Rendered,
    Sender,
    as_attachment,
    facts,
    paragraph,
    render,
    steps,
)
from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    in_language,
    scope,
)
from onderdak.foundation.outbox.contract import File, Message
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import Text, text
from onderdak.register.nights.domain.ladder import Step
from onderdak.register.nights.domain.permissions import SEE_COUNTS, SEE_OWN_GUESTS
from onderdak.register.nights.models import ComplianceStep
from onderdak.register.nights.telling import mail_to, only, people_of_provider

# Within this time the letter may still be on its way to the outbox.
_SOON = timedelta(minutes=10)

Payload = Mapping[str, str | int | None]

_SUBJECTS: Mapping[Step, Text] = {
    Step.CAMPAIGN: text("The night register: how it works"),
    Step.REMINDER: text("A reminder: the night register"),
    Step.TALK: text("An invitation to talk about the night register"),
    Step.WARNING: text("A warning about the night register"),
}
_BEGINNINGS: Mapping[Step, Text] = {
    Step.CAMPAIGN: text(
        "Whoever houses people for a living keeps a night register. It shows who is in"
        " a building when there is a fire, and it helps guests to register in time."
    ),
    Step.REMINDER: text("We noticed something in your night register."),
    Step.TALK: text(
        "We would like to hear what makes it difficult to keep the night register."
        " Please call or write to us for an appointment."
    ),
    Step.WARNING: text(
        "We wrote to you before about your night register. This is a warning: when it"
        " does not change, the municipality decides what comes next."
    ),
}


def step_for(*, by: Actor, step: int) -> ComplianceStep:
    """A step, for its provider or its municipality.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see it.
    """
    found = (
        ComplianceStep.objects.filter(pk=step)
        .select_related("municipality", "provider")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such step here."))
    if found.municipality_id in by.municipalities:
        check_may(by, SEE_COUNTS, municipality=found.municipality_id)
    else:
        check_may(by, SEE_OWN_GUESTS, provider=found.provider_id)
    return found


def letter_of(step: ComplianceStep, language: str) -> Rendered:
    """The letter that goes with a step, as a PDF."""
    kind = Step(step.step)
    with translation.override(language):
        subject = in_language(_SUBJECTS[kind])
        letter = Letter(
            sender=Sender(step.municipality.name, (_gemeente(),)),
            recipient=(step.provider.name,),
            reference=f"NR-{step.pk}",
            parts=[_part(step, kind, subject, language)],
            signed_by=(step.municipality.name,),
            room_to_sign=False,
        )
        return render(LETTER, letter, language=language, title=subject, on=step.on)


def _gemeente() -> str:
    return in_language(text("Municipality"))


def _part(step: ComplianceStep, kind: Step, subject: str, language: str) -> Part:
    return Part(
        language=language,
        subject=subject,
        salutation=in_language(text("Dear Sir or Madam,")),
        closing=in_language(text("Kind regards,")),
        blocks=[
            paragraph(in_language(_BEGINNINGS[kind])),
            paragraph(step.why),
            facts((in_language(text("Time to respond until")), step.respond_by)),
            paragraph(in_language(text("What you can do:"))),
            steps(
                in_language(text("Sign in at %(link)s.", link=settings.BASE_URL)),
                in_language(
                    text(
                        "Declare who stays with you: by phone, with a file, or an API."
                    )
                ),
                in_language(text("Does something not work? Tell us, we help.")),
            ),
        ],
    )


def tell_of_step(event: Payload) -> None:
    """Send the provider the letter of a step that was taken."""
    town, provider = str(event["municipality"]), int(event["provider"] or 0)
    with scope(only(town, provider)):
        step = ComplianceStep.objects.select_related("municipality", "provider").get(
            pk=int(event["step"] or 0)
        )
        for email, language in people_of_provider(provider):
            letter = as_attachment(letter_of(step, language), f"step-{step.pk}")
            mail_to(
                email,
                language,
                _SUBJECTS[Step(step.step)],
                _body(step),
                f"step {step.pk}",
                municipality=town,
                provider=provider,
                attachments=[File(letter.name, letter.media_type, letter.content)],
            )


def steps_told_to_nobody(steps: Iterable[ComplianceStep], now: datetime) -> set[int]:
    """Steps that nobody could be mailed about: no address is known, and no manager."""
    due = {f"step {step.pk}": step.pk for step in steps if step.taken_at < now - _SOON}
    mailed = Message.objects.filter(about__in=due).values_list("about", flat=True)
    return {number for about, number in due.items() if about not in set(mailed)}


def _body(step: ComplianceStep) -> list[Text]:
    return [
        _BEGINNINGS[Step(step.step)],
        text("%(why)s", why=step.why),
        text("You have time to respond until %(day)s.", day=step.respond_by),
        text("Sign in at %(link)s.", link=settings.BASE_URL),
        text("%(municipality)s", municipality=step.municipality.name),
    ]
