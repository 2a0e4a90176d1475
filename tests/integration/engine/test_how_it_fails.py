"""Every way in which Rasa was seen to fail in silence, and what happens here instead."""

import json
import os
import signal
import time
from pathlib import Path

import httpx
import pytest
import yaml

from bot.engine_client import EngineClient
from nightdoor.core.engine import EngineFailed, EngineReply, Outcome
from nightdoor.core.message import Channel
from nightdoor.core.story import Story
from tests.support.engine import ROOT, Conversation, Running, action_server, engine, free_port

pytestmark = [pytest.mark.engine, pytest.mark.timeout(400)]

MARKER = "zzquillfeatherzz"


@pytest.mark.parametrize("asked", ["what_happened", "place", "would_help", "safe_contact", "name", "consent"])
@pytest.mark.parametrize(
    ("words", "kind"), [("i want to kill myself tonight", "suicide"), ("i have taken an overdose", "overdose")]
)
def test_crisis_words_in_any_slot_are_a_crisis(conversation: Conversation, asked: str, words: str, kind: str) -> None:
    conversation.asked = asked
    reply = conversation.say(words)
    assert reply.outcome is Outcome.CRISIS
    assert reply.crisis_kind == kind
    assert reply.asked == asked
    assert words not in (reply.story.place, reply.story.name, reply.story.would_help, reply.story.safe_contact)
    assert reply.story.what_happened == words


@pytest.mark.parametrize("typed", ["/restart", "/affirm", "//session_start", ' /inform{"consent": true}', "/back"])
def test_a_command_typed_by_a_resident_is_only_words(conversation: Conversation, typed: str) -> None:
    conversation.say("my landlord wont fix the boiler")
    conversation.asked = "would_help"
    reply = conversation.say(typed)
    assert reply.story.what_happened == "my landlord wont fix the boiler"
    assert reply.story.consent is None


@pytest.mark.parametrize("text", ["", "   ", "\x00", "/", "\x00 /// "])
def test_nothing_said_is_a_failure_before_the_engine_is_asked(conversation: Conversation, text: str) -> None:
    with pytest.raises(EngineFailed, match=r"^empty$"):
        conversation.say(text)


@pytest.mark.parametrize("text", ["boiler\x00 broke", "boiler \ud800 broke", "boiler broke 😭😭"])
def test_nul_bytes_and_half_characters_do_not_silence_it(conversation: Conversation, text: str) -> None:
    assert conversation.say(text).outcome is Outcome.ASKING


@pytest.mark.parametrize("text", ["😭", "?", "...", "😭" * 4000, "١٢٣"])
def test_messages_without_a_word_are_answered(conversation: Conversation, text: str) -> None:
    assert conversation.say(text).outcome is Outcome.ASKING


@pytest.mark.parametrize("text", ["a" * 1_000_000, "1" * 1_000_000, "E8 " * 350_000, "my name is " * 100_000])
def test_a_megabyte_is_cut_and_answered_in_time(conversation: Conversation, text: str) -> None:
    reply = conversation.say(text)
    assert len(reply.story.what_happened or "") <= 4_000


def test_the_engine_forgets_and_the_conversation_goes_on(
    conversation: Conversation, running_actions: Running, logs: Path
) -> None:
    conversation.say("my landlord wont fix the boiler")
    conversation.say("Millgate")
    with engine(running_actions.url, logs / "second-engine.log") as second:
        conversation.client = EngineClient(second.url)
        reply = conversation.say("a new boiler")
        conversation.client.close()
    assert reply.asked == "safe_contact"
    assert (reply.story.place, reply.story.would_help) == ("Millgate", "a new boiler")


def test_the_same_turn_played_twice_comes_to_the_same_end(client: EngineClient) -> None:
    def play() -> EngineReply:
        story = Story(("housing",), "no heat")
        return client.take_turn(engine_key="again", text="Millgate", story=story, asked="place", channel=Channel.SMS)

    assert play() == play()


