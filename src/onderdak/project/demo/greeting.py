"""How to get in: the demo's accounts, with passwords and the codes of this moment."""

from onderdak.cli.frame import console, table
from onderdak.foundation.identity.contract import in_language
from onderdak.project.demo.accounts import accounts


def show() -> None:
    """Print who can sign in, with what; nothing of it stands in a page or a file."""
    table(
        "How to get in (codes change every 30 seconds; run `onderdak demo` again)",
        ["account", "password", "code now", "shows"],
        [
            [one.email, one.password, one.totp_now or "none", in_language(one.says)]
            for one in accounts()
        ],
    )
    console.print("Everything in this demo is invented.")
