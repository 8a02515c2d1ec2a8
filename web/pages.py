"""From templates to pages. Everything put into a page is escaped; components come from nhsuk-frontend."""

import json
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from starlette.responses import HTMLResponse

from web.problems import Problem, words_for
from web.wording import fixed_text

STATIC = Path(__file__).parent / "static"


class Pages:
    """The templates of a site. `common` is what every page is given."""

    def __init__(self, **common: Any) -> None:
        self.environment = Environment(
            loader=ChoiceLoader(
                [PackageLoader("web", "templates"), PackageLoader("nhsuk_frontend_jinja")]
            ),
            # nhsuk-frontend's components ask for parameters that need not be given.
            undefined=ChainableUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        names: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
        self.environment.globals.update(common, static=lambda name: f"/static/{names[name]}")
        self.environment.filters["fixed_text"] = fixed_text

    def render(self, template: str, **values: Any) -> str:
        """The text of a page."""
        return self.environment.get_template(template).render(values)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page as an answer."""
        return HTMLResponse(self.render(template, **values), status_code=status)

    def problem(self, problem: Problem) -> HTMLResponse:
        """The page that tells a person what went wrong and what to do."""
        answer = self.page(
            "errors/problem.html",
            problem.status,
            words=words_for(problem),
            broken=problem.status >= 500,
        )
        answer.headers.update(problem.headers)
        return answer
