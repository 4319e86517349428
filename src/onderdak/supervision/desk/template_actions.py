"""Texts that answers begin with: written once, in the languages of the desk."""

from collections.abc import Mapping
from datetime import datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS
from onderdak.supervision.desk.models import AnswerTemplate, Category
from onderdak.supervision.desk.texts import desk_texts

_MOST = 4000


@action
def write_template(
    *,
    by: Actor,
    municipality: str,
    title: str,
    category: str,
    texts: Mapping[str, str],
    at: datetime,
) -> int:
    """Write a text that answers can begin with; without category it is for all.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: there is one of this title already.
        Invalid: it has no Dutch text, or a language that the desk does not speak.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    kept = {
        code: words.strip()[:_MOST] for code, words in texts.items() if words.strip()
    }
    if not title.strip() or "nl" not in kept or set(kept) - set(desk_texts()):
        raise Invalid(text("A text to begin with has a title and at least Dutch."))
    if AnswerTemplate.objects.filter(
        municipality_id=municipality, title=title.strip(), active=True
    ).exists():
        raise Conflict(text("There is a text of this title already."))
    made = AnswerTemplate.objects.create(
        municipality_id=municipality,
        category=_category(municipality, category),
        title=title.strip()[:80],
        texts=kept,
        changed_at=at,
    )
    record_event(
        by=by,
        action="desk.write_template",
        object=f"template {made.pk}",
        municipality=municipality,
    )
    return made.pk


def _category(municipality: str, key: str) -> Category | None:
    if not key:
        return None
    found = Category.objects.filter(municipality_id=municipality, key=key).first()
    if found is None:
        raise NotFound(text("There is no category '%(key)s' here.", key=key))
    return found


@action
def put_template_away(
    *, by: Actor, municipality: str, template: int, at: datetime
) -> None:
    """Put a text away, so that no answer begins with it any more.

    Raises:
        NotAllowed: this person does not work at this desk.
        NotFound: there is no such text here.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    gone = AnswerTemplate.objects.filter(
        municipality_id=municipality, pk=template, active=True
    ).update(active=False, changed_at=at)
    if not gone:
        raise NotFound(text("There is no such text here."))
    record_event(
        by=by,
        action="desk.put_template_away",
        object=f"template {template}",
        municipality=municipality,
    )
