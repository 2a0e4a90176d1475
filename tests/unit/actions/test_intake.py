"""What one message adds to the story."""

from dataclasses import replace

import pytest

from actions.intake import ASIDES, QUESTIONS, Heard, hear, is_told, next_question
from nightdoor.core.story import Story

FULL = Story(
    needs=("housing",),
    what_happened="the boiler broke",
    place="Millgate",
    would_help="a repair",
    name="Jo",
    safe_contact="text me",
    consent=True,
)


def test_the_questions_come_in_order_until_all_is_told() -> None:
    story, asked = Story(), []
    answers = {"needs": ["work"], "consent": True}
    while question := next_question(story):
        asked.append(question)
        story = Story.from_dict({**story.as_dict(), question: answers.get(question, "words")})
    assert tuple(asked) == QUESTIONS
    assert is_told(story)


def test_after_abuse_safe_contact_comes_before_where_and_who() -> None:
    assert next_question(Story(("domestic_abuse",), "he hits me")) == "safe_contact"


def test_the_first_message_is_the_story_and_fills_what_it_says() -> None:
    said = "lost my job. my name is sam, i live in Millgate"
    story = hear(Story(), Heard(said, "need_work", ("work",)))
    assert story == Story(("work",), said, "Millgate", None, "Sam", None, None)


@pytest.mark.parametrize("intent", sorted(ASIDES))
def test_a_question_of_theirs_is_never_taken_for_an_answer(intent: str) -> None:
    known = Story(("work",), "lost my job")
    assert hear(known, Heard("who reads this then", intent, (), "name")) == known


def test_a_place_said_along_with_thanks_is_heard() -> None:
    assert hear(Story(), Heard("thanks, im in TS1 2AB", "thanks")).place == "TS1 2AB"


@pytest.mark.parametrize("asked", ["place", "would_help", "safe_contact", "name"])
def test_an_answer_in_few_words_is_taken_whatever_the_engine_makes_of_it(asked: str) -> None:
    story = hear(Story(("work",), "lost my job"), Heard("someone to fix it", "correction", (), asked))
    assert getattr(story, asked) == "someone to fix it"


@pytest.mark.parametrize("asked", ["place", "would_help", "name"])
@pytest.mark.parametrize(
    ("words", "intent"), [("nah", "deny"), ("not really", "deny"), ("yes", "affirm"), ("skip", "skip"), ("no", "deny")]
)
def test_a_refusal_skips_and_is_not_asked_again(asked: str, words: str, intent: str) -> None:
    story = hear(Story(("work",), "lost my job"), Heard(words, intent, (), asked))
    assert getattr(story, asked) == ""


def test_a_long_answer_about_place_is_more_of_the_story() -> None:
    said = "it is hard to say because since he left we have been moving from one sofa to the next every few days"
    story = hear(Story(("work",), "lost my job"), Heard(said, "tell_story", (), "place"))
    assert (story.place, story.what_happened) == ("", f"lost my job\n{said}")


def test_safe_contact_said_instead_of_what_would_help_is_heard_as_such() -> None:
    story = hear(Story(("work",), "lost my job", ""), Heard("only text me after 9", "tell_story", (), "would_help"))
    assert (story.would_help, story.safe_contact) == ("", "only text me after 9")


def test_danger_is_kept_as_told_and_answers_no_question() -> None:
    story = hear(Story(("work",), "lost my job"), Heard("i want to die", "crisis_suicide", (), "place"))
    assert (story.place, story.what_happened) == (None, "lost my job\ni want to die")


def test_a_correction_changes_place_and_name() -> None:
    known = Story(("work",), "lost my job", "E8 1AA", None, "Sam")
    story = hear(known, Heard("sorry i meant E9 2BB and my name is Pam", "correction", (), "would_help"))
    assert (story.place, story.name) == ("E9 2BB", "Pam")


def test_words_after_the_end_are_added_with_their_needs() -> None:
    story = hear(FULL, Heard("also no food in", "need_food_fuel", ("food_fuel",)))
    assert story == replace(FULL, needs=("housing", "food_fuel"), what_happened="the boiler broke\nalso no food in")


def test_a_yes_after_the_end_gives_consent_only_where_it_was_refused() -> None:
    assert hear(replace(FULL, consent=False), Heard("yes", "affirm")).consent is True
    assert hear(FULL, Heard("no", "deny")) == FULL


def test_the_same_words_are_not_kept_twice() -> None:
    once = hear(Story(), Heard("lost my job", "need_work", ("work",)))
    assert hear(once, Heard("lost my job", "need_work", ("work",), "what_happened")) == once


def test_a_need_that_is_named_replaces_something_else() -> None:
    assert hear(Story(("other",), "x"), Heard("lost my job", "need_work", ("work",), "would_help")).needs == ("work",)


def test_an_unknown_need_is_left_out() -> None:
    assert hear(Story(), Heard("hm", "tell_story", ("dragons",))).needs == ()
