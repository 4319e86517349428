"""The people in the house, rooms held for them, and the choice of an instrument."""

from django.db import migrations


class Migration(migrations.Migration):
    """The people in the house, rooms held for them, and the choice of an instrument."""

    dependencies = [("enforcement", "0003_money")]

    operations = []
