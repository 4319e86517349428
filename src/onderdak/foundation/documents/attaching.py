"""A document on its way out: a file name, a kind, and the bytes."""

import re
import unicodedata
from dataclasses import dataclass

from onderdak.foundation.documents.rendering import Rendered

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for a mail or a download."""

    name: str
    media_type: str
    content: bytes

    @property
    def disposition(self) -> str:
        """The value of `Content-Disposition` for a download."""
        return f'attachment; filename="{self.name}"'


def as_attachment(document: Rendered, name: str) -> Attachment:
    """Give a document a file name that every system and every header accepts."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:_LONGEST_NAME]
    return Attachment(f"{words or 'document'}.pdf", "application/pdf", document.pdf)
