import pytest

from records.models import Standing
from records.questionnaire import RECORDED
from records.summary import Summary, as_html
from records.summary.build import MOST_WORDS, GivenNotice
from records.summary.lines import words_shown
from tests.records.patient import LONG_TEXT
from tests.records.summary.pages import FINISHED, everything, page, said, seen

NOTICE = GivenNotice(FINISHED, "self_harm", LONG_TEXT)
LONG_TEXTS = {
    "prose": LONG_TEXT,
    "one word of 4,000 letters": "x" * 4000,
    "no spaces between words": "我想和孙子一起去公园散步" * 330,
    "line breaks": "a\n" * 2000,
    "short words": "a " * 2000,
}


@pytest.mark.parametrize("words", LONG_TEXTS.values(), ids=LONG_TEXTS.keys())
def test_no_more_than_300_words_are_shown_whatever_is_written(words: str) -> None:
    summary = page(*everything(words), notices=[NOTICE] * 5)

    assert len(seen(as_html(summary, "Europe/London")).split()) <= MOST_WORDS == 300


def test_words_are_not_undercounted() -> None:
    for summary in (
        page(),
        page(*everything("a few words")),
        page(*everything(LONG_TEXT), notices=[NOTICE]),
    ):
        visible = seen(as_html(summary, "UTC")).replace("’s words", " words")
        assert words_shown(summary) >= len(visible.split())


def test_an_ordinary_page_shows_every_word() -> None:
    words = "I want to walk to the shop and back on my own again"
    summary = page(
        said("what_matters", words), said("able_to", words), said("able_to_helps", "my stick")
    )
    assert summary.what_matters is not None
    assert summary.what_matters.words is not None
    assert summary.what_matters.words.rest == ""
    assert summary.able_to[0].words.rest == ""


def test_a_page_with_room_shows_a_long_question_whole() -> None:
    long = "The leaflet says one thing and the chemist another, and " * 4 + "so can I take both?"
    summary = page(said("what_matters", "my garden"), said("question_to_ask", long))
    assert [item.words.rest for item in summary.visit if item.words] == [""]


@pytest.mark.parametrize("words", LONG_TEXTS.values(), ids=LONG_TEXTS.keys())
def test_nothing_is_cut_off_only_folded(words: str) -> None:
    summary = page(*everything(words))
    for item in summary.items():
        assert item.words is not None
        assert item.words.text == words
        assert item.words.head + item.words.rest == words


def test_the_order_on_the_page_is_that_of_the_guide() -> None:
    html = as_html(page(*everything("x"), notices=[NOTICE]), "UTC")
    order = [
        "Not triaged",
        "Urgent-help message",
        "’s words",
        "What matters most",
        "Wants to be able to",
        "Where things pull apart",
        "Hopes for this visit, and questions",
        ">People<",
        "To make the visit work",
        "Also said",
    ]
    assert sorted(order, key=html.index) == order


def test_four_silences_stay_four() -> None:
    not_said = page(
        said("my_life", standing=Standing.SKIPPED),
        said("what_matters", standing=Standing.NOT_SURE),
        said("let_go", standing=Standing.NOTHING_TO_ADD),
        said("pulls", "x"),
    ).not_said

    assert not_said.chose_not_to_say == ("Life right now",)
    assert not_said.not_sure == ("What matters most",)
    assert not_said.nothing_to_add == ("Stopped or let go",)
    assert "A good visit" in not_said.not_asked
    everywhere = [heading for group in not_said.model_dump().values() for heading in group]
    assert "Pulls against what matters" not in everywhere
    assert len(everywhere) == len(set(everywhere))


@pytest.mark.parametrize(
    ("standing", "choice", "shown"),
    [
        (Standing.ANSWERED, "keep", "Keep"),
        (Standing.ANSWERED, "get_back", "Get back"),
        (Standing.ANSWERED, "new_way", "New way"),
        (Standing.ANSWERED, "new", "New"),
        (Standing.NOT_SURE, "not_sure", "Not sure"),
        (Standing.NOT_SURE, None, "Not sure"),
        (Standing.SKIPPED, None, None),
    ],
)
def test_keep_or_get_back_is_shown_as_chosen_and_not_sure_stays_not_sure(
    standing: Standing, choice: str | None, shown: str | None
) -> None:
    wish = said("able_to_wish", standing=standing, choice=choice)
    assert page(said("able_to", "sing"), wish).able_to[0].wish == shown


def test_what_was_typed_for_keep_or_get_back_is_shown_beside_it() -> None:
    wish = said("able_to_wish", "bit of both, mostly lost", choice="get_back")
    row = page(said("able_to", "sing"), wish).able_to[0]
    assert row.wish == "Get back"
    assert row.wish_words is not None
    assert row.wish_words.text == "bit of both, mostly lost"


def test_a_row_whose_wish_is_kept_back_takes_what_was_said_about_it_along() -> None:
    summary = page(
        said("able_to", "secret", shared=False),
        said("able_to_helps", "also secret"),
        said("able_to", "sing", position=2),
    )
    assert [row.words.text for row in summary.able_to] == ["sing"]
    assert "secret" not in summary.model_dump_json()


def test_someone_who_sees_it_differently_and_wants_to_talk_is_flagged() -> None:
    talk = page(said("different_views", "the salt", choice="yes_talk"))
    assert talk.wants_to_talk_about_a_different_view
    assert not page(said("different_views", choice="no")).wants_to_talk_about_a_different_view


def test_who_typed_it_is_said() -> None:
    def disclaimer(choice: str | None) -> str:
        return page(said("who_is_writing", choice=choice)).header.disclaimer

    assert disclaimer("me") == "Written by the patient. Not triaged, not a clinical assessment."
    assert "the patient, with help" in disclaimer("with_help")
    assert "on the patient's behalf" in disclaimer("for_someone")
    assert "not said" in disclaimer(None)


def test_a_person_without_a_name_is_called_so() -> None:
    assert page().header.name == "Name not given"


def test_the_opener_begins_with_the_persons_first_words() -> None:
    words = "my two grandchildren, and getting\nback to the allotment in spring"
    assert page(said("what_matters", words)).opener == (
        "You wrote about my two grandchildren, and getting back to the… Tell me more."
    )
    assert page(said("able_to", "sing.")).opener == "You wrote about sing. Tell me more."
    assert page().opener is None


def test_the_same_answers_give_the_same_page_and_it_survives_being_stored() -> None:
    summary = page(*everything("x"), notices=[NOTICE])
    assert summary == page(*everything("x"), notices=[NOTICE])
    assert Summary.model_validate(summary.model_dump(mode="json")) == summary


def test_every_recorded_question_has_its_place_on_the_page() -> None:
    html = as_html(
        page(*[said(q.key, f"words-of-{q.key}") for q in RECORDED if q.key != "who_is_writing"]),
        "UTC",
    )
    assert [q.key for q in RECORDED if f"words-of-{q.key}" not in html] == ["who_is_writing"]
