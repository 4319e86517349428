"""A step of an assessment: asked, answered, kept, and judged at once."""

from abc import ABC, abstractmethod
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.housing.quality.contract import (
    ROOMS,
    Seen,
    Statement,
    quality_of,
    state_facts,
)
from onderdak.housing.quality.contract.photos import About, add_photo
from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.rules import Of, Outcome
from onderdak.web.account.contract import Request
from onderdak.web.quality.assess.answers import answered_before, file_of_answers
from onderdak.web.quality.assess.forms import QuestionsForm, RoomsForms, SeenForm
from onderdak.web.quality.assess.steps import Step
from onderdak.web.quality.assess.task import Task, seen_form
from onderdak.web.quality.file.views import crumbs
from onderdak.web.quality.file.words import in_words, who_said
from onderdak.web.quality.photos.forms import PhotoForm, RoomPhotoForm
from onderdak.web.quality.photos.showing import photos_shown


class StepPage(ABC):
    """What every step has: the visit, the state of the task, what comes next."""

    template = "quality/assess_step.html"

    def __init__(
        self, request: Request, task: Task, step: Step, steps: list[Step]
    ) -> None:
        self.request, self.task, self.step, self.steps = request, task, step, steps
        self.seen = self._seen()
        self.problem: UserError | None = None
        self.given = (
            (request.POST, request.FILES) if request.method == "POST" else (None, None)
        )
        self.photo = PhotoForm(*self.given)

    def _seen(self) -> SeenForm | None:
        if self.task.of_house:
            return None
        if self.request.method == "POST":
            return SeenForm(self.request.POST, on=self.task.on)
        return seen_form(self.request, self.task)

    def answer(self) -> HttpResponse:
        """Show the step; when all of it is right, state it and go on."""
        if self.request.method == "POST" and self.is_sent() and self._all_right():
            try:
                with transaction.atomic():
                    written = self._state()
            except (NotAllowed, NotFound):
                raise
            except UserError as error:
                self.problem = error
            else:
                return self._go_on(written)
        if self.request.method == "POST":
            self.photo.ask_again()
        status = 422 if self.problem else 200
        return render(self.request, self.template, self._context(), status=status)

    def is_sent(self) -> bool:
        """Whether the answers are to be kept, and not only another row is asked."""
        return True

    def _all_right(self) -> bool:
        forms = [self.photo, *([self.seen] if self.seen else [])]
        return all([self.is_right(), *(form.is_valid() for form in forms)])

    @abstractmethod
    def is_right(self) -> bool:
        """Whether every answer can be read."""

    @abstractmethod
    def stated(self) -> tuple[dict[str, object], list[tuple[str, str]]]:
        """The answers as a facts file, and the facts that nobody knows."""

    @abstractmethod
    def shown(self) -> dict[str, object]:
        """The questions of the page."""

    def _state(self) -> int:
        facts, not_known = self.stated()
        given = self.seen.cleaned_data if self.seen else {}
        seen = Seen(
            self.task.source,
            given.get("seen_on", self.task.on),
            given.get("reference", ""),
        )
        self._add_photo(seen)
        return state_facts(
            by=self.task.by,
            location=self.task.location,
            facts=facts,
            seen=seen,
            on=self.task.on,
            not_known=not_known,
        )

    def _add_photo(self, seen: Seen) -> None:
        if self.photo.picture is None:
            return
        add_photo(
            by=self.task.by,
            location=self.task.location,
            picture=self.photo.picture,
            about=About(self.step.asked.name, self.step.place, self.photo.room),
            seen=seen,
            on=self.task.on,
        )

    def _go_on(self, written: int) -> HttpResponse:
        messages.success(self.request, self._told(written))
        place = self.steps.index(self.step)
        carried = self._carried_on()
        if place + 1 < len(self.steps) and "finish" not in self.request.POST:
            target = self.steps[place + 1].url(self.task.location.pk)
            return HttpResponseRedirect(target + carried)
        target = reverse("quality_file", args=[self.task.location.pk])
        return HttpResponseRedirect(target)

    def _carried_on(self) -> str:
        if self.seen is None:
            return ""
        given = self.seen.cleaned_data
        return "?" + urlencode(
            {"seen_on": given["seen_on"].isoformat(), "reference": given["reference"]}
        )

    def _told(self, written: int) -> str:
        """What was kept, and what the norms say of it at once."""
        task = self.task
        found = quality_of(by=task.by, location=task.location, on=task.on)
        asked = {fact.path for fact in self.step.asked.facts} | self._lists()
        about = [
            one
            for one in found.judgement.findings
            if (one.place or "") in ("", self.step.place)
            and asked & set(one.norm.facts)
        ]
        bad = [one for one in about if one.outcome is Outcome.BREACHES]
        kept = _("%(step)s is saved.") % {"step": self.step.title}
        if self.photo.picture is not None:
            kept = " ".join([kept, _("The photo is added.")])
        if not about:
            return kept
        met = sum(one.outcome is Outcome.MEETS for one in about)
        counts = _("Norms on this: %(met)d met, %(bad)d not met, %(open)d unknown.") % {
            "met": met,
            "bad": len(bad),
            "open": len(about) - met - len(bad),
        }
        return " ".join([kept, counts, *(in_words(one.text) for one in bad[:2])])

    def _lists(self) -> set[str]:
        return {"rooms"} if self.step.asked.of is Of.ROOM else set()

    def _same(self) -> dict[str, str]:
        """The unit before this one, whose answers may be taken over."""
        unit = self.step.unit
        if unit is None or (before := answered_before(self.task, unit)) is None:
            return {}
        asked = {"for": unit, **dict(self.request.GET.items())}
        url = reverse("quality_same", args=[self.task.location.pk, before])
        return {
            "same_url": f"{url}?{urlencode(asked)}",
            "same_as": self.task.units[before - 1],
        }

    def _context(self) -> dict[str, object]:
        pk = self.task.location.pk
        place = self.steps.index(self.step)
        return {
            "breadcrumbs": crumbs(self.task.location, self.step.title),
            "location": self.task.location,
            "step": self.step,
            "number": place + 1,
            "of": len(self.steps),
            "is_last": place + 1 == len(self.steps),
            "back_url": self.steps[place - 1].url(pk) if place else "",
            "all_url": reverse("quality_assess", args=[pk]),
            **self._same(),
            "of_house": self.task.of_house,
            "seen": self.seen,
            "problem": self.problem,
            "photo": self.photo,
            "photos": photos_shown(
                self.task.by,
                self.task.location,
                subject=self.step.asked.name,
                place=self.step.place,
            ),
            **self.shown(),
        }


