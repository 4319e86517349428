"""Every tenant's table is guarded, every table with personal data has a purpose."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from onderdak.foundation.privacy.contract import purposes
from onderdak.project.tenancy import EXCEPTIONS, tables_without_row_security

# Fields that say something about a person wherever they stand.
PERSONAL = {
    *("name", "email", "sealed", "match_hash", "fingerprint", "reference"),
    *("guest_id", "user_id", "actor_id", "declared_by_id", "data_subject_id"),
}
# Tables in which such a field is no personal data, each with the reason.
NOT_PERSONAL = {
    "identity_region": "name of a region",
    "identity_municipality": "name of a municipality",
    "places_area": "name of an area",
    "nights_location": "name of a building",
    "inspections_townphone": "name of a service",
    "outbox_outboxevent": "name of an event",
    "duty_addressinvestigation": "reference of a case about addresses",
    "privacy_controllership": "name of a room",
}


@pytest.mark.django_db
def test_every_table_with_a_tenant_column_has_row_security() -> None:
    assert tables_without_row_security() == []


@pytest.mark.django_db
def test_every_exception_is_a_table_that_exists() -> None:
    tables = connection.introspection.table_names()
    assert set(EXCEPTIONS) <= set(tables)


def _columns() -> dict[str, set[str]]:
    return {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in apps.get_models()
        if model.__module__.startswith("onderdak.")
    }


def test_every_table_with_personal_data_has_a_purpose() -> None:
    missing = {
        table: sorted(columns & PERSONAL)
        for table, columns in _columns().items()
        if columns & PERSONAL and table not in purposes() and table not in NOT_PERSONAL
    }
    assert missing == {}


def test_purposes_name_tables_and_fields_that_exist() -> None:
    columns = _columns()
    wrong = {
        table: sorted(set(purpose.personal_fields) - columns.get(table, set()))
        for table, purpose in purposes().items()
        if set(purpose.personal_fields) - columns.get(table, set())
    }
    assert wrong == {}


def test_no_field_labels_a_person() -> None:
    """Law 1 of the house: nothing marks a person's origin or status as a worker."""
    forbidden = ("nationality", "migrant", "birth_country", "language_of_person")
    found = [
        f"{table}.{column}"
        for table, columns in _columns().items()
        for column in columns
        if any(word in column for word in forbidden)
    ]
    assert found == []


@pytest.mark.django_db
def test_the_app_cannot_pass_row_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r'"
            " AND relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
            " AND relnamespace = 'public'::regnamespace"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    told = StringIO()
    call_command("makemigrations", dry_run=True, interactive=False, stdout=told)
    assert "No changes detected" in told.getvalue()
