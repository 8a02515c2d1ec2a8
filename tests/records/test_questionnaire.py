from records.questionnaire import (
    DOMAIN_NAMES,
    DOMAINS,
    OWN_WORDS,
    QUESTIONS,
    RECORDED,
    Kind,
    Part,
    keys,
    next_part,
    part_of,
    questions_of,
)


def test_the_keys_are_those_of_the_guide() -> None:
    assert keys(QUESTIONS) == [
        "consent",
        "who_is_writing",
        "preferred_name",
        "my_life",
        "what_matters",
        "able_to",
        "able_to_wish",
        "able_to_helps",
        "able_to_hinders",
        "able_to_more",
        "let_go",
        "pulls",
        "different_views",
        "people_who_matter",
        "people_to_include",
        "people_to_keep_out",
        "good_visit",
        "question_to_ask",
        "on_the_day",
        "something_else",
        "check",
    ]


def test_every_question_is_in_a_part_and_the_parts_are_in_order() -> None:
    assert [q for part in Part for q in questions_of(part)] == list(QUESTIONS)
    assert [part_of(q.key) for q in QUESTIONS] == [q.part for q in QUESTIONS]
    assert [next_part(part) for part in Part] == [*list(Part)[1:], Part.CHECK]


def test_what_only_steers_the_talk_is_not_recorded() -> None:
    unrecorded = [question.key for question in QUESTIONS if question not in RECORDED]
    assert unrecorded == ["consent", "able_to_more", "check"]


def test_closed_questions_have_choices_and_open_ones_none() -> None:
    for question in QUESTIONS:
        assert (question.choices == ()) == (question.kind is Kind.OPEN), question.key
        ids = [choice.id for choice in question.choices]
        assert len(ids) == len(set(ids))
        assert all(question.choice(choice_id) for choice_id in ids)
        assert question.choice("none of them") is None


def test_every_recorded_question_has_a_heading_of_its_own_on_both_sides() -> None:
    for headings in ([q.heading for q in RECORDED], [q.brief for q in RECORDED]):
        assert all(headings)
        assert len(headings) == len(set(headings))


def test_there_are_twelve_domains_in_four_groups_and_room_for_ones_own_words() -> None:
    assert len(DOMAINS) == 12
    assert {domain.group for domain in DOMAINS} == {
        "daily_life",
        "people",
        "things_to_do",
        "myself",
    }
    assert {*DOMAIN_NAMES} == {domain.id for domain in DOMAINS} | {OWN_WORDS}


def test_the_last_question_says_something_and_not_anything() -> None:
    assert "anything" not in " ".join(q.heading for q in QUESTIONS).lower()
    assert RECORDED[-1].heading == "Something else I want you to know"
