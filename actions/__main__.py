"""The action server: `python -m actions`, on 127.0.0.1."""

from __future__ import annotations

import argparse
import logging
import warnings

from rasa_sdk.endpoint import create_app

from actions.catalogue import all_actions
from actions.finder import finder
from nightdoor.settings import Settings
from nightdoor.store import Database


def main() -> None:
    """Serve until stopped. One process and loopback only: rasa-sdk alone would listen on every address."""
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, default=5055)
    port = parser.parse_args().port
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")  # they fit: see docs/adr
    find = finder(Database(Settings().database_url))
    server = create_app(all_actions(find), cors_origins=None)
    server.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
