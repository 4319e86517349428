"""The forms of a letter: its words, who gets it, and what becomes of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.letters import (
    HOWS,
    TASKS,
    DraftOn,
    How,
    Remedy,
    TaskKind,
    Wording,
)
from onderdak.web.enforcement.fact_forms import FactsForm, first_facts
from onderdak.web.enforcement.fields import (
    DayField,
    FactAsked,
    words_field,
    yes_no,
)
from onderdak.web.enforcement.letters.words import REMEDIES
from onderdak.web.enforcement.wording import listed

_EDIT = "section-"
_ARRIVED, _BACK = "arrived", "back"


class WordsForm(FactsForm):
    """What a letter says: the facts of its step, and its words where they differ."""

    use_required_attribute = False

    recipient = words_field(
        gettext_lazy("Who gets it"),
        5,
        max_length=800,
        help_text=gettext_lazy("Each line as it stands on the envelope. It is sealed."),
    )
    own = words_field(
        gettext_lazy("Why, in the words of this case"),
        8,
        max_length=8000,
        required=False,
        help_text=gettext_lazy(
            "What was found, what was weighed, and why this is needed. A decision"
            " without this does not go out."
        ),
    )
    remedy = forms.ChoiceField(
        label=gettext_lazy("What is open against it"), widget=forms.RadioSelect
    )
    contact = forms.CharField(
        label=gettext_lazy("Who to call about this letter"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Empty: as it stands in the letterhead."),
    )

    def __init__(
        self, data: Any, *, draft: DraftOn, facts: Iterable[FactAsked]
    ) -> None:
        first = {
            "recipient": "\n".join(draft.words.recipient),
            "own": draft.words.own,
            "remedy": draft.letter.row.remedy,
            "contact": draft.letter.row.contact,
        }
        super().__init__(data, initial=first | first_facts(draft.facts))
        self.ask(facts)
        asked = [name for name in self.fields if name not in self.base_fields]
        self.order_fields(asked)
        remedy = self.fields["remedy"]
        if isinstance(remedy, forms.ChoiceField):
            remedy.choices = [
                (each.value, str(REMEDIES[each])) for each in draft.remedies
            ]
        if len(draft.remedies) == 1:
            del self.fields["remedy"]
        self.sections = [each for each in draft.sections if each.said]
        for each in self.sections:
            title = each.title or _("Section “%(key)s”") % {"key": each.key}
            self.fields[f"{_EDIT}{each.key}"] = words_field(
                title,
                4,
                max_length=4000,
                required=False,
                initial=each.words,
                help_text=_("As usual: %(words)s") % {"words": each.usual},
            )

    def wording(self, draft: DraftOn) -> Wording:
        """What was written; sections this letter does not say stay as they were."""
        given = self.cleaned_data
        kept = {
            each.key: each.words
            for each in draft.sections
            if not each.said and each.words
        }
        edits = {each.key: given[f"{_EDIT}{each.key}"] for each in self.sections}
        remedy = given.get("remedy")
        return Wording(
            own=given["own"],
            edits=kept | {key: words for key, words in edits.items() if words},
            remedy=Remedy(remedy) if remedy else None,
            contact=given["contact"],
            recipient=str(given["recipient"]).splitlines(),
        )


class SendBackForm(forms.Form):
    """What has to be different."""

    words = words_field(
        gettext_lazy("What has to be different"),
        4,
        max_length=1000,
        help_text=gettext_lazy("Who wrote the letter reads this."),
    )


class WithdrawForm(forms.Form):
    """Why a letter does not go out."""

    words = words_field(gettext_lazy("Why it does not go out"), max_length=1000)


def _how() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("In which way"),
        choices=lambda: listed(HOWS),
        widget=forms.RadioSelect,
    )


class DispatchForm(forms.Form):
    """On which day a letter goes out, and in which way."""

    on_day = DayField(
        label=gettext_lazy("Day on which it goes out"),
        help_text=gettext_lazy("Terms count from this day (art. 3:41 Awb)."),
    )
    how = _how()

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"on_day": on, "how": How.REGISTERED.value})


class DeliveryForm(forms.Form):
    """Whether a letter arrived, or came back."""

    came = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (_ARRIVED, gettext_lazy("It arrived")),
            (_BACK, gettext_lazy("It came back")),
        ],
        widget=forms.RadioSelect,
    )
    on_day = DayField(label=gettext_lazy("Day"))
    words = words_field(
        gettext_lazy("How you know, or why it came back"),
        2,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Needed when it came back: what stood on it."),
    )
    task = forms.ChoiceField(
        label=gettext_lazy("What is to be done when it came back"),
        choices=lambda: [("", _("nothing: it arrived")), *listed(TASKS)],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"on_day": on, "task": ""})

    def clean(self) -> dict[str, Any]:
        """Of what came back one says why, and what is to be done."""
        given = super().clean() or {}
        if given.get("came") != _BACK:
            return given
        if not given.get("words"):
            self.add_error("words", _("Say why it came back."))
        if not given.get("task"):
            self.add_error("task", _("Say what is to be done."))
        return given

    @property
    def arrived(self) -> bool:
        """Whether it arrived."""
        return bool(self.cleaned_data["came"] == _ARRIVED)

    @property
    def to_do(self) -> TaskKind | None:
        """What is to be done about a letter that came back."""
        return None if self.arrived else TaskKind(self.cleaned_data["task"])


class AgainForm(forms.Form):
    """Sending a letter once more, to the same or another address."""

    on_day = DayField(label=gettext_lazy("Day on which it goes out"))
    how = _how()
    recipient = words_field(
        gettext_lazy("Another address"),
        4,
        max_length=800,
        required=False,
        help_text=gettext_lazy("Empty: to the same address as before."),
    )
    made_known = yes_no(
        gettext_lazy("Was the address of the first sending wrong?"),
        help_text=gettext_lazy(
            "Yes: the letter is made known only now, and terms count from this day."
            " No: terms go on counting from the first day (art. 3:41 Awb)."
        ),
    )

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"on_day": on})

    @property
    def lines(self) -> Sequence[str] | None:
        """The lines of another address; None for the same one."""
        written = str(self.cleaned_data["recipient"]).strip()
        return written.splitlines() if written else None


class SettleForm(forms.Form):
    """What came of a letter that came back."""

    outcome = words_field(gettext_lazy("What came of it"), max_length=1000)
