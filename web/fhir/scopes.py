"""What a SMART scope lets a token do. Pure."""

import re

# user/Type.read, user/*.* (version 1) and user/Type.rs (version 2), with or without a query, which narrows and is not ours
# to widen: a scope with one lets nothing through.
_SCOPE = re.compile(r"(user|system)/(\*|[A-Za-z]+)\.(read|\*|c?r?u?d?s?)")


def allows(scope: str, kind: str, *, search: bool) -> bool:
    """Whether a space-separated list of scopes lets resources of this type be read, or searched."""
    return any(_allows(one, kind, "s" if search else "r") for one in scope.split())


def _allows(scope: str, kind: str, letter: str) -> bool:
    found = _SCOPE.fullmatch(scope)
    if found is None or found[2] not in ("*", kind):
        return False
    return found[3] in ("read", "*") or letter in found[3]
