"""The ways that the script uses: JSON in, a stream out."""

import json
from collections.abc import Generator
from contextlib import closing
from typing import Any

import httpx
import pytest

from nightdoor.core.conversation import Holder
from tests.support.web_chat import WebChat, browser_of


def _send(browser: httpx.Client, text: str, client_id: str = "11111111-2222") -> httpx.Response:
    return browser.post("/chat/messages", json={"text": text, "id": client_id})


def _events(browser: httpx.Client, headers: dict[str, str] | None = None) -> Generator[tuple[str, str, dict[str, Any]]]:
    """Yield (event, id, data) as they come."""
    event, key = "", ""
    with browser.stream("GET", "/chat/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "id":
                key = value
            elif name == "data":
                yield event, key, json.loads(value)


def test_a_message_is_kept_and_its_writer_known_again(chat: WebChat, browser: httpx.Client) -> None:
    answer = _send(browser, "hello")
    assert answer.status_code == 202
    assert answer.json() == {"status": "kept", "id": "11111111-2222"}
    assert _send(browser, "and more", "11111111-3333").status_code == 202
    assert chat.texts() == ["hello", "and more"]
    assert len(chat.conversations()) == 1


def test_the_same_message_twice_is_one(chat: WebChat, browser: httpx.Client) -> None:
    for _ in range(3):
        assert _send(browser, "hello").status_code == 202
    assert chat.texts() == ["hello"]


def test_another_visitor_may_use_the_same_id(chat: WebChat, browser: httpx.Client) -> None:
    _send(browser, "hello")
    with browser_of(chat) as other:
        _send(other, "hello")
    assert chat.texts() == ["hello", "hello"]


def test_a_program_need_not_give_an_id(chat: WebChat, browser: httpx.Client) -> None:
    assert browser.post("/chat/messages", json={"text": "hello", "unknown": [1]}).status_code == 202
    assert chat.texts() == ["hello"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe\x00", 400),
        (b"[" * 100_000, 400),
        (b'"text"', 422),
        (b"[]", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"text": null}', 422),
        (b'{"text": 5}', 422),
        (b'{"text": ["a"]}', 422),
        (b'{"text": ""}', 422),
        (b'{"text": " \\n "}', 422),
        (b'{"text": "\\u0000"}', 422),
        (b'{"text": "a", "id": 5}', 422),
        (b'{"text": "a", "id": "<script>"}', 422),
        (b'{"text": "a", "id": "' + b"x" * 100 + b'"}', 422),
        (b'{"text": "' + b"x" * 10_001 + b'"}', 413),
        (b'{"text": "' + b"x" * 1_000_000 + b'"}', 413),
    ],
)
def test_bad_input_gets_a_clear_answer_and_is_not_kept(
    chat: WebChat, browser: httpx.Client, body: bytes, status: int
) -> None:
    answer = browser.post("/chat/messages", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "message"}
    assert chat.conversations() == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(browser: httpx.Client, kind: str) -> None:
    answer = browser.post("/chat/messages", content=b'{"text": "x"}', headers={"content-type": kind})
    assert answer.status_code == 415


def test_a_lone_surrogate_does_no_harm(chat: WebChat, browser: httpx.Client) -> None:
    kind = {"content-type": "application/json"}
    assert browser.post("/chat/messages", content=b'{"text": "a\\ud800b"}', headers=kind).status_code == 202
    assert chat.texts() == ["a\ufffdb"]


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1:8002"])
def test_another_site_is_refused(chat: WebChat, browser: httpx.Client, origin: str) -> None:
    answer = browser.post("/chat/messages", json={"text": "x"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert chat.conversations() == []


def test_the_page_itself_is_let_in(chat: WebChat, browser: httpx.Client) -> None:
    answer = browser.post("/chat/messages", json={"text": "x"}, headers={"origin": chat.url})
    assert answer.status_code == 202


def test_the_stream_tells_what_was_said_and_what_is_new(chat: WebChat, browser: httpx.Client) -> None:
    _send(browser, "hello")
    with closing(_events(browser)) as events:
        event, _, first = next(events)
        assert (event, first["text"], first["author"], first["client_id"]) == (
            "message",
            "hello",
            "resident",
            "11111111-2222",
        )
        assert next(events)[2]["holder"] == "bot"
        chat.ask("consent", "May I pass it on? Call 999 in danger.")
        event, _, reply = next(events)
        assert (event, reply["speaker"], reply["automatic"]) == ("message", "Nightdoor, automatic", True)
        assert 'href="tel:999"' in reply["html"]
        event, _, state = next(events)
        assert (event, [answer["text"] for answer in state["answers"]]) == ("state", ["Yes", "No"])
        chat.hold(Holder.HUMAN)
        event, _, state = next(events)
        assert (event, state["holder"], state["answers"]) == ("state", "human", [])


def test_a_stream_goes_on_after_the_last_line_that_came(chat: WebChat, browser: httpx.Client) -> None:
    _send(browser, "hello")
    chat.say("one")
    chat.say("two")
    with closing(_events(browser)) as lines:
        keys = [next(lines)[1] for _ in range(3)]
    with closing(_events(browser, {"Last-Event-ID": keys[1]})) as again:
        event, key, data = next(again)
    assert (event, key, data["text"]) == ("message", keys[2], "two")


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 40, "²"])
def test_an_odd_last_event_id_is_no_harm(chat: WebChat, browser: httpx.Client, last: str) -> None:
    _send(browser, "hello")
    headers = [(b"Last-Event-ID", last.encode("latin-1"))]
    with browser.stream("GET", "/chat/events", headers=headers) as stream:
        assert stream.status_code == 200


def test_nobody_unknown_gets_a_stream(chat: WebChat) -> None:
    with browser_of(chat) as stranger:
        assert stranger.get("/chat/events").status_code == 401


def test_a_stream_ends_when_its_visitor_leaves(chat: WebChat, browser: httpx.Client) -> None:
    _send(browser, "hello")
    events = _events(browser)
    next(events)
    with browser_of(chat) as other_tab:
        other_tab.cookies.update(browser.cookies)
        assert other_tab.post("/exit").status_code == 204
    chat.say("something private")
    rest = list(events)
    assert rest[-1][0] == "left"
    assert "something private" not in str(rest)


def test_one_visitor_cannot_open_streams_without_end(chat: WebChat, browser: httpx.Client) -> None:
    _send(browser, "hello")
    open_streams = [_events(browser) for _ in range(6)]
    for stream in open_streams:
        next(stream)
    assert browser.get("/chat/events").status_code == 429
    for stream in open_streams:
        stream.close()
