"""From templates to pages. Everything put into a page is escaped; components come from nhsuk-frontend."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup
from starlette.responses import HTMLResponse

from records.signposting import Signposting
from web import display
from web.language import LANGUAGES, catalogue, direction, translated
from web.problems import Problem, Words, words_for
from web.wording import fixed_line, fixed_text

STATIC = Path(__file__).parent / "static"


def spoken(words: str) -> str:
    """Words of a page in the language of this request."""
    return translated(words, display.current().language)


def _plural(one: str, many: str, count: int) -> str:
    return catalogue(display.current().language).ngettext(one, many, count)


class Pages:
    """The templates of a site, with the fixed texts of its country. `common` is what else every page is given.

    `style_hash` is that of the style sheet inside the talk's page, for the policy that lets it in.
    """

    def __init__(self, signposts: Signposting, **common: Any) -> None:
        self.environment = Environment(
            loader=ChoiceLoader(
                [PackageLoader("web", "templates"), PackageLoader("nhsuk_frontend_jinja")]
            ),
            # nhsuk-frontend's components ask for parameters that need not be given.
            undefined=ChainableUndefined,
            autoescape=True,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.install_gettext_callables(  # type: ignore[attr-defined]
            spoken, _plural, newstyle=True
        )
        names: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
        talk_style = (STATIC / names["talk.css"]).read_text()
        digest = hashlib.sha256(talk_style.encode()).digest()
        self.style_hash = f"'sha256-{base64.b64encode(digest).decode()}'"
        self.environment.globals.update(
            common,
            signposts=signposts,
            standing=signposts.standing,
            display=display.current,
            languages=LANGUAGES,
            direction=direction,
            static=lambda name: f"/static/{names[name]}",
            # Made from our own style sheets when they are built.
            talk_style=Markup(talk_style),  # noqa: S704
        )
        calls = [number.number for number in signposts.urgent_help.numbers if number.kind == "tel"]
        self.environment.filters.update(
            fixed_text=lambda text: fixed_text(text, calls),
            fixed_line=lambda line: fixed_line(line, calls),
        )

    def render(self, template: str, **values: Any) -> str:
        """The text of a page."""
        return self.environment.get_template(template).render(values)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page as an answer."""
        return HTMLResponse(self.render(template, **values), status_code=status)

    def words_for(self, problem: Problem) -> Words:
        """What to tell the person about a problem, in their language."""
        words = words_for(problem)
        return Words(spoken(words.title), spoken(words.what_to_do))

    def problem(self, problem: Problem, *, portal: bool = False) -> HTMLResponse:
        """The page that tells a person what went wrong and what to do; `portal` when they work at the clinic."""
        broken = problem.status >= 500
        answer = self.page(
            "clinic/broken.html" if broken and portal else "errors/problem.html",
            problem.status,
            words=self.words_for(problem),
            broken=broken,
        )
        answer.headers.update(problem.headers)
        return answer
