"""Texts that an answer begins with, in the language of the reporter."""

from onderdak.supervision.desk.contract.clerk import Report, answer_templates
from onderdak.web.account.contract import Request


def begun(request: Request, report: Report) -> str:
    """The text that was chosen to begin with, in the reporter's language or Dutch."""
    wanted = request.GET.get("with", "")
    for each in answer_templates(by=request.actor, report=report):
        if str(each.pk) == wanted:
            texts = each.texts
            return str(texts.get(report.language) or texts.get("nl") or "")
    return ""
