"""Is this installation healthy? One line per question, each with what to do."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, rulebook
from onderdak.foundation.privacy.contract import rooms_without_controller
from onderdak.kernel.errors import OnderdakError
from onderdak.project.postgres.roles import LOWEST_VERSION
from onderdak.project.secrets import from_environment
from onderdak.project.tenancy import tables_without_row_security

_KEY_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to one question."""

    check: str
    ok: bool
    detail: str

    def as_dict(self) -> dict[str, object]:
        """The answer for JSON."""
        return asdict(self)


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        number = cursor.connection.info.server_version
    return number >= LOWEST_VERSION, f"PostgreSQL {version} (17 or newer is needed)"


def _role() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        name, passes = cursor.fetchone()
    return not passes, f"{name} {'passes' if passes else 'cannot pass'} row security"


def _row_security() -> tuple[bool, str]:
    with no_scope():
        missing = tables_without_row_security()
    return not missing, ", ".join(missing) or "on for every table with a tenant column"


def _extensions() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        present = {name for (name,) in cursor.fetchall()}
    missing = {"btree_gist"} - present
    return not missing, f"missing: {missing}" if missing else "btree_gist"


def _keys() -> tuple[bool, str]:
    origin = "the environment" if from_environment("master_key") else "the state folder"
    good = len(settings.MASTER_KEY) == _KEY_DIGITS
    return good, f"master key from {origin}"


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{m.app_label}.{m.name}" for m, _ in waiting)
    return not waiting, names or "none is waiting"


def _rules() -> tuple[bool, str]:
    return True, f"{len(rulebook().parameters)} parameters, each with its source"


def _controllers() -> tuple[bool, str]:
    with no_scope():
        missing = rooms_without_controller(timezone.localdate())
    shown = ", ".join(f"{room} in {place}" for place, room in missing[:5])
    return not missing, shown or "on record for every room that is on"


QUESTIONS: list[tuple[str, Callable[[], tuple[bool, str]]]] = [
    ("database", _database),
    ("role", _role),
    ("migrations", _migrations),
    ("extensions", _extensions),
    ("row security", _row_security),
    ("keys", _keys),
    ("rules", _rules),
    ("controllers", _controllers),
]


def examine() -> list[Check]:
    """Ask every question; a failing one does not hide the others."""
    return list(_answers())


def _answers() -> Iterator[Check]:
    for name, question in QUESTIONS:
        try:
            ok, detail = question()
        except (Error, OnderdakError) as error:
            ok, detail = False, str(error).splitlines()[0]
        yield Check(name, ok, detail)
