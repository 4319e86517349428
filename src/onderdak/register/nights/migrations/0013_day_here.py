"""A guest's code and an emergency link live by the day here, also after midnight."""

from django.db import migrations

from onderdak.foundation.privacy.day_here import day_here


class Migration(migrations.Migration):
    """The functions behind a code, a card and a link count days in the Netherlands."""

    dependencies = [("nights", "0012_rhythm")]

    operations = [
        day_here(
            "nights_card(text)",
            "nights_live_code(text, date)",
            "nights_live_link(text, date)",
            "nights_ask_mending(text, date, bigint, text, text, integer)",
        )
    ]
