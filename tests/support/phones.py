"""Phones in a test's hand: what the emulators' control routes offer, as calls."""

from typing import Any, cast

import httpx


class _Control:
    """The control routes of one emulator."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=f"{url}/control", timeout=30, trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def go_wrong(self, kind: str, **how: object) -> None:
        """Have the next requests go wrong; see the emulator's ``Fault`` kinds."""
        self._post("/faults", {"kind": kind, **how})

    def reset(self) -> None:
        """Forget everything."""
        self._post("/reset", {})

    def _post(self, path: str, wanted: dict[str, Any]) -> dict[str, Any]:
        return self._answer(self._client.post(path, json=wanted))

    def _get(self, path: str) -> dict[str, Any]:
        return self._answer(self._client.get(path))

    def _answer(self, answer: httpx.Response) -> dict[str, Any]:
        answer.raise_for_status()
        return cast("dict[str, Any]", answer.json())


class SmsPhones(_Control):
    """Every phone that texts the Twilio emulator's number."""

    def send(self, number: str, body: str, media: int = 0) -> dict[str, Any]:
        """Text from a phone; return the message's ``sid`` and the ``gateway``'s HTTP status."""
        return self._post(f"/phones/{number}/send", {"body": body, "media": media})

    def repeat(self, sid: str) -> dict[str, Any]:
        """Have Twilio hand the same message over once more."""
        return self._post(f"/messages/{sid}/repeat", {})

    def messages(self, number: str) -> list[dict[str, Any]]:
        """Return everything on a phone, oldest first."""
        return cast("list[dict[str, Any]]", self._get(f"/phones/{number}")["messages"])

    def received(self, number: str) -> list[str]:
        """Return the words that a phone got, oldest first."""
        return [message["body"] for message in self.messages(number) if not message["mine"]]

    def end_as(self, number: str, status: str, error_code: int = 0) -> None:
        """Have a phone's messages end in another status than delivered."""
        self._post(f"/phones/{number}/fate", {"status": status, "error_code": error_code})


class TelegramPhones(_Control):
    """Every chat with the Telegram emulator's bot."""

    def act(self, chat: int, kind: str = "text", **more: object) -> dict[str, Any]:
        """Do something in a chat; return ``update_id`` and ``message_id``. Kinds: see the emulator's control."""
        return self._post(f"/chats/{chat}/act", {"kind": kind, **more})

    def messages(self, chat: int) -> list[dict[str, Any]]:
        """Return everything in a chat, oldest first."""
        return cast("list[dict[str, Any]]", self._get(f"/chats/{chat}")["messages"])

    def received(self, chat: int) -> list[str]:
        """Return the words that a chat got, oldest first."""
        return [message["text"] for message in self.messages(chat) if not message["mine"]]

    def pending(self) -> int:
        """Return how many updates the bot has not taken yet."""
        return int(self._get("/state")["pending"])

    def answered_buttons(self) -> list[str]:
        """Return the ids of the pressed buttons that were answered."""
        return cast("list[str]", self._get("/state")["answered_buttons"])

    def webhook(self) -> str:
        """Return where updates go, or "" while they are polled for."""
        return str(self._get("/state")["webhook"])
