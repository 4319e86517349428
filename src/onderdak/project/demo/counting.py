"""Counts what first pages tell, so that nobody waits for the night to see the demo."""

from datetime import date

from onderdak.foundation.identity.contract import Organisation, municipality_names
from onderdak.housing.quality.contract.telling import count_provider, count_town
from onderdak.supervision.desk.contract.figures import publish_finished


def count_quality(on: date) -> None:
    """Judge all locations of the demo as of a day, and keep the counts."""
    for town in municipality_names():
        count_town(town, on)
    kind = Organisation.Kind.PROVIDER
    for provider in Organisation.objects.filter(kind=kind).values_list("pk", flat=True):
        count_provider(provider, on)


def publish_reports(on: date) -> None:
    """Publish the figures of the report desks of the demo, as the worker would."""
    for town in municipality_names():
        publish_finished(town, on)
