"""How the ranking is used: on or off, how many a week, and how many by lot."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import check_may
from onderdak.supervision.picture.contract.ranking import (
    SWITCH_RANKING,
    USE_POINT_SET,
    set_ranking,
    setting_of,
    switch_ranking,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.picture.ranking.frame import crumbs, to_points, town_of
from onderdak.web.picture.ranking.points_acts import WhyForm

_MOST_SHARE = 50


class SettingForm(WhyForm):
    """How many addresses a week, and which part of them by lot."""

    field_order = ("capacity", "share", "why")
    capacity = forms.IntegerField(
        label=gettext_lazy("How many addresses can you look at in a week?"),
        min_value=1,
        max_value=10_000,
        help_text=gettext_lazy("Papers, letters and visits together."),
    )
    share = forms.IntegerField(
        label=gettext_lazy("Which part is drawn by lot, in percent?"),
        min_value=0,
        max_value=_MOST_SHARE,
        help_text=gettext_lazy(
            "Only from locations under periodic supervision; it begins with the papers"
            " and a letter. With 0 nobody can say how much better than chance the list"
            " is."
        ),
    )


@with_task
def setting(request: Request) -> HttpResponse:
    """Set capacity and lot, with the reason."""
    on, town = localdate(), town_of(request)
    check_may(request.actor, USE_POINT_SET, municipality=town)
    found = setting_of(by=request.actor, municipality=town, on=on)
    form = SettingForm(
        request.POST if request.method == "POST" else None,
        initial={"capacity": found.capacity, "share": found.random_share // 10},
    )

    def change() -> str:
        set_ranking(
            by=request.actor,
            municipality=town,
            capacity=form.cleaned_data["capacity"],
            random_share=form.cleaned_data["share"] * 10,
            why=form.cleaned_data["why"],
            today=on,
        )
        return reverse("ranking_points")

    context = {
        "title": _("Capacity and lot"),
        "lead": _("This counts for lists that are made from now on."),
        "submit": _("Keep"),
        "breadcrumbs": crumbs(to_points(), last=_("Capacity and lot")),
    }
    return ask(request, form, context, done=_("That is kept."), change=change)


@with_task
def switch(request: Request) -> HttpResponse:
    """Switch the whole ranking off or on, with the reason."""
    on, town = localdate(), town_of(request)
    check_may(request.actor, SWITCH_RANKING, municipality=town)
    is_on = setting_of(by=request.actor, municipality=town, on=on).on
    form = WhyForm(request.POST if request.method == "POST" else None)

    def change() -> str:
        switch_ranking(
            by=request.actor,
            municipality=town,
            on=not is_on,
            why=form.cleaned_data["why"],
            today=on,
        )
        return reverse("ranking_points")

    title = _("Switch the ranking off") if is_on else _("Switch the ranking on")
    context = {
        "title": title,
        "lead": _("From now on nobody makes or uses a list. The reason is public.")
        if is_on
        else _("From now on lists can be made with the points in use."),
        "submit": title,
        "breadcrumbs": crumbs(to_points(), last=title),
    }
    done = _("The ranking is off.") if is_on else _("The ranking is on.")
    return ask(request, form, context, done=done, change=change)
