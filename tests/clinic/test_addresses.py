"""Where a browser may be sent on to."""

import pytest

from web.clinic.addresses import within_portal


@pytest.mark.parametrize(
    "asked",
    ["/clinic/", "/clinic/preparations/0c9a-1f/text", "/clinic/preparations/1/summary.json"],
)
def test_pages_of_the_portal_are_let_through(asked: str) -> None:
    assert within_portal(asked, "/clinic/") == asked


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "/",
        "/chat",
        "/clinicx/",
        "//evil.example/clinic/",
        "/clinic//evil.example",
        "/clinic/../chat",
        "/clinic/%2e%2e/chat",
        "/clinic/\\evil.example",
        "/clinic/\nLocation: x",
        "javascript:alert(1)",
        "https://evil.example/clinic/",
    ],
)
def test_everything_else_is_replaced(asked: str) -> None:
    assert within_portal(asked, "otherwise") == "otherwise"
