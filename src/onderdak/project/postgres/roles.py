"""The two roles: the owner migrates, the app works and cannot pass row security.

Privileges are granted to the group role `onderdak_app`; the role with which the app
connects is a member of it, so that a database can be restored on another server
whose login names differ.
"""

import psycopg
from psycopg import sql

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text

APP_GROUP = "onderdak_app"
LOWEST_VERSION = 170000
# What all processes share, such as roles: two that begin at once take turns.
_TURN = "SELECT pg_advisory_lock(hashtext('onderdak roles'))"


def _role_exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    return found.fetchone() is not None


def _ensure_login(connection: psycopg.Connection, name: str, password: str) -> None:
    verb = "ALTER" if _role_exists(connection, name) else "CREATE"
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD {}").format(
            sql.SQL(verb), sql.Identifier(name), sql.Literal(password)
        )
    )


def ensure_app_role(admin: str, *, login: str, password: str) -> None:
    """Make the app's group and login role; the caller must be allowed to.

    Args:
        admin: address of a role that may create roles.
        login: name of the role with which the app connects.
        password: its password.

    Raises:
        ConfigurationError: the server is older than 17, or the role may not.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        _check_version(connection)
        connection.execute(_TURN)
        try:
            if not _role_exists(connection, APP_GROUP):
                connection.execute(
                    sql.SQL("CREATE ROLE {} NOLOGIN NOSUPERUSER NOBYPASSRLS").format(
                        sql.Identifier(APP_GROUP)
                    )
                )
            _ensure_login(connection, login, password)
            connection.execute(
                sql.SQL("GRANT {} TO {}").format(
                    sql.Identifier(APP_GROUP), sql.Identifier(login)
                )
            )
        except psycopg.errors.InsufficientPrivilege as error:
            raise ConfigurationError(
                text("The role in DATABASE_URL may not create the app's role."),
                why=text(
                    "The app must not connect as a role that passes row security."
                ),
                next_step=text(
                    "Let an administrator make role %(group)s and a login in it, and"
                    " name that login in DATABASE_APP_URL.",
                    group=APP_GROUP,
                ),
            ) from error


def _check_version(connection: psycopg.Connection) -> None:
    if connection.info.server_version < LOWEST_VERSION:
        raise ConfigurationError(
            text(
                "This PostgreSQL is version %(version)s; Onderdak needs 17 or newer.",
                version=connection.info.server_version // 10000,
            )
        )


def ensure_owner(admin: str, *, owner: str, password: str) -> None:
    """Make the owner of the embedded server's databases."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(_TURN)
        _ensure_login(connection, owner, password)


def ensure_database(admin: str, *, database: str, owner: str) -> bool:
    """Create a database for the owner if it is not there; True when made now."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(_TURN)
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [database]
        )
        if found.fetchone():
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(
                sql.Identifier(database), sql.Identifier(owner)
            )
        )
        return True


def prepare_schema(owner_address: str) -> None:
    """Grant the app what it may do on tables that the owner will make.

    Deny by default: the public gets nothing; append-only tables take their rights
    back in the migration that makes them.
    """
    with psycopg.connect(owner_address, autocommit=True) as connection:
        connection.execute(_TURN)
        connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {app}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
            " GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        ):
            connection.execute(sql.SQL(statement).format(app=sql.Identifier(APP_GROUP)))
