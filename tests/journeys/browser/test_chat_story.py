"""A story told in the browser, with and without a script, on a small phone and on a desk."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.deps import EXIT_TO
from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author
from tests.support.chromium import faults, fits, visit
from tests.support.servers import wait_until
from tests.support.web_chat import WebChat

pytestmark = [pytest.mark.browser, pytest.mark.node]


def _tell(page: Page, chat: WebChat, story: str) -> None:
    page.goto(chat.url)
    page.get_by_label("Tell us what is happening").fill(story)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/chat*")


def _judge(page: Page) -> None:
    assert faults(page) == []
    assert fits(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_fits(chat: WebChat, browser: Browser, width: int, *, dark: bool) -> None:
    with visit(browser, width, dark=dark) as somebody:
        page = somebody.new_page()
        page.goto(chat.url)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.get_by_text("Who reads what I write?").click()
        _judge(page)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("There is nothing in the box yet")).to_be_visible()
        _judge(page)
        _tell(page, chat, "no heating and a baby " + "w" * 300)
        chat.say("I am here.", author=Author.DUTY_WORKER)
        chat.ask("consent", "May I pass your story on? Call 116 123 to talk.")
        page.get_by_text("To come back later").click()
        expect(page.get_by_role("button", name="Yes")).to_be_visible()
        _judge(page)
        chat.hold(Holder.WAITING)
        expect(page.locator("[data-standing]")).to_contain_text("Nobody has answered yet")
        _judge(page)
        page.goto(f"{chat.url}/back")
        _judge(page)
        page.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(EXIT_TO)
        page.goto(chat.url)
        expect(page.get_by_role("heading", name="This page is closed")).to_be_visible()
        _judge(page)


def test_a_story_with_a_script(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat, "i have no heating")
        chat.ask("place", "Where do you live?")
        thread = page.get_by_role("list").first
        expect(thread).to_contain_text("Where do you live?")
        expect(page.locator("#news")).to_have_text("Nightdoor, automatic: Where do you live?")
        expect(page.locator("#news")).not_to_contain_text("i have no heating")
        page.get_by_label("Your message").fill("Eastfield")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_label("Your message")).to_have_value("")
        expect(page.get_by_label("Your message")).to_be_focused()
        expect(page.locator(".chat-line--own")).to_have_count(2)
        chat.ask("consent", "May I pass it on?")
        page.get_by_role("button", name="Yes").click()
        expect(page.locator("[data-line]")).to_have_count(5)
        expect(page.get_by_role("button", name="Yes")).to_have_count(0)
        assert chat.texts() == ["i have no heating", "Where do you live?", "Eastfield", "May I pass it on?", "Yes"]


def test_a_story_without_a_script(chat: WebChat, browser: Browser) -> None:
    with visit(browser, script=False) as somebody:
        page = somebody.new_page()
        _tell(page, chat, "i have no heating")
        chat.ask("consent", "May I pass it on?")
        page.get_by_label("Your message").fill("half a thou")
        page.get_by_role("button", name="Check for a reply").click()
        expect(page.get_by_text("May I pass it on?")).to_be_visible()
        expect(page.get_by_label("Your message")).to_have_value("half a thou")
        page.get_by_role("button", name="Yes").click()
        expect(page.locator("[data-line]")).to_have_count(3)
        page.reload()
        assert chat.texts() == ["i have no heating", "May I pass it on?", "Yes"]


def test_it_is_always_plain_whether_a_person_or_the_computer_writes(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat, "i am frightened")
        chat.say("I am asking a duty worker.")
        expect(page.locator("[data-standing]")).to_contain_text("You are writing with a computer, not a person")
        chat.hold(Holder.WAITING)
        expect(page.locator("[data-standing]")).to_contain_text("Nobody has answered yet")
        chat.hold(Holder.HUMAN)
        chat.say("Hello, I am here with you.", author=Author.DUTY_WORKER)
        expect(page.locator("[data-standing]")).to_contain_text("A duty worker is with you")
        expect(page.locator(".chat-line--person")).to_contain_text("a person")
        heard = page.locator("#news")
        for words in ("Nobody has answered yet", "A duty worker is with you", "Hello, I am here with you."):
            expect(heard).to_contain_text(words)


def test_two_taps_are_one_message(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        page.goto(chat.url)
        page.get_by_label("Tell us what is happening").fill("help")
        page.evaluate("() => { const f = document.querySelector('[data-chat-form]'); f.submit(); f.submit(); }")
        page.wait_for_url("**/chat*")
        page.get_by_label("Your message").fill("me")
        page.get_by_role("button", name="Send").dblclick()
        expect(page.locator("[data-line]")).to_have_count(2)
        assert chat.texts() == ["help", "me"]


def test_without_a_connection_the_words_stay_and_go_once_when_it_is_back(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat, "hello")
        expect(page.locator("[data-line]")).to_have_count(1)
        somebody.set_offline(True)
        page.get_by_label("Your message").fill("are you there")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Your words are still in the box")
        expect(page.get_by_label("Your message")).to_have_value("are you there")
        somebody.set_offline(False)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_label("Your message")).to_have_value("")
        wait_until(lambda: chat.texts() == ["hello", "are you there"], "the message once")


def test_what_could_not_be_kept_is_said_kindly_and_stays_in_the_box(chat: WebChat, browser: Browser) -> None:
    with visit(browser) as somebody:
        page = somebody.new_page()
        _tell(page, chat, "hello")
        chat.breaks = True
        page.get_by_label("Your message").fill("x" * 9_000)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Our fault")
        page.get_by_label("Your message").fill("x" * 10_001)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("alert")).to_contain_text("Send it in parts of up to 10,000")
        expect(page.get_by_label("Your message")).to_have_value("x" * 10_001)


def test_the_way_out_comes_second_for_the_keyboard_and_the_box_is_reached_by_it(
    chat: WebChat, browser: Browser
) -> None:
    with visit(browser, 1280) as somebody:
        page = somebody.new_page()
        page.goto(chat.url)
        seen = []
        for _ in range(6):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.id"))
        assert seen == ["Skip to main content", "Nightdoor", "Exit this page", "Call 999", "text", "Send"]
