from html.parser import HTMLParser
from itertools import pairwise

import pytest

from records.questionnaire import DOMAINS
from records.summary import as_html
from records.summary.build import GivenNotice
from tests.records.patient import LONG_TEXT
from tests.records.summary.pages import FINISHED, everything, page, said, seen

UNSAFE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;</article>"
VOID = {"br", "hr", "img", "meta"}


class Tags(HTMLParser):
    """Collects elements and text, and checks that every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def html_of(words: str) -> str:
    notice = GivenNotice(FINISHED, "self_harm", words)
    return as_html(page(*everything(words), notices=[notice] * 3), "Europe/London")


@pytest.mark.parametrize("words", [UNSAFE, UNSAFE * 50, "{{ summary }} {% raw %}"])
def test_every_word_of_the_person_is_escaped(words: str) -> None:
    tags = Tags(html_of(words))
    assert {tag for tag, _ in tags.tags}.isdisjoint({"script", "img", "style", "form", "input"})
    assert words in tags.text


def test_the_block_needs_no_script_and_no_style_of_its_own() -> None:
    for _tag, attributes in Tags(html_of(LONG_TEXT)).tags:
        assert not any(name == "style" or name.startswith("on") for name in attributes)


def test_the_block_stands_inside_another_page() -> None:
    tags = [tag for tag, _ in Tags(html_of("x")).tags]
    assert {"html", "head", "body", "main", "h1"}.isdisjoint(tags)
    headings = [int(tag[1]) for tag in tags if tag in {"h2", "h3", "h4"}]
    assert headings[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_no_two_elements_have_the_same_id() -> None:
    ids = [attributes["id"] for _, attributes in Tags(html_of("x")).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_words_find_their_own_direction_and_claim_no_language() -> None:
    tags = Tags(as_html(page(said("what_matters", "أريد أن أمشي")), "UTC")).tags
    words = [attributes for tag, attributes in tags if attributes.get("class") == "summary-words"]
    assert words == [{"class": "summary-words", "dir": "auto", "lang": ""}]


def test_white_space_and_line_breaks_reach_the_browser_as_they_were_typed() -> None:
    words = "  one\r\n\ttwo\rthree  "
    html = as_html(page(said("what_matters", words)), "UTC")
    assert ">  one&#13;\n\ttwo&#13;three  <" in html
    assert words in Tags(html).text


def test_what_is_folded_can_be_unfolded_without_a_script_and_stands_in_full_on_page_2() -> None:
    html = as_html(page(said("what_matters", LONG_TEXT)), "UTC")
    assert "<details" in html
    assert html.count("Page 2") == 1
    before, after = html.split("Page 2")
    assert LONG_TEXT not in before
    assert LONG_TEXT in after


def test_a_page_without_folds_has_no_page_2() -> None:
    assert "Page 2" not in as_html(page(said("what_matters", "x")), "UTC")


def test_times_are_those_of_the_clinic() -> None:
    assert "Tue 1 Dec 2026, 10:00" in as_html(page(), "Europe/London")
    assert "Tue 1 Dec 2026, 23:00" in as_html(page(), "Pacific/Auckland")


def test_an_urgent_help_message_is_said_first_with_when_and_that_no_one_was_told() -> None:
    notice = GivenNotice(FINISHED, "abuse", None)
    html = seen(as_html(page(said("what_matters", "x"), notices=[notice]), "Europe/London"))
    line = (
        "Urgent-help message was shown to the patient at 18:05 on 30 November "
        "(type: abuse or fear). No one was alerted."
    )
    assert line in html
    assert html.index(line) < html.index("What matters most")


def test_a_person_who_gave_a_4000_character_name_still_fits_the_heading() -> None:
    html = as_html(page(said("preferred_name", LONG_TEXT)), "UTC")
    assert len(seen(html)) < 700
    assert LONG_TEXT in html


def test_two_labels_are_shown_and_the_others_counted() -> None:
    labels = [domain.id for domain in DOMAINS]
    html = as_html(page(said("able_to", "x", labels=labels)), "UTC")
    assert "may be about: Getting about, Looking after myself and home and 10 more" in seen(html)
    assert "Feeling safe and secure" in html


def test_an_empty_page_is_a_page() -> None:
    html = seen(as_html(page(), "UTC"))
    assert "Name not given" in html
    assert "In the person’s words" in html
    assert "Not asked: Life right now, What matters most" in html
