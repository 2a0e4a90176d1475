"""Rasa's own command line with our stand-ins and patches. Started by `bot.engine.run`, never by hand."""

import warnings

from bot.engine import stubs

stubs.install()
warnings.simplefilter("ignore")

from rasa.__main__ import main  # noqa: E402 - only after the stand-ins are in place

from bot.engine import patches  # noqa: E402

patches.apply()

if __name__ == "__main__":
    main()
