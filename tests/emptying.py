"""Emptying the tables after a test that commits: rows are deleted, not truncated.

Truncating writes new files for each of some two hundred tables and their indexes, and
Django then makes its content types and permissions anew: most of a second for each such
test. Deleting the few rows that a test left costs a hundredth of that.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

# What Django itself keeps about the models; no test writes there.
_KEPT = frozenset({"django_content_type", "auth_permission"})

# Without triggers and keys to other tables: the order does not matter, and logs that
# nobody may delete from are emptied too. Only in a database of tests.
_FUNCTION = """
    CREATE OR REPLACE FUNCTION empty_after_test(wanted text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET session_replication_role = replica AS $$
    DECLARE
        one regclass;
    BEGIN
        FOR one IN SELECT c.oid FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relname = ANY (wanted)
              AND (c.relkind = 'p' OR pg_relation_size(c.oid) > 0)
        LOOP
            EXECUTE format('DELETE FROM %s', one);
        END LOOP;
    END $$;
"""


@contextmanager
def emptied_by_deleting(admin: str) -> Iterator[None]:
    """Let tests that commit be followed by deleting, where the database allows it.

    Args:
        admin: address of a superuser of the database of the tests.
    """
    with psycopg.connect(admin, autocommit=True) as own:
        own.execute(_FUNCTION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _after_each)
        yield


def empty_now() -> None:
    """Empty the tables after tests that shared what was committed for all of them."""
    if _has_function():
        _empty()
    else:
        call_command("flush", verbosity=0, interactive=False)


def _has_function() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('empty_after_test') IS NOT NULL")
        (there,) = cursor.fetchone()
    return bool(there)


def _after_each(self: TransactionTestCase) -> None:
    _empty()


def _empty() -> None:
    tables = connection.introspection.django_table_names(
        only_existing=True, include_views=False
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT empty_after_test(%s)", [sorted(set(tables) - _KEPT)])
