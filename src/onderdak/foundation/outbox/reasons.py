"""Why something was not delivered, in words that name nobody.

The text of an error can hold an address or a name, so it is not kept; what is kept is
its kind, and the code with which a mail server refused.
"""

import smtplib

_REFUSED = 500


def reason_of(error: Exception) -> str:
    """The kind of an error, with the mail server's code where there is one."""
    code = _code(error)
    name = type(error).__name__
    return f"{name} {code}" if code else name


def is_final(error: Exception) -> bool:
    """Whether trying again cannot help: the server refuses this address for good.

    Codes from 500 on are final (RFC 5321 section 4.2.1).
    """
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return _code(error) >= _REFUSED


def _code(error: Exception) -> int:
    if isinstance(error, smtplib.SMTPResponseException):
        return int(error.smtp_code)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((int(code) for code, _ in error.recipients.values()), default=0)
    return 0
