"""Days are counted here: for an hour or two after midnight UTC is a day behind."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

_COUNTING_ELSEWHERE = r"""
    SELECT p.oid::regprocedure::text FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public'
      AND p.prosrc ~*
          '\m(current_date|localtimestamp)\M|(_at|now\(\)|timestamp\(\))::date'
      AND NOT coalesce(p.proconfig, '{}') @> '{TimeZone=Europe/Amsterdam}'
    ORDER BY 1
"""


def test_no_function_of_the_database_counts_days_elsewhere() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTING_ELSEWHERE)
        assert [name for (name,) in cursor.fetchall()] == []
