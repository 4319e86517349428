"""The public form: one step a page, and nothing kept before the report is sent."""

import time
from dataclasses import dataclass

from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from onderdak.foundation.documents.contract import (
    MOST_BYTES,
    PhotoRefused,
    photo_taken_in,
)
from onderdak.kernel.errors import UserError
from onderdak.supervision.desk.contract.public import (
    MOST_PHOTOS,
    DeskTexts,
    Taken,
    categories_of,
    in_groups,
    report_in_public,
    takes_reports,
)
from onderdak.web.desk.public import brake
from onderdak.web.desk.public.door import (
    TownAsked,
    from_elsewhere,
    long_day,
    page,
    texts_for,
    told,
    town_of,
)
from onderdak.web.desk.public.filled import Filled, cleaned, read_filled
from onderdak.web.desk.public.sealed import Lapsed
from onderdak.web.desk.public.shown import (
    MEGABYTES,
    errors_in,
    place_context,
    step_context,
)
from onderdak.web.desk.public.steps import (
    Desk,
    Slip,
    StepName,
    first_with_slips,
    slips_of,
    taken,
)

# Together the photos travel in a form of at most 5 MB, a third larger as text.
_MOST_SEALED = 3_300_000
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Asking:
    """One request for a step of the form."""

    request: HttpRequest
    town: TownAsked
    desk: Desk
    texts: DeskTexts
    now: int


# No cookie proves who this is, so there is nothing that another page could ride on.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: HttpRequest, town: str) -> HttpResponse:
    """The form from its first step to the code."""
    where = town_of(town)
    texts = texts_for(request, _language(request))
    if where is None:
        raise Http404
    texts = texts.about(town=where.name)
    if not takes_reports(where.code, timezone.localdate()):
        return told(request, texts, "closed_text", status=404)
    desk = Desk(where.code, list(categories_of(where.code)))
    if not desk.categories:
        return told(request, texts, "closed_text", status=404)
    asking = Asking(request, where, desk, texts, int(time.time()))
    if request.method != "POST":
        return _step(asking, StepName.CATEGORY, Filled())
    return _posted(asking)


def _language(request: HttpRequest) -> str:
    return request.POST.get("language") or request.POST.get("lang", "")


def _posted(asking: Asking) -> HttpResponse:
    request = asking.request
    if from_elsewhere(request):
        return told(request, asking.texts, "expired", status=403)
    post = request.POST
    draft = post.get("do") == "resume"
    try:
        filled = read_filled(post, asking.town.code, asking.now, draft=draft)
    except Lapsed:
        slip = Slip("category", "expired")
        return _step(asking, StepName.CATEGORY, Filled(), [slip])
    if not brake.PAGES.count(request):
        return _step(asking, _step_of(post.get("step", "")), filled, busy=True)
    if pot := cleaned(post.get("website", ""), _LONGEST_NAME):
        return _with_pot(asking, filled, pot)
    return _move(asking, filled, draft)


def _with_pot(asking: Asking, filled: Filled, pot: str) -> HttpResponse:
    """What no person sees was filled in, by a program or by a helpful browser.

    Nothing goes on, and nothing is said to be sent: the field is shown, to be emptied.
    """
    step = _step_of(asking.request.POST.get("step", ""))
    typed = taken(step, asking.request.POST, filled, asking.desk)
    return _step(asking, step, typed, [Slip("website", "pot_filled")], pot=pot)


def _step_of(name: str) -> StepName:
    return StepName(name) if name in set(StepName) else StepName.CATEGORY


def _move(asking: Asking, before: Filled, draft: bool) -> HttpResponse:
    post, desk = asking.request.POST, asking.desk
    step = _step_of(post.get("step", ""))
    if draft:
        return _step(asking, first_with_slips(before, desk) or StepName.CHECK, before)
    filled = taken(step, post, before, desk)
    slips: list[Slip] = []
    if step is StepName.PHOTOS:
        filled, slips = _with_photos(asking, filled)
    do, _dash, which = post.get("do", "next").partition("-")
    if post.get("language") or do in ("search", "remove") or slips:
        return _step(asking, step, filled, slips)
    if do == "keep" and not desk.watched(filled):
        return _step(asking, step, filled.but(keep=True))
    steps = desk.steps(filled)
    at = steps.index(step) if step in steps else 0
    if do == "back":
        return _step(asking, steps[max(0, at - 1)], filled)
    if do == "to":
        return _step(asking, _step_of(which), filled)
    if slips := slips_of(step, filled, desk):
        return _step(asking, step, filled, slips)
    if step is StepName.CHECK:
        return _send(asking, filled)
    return _step(asking, steps[at + 1], filled)