def test_with_the_action_server_down_it_fails_fast_and_recovers(directory_url: str, logs: Path) -> None:
    port = free_port()
    with engine(f"http://127.0.0.1:{port}", logs / "lonely-engine.log") as lonely:
        client = EngineClient(lonely.url)
        conversation = Conversation(client)
        started = time.monotonic()
        with pytest.raises(EngineFailed, match=r"^silent$"):
            conversation.say(f"my landlord {MARKER} wont fix the boiler")
        assert time.monotonic() - started < 5
        with action_server(directory_url, logs / "late-actions.log", port):
            assert conversation.say("my landlord wont fix the boiler").asked == "place"
        client.close()
        assert MARKER not in lonely.written()


def test_a_hanging_action_server_costs_five_seconds_and_not_the_next_message(directory_url: str, logs: Path) -> None:
    with (
        action_server(directory_url, logs / "hanging-actions.log") as hanging,
        engine(hanging.url, logs / "waiting-engine.log") as waiting,
    ):
        conversation = Conversation(EngineClient(waiting.url))
        conversation.say("hi")
        os.kill(hanging.pid, signal.SIGSTOP)
        started = time.monotonic()
        with pytest.raises(EngineFailed, match=r"^(silent|slow)$"):
            conversation.say("the boiler broke")
        assert time.monotonic() - started < 6
        os.kill(hanging.pid, signal.SIGCONT)
        assert conversation.say("the boiler broke").story.what_happened == "the boiler broke"
        conversation.client.close()


def test_no_engine_at_all_is_a_failure_that_says_down() -> None:
    client = EngineClient(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(EngineFailed, match=r"^down$"):
        Conversation(client).say("hello")
    assert not client.is_up()
    client.close()


def test_nothing_a_resident_wrote_is_logged(
    conversation: Conversation, running_engine: Running, running_actions: Running
) -> None:
    for text in (f"my name is {MARKER}", f"{MARKER} street", f"who sees {MARKER}", f"i want to die {MARKER}"):
        conversation.say(text)
    for message in (None, {"text": MARKER}, [MARKER], 7):
        httpx.post(
            f"{running_engine.url}/webhooks/rest/webhook",
            json={"sender": "odd", "message": message, "metadata": {"story": MARKER, "asked": MARKER}},
        )
    assert MARKER not in running_engine.written()
    assert MARKER not in running_actions.written()


def test_a_broken_action_says_what_broke_and_not_on_what(running_actions: Running) -> None:
    tracker = {"sender_id": "x", "latest_message": {"text": MARKER, "metadata": {"story": 5, "offered": 7}}}
    call = {"next_action": "action_finish_story", "tracker": tracker, "domain": {}, "version": "3.6.21"}
    assert httpx.post(f"{running_actions.url}/webhook", json=call).status_code == 500
    assert "action_finish_story" in running_actions.written()
    assert MARKER not in running_actions.written()


def test_both_listen_on_loopback_only(running_engine: Running, running_actions: Running) -> None:
    for running in (running_engine, running_actions):
        port = int(running.url.rsplit(":", 1)[1])
        assert _listening(port) == {"0100007F"}


def test_the_api_of_rasa_is_off(running_engine: Running) -> None:
    for path in ("/conversations/x/tracker", "/model/parse", "/domain", "/status"):
        assert httpx.get(running_engine.url + path).status_code in (404, 405)
        assert httpx.post(running_engine.url + path, json={"text": "x"}).status_code in (404, 405)


def test_telemetry_is_off_and_the_lock_is_short(running_engine: Running) -> None:
    environment = Path(f"/proc/{running_engine.pid}/environ").read_bytes().decode().split("\x00")
    assert {"RASA_TELEMETRY_ENABLED=false", "TICKET_LOCK_LIFETIME=8", "OMP_NUM_THREADS=1"} <= set(environment)


def test_the_engine_stays_small(running_engine: Running, conversation: Conversation) -> None:
    conversation.say("hello")
    status = Path(f"/proc/{running_engine.pid}/status").read_text(encoding="utf-8")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    assert kilobytes < 400 * 1024


def test_the_selective_domain_is_left_off() -> None:
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    assert "enable_selective_domain" not in json.dumps(endpoints)


def _listening(port: int) -> set[str]:
    """Return the addresses, as Linux writes them, on which somebody listens at this port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="utf-8").splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}
