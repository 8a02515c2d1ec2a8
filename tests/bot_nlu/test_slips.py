"""The generator of typing slips: seeded, and never without effect where there is a word to slip in."""

from bot.instruments.slips import with_slips

TEXT = "I would like to walk to the shop again with my daughter"


def test_the_same_seed_makes_the_same_slips() -> None:
    assert with_slips(TEXT, 1) == with_slips(TEXT, 1)


def test_another_seed_makes_other_slips() -> None:
    assert len({with_slips(TEXT, seed) for seed in range(10)}) > 5


def test_there_is_at_least_one_slip() -> None:
    assert all(with_slips(TEXT, seed) != TEXT for seed in range(10))


def test_most_words_stay() -> None:
    kept = [len(set(with_slips(TEXT, seed).split()) & set(TEXT.split())) for seed in range(10)]
    assert min(kept) >= len(set(TEXT.split())) // 2


def test_a_text_without_a_long_word_stays() -> None:
    assert with_slips("no", 1) == "no"
