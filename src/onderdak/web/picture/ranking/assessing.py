"""The privacy officer reads a set of points and says whether it may be used."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.kernel.errors import RoomClosed
from onderdak.supervision.picture.contract.ranking import (
    ASSESS_POINT_SET,
    Verdict,
    assess_point_set,
    point_set_for,
    set_in_use,
    waiting_assessments,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Todo
from onderdak.web.picture.ranking.frame import crumbs, to_points, town_of
from onderdak.web.picture.ranking.point_set import (
    effect_shown,
    facts_of,
    read_or_none,
    table_of,
)
from onderdak.web.picture.ranking.points import name_of
from onderdak.web.picture.ranking.points_tables import differences
from onderdak.web.picture.ranking.proposed import proposal_shown
from onderdak.web.picture.ranking.words import VERDICTS, day

MOST_BYTES = 10_000_000


class AssessForm(forms.Form):
    """The verdict, its day, and the file of the assessment."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your verdict"),
        choices=lambda: [(each.value, str(VERDICTS[each])) for each in Verdict],
        widget=forms.RadioSelect,
    )
    on_date = forms.DateField(
        label=gettext_lazy("Day of the assessment"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    words = forms.CharField(
        label=gettext_lazy("What you say of it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Who made the set reads this. No names of people."),
    )
    file = forms.FileField(
        label=gettext_lazy("File of the assessment"),
        help_text=gettext_lazy(
            "The assessment itself, such as a DPIA or an IAMA: a PDF or a text file of"
            " at most 10 MB."
        ),
    )

    def clean_file(self) -> object:
        """A file that is not too large."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB."))
        return given


@with_task
def assess(request: Request, pk: int) -> HttpResponse:
    """Read a set that waits, and approve or refuse it."""
    on, actor = localdate(), request.actor
    check_may(actor, ASSESS_POINT_SET, municipality=town_of(request))
    found = point_set_for(by=actor, number=pk, on=on)
    read, in_use = read_or_none(found), set_in_use(found.municipality_id)
    before = read_or_none(in_use) if in_use and in_use.pk != found.pk else None
    posted = request.method == "POST"
    form = AssessForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"on_date": on},
    )

    def change() -> str:
        given = form.cleaned_data
        assess_point_set(
            by=actor,
            point_set=found,
            verdict=Verdict(given["verdict"]),
            on_date=given["on_date"],
            words=given["words"],
            file=given["file"].read(),
            filename=given["file"].name,
            today=on,
        )
        return reverse("ranking_point_set", args=[pk])

    title = _("Assess %(set)s") % {"set": name_of(found)}
    context = {
        "title": title,
        "breadcrumbs": crumbs(to_points(), last=title),
        "facts": facts_of(found, read),
        "indicators": table_of(request, read, on),
        "differences": differences(before, read) if before and read else None,
        "effect": effect_shown(request, found, on),
        **(proposal_shown(request, found, on) if read else {}),
    }
    return ask(
        request,
        form,
        context,
        done=_("The assessment is recorded."),
        change=change,
        template="ranking/assess.html",
    )


def waiting_todos(actor: Actor, municipality: str) -> list[Todo]:
    """The sets that wait for the privacy officer, each one click from its page."""
    if not may(actor, ASSESS_POINT_SET, municipality=municipality):
        return []
    try:
        waiting = list(
            waiting_assessments(by=actor, municipality=municipality, on=localdate())
        )
    except RoomClosed:
        return []  # nobody answers for the picture here: nothing can wait
    return [
        Todo(
            _("Points for the ranking: %(set)s") % {"set": name_of(each)},
            reverse("ranking_assess", args=[each.pk]),
            due=_("handed in on %(day)s") % {"day": day(localdate(each.changed_at))},
            tag=_("approve or refuse"),
        )
        for each in waiting
    ]
