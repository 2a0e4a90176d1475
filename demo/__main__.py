"""`python -m demo`: the page with the phones, and the providers behind them, on this machine only."""

from __future__ import annotations

import argparse
import sys

import uvicorn
from pydantic import ValidationError

from demo.page import Demonstration
from nightdoor.settings import Settings

BAD_USE = 2


def why_not(settings: Settings) -> str:
    """Return in one line why the demonstration cannot be played with these settings, or ""."""
    if not settings.demonstration:
        return "the demonstration is switched off: set NIGHTDOOR_DEMO=1, never on a door that residents use."
    needed = {
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token.get_secret_value(),
        "TWILIO_FROM": settings.twilio_from,
        "TELEGRAM_BOT_TOKEN": settings.telegram_bot_token.get_secret_value(),
        "TELEGRAM_SECRET_TOKEN": settings.telegram_secret_token.get_secret_value(),
    }
    missing = [name for name, value in needed.items() if not value]
    return f"these settings are missing: {', '.join(missing)}." if missing else ""


def main() -> int:
    """Serve until stopped. Exit 2 where there is no demonstration to play."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8002, help="the page's port on 127.0.0.1")
    port = parser.parse_args().port
    try:
        settings = Settings()
    except ValidationError as problem:
        return _refuse(f"the setting {problem.errors()[0]['loc'][0]} makes no sense.")
    if reason := why_not(settings):
        return _refuse(reason)
    # The access log would hold the telephone numbers that the emulators' addresses carry.
    uvicorn.run(Demonstration(settings).app(), host="127.0.0.1", port=port, log_level="warning", access_log=False)
    return 0


def _refuse(reason: str) -> int:
    sys.stderr.write(f"demo: {reason}\n")
    return BAD_USE


if __name__ == "__main__":
    sys.exit(main())
