"""Leaving at once, and coming back with three words."""

import re

import httpx
import pytest

from bot.web.deps import EXIT_TO
from tests.support.web_chat import WebChat, browser_of, field, write


def _words(page: str) -> str:
    found = re.search(r'class="chat-words" translate="no">([a-z ]+)<', page)
    assert found
    return found.group(1)


def _come_back(browser: httpx.Client, words: str) -> httpx.Response:
    page = browser.get("/back").text
    return browser.post("/back", data={"csrf": field(page, "csrf"), "words": words})


def test_exit_leads_away_and_takes_the_cookie(browser: httpx.Client) -> None:
    write(browser, "my secret")
    answer = browser.get("/exit")
    assert answer.status_code == 303
    assert answer.headers["location"] == EXIT_TO
    assert "nightdoor" not in browser.cookies


def _close(browser: httpx.Client) -> None:
    """Do what the script does before it leaves."""
    browser.cookies.set("nightdoor_closed", "1", domain="127.0.0.1", path="/")


@pytest.mark.parametrize("address", ["/", "/chat", "/back"])
def test_after_exit_every_page_is_about_nothing(browser: httpx.Client, address: str) -> None:
    write(browser, "my secret")
    browser.get("/exit")
    page = browser.get(address)
    assert page.status_code == 200
    assert "This page is closed" in page.text
    for telling in ("my secret", "Nightdoor", "nightdoor", "council", "999", "chat<"):
        assert telling not in page.text


def test_a_cookie_that_was_copied_before_exit_opens_nothing(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "my secret")
    with browser_of(chat) as thief:
        thief.cookies.update(browser.cookies)
        assert "my secret" in thief.get("/chat").text
        browser.get("/exit")
        assert thief.get("/chat").status_code == 303
        write(thief, "I am somebody else")
        assert "my secret" not in thief.get("/chat").text
    assert len(chat.conversations()) == 2


def test_closed_by_the_script_alone_is_closed(browser: httpx.Client) -> None:
    write(browser, "my secret")
    _close(browser)
    assert "my secret" not in browser.get("/chat").text
    browser.get("/open")
    assert browser.get("/chat").headers["location"] == "/"


def test_whoever_writes_again_by_a_link_from_elsewhere_sees_their_chat(browser: httpx.Client) -> None:
    write(browser, "my secret")
    browser.get("/exit")
    browser.cookies.clear()
    page = browser.get("/").text
    _close(browser)
    form = {"csrf": field(page, "csrf"), "id": field(page, "id"), "text": "another story"}
    assert browser.post("/chat", data=form).status_code == 303
    assert "another story" in browser.get("/chat").text


def test_the_page_can_be_opened_again_as_new(browser: httpx.Client) -> None:
    write(browser, "my secret")
    browser.get("/exit")
    assert browser.get("/open").headers["location"] == "/"
    assert "Tell us what is happening" in browser.get("/").text
    write(browser, "another story")
    assert "my secret" not in browser.get("/chat").text


def test_the_three_words_open_the_chat_on_another_phone(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "my story")
    words = _words(browser.get("/chat").text)
    browser.get("/exit")
    with browser_of(chat) as other_phone:
        answer = _come_back(other_phone, f" {words.upper()} ")
        assert answer.headers["location"] == "/chat#latest"
        page = other_phone.get("/chat").text
        assert "my story" in page
        assert _words(page) == words
        write(other_phone, "and more", page="/chat")
    assert len(chat.conversations()) == 1
    assert chat.texts() == ["my story", "and more"]


def test_whoever_comes_back_elsewhere_is_gone_here(chat: WebChat, browser: httpx.Client) -> None:
    write(browser, "my story")
    words = _words(browser.get("/chat").text)
    with browser_of(chat) as other_phone:
        _come_back(other_phone, words)
    assert browser.get("/chat").headers["location"] == "/"


@pytest.mark.parametrize("words", ["", "apple", "apple apple apple", "x" * 10_000, "😀 \x00 ?", "apple; badger-otter"])
def test_other_words_open_nothing(browser: httpx.Client, words: str) -> None:
    answer = _come_back(browser, words)
    assert answer.status_code == 422
    assert "open no chat" in answer.text


def test_guessing_is_slowed_down(browser: httpx.Client) -> None:
    answers = [_come_back(browser, "apple badger otter").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_nothing_identifying_is_in_an_address(chat: WebChat, browser: httpx.Client) -> None:
    answers = [write(browser, "my story"), browser.get("/exit")]
    with browser_of(chat) as other_phone:
        answers.append(_come_back(other_phone, "apple badger otter"))
    assert all("?" not in str(answer.url) + answer.headers.get("location", "") for answer in answers)
