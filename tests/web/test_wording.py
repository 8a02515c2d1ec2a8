"""Fixed texts as HTML."""

import pytest

from web.wording import fixed_line, fixed_text

NUMBERS = ["999", "111", "116 123"]


def test_lines_are_paragraphs_and_dashes_a_list() -> None:
    text = "Call 1 if:\n- you fell\n- you are lost\n\nIt is free."
    assert fixed_text(text, []) == (
        "<p>Call 1 if:</p><ul><li>you fell</li><li>you are lost</li></ul><p>It is free.</p>"
    )


def test_numbers_can_be_called() -> None:
    assert fixed_line("Call 116 123.", NUMBERS) == 'Call <a href="tel:116123">116 123</a>.'


def test_a_care_card_holds_no_links() -> None:
    assert "<a" not in fixed_text("Call 999 now if:\n- you fell", NUMBERS)


@pytest.mark.parametrize("line", ["go to 111.nhs.uk", "18001 1110", "0999", "room 9990"])
def test_what_only_looks_like_a_number_is_left(line: str) -> None:
    assert fixed_line(line, NUMBERS) == line


def test_nothing_in_a_fixed_text_is_run() -> None:
    assert "<b>" not in fixed_text("<b>999</b> & more", NUMBERS)
