"""The action server: `python -m actions [--port 5055]`, on 127.0.0.1."""

from __future__ import annotations

import argparse
import logging
import warnings
from collections.abc import Collection, Sequence

from rasa_sdk.endpoint import create_app

from actions.catalogue import all_actions
from actions.signpost import Finder, Offer
from nightdoor.core.clock import now
from nightdoor.services.signpost import find_services
from nightdoor.settings import Settings
from nightdoor.store import Database, DatabaseDown

logger = logging.getLogger(__name__)


def finder_in(database: Database) -> Finder:
    """Return the finder that looks into this database's directory. A directory that is away never breaks a turn."""

    def find(needs: Sequence[str], place: str | None, exclude: Collection[str]) -> Sequence[Offer]:
        try:
            with database.look() as tx:
                return find_services(tx, needs=needs, place=place, now=now(), exclude=exclude)
        except DatabaseDown:
            logger.warning("no services offered: the database is down")
            return ()

    return find


def main() -> None:
    """Serve until stopped. One process and loopback only: rasa-sdk alone would listen on every address."""
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, default=5055)
    port = parser.parse_args().port
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # rasa-sdk 3.21 serves Rasa 3.6 fully: every dialogue test goes through both.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    server = create_app(all_actions(finder_in(Database(Settings().database_url))), cors_origins=None)
    server.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
