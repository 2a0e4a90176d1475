"""What every command needs: the settings and the database, or a clear word about what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from nightdoor.needed import SHORTEST_SECRET, missing_settings
from nightdoor.problem import BadUse, Problem
from nightdoor.settings import Settings
from nightdoor.store import Database
from nightdoor.store.database import DatabaseDown


def read_settings() -> Settings:
    """Return the settings from the environment. Raises BadUse, naming the setting that makes no sense."""
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        raise BadUse(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the database for one command. Raises Problem when it is not there."""
    database = Database(settings.database_url)
    try:
        yield database
    except DatabaseDown as problem:
        raise Problem(
            f"the database does not answer ({problem}): is it running, and is NIGHTDOOR_DATABASE_URL right?"
        ) from None
    finally:
        database.close()


def refuse_without_settings(settings: Settings) -> None:
    """Raise BadUse, naming what is missing, unless the door has all it needs (the demonstration makes its own)."""
    missing = missing_settings(settings)
    if missing:
        raise BadUse(
            f"cannot start without {', '.join(missing)}: set them (docs/operations.md explains each; the secret key "
            f"has at least {SHORTEST_SECRET} characters), or look around with `nightdoor --demo up`."
        )
