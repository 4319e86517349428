"""A report as its reporter follows it; the code travels in the form alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.foundation.identity.contract import municipality_names
from onderdak.kernel.errors import Conflict
from onderdak.supervision.desk.contract.public import (
    MOST_MESSAGE,
    DeskTexts,
    MessageKind,
    OwnReport,
    answer_by_code,
    own_report,
    reopen_by_code,
)
from onderdak.web.desk.public import brake
from onderdak.web.desk.public.door import (
    from_elsewhere,
    long_day,
    page,
    texts_for,
    told,
)
from onderdak.web.desk.public.filled import cleaned

_SAID = {
    MessageKind.QUESTION: "from_town",
    MessageKind.ANSWER: "from_you",
    MessageKind.RESULT: "result_of",
}
_LONGEST_CODE = 80


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow_report(request: HttpRequest) -> HttpResponse:
    """Enter the code; read how far it is, answer, or say that it is not solved."""
    post = request.POST
    texts = texts_for(request, post.get("language") or post.get("lang", ""))
    if request.method != "POST":
        return page(request, "desk/public/follow.html", texts, {})
    if (
        from_elsewhere(request)
        or not brake.FOLLOWING.count(request)
        or not brake.WRONG_CODES.is_free(request)
    ):
        return told(request, texts, "too_often", status=429)
    code = post.get("code", "")[:_LONGEST_CODE]
    at = timezone.now()
    found = own_report(code, timezone.localdate(at))
    if found is None:
        return _no_report(request, texts, code)
    done = _do(request, found, texts)
    if done.get("done"):
        found = own_report(code, timezone.localdate(at)) or found
    context = _context(found, texts) | done
    return page(request, "desk/public/follow.html", texts, context)


def _no_report(request: HttpRequest, texts: DeskTexts, code: str) -> HttpResponse:
    # A change of language before a code is typed is no try.
    wrong = bool(code.strip()) or request.POST.get("do") == "show"
    if wrong:
        brake.WRONG_CODES.count(request)
    context = {"wrong": wrong, "typed": code}
    return page(request, "desk/public/follow.html", texts, context)


def _do(request: HttpRequest, found: OwnReport, texts: DeskTexts) -> dict[str, Any]:
    """What a button did; what was typed is shown again where it did nothing."""
    post = request.POST
    message, unsolved = cleaned(post.get("message", "")), cleaned(post.get("why", ""))
    typed = {"message": message, "why": unsolved}
    do = "" if post.get("language") else post.get("do", "")
    language = texts.language.code
    if do == "answer":
        if problem := _problem(message, texts):
            return typed | {"message_error": problem}
        sent = answer_by_code(
            found.code, message=message, language=language, at=timezone.now()
        )
        if not sent:
            return typed | {"message_error": texts["too_often"]}
        return {"done": texts["answer_sent"]}
    if do == "unsolved":
        if problem := _problem(unsolved, texts):
            return typed | {"why_error": problem}
        try:
            due = reopen_by_code(
                found.code, message=unsolved, language=language, at=timezone.now()
            )
        except Conflict:
            return typed | {"why_error": texts["unsolved_late"]}
        return {"done": texts.say("unsolved_sent", day=long_day(texts, due))}
    return typed


def _problem(message: str, texts: DeskTexts) -> str:
    if not message:
        return texts["answer_empty"]
    if len(message) > MOST_MESSAGE:
        return texts.say("error_long", most=MOST_MESSAGE)
    return ""


def _context(found: OwnReport, texts: DeskTexts) -> dict[str, Any]:
    last = found.reopens_until
    return {
        "report": found,
        "town_name": municipality_names().get(found.municipality, ""),
        "heading": texts.say("report_number", number=found.number),
        "stands": texts[f"state_{found.state}"],
        "received": texts.say("received_on", day=long_day(texts, found.received_on)),
        "due": texts.say("sent_due", day=long_day(texts, found.due_on))
        if found.is_open
        else "",
        "said": [
            (
                texts.say(
                    _SAID[each.kind],
                    day=long_day(texts, timezone.localdate(each.at)),
                ),
                each,
            )
            for each in found.messages
        ],
        "until": texts.say("unsolved_until", day=long_day(texts, last)) if last else "",
    }
