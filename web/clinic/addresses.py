"""Where the portal sends a browser on to: only within the portal."""

import re

# Plain paths of ours: no host, no scheme, no dots that climb, no encoded bytes.
_WITHIN = re.compile(r"/clinic/[A-Za-z0-9_/-]*(\.[a-z]+)?")


def within_portal(asked: str, otherwise: str) -> str:
    """The page someone asked for before signing in, if it is one of the portal's; else `otherwise`."""
    return asked if _WITHIN.fullmatch(asked) and "//" not in asked else otherwise
