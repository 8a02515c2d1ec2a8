"""The export of everything about a person as a page: the same headings and values, one under the other."""

from typing import Any

from markupsafe import Markup

_STYLE = Markup(
    "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "dt{font-weight:bold}dd{margin:0 0 .5rem 1.5rem;white-space:pre-wrap}section{border-top:1px solid}"
)
_PAGE = Markup(
    '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
    "<style>{style}</style></head><body><main><h1>{title}</h1>{sections}</main></body></html>\n"
)
TITLE = "Everything stored about your visit"


def as_html(everything: dict[str, Any]) -> str:
    """One page that can be read and printed, without anything from elsewhere."""
    sections = Markup("").join(
        Markup("<section><h2>{}</h2>{}</section>").format(_heading(name), _value(value))
        for name, value in everything.items()
    )
    return str(_PAGE.format(title=TITLE, style=_STYLE, sections=sections))


def _value(value: Any) -> Markup:
    match value:
        case dict():
            pairs = (
                Markup("<dt>{}</dt><dd>{}</dd>").format(_heading(name), _value(each))
                for name, each in value.items()
            )
            return Markup("<dl>{}</dl>").format(Markup("").join(pairs))
        case list() if value:
            items = (Markup("<li>{}</li>").format(_value(each)) for each in value)
            return Markup("<ol>{}</ol>").format(Markup("").join(items))
        case None | []:
            return Markup("none")
        case bool():
            return Markup("yes") if value else Markup("no")
        case _:
            return Markup.escape(value)


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()
