"""Exit this page: away at once, and nothing to find for whoever presses Back."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.web.deps import EXIT_TO
from tests.support.chromium import visit
from tests.support.servers import wait_until
from tests.support.web_chat import WebChat

pytestmark = pytest.mark.browser

STORY = "he must not see this"


def _tell(page: Page, chat: WebChat) -> None:
    page.goto(chat.url)
    page.get_by_label("Tell us what is happening").fill(STORY)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/chat*")
    expect(page.get_by_text(STORY)).to_be_visible()


def _nothing_to_find(page: Page, somebody: BrowserContext) -> None:
    """Press Back as often as there is a page of ours, and see that each is about nothing."""
    wait_until(lambda: "nightdoor" not in {cookie["name"] for cookie in somebody.cookies()}, "the cookie to go")
    for _ in range(2):
        page.go_back()
        if page.url == "about:blank":
            return
        expect(page.get_by_role("heading", name="This page is closed")).to_be_visible()
        assert STORY not in page.content()
        assert "Nightdoor" not in page.content()


@pytest.mark.parametrize("way", ["click", "Escape", "Shift"])
def test_with_a_script(chat: WebChat, browser: Browser, way: str) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat)
        if way == "click":
            page.get_by_role("link", name="Exit this page").click()
        else:
            page.get_by_label("Your message").fill("half a thought")
            for _ in range(3):
                page.keyboard.press(way)
        page.wait_for_url(EXIT_TO)
        _nothing_to_find(page, somebody)


def test_without_a_script(chat: WebChat, browser: Browser) -> None:
    with visit(browser, script=False) as somebody:
        page = somebody.new_page()
        _tell(page, chat)
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(EXIT_TO)
        _nothing_to_find(page, somebody)


def test_with_a_script_and_a_line_so_slow_that_our_server_never_hears_of_it(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat)
        page.route("**/exit", lambda route: route.abort())
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(EXIT_TO)
        page.goto(f"{chat.url}/chat")
        expect(page.get_by_role("heading", name="This page is closed")).to_be_visible()
        assert STORY not in page.content()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_first_page(chat: WebChat, browser: Browser, *, script: bool) -> None:
    with visit(browser, script=script) as somebody:
        page = somebody.new_page()
        page.goto(chat.url)
        page.get_by_label("Tell us what is happening").fill(STORY)
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(EXIT_TO)
        page.go_back()
        assert STORY not in page.content()
        assert chat.conversations() == []


def test_the_keys_pressed_now_and_then_do_not_leave(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat)
        for key in ("Escape", "Escape", "a", "Escape", "Shift", "Escape", "Shift", "Shift"):
            page.keyboard.press(key)
        assert page.url.endswith("/chat#latest")
        expect(page.locator("#exit-news")).to_contain_text("Press once more")


def test_another_tab_of_the_same_chat_closes_too(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        first, second = somebody.new_page(), somebody.new_page()
        _tell(first, chat)
        second.goto(f"{chat.url}/chat")
        expect(second.get_by_text(STORY)).to_be_visible()
        first.get_by_role("link", name="Exit this page").click()
        first.wait_for_url(EXIT_TO)
        expect(second.get_by_role("heading", name="This page is closed")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_coming_back_by_three_words(chat: WebChat, browser: Browser, *, script: bool) -> None:
    with visit(browser, script=script) as somebody:
        page = somebody.new_page()
        _tell(page, chat)
        page.get_by_text("To come back later").click()
        words = page.locator(".chat-words").inner_text()
        assert re.fullmatch(r"[a-z]+ [a-z]+ [a-z]+", words)
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(EXIT_TO)
        page.goto(chat.url)
        page.get_by_role("link", name="Open again").click()
        page.get_by_role("link", name="Come back to a chat from tonight").click()
        page.get_by_label("Your 3 words").fill("apple badger otter")
        page.get_by_role("button", name="Open my chat").click()
        expect(page.get_by_role("alert")).to_contain_text("open no chat of the last 12 hours")
        page.get_by_label("Your 3 words").fill(words.upper())
        page.get_by_role("button", name="Open my chat").click()
        expect(page.get_by_text(STORY)).to_be_visible()
    assert chat.texts() == [STORY]


def test_no_address_on_the_way_says_who_it_is(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        _tell(page, chat)
        page.get_by_label("Your message").fill("more")
        page.get_by_role("button", name="Send").click()
        expect(page.locator("[data-line]")).to_have_count(2)
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(EXIT_TO)
    assert len(asked) > 5
    assert not [url for url in asked if "?" in url]
    assert not [url for url in asked if not url.startswith((chat.url, EXIT_TO))]
