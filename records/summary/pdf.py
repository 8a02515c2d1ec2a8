"""The summary as a tagged PDF (PDF/UA-1), to file in a record: every word of it, in the order of the page."""

from importlib.resources import files

from markupsafe import Markup

from records.summary.html import as_html, environment
from records.summary.shape import Summary

TITLE = "Getting ready for a visit, in the person's own words"
VARIANT = "pdf/ua-1"


def as_pdf(summary: Summary, timezone: str, reference: str) -> bytes:
    """The PDF; takes about a second of a processor."""
    # Loads Pango and more from the system, which only a site that makes PDFs needs to have.
    import weasyprint

    # Nothing is fetched, whatever a person wrote.
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=[])
    page = weasyprint.HTML(string=as_paper(summary, timezone, reference), url_fetcher=nothing)
    pdf: bytes = page.write_pdf(pdf_variant=VARIANT)
    return pdf


def as_paper(summary: Summary, timezone: str, reference: str) -> str:
    """The HTML the PDF is made of."""
    style = files("records.summary").joinpath("templates/paper.css").read_text()
    return (
        environment()
        .get_template("paper.html")
        .render(
            title=TITLE,
            # Ours, and the block has escaped every word of the person.
            style=Markup(style),  # noqa: S704
            block=Markup(as_html(summary, timezone)),  # noqa: S704
            reference=reference,
        )
    )
