from records.models import Standing
from records.summary import as_text
from tests.records.patient import LONG_TEXT
from tests.records.summary.pages import everything, page, said


def test_the_text_can_be_pasted_into_a_record_and_read() -> None:
    summary = page(
        said("preferred_name", "Sam"),
        said("who_is_writing", choice="me"),
        said("what_matters", "my garden"),
        said("able_to", "walk to the shop", labels=["getting_about"]),
        said("able_to_wish", choice="get_back"),
        said("able_to_helps", "my stick"),
        said("able_to_hinders", "the hill"),
        said("different_views", "the salt", choice="yes_talk"),
        said("good_visit", choice="listened_to"),
        said("question_to_ask", "Can I drive?"),
        said("question_to_ask", "Why am I tired?", position=2),
        said("my_life", standing=Standing.SKIPPED),
    )
    assert as_text(summary, "Europe/London") == (
        "Sam · visit Tue 1 Dec 2026, 10:00\n"
        "Written by the patient. Not triaged, not a clinical assessment. "
        "Finished Mon 30 Nov 2026, 18:05.\n"
        "\n"
        "In Sam's words\n"
        "\n"
        "What matters most\n"
        "  my garden\n"
        "\n"
        "Wants to be able to\n"
        "- walk to the shop\n"
        "  Get back\n"
        "  Helps: my stick\n"
        "  Gets in the way: the hill\n"
        "  (may be about: Getting about)\n"
        "\n"
        "Where things pull apart\n"
        "  Sees differently: the salt\n"
        "  (sees it differently and wants to talk)\n"
        "\n"
        "Hopes for this visit, and questions\n"
        "  A good visit: To be listened to\n"
        "  Questions: Can I drive?\n"
        "  Questions: Why am I tired?\n"
        "\n"
        "Not asked: Stopped or let go, Pulls against what matters, Matter or count on them, "
        "To include, To keep out, On the day, Something else · "
        "Chose not to say: Life right now\n"
    )


def test_nothing_is_folded_in_the_text() -> None:
    text = as_text(page(*everything(LONG_TEXT)), "UTC")
    assert text.count(LONG_TEXT) >= 20
    assert "show all" not in text


def test_how_a_person_said_that_they_do_not_know_is_kept_in_their_words() -> None:
    summary = page(
        said("what_matters", "dunno really, ask me in spring", standing=Standing.NOT_SURE),
        said("let_go", "NOTHING, and I mean nothing.", standing=Standing.NOTHING_TO_ADD),
        said("able_to", "walk to the shop"),
        said("able_to_helps", "nothing for my case", standing=Standing.NOTHING_TO_ADD),
        said("able_to", "no that's me", position=2, standing=Standing.NOTHING_TO_ADD),
        said("my_life", "none of their business", standing=Standing.NOT_SURE, shared=False),
    )

    text = as_text(summary, "Europe/London")
    assert "Not sure: What matters most “dunno really, ask me in spring”" in text
    assert "Nothing to add: Stopped or let go “NOTHING, and I mean nothing.”" in text
    assert text.count("nothing for my case") == 1
    assert "(2) “no that's me”" in text
    assert "none of their business" not in text + summary.model_dump_json()


def test_words_of_someone_who_gave_no_name_are_the_persons() -> None:
    text = as_text(page(said("what_matters", "my garden")), "UTC")
    assert text.startswith("Name not given · visit")
    assert "\nIn the person's words\n" in text
