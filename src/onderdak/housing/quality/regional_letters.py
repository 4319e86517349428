"""The letter and the mail that go with a decision on the regional certificate.

Objecting is only spoken of where the certificate is a decision under the Awb here;
elsewhere the letter says that it is a mark under a covenant.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from django.conf import settings
from django.utils import translation

from onderdak.foundation.documents.contract import (
    LETTER,
    Block,
    Letter,
    Part,
    Rendered,
    Sender,
    as_attachment,
    bullets,
    facts,
    heading,
    paragraph,
    render,
    written_date,
)
from onderdak.foundation.identity.contract import (
    Scope,
    in_language,
    local_value,
    scope,
)
from onderdak.foundation.outbox.contract import File, send_mail
from onderdak.housing.quality.domain.regional import Outcome
from onderdak.housing.quality.domain.together import (
    told_once,
    units_in,
    units_told,
)
from onderdak.housing.quality.models import RegionalDecision
from onderdak.housing.quality.receivers import receivers_of
from onderdak.housing.quality.regional_criteria import titles_of
from onderdak.housing.quality.regional_queries import criteria_kept
from onderdak.kernel.calendar import term_end
from onderdak.kernel.text import Text, msgid, text

Payload = Mapping[str, str | int | None]
OBJECTION = "terms.objection"
_EQUATED = "terms.equated_days"
_SUBJECTS: Mapping[Outcome, Text] = {
    Outcome.GRANTED: text("You receive the regional certificate"),
    Outcome.REFUSED: text("You do not receive the regional certificate"),
    Outcome.WITHDRAWN: text("The regional certificate is withdrawn"),
}
_BEGINNINGS: Mapping[Outcome, Text] = {
    Outcome.GRANTED: text(
        "You asked for the regional certificate for your location. We looked at it by"
        " the criteria of the region. It meets them, so you receive the certificate."
    ),
    Outcome.REFUSED: text(
        "You asked for the regional certificate for your location. We looked at it by"
        " the criteria of the region. You do not receive the certificate now."
    ),
    Outcome.WITHDRAWN: text(
        "Your location had the regional certificate. We withdraw it. From today on you"
        " may not say any longer that this location has it."
    ),
}


def letter_of_decision(decision: RegionalDecision, language: str) -> Rendered:
    """The letter of a decision, as a PDF."""
    with translation.override(language):
        subject = in_language(_SUBJECTS[Outcome(decision.outcome)])
        letter = Letter(
            sender=Sender(_town(decision)),
            recipient=(decision.provider.name,),
            reference=reference_of(decision),
            parts=[
                Part(
                    language=language,
                    subject=subject,
                    salutation=_said("Dear Sir or Madam,"),
                    closing=_said("Kind regards,"),
                    blocks=list(_blocks(decision)),
                )
            ],
            signed_by=(_town(decision),),
            room_to_sign=False,
        )
        return render(
            LETTER, letter, language=language, title=subject, on=decision.decided_on
        )


def _town(decision: RegionalDecision) -> str:
    return _said("Municipality of %(name)s", name=decision.municipality.name)


def reference_of(decision: RegionalDecision) -> str:
    """The number by which a letter is found again."""
    return f"RC-{decision.application_id}/{decision.pk}"


def _said(msgid: str, **params: object) -> str:
    return in_language(text(msgid, **params))


def _blocks(decision: RegionalDecision) -> Iterator[Block]:
    outcome = Outcome(decision.outcome)
    yield paragraph(in_language(_BEGINNINGS[outcome]))
    yield facts(*_facts(decision))
    if decision.reasons:
        yield heading(_said("Why"))
        yield paragraph(decision.reasons)
    if outcome is not Outcome.WITHDRAWN:
        yield heading(_said("What we looked at"))
        yield bullets(*_judged(decision))
    if outcome is Outcome.REFUSED:
        yield paragraph(
            _said("When you have mended this, you can ask for the certificate again.")
        )
    if outcome is Outcome.GRANTED and not decision.is_awb:
        yield heading(_said("What this certificate is"))
        yield paragraph(
            _said(
                "This certificate is a mark under the covenant that you signed. It is"
                " not a permit, and it takes the place of none."
            )
        )
        return
    yield heading(_said("If you do not agree"))
    yield paragraph(in_language(_recourse(decision)))


def _facts(decision: RegionalDecision) -> Iterator[tuple[str, object]]:
    application = decision.application
    yield _said("Location"), application.location.name
    yield _said("Address"), application.location.address.in_full
    yield _said("Asked on"), application.applied_on
    yield _said("Decided on"), decision.decided_on
    if decision.outcome == Outcome.GRANTED:
        yield _said("Holds from"), decision.valid_from
        yield _said("Holds until, not including"), decision.valid_until


_WORDS: Mapping[str, str] = {
    "meets": msgid("%(rule)s: meets the norm"),
    "breaches": msgid("%(rule)s: does not meet the norm"),
    "cannot_judge": msgid("%(rule)s: could not be judged"),
    "by_hand": msgid("%(rule)s: was not judged"),
    "not_applicable": msgid("%(rule)s: does not apply here"),
}


def _judged(decision: RegionalDecision) -> Iterator[str]:
    language = translation.get_language() or "nl"
    criteria = criteria_kept(decision.assessment)
    of = units_in(found for each in criteria for found in each.findings)
    for each in sorted(criteria, key=lambda one: not one.fails):
        if each.met is not None:
            word = "meets" if each.met else "breaches"
            yield f"{in_language(_word(word, each.rule))}. {each.why}"
            continue
        told = [
            f"{words} {in_language(units_told(units, of))}" if units else words
            for words, units in told_once(each.decisive, language)
        ]
        judged = in_language(_word(each.judged.value, each.rule))
        yield " ".join([f"{judged}.", *told])


def _word(judged: str, rule: str) -> Text:
    language = translation.get_language() or "nl"
    titles = dict.fromkeys(title[language] for title in titles_of(rule))
    named = f"{'; '.join(titles)} ({rule})" if titles else rule
    return text(_WORDS[judged], rule=named)


def _recourse(decision: RegionalDecision) -> Text:
    """How one disagrees; the last day is counted from the day of the letter."""
    if not decision.is_awb:
        return text(
            "This certificate is a mark under the covenant that you signed. It is not"
            " a decision as meant in the Awb, so no objection can be made. Talk to us"
            " first. The covenant says what we do when we do not agree."
        )
    last = objection_until(decision)
    if last is None:
        return text("You can object to this decision with the municipality.")
    return text(
        "You can object to this decision with the municipality, until %(day)s. Write"
        " why you do not agree, and put your name, the date and the number of this"
        " letter above it.",
        day=written_date(last, translation.get_language() or "nl"),
    )


def objection_until(decision: RegionalDecision) -> date | None:
    """The last day of the term for objection (Awb art. 6:7, 6:8 and Atw)."""
    town, on = decision.municipality_id, decision.decided_on
    weeks = local_value(OBJECTION, municipality=town, on=on)
    if weeks is None or not isinstance(weeks.value, int):
        return None
    days = local_value(_EQUATED, municipality=town, on=on)
    equated = days.value if days is not None and isinstance(days.value, tuple) else ()
    return term_end(
        on,
        weeks=weeks.value,
        equated=[day for day in equated if isinstance(day, date)],
    ).last_day


def tell_of_regional_decision(event: Payload) -> None:
    """Send the provider the letter of what was decided."""
    town, provider = str(event["municipality"]), int(event["provider"] or 0)
    tenants = Scope(municipalities=frozenset({town}), providers=frozenset({provider}))
    with scope(tenants):
        decision = RegionalDecision.objects.select_related(
            "application__location", "assessment", "municipality", "provider"
        ).get(pk=int(event["decision"] or 0))
        for email, language in receivers_of(decision.provider):
            _mail(decision, email, language)


def _mail(decision: RegionalDecision, email: str, language: str) -> None:
    letter = as_attachment(letter_of_decision(decision, language), f"rc-{decision.pk}")
    link = f"{settings.BASE_URL}/regional/{decision.application_id}/"
    lines = [
        _BEGINNINGS[Outcome(decision.outcome)],
        text("The letter with this mail says more."),
        text("Look at it here: %(link)s", link=link),
        text("%(municipality)s", municipality=decision.municipality.name),
    ]
    with translation.override(language):
        send_mail(
            to=email,
            subject=in_language(_SUBJECTS[Outcome(decision.outcome)]),
            body="\n\n".join(in_language(line) for line in lines) + "\n",
            kind="regional decision",
            about=f"regional decision {decision.pk}",
            municipality=decision.municipality_id,
            provider=decision.provider_id,
            attachments=[File(letter.name, letter.media_type, letter.content)],
        )
