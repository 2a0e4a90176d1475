"""The shared pages: times as people in London read them, nothing from elsewhere, nothing unescaped."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nightdoor.pages import STATIC, clock_time, day_and_time, environment


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 1, 6, 2, 5, tzinfo=UTC), "2:05am"),
        (datetime(2026, 7, 6, 2, 5, tzinfo=UTC), "3:05am"),
        (datetime(2026, 1, 6, 0, 0, tzinfo=UTC), "midnight"),
        (datetime(2026, 1, 6, 12, 0, tzinfo=UTC), "midday"),
        (datetime(2026, 1, 6, 13, 0, tzinfo=UTC), "1pm"),
    ],
)
def test_a_time_is_written_as_people_in_london_read_it(moment: datetime, words: str) -> None:
    assert clock_time(moment) == words


def test_a_day_comes_with_its_name() -> None:
    assert day_and_time(datetime(2026, 3, 3, 2, 5, tzinfo=UTC)) == "Tuesday 3 March at 2:05am"


def test_what_a_resident_wrote_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "words.html").write_text("{{ words }}", encoding="utf-8")
    page = environment(tmp_path).get_template("words.html").render(words="<script>")
    assert page == "&lt;script&gt;"


def test_a_page_brings_no_script_of_its_own_and_nothing_from_elsewhere() -> None:
    page = environment().get_template("page.html").render()
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=") + page.count('<script type="module" src=')


def test_the_font_that_only_gov_uk_may_use_is_not_shipped() -> None:
    assert "GDS Transport" not in (STATIC / "govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
