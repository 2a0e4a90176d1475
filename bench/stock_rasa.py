"""Stock Rasa, for comparison alone: with our stand-in for TensorFlow, and nothing else of ours.

Runs with the engine's Python. Its Twilio channel's answers go to the address in BENCH_TWILIO, not to Twilio, and it
drops the report that our actions add to each turn, which Twilio would not take.
"""

import os
import warnings
from typing import Any

from bot.engine import stubs

stubs.install()
warnings.simplefilter("ignore")

from rasa.__main__ import main  # noqa: E402 - only after the stand-ins are in place
from rasa.core.channels.twilio import TwilioOutput  # noqa: E402 - only after the stand-ins are in place
from twilio.http.http_client import TwilioHttpClient  # noqa: E402

_request = TwilioHttpClient.request


def _request_here(self: Any, method: str, url: str, *rest: Any, **named: Any) -> Any:
    return _request(self, method, url.replace("https://api.twilio.com", os.environ["BENCH_TWILIO"]), *rest, **named)


async def _drop(self: Any, recipient_id: str, json_message: Any, **named: Any) -> None:
    """Let our actions' report go."""


TwilioHttpClient.request = _request_here
TwilioOutput.send_custom_json = _drop

if __name__ == "__main__":
    main()
