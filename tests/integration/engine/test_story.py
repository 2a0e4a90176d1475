"""A story taken by the real engine: one question at a time, nothing asked twice."""

import pytest

from bot.engine_client import EngineClient
from nightdoor.core.engine import Outcome
from nightdoor.core.story import Story
from tests.support.engine import Conversation

pytestmark = [pytest.mark.engine, pytest.mark.timeout(400)]


def test_it_begins_by_listening_not_with_a_menu(conversation: Conversation) -> None:
    reply = conversation.say("hi")
    assert reply.asked == "what_happened"
    assert "own words" in reply.texts[-1]
    assert reply.outcome is Outcome.ASKING


def test_a_story_is_taken_to_its_end(conversation: Conversation) -> None:
    asked = [
        conversation.say(words).asked
        for words in (
            "my landlord wont fix the boiler its freezing",
            "Millgate",
            "someone to fix it",
            "text me",
            "jade",
        )
    ]
    assert asked == ["place", "would_help", "safe_contact", "name", "consent"]
    reply = conversation.say("Yes please!")
    assert reply.outcome is Outcome.FINISHED
    assert reply.asked is None
    assert reply.story.what_happened == "my landlord wont fix the boiler its freezing"
    assert "housing" in reply.story.needs
    assert (reply.story.place, reply.story.would_help) == ("Millgate", "someone to fix it")
    assert (reply.story.safe_contact, reply.story.name, reply.story.consent) == ("text me", "jade", True)
    assert "next working day" in " ".join(reply.texts)


def test_what_the_first_message_says_is_not_asked(conversation: Conversation) -> None:
    reply = conversation.say(
        "bailiffs are coming tuesday. my name is Dave and i live in North Ormesby. just want someone to tell me what "
        "to do. you can ring me any time"
    )
    assert reply.asked == "consent"
    assert (reply.story.name, reply.story.place) == ("Dave", "North Ormesby")
    assert reply.story.safe_contact == "you can ring me any time"
    assert "debt_benefits" in reply.story.needs


def test_after_abuse_safe_contact_is_asked_before_where_and_who(conversation: Conversation) -> None:
    assert conversation.say("my husband hit me last week and checks my phone").asked == "safe_contact"


@pytest.mark.parametrize(
    "answer", ["maybe", "ok i suppose", "if you have to", "what do you mean", "y not", "/affirm", "not yet"]
)
def test_anything_but_an_exact_yes_or_no_is_no_consent(conversation: Conversation, answer: str) -> None:
    conversation.story = _all_but_consent()
    conversation.asked = "consent"
    reply = conversation.say(answer)
    assert reply.story.consent is None
    assert reply.asked == "consent"


def test_a_no_is_kept_and_can_be_changed(conversation: Conversation) -> None:
    conversation.story = _all_but_consent()
    conversation.asked = "consent"
    assert conversation.say("no thanks").story.consent is False
    assert conversation.say("yes").story.consent is True


def test_more_words_after_the_end_are_added_and_nothing_begins_again(conversation: Conversation) -> None:
    conversation.story = _all_but_consent()
    conversation.asked = "consent"
    conversation.say("yes")
    reply = conversation.say("also the electric has gone off and the meter is empty")
    assert reply.outcome is Outcome.FINISHED
    assert reply.texts == ("Thank you. I have added that to what you told me.",)
    assert (reply.story.what_happened or "").endswith("\nalso the electric has gone off and the meter is empty")
    assert "food_fuel" in reply.story.needs


def test_a_question_about_privacy_is_answered_and_the_pending_question_asked_again(conversation: Conversation) -> None:
    conversation.say("my landlord wont fix the boiler")
    reply = conversation.say("will you tell the police?")
    assert reply.outcome is Outcome.PRIVACY
    assert reply.asked == "place"
    assert "YES" in reply.texts[0]
    assert reply.texts[1].startswith("Where do you live")


@pytest.mark.parametrize("asked", ["what_happened", "place", "would_help", "safe_contact", "name", "consent"])
def test_a_human_is_brought_at_any_point(conversation: Conversation, asked: str) -> None:
    conversation.asked = asked
    reply = conversation.say("can i talk to a real person please")
    assert reply.outcome is Outcome.HUMAN
    assert reply.asked == asked


@pytest.mark.parametrize("asked", ["what_happened", "place", "would_help", "safe_contact", "name", "consent"])
def test_it_stops_at_any_point_and_keeps_what_was_told(conversation: Conversation, asked: str) -> None:
    conversation.say("my landlord wont fix the boiler")
    conversation.asked = asked
    reply = conversation.say("stop texting me")
    assert reply.outcome is Outcome.STOPPED
    assert reply.story.what_happened == "my landlord wont fix the boiler"


def test_services_are_offered_once_need_and_place_are_known(conversation: Conversation) -> None:
    assert conversation.say("no food in the house and the kids are hungry").offered == ()
    reply = conversation.say("Millgate")
    assert 1 <= len(reply.offered) <= 3
    assert reply.texts[0] == "These may help you:"
    assert conversation.say("a food parcel").offered == ()


def test_more_services_come_when_asked_for_and_none_twice(conversation: Conversation) -> None:
    conversation.say("no food in the house and the kids are hungry")
    first = {offer.id for offer in conversation.say("Millgate").offered}
    second = {offer.id for offer in conversation.say("where else can i go tonight").offered}
    assert second
    assert not first & second


def test_understanding_one_text_names_needs_and_slots(client: EngineClient) -> None:
    heard = client.understand("my names Sam, ive got nowhere to sleep tonight, im in Millgate")
    assert "homelessness" in heard.needs
    assert heard.slots["name"] == "Sam"
    assert heard.slots["place"] == "Millgate"
    assert heard.ms > 0


def _all_but_consent() -> Story:
    return Story(("housing",), "the boiler broke", "Millgate", "a repair", "Jo", "text me", None)
