"""Stock Rasa, for comparison alone: with our stand-in for TensorFlow, and nothing else of ours.

Runs with the engine's Python. Its Twilio channel's answers go to the address in BENCH_TWILIO, not to Twilio.
"""

import os
import warnings
from typing import Any

from bot.engine import stubs

stubs.install()
warnings.simplefilter("ignore")

from rasa.__main__ import main  # noqa: E402 - only after the stand-ins are in place
from twilio.http.http_client import TwilioHttpClient  # noqa: E402

_request = TwilioHttpClient.request


def _request_here(self: Any, method: str, url: str, *rest: Any, **named: Any) -> Any:
    return _request(self, method, url.replace("https://api.twilio.com", os.environ["BENCH_TWILIO"]), *rest, **named)


TwilioHttpClient.request = _request_here

if __name__ == "__main__":
    main()
