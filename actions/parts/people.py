"""Who matters, who to bring in, who to keep out."""

from actions.parts.common import answered

__all__ = ["answered"]
