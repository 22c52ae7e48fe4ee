"""The owner and app roles, the database, its extensions and rights: made once, at the first start."""

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

from ohjaamo import passwords

EXTENSIONS = ["pg_trgm", "unaccent", "btree_gist", "fuzzystrmatch"]
RIGHTS = [
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO {app}",
]
MAY_NOT = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
HOW_TO = """\
The user {user} in DATABASE_URL may not create roles.
Either name one there who may, or let an administrator run once

    CREATE ROLE {owner} {may_not} PASSWORD '...';
    CREATE ROLE {app} {may_not} PASSWORD '...';
    CREATE DATABASE {database} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0;

and set DATABASE_OWNER_URL=postgresql://{owner}:...@{host}/{database}
and DATABASE_URL=postgresql://{app}:...@{host}/{database}"""


class RolesError(Exception):
    """Roles or rights are not as they must be; the message says what to do."""


def prepare(place) -> None:
    """Makes what is missing of roles, database, extensions and rights. `place` is a database.Place."""
    if place.admin is not None:
        with _connected(_maintenance(place)) as admin:
            _make_roles(place, admin)
            _make_database(place, admin)
    app = place.role("app")
    with _connected(place.role("owner")) as owner:
        _refuse_strange_encoding(owner)
        for extension in EXTENSIONS:
            _execute(owner, "CREATE EXTENSION IF NOT EXISTS {name}", name=extension)
        _execute(owner, "ALTER SCHEMA public OWNER TO {owner}", owner=place.role("owner")["user"])
        for statement in RIGHTS:
            _execute(owner, statement, database=place.name, app=app["user"])
    with _connected(app) as connection:
        refuse_privileged(connection.cursor())


def mark(place, comment: str) -> None:
    """Notes on the database that it is complete, so that the next start need not look closer."""
    with _connected(place.role("owner")) as owner, owner.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(place.name), sql.Literal(comment)))


def refuse_privileged(cursor) -> None:
    """Raises RolesError when the connected role could read past row-level security."""
    cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    name, superuser, bypasses = cursor.fetchone()
    cursor.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'"
        " AND pg_has_role(current_user, c.relowner, 'MEMBER')"
    )
    owned = cursor.fetchone()[0]
    reasons = {"is a superuser": superuser, "has BYPASSRLS": bypasses, f"owns {owned} tables": owned}
    reason = next((reason for reason, holds in reasons.items() if holds), None)
    if reason:
        raise RolesError(
            f"The database role {name} {reason}, so it would read past the rules that protect people's data: "
            "connect as a role that owns nothing (docs/operations.md, Roles)."
        )


def _maintenance(place) -> dict[str, str]:
    """The administrator's connection to a database that is there: the one to be made may not be yet."""
    parameters = place.admin | {"dbname": "postgres"}
    try:
        psycopg2.connect(**parameters, connect_timeout=10).close()
    except psycopg2.OperationalError:
        return place.admin
    return parameters


def _make_roles(place, admin) -> None:
    _refuse_powerless(place, admin)
    secret = {} if place.embedded else passwords.make_missing(place.data, place.key)
    for kind in ("owner", "app"):
        role = place.role(kind)["user"]
        exists = _value(admin, "SELECT count(*) FROM pg_roles WHERE rolname = %s", role)
        if not exists:
            _execute(admin, "CREATE ROLE {role} " + MAY_NOT, role=role)
        if secret:
            hashed = encrypt_password(secret[kind], role, scope=admin, algorithm="scram-sha-256")
            with admin.cursor() as cursor:
                cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD %s").format(sql.Identifier(role)), [hashed])


def _refuse_powerless(place, admin) -> None:
    user = place.admin.get("user", "")
    if not _value(admin, "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"):
        names = {kind: place.role(kind)["user"] for kind in ("owner", "app")}
        host = f"{place.given.get('host', 'localhost')}:{place.given.get('port', '5432')}"
        raise RolesError(HOW_TO.format(user=user, may_not=MAY_NOT, database=place.name, host=host, **names))


def _make_database(place, admin) -> None:
    owner = place.role("owner")["user"]
    if not _value(admin, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        # Only a member of the owner may give it a database.
        _execute(admin, "GRANT {owner} TO CURRENT_USER", owner=owner)
    holder = _value(admin, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", place.name)
    if holder is None:
        create = "CREATE DATABASE {name} OWNER {owner} ENCODING 'UTF8' TEMPLATE template0"
        _execute(admin, create, name=place.name, owner=owner)
    elif holder != owner:
        _execute(admin, "ALTER DATABASE {name} OWNER TO {owner}", name=place.name, owner=owner)


def _refuse_strange_encoding(owner) -> None:
    encoding = _value(owner, "SHOW server_encoding")
    if encoding != "UTF8":
        raise RolesError(f"The database's encoding is {encoding}; Ohjaamo needs ENCODING 'UTF8'.")


class _connected:
    """A connection in autocommit mode, closed at the end; errors of the server become RolesError."""

    def __init__(self, parameters: dict[str, str]):
        self.parameters = parameters

    def __enter__(self):
        try:
            self.connection = psycopg2.connect(**self.parameters, connect_timeout=10)
        except psycopg2.OperationalError as error:
            role = self.parameters.get("user")
            raise RolesError(f"The role {role} cannot connect: {str(error).strip()}") from error
        self.connection.autocommit = True
        return self.connection

    def __exit__(self, kind, error, trace) -> None:
        self.connection.close()
        if isinstance(error, psycopg2.Error):
            raise RolesError(f"The database could not be prepared: {str(error).strip()}") from error


def _execute(connection, statement: str, **names: str) -> None:
    quoted = {key: sql.Identifier(name) for key, name in names.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**quoted))


def _value(connection, query: str, *arguments: str):
    with connection.cursor() as cursor:
        cursor.execute(query, arguments)
        row = cursor.fetchone()
        return row[0] if row else None