class QuestionsPage(StepPage):
    """A step of questions, each with its own answer."""

    def __init__(
        self, request: Request, task: Task, step: Step, steps: list[Step]
    ) -> None:
        super().__init__(request, task, step, steps)
        self.form = QuestionsForm(
            step.asked.facts,
            task.own(step.place),
            task.hints(step.place),
            request.POST if request.method == "POST" else None,
        )

    def is_right(self) -> bool:
        return self.form.is_valid()

    def stated(self) -> tuple[dict[str, object], list[tuple[str, str]]]:
        answers = self.form.answers
        place = self.step.place
        kept = {
            path: value
            for path, value in answers.items()
            if value is not None and not self._is_derived(path, value)
        }
        not_known = [(place, path) for path, value in answers.items() if value is None]
        return file_of_answers(kept, place), not_known

    def _is_derived(self, path: str, value: object) -> bool:
        """What the night register says already need not be stated once more."""
        return any(
            one.counts.id is None
            and one.counts.source is self.task.source
            and (one.counts.place, one.counts.path) == (self.step.place, path)
            and one.counts.value == value
            for one in self.task.file.known
        )

    def shown(self) -> dict[str, object]:
        return {"form": self.form}


class RoomsPage(StepPage):
    """The rooms of a unit as a simple list."""

    template = "quality/assess_rooms.html"

    def __init__(
        self, request: Request, task: Task, step: Step, steps: list[Step]
    ) -> None:
        super().__init__(request, task, step, steps)
        before = task.own(step.place).get(ROOMS)
        self.others = None if before else self._said_by_others()
        if "copy" in request.GET and self.others is not None:
            before = self.others.value
        self.rooms = RoomsForms(
            step.asked.facts,
            before if isinstance(before, list) else [],
            request.POST if request.method == "POST" else None,
        )
        self.photo = RoomPhotoForm(*self.given, rows=self.rooms.numbered())

    def _said_by_others(self) -> Statement | None:
        """The list of rooms that counts, where another source stated it."""
        for one in self.task.file.known:
            if (one.counts.place, one.counts.path) == (self.step.place, ROOMS):
                return one.counts
        return None

    def is_sent(self) -> bool:
        return not {"add", "remove"} & self.request.POST.keys()

    def is_right(self) -> bool:
        return self.rooms.is_valid()

    def _with_copy(self) -> str:
        asked = self.request.GET.copy()
        asked["copy"] = "1"
        return asked.urlencode()

    def stated(self) -> tuple[dict[str, object], list[tuple[str, str]]]:
        place, rooms = self.step.place, self.rooms.rooms
        if not rooms:
            return {}, [(place, ROOMS)]
        return {"units": [{**({"name": place} if place else {}), "rooms": rooms}]}, []

    def shown(self) -> dict[str, object]:
        rows = self.rooms.numbered()
        return {
            "rows": rows,
            "forms": [row for _number, row in rows if row.is_bound and row.errors],
            "copy_from": who_said(self.others)
            if self.others is not None and self.request.method == "GET"
            else "",
            "copied": "copy" in self.request.GET,
            "copy_url": "?" + self._with_copy(),
        }
