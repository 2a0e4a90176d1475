"""A story survives being written down, and takes nothing that is not a story."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nightdoor.core.story import NEEDS, Story

texts = st.none() | st.text(max_size=30)
stories = st.builds(
    Story,
    needs=st.lists(st.sampled_from(sorted(NEEDS)), unique=True).map(tuple),
    what_happened=texts,
    place=texts,
    would_help=texts,
    name=texts,
    safe_contact=texts,
    consent=st.none() | st.booleans(),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10), lambda inner: st.lists(inner, max_size=3)
)


@given(stories)
def test_it_comes_back_as_it_was(story: Story) -> None:
    assert Story.from_dict(story.as_dict()) == story


@given(st.dictionaries(st.sampled_from(["needs", "place", "consent", "name", "odd"]), anything))
def test_whatever_it_is_read_from_it_is_a_story(data: dict[str, Any]) -> None:
    story = Story.from_dict(data)
    assert set(story.needs) <= set(NEEDS)
    assert story.consent in (None, True, False)
    assert story.place is None or isinstance(story.place, str)


def test_maybe_is_no_consent() -> None:
    assert Story.from_dict({"consent": "maybe"}).consent is None
    assert Story.from_dict({"consent": 1}).consent is None
