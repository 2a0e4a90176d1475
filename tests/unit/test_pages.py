"""The shared pages: nothing from elsewhere, nothing unescaped."""

from pathlib import Path

from nightdoor.pages import STATIC, environment


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
