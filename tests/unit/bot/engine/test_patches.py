"""Each patch of Rasa is looked at again when the code it patches changes."""

import json
import subprocess

import pytest

from bot.engine import run

pytestmark = pytest.mark.engine

IN_THE_ENGINE = "from bot.engine import stubs; stubs.install(); import json, asyncio; from bot.engine import patches;"


def in_the_engine(code: str) -> str:
    """Run code with the engine's Python; return what it prints last."""
    command = [str(run.PYTHON), "-c", IN_THE_ENGINE + code]
    done = subprocess.run(command, cwd=run.ROOT, env=run.environment(), check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[-1]


def test_the_code_that_we_patch_is_the_code_we_know() -> None:
    assert json.loads(in_the_engine("print(json.dumps(patches.changed_upstream()))")) == []


def test_every_patch_takes_hold() -> None:
    code = """
from rasa.core.actions import action
from rasa.utils import log_utils
patches.apply()
checked = action.RemoteAction("a", None)._validate_action_result({"events": [], "responses": []})
hidden = log_utils._anonymizer(None, "", {"event": "e", "text": "secret"})
print(json.dumps([action.DEFAULT_REQUEST_TIMEOUT, checked, hidden]))
"""
    assert json.loads(in_the_engine("\n" + code)) == [3.0, True, {"event": "e"}]


def test_an_answer_of_the_wrong_shape_is_still_refused() -> None:
    code = """
from rasa.core.actions import action
patches.apply()
try:
    action.RemoteAction("a", None)._validate_action_result({"events": "words"})
except Exception as error:
    print(type(error).__name__)
"""
    assert in_the_engine("\n" + code) == "ValidationError"


def test_the_stand_ins_keep_the_heavy_libraries_out() -> None:
    code = "import sys; import rasa.core.run; print(type(sys.modules['tensorflow']).__name__)"
    assert in_the_engine(code) == "_StubModule"