def _with_photos(asking: Asking, filled: Filled) -> tuple[Filled, list[Slip]]:
    """What was chosen now is drawn anew and sealed; of what will not do it is told."""
    do, _dash, which = asking.request.POST.get("do", "").partition("-")
    if do == "remove" and which.isdecimal():
        kept = [p for at, p in enumerate(filled.photos, 1) if at != int(which)]
        filled = filled.but(photos=tuple(kept))
    slips = []
    for file in filter(None, asking.request.FILES.getlist("files")):
        made, why = _with_photo(asking, filled, file)
        filled = made or filled
        if why:
            name = cleaned(file.name or "", _LONGEST_NAME)
            values = {"file": name, "most": MOST_PHOTOS, "megabytes": MEGABYTES}
            slips.append(Slip("files", f"error_photo_{why}", values))
    return filled, slips


def _with_photo(
    asking: Asking, filled: Filled, file: "File[bytes]"
) -> tuple[Filled | None, str]:
    """One photo more, or a word why not."""
    if len(filled.photos) >= MOST_PHOTOS:
        return None, "full"
    try:
        picture = photo_taken_in(_content(file))
    except PhotoRefused as refused:
        return None, refused.reason
    except UserError:  # nobody can look at it now
        return None, "later"
    made = filled.with_photo(picture, asking.town.code, asking.now)
    if sum(len(each) for each in made.photos) > _MOST_SEALED * 4 // 3:
        return None, "full"
    return made, ""


def _content(file: "File[bytes]") -> bytes:
    # One byte more than may be: what is too large is refused, never cut off.
    return bytes(file.read(MOST_BYTES + 1))


def _send(asking: Asking, filled: Filled) -> HttpResponse:
    wrong = first_with_slips(filled, asking.desk)
    if wrong:
        return _step(asking, wrong, filled, slips_of(wrong, filled, asking.desk))
    if not brake.SENDING.count(asking.request):
        return _step(asking, StepName.CHECK, filled, busy=True)
    new = filled.as_report(asking.town.code, asking.texts.language.code, asking.now)
    made = report_in_public(asking.town.code, new, filled.code, timezone.now())
    return _sent(asking, filled, made)


def _sent(asking: Asking, filled: Filled, made: Taken) -> HttpResponse:
    texts = asking.texts
    context = {
        "number": texts.say("sent_number", number=made.number),
        "code": in_groups(made.code),
        "due": texts.say("sent_due", day=long_day(texts, made.due_on)),
        "mailed": bool(filled.updates and filled.email),
        "watched": asking.desk.watched(filled),
        "town": asking.town,
    }
    return page(asking.request, "desk/public/sent.html", texts, context)


def _step(
    asking: Asking,
    step: StepName,
    filled: Filled,
    slips: list[Slip] | None = None,
    *,
    busy: bool = False,
    pot: str = "",
) -> HttpResponse:
    texts, desk = asking.texts, asking.desk
    errors = errors_in(slips or [], texts)
    steps = desk.steps(filled)
    watched = desk.watched(filled)
    context = {
        "step": step,
        "part": f"desk/public/steps/{step}.html",
        "title": texts[f"{step}_title"],
        "number": steps.index(step) + 1 if step in steps else 1,
        "of": len(steps),
        "first": step is StepName.CATEGORY,
        "filled": filled,
        "state": filled.sealed(asking.town.code, asking.now),
        "photos": [
            (
                token,
                small,
                texts.say("photo_number", number=at),
                texts.say("photo_remove", number=at),
            )
            for at, (token, small) in enumerate(
                filled.shown(asking.town.code, asking.now), 1
            )
        ],
        "errors": errors,
        "busy": busy,
        "pot": pot,
        "watched": watched,
        "may_keep": not watched and step is not StepName.CATEGORY,
        "town": asking.town,
        **step_context(step, filled, desk, texts, errors),
    }
    status = 429 if busy else 200
    return page(asking.request, "desk/public/step.html", texts, context, status=status)


# As with the form: nothing of anybody is shown, and no cookie is looked at.
@csrf_exempt
@require_http_methods(["POST"])
def report_addresses(request: HttpRequest, town: str) -> HttpResponse:
    """Addresses while somebody types; asked in a form, so that no log keeps them."""
    where = town_of(town)
    if where is None:
        raise Http404
    texts = texts_for(request, _language(request)).about(town=where.name)
    if from_elsewhere(request) or not brake.SEARCHING.count(request):
        return told(request, texts, "too_often", status=429)
    sought = cleaned(request.POST.get("sought", ""), 120)
    filled, desk = Filled(sought=sought), Desk(where.code, ())
    context = place_context(filled, desk, texts)
    return page(request, "desk/public/steps/found.html", texts, context)


def report_url(town: TownAsked) -> str:
    """Where a municipality's form is found."""
    return reverse("report", args=[town.slug])
