import string

from records.tokens import hashed, new_token


def test_a_token_cannot_be_guessed_and_stands_in_an_address_as_it_is() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(token) == 32 for token in tokens)
    assert set("".join(tokens)) <= set(string.ascii_letters + string.digits + "-_")


def test_what_is_stored_of_a_token_does_not_open_anything() -> None:
    token = new_token()
    assert hashed(token) != token
    assert len(hashed(token)) == 64
    assert hashed(token) == hashed(token)
    assert hashed("\ud83d") != hashed("?")
