"""What a SMART scope lets a token do. Pure."""

import re

# user/Type.read and user/*.* of version 1, user/Type.rs of version 2. A scope with a query asks for less than that; we
# cannot give less, so it lets nothing through.
_SCOPE = re.compile(r"user/(\*|[A-Za-z]+)\.(read|\*|c?r?u?d?s?)")


def allows(scope: str, kind: str, *, search: bool) -> bool:
    """Whether a space-separated list of scopes lets resources of this type be read, or searched."""
    return any(_allows(one, kind, "s" if search else "r") for one in scope.split())


def _allows(scope: str, kind: str, letter: str) -> bool:
    found = _SCOPE.fullmatch(scope)
    if found is None or found[1] not in ("*", kind):
        return False
    return found[2] in ("read", "*") or letter in found[2]
