"""While the database is down: what is written is kept on disk, and every page is a kind one."""

from collections.abc import Iterator

import httpx
import pytest

from nightdoor.core.message import Channel
from nightdoor.store import Database
from tests.support.servers import serving
from tests.support.web_chat import WebChat, browser_of, write


@pytest.fixture
def in_the_dark(dark_chat: WebChat) -> Iterator[httpx.Client]:
    with browser_of(dark_chat) as client:
        yield client


def test_the_first_page_still_takes_the_story(dark_chat: WebChat, in_the_dark: httpx.Client) -> None:
    answer = write(in_the_dark, "please help")
    assert answer.status_code == 303
    [inbound] = dark_chat.spooled()
    assert (inbound.channel, inbound.text) == (Channel.WEB, "please help")


def test_the_thread_cannot_be_shown_and_the_page_says_what_is_kept(in_the_dark: httpx.Client) -> None:
    write(in_the_dark, "please help")
    page = in_the_dark.get("/chat")
    assert page.status_code == 503
    assert "we have what you wrote" in page.text
    for number in ("999", "111", "116 123", "85258"):
        assert number in page.text
    assert "Traceback" not in page.text


def test_one_can_go_on_writing_as_the_same_visitor(dark_chat: WebChat, in_the_dark: httpx.Client) -> None:
    write(in_the_dark, "please help")
    write(in_the_dark, "it is cold", page="/chat")
    in_the_dark.post("/chat/messages", json={"text": "and dark"})
    waiting = dark_chat.spooled()
    assert [inbound.text for inbound in waiting] == ["please help", "it is cold", "and dark"]
    assert len({inbound.address for inbound in waiting}) == 1


def test_two_taps_are_one_message_here_too(dark_chat: WebChat, in_the_dark: httpx.Client) -> None:
    write(in_the_dark, "please help", id="11111111-2222")
    in_the_dark.cookies.delete("nightdoor")
    write(in_the_dark, "please help", id="11111111-2222")
    assert len({inbound.provider_id for inbound in dark_chat.spooled()}) == 1


def test_what_could_not_be_kept_even_on_disk_is_said(dark_chat: WebChat, in_the_dark: httpx.Client) -> None:
    dark_chat.breaks = True
    answer = write(in_the_dark, "please help")
    assert answer.status_code == 503
    assert "your words were not sent" in answer.text
    assert "we have what you wrote" not in answer.text
    assert "please help</textarea>" in answer.text


@pytest.mark.parametrize("address", ["/back", "/open", "/exit"])
def test_the_other_pages_need_no_database(in_the_dark: httpx.Client, address: str) -> None:
    assert in_the_dark.get(address).status_code in {200, 303}


def test_what_was_written_in_the_dark_is_in_the_thread_when_the_database_is_back(
    dark_chat: WebChat, in_the_dark: httpx.Client, database: Database
) -> None:
    write(in_the_dark, "please help")
    light = WebChat(database, dark_chat.spool)
    with serving(light.app()) as light.url, browser_of(light) as browser:
        browser.cookies.update(in_the_dark.cookies)
        assert "It will show here soon" in browser.get("/chat").text
        for inbound in dark_chat.spooled():
            light.keep(inbound)
        assert "please help" in browser.get("/chat").text
