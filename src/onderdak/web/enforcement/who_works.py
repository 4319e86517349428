"""Who works here, for a form that asks for somebody."""

from django import forms

from onderdak.supervision.enforcement.contract.people import who_looks_after
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.fields import offer_people
from onderdak.web.enforcement.pages import town


def offer_who_works(request: Request, form: forms.BaseForm) -> None:
    """Let each question for a person offer who looks after people here."""
    found = who_looks_after(by=request.actor, municipality=town(request))
    offer_people(form, [(user.pk, user.name or user.email) for user in found])
