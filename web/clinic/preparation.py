"""The one page: what a person sent for their visit, as page, text and JSON; marking it as read and as talked about."""

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from records import reading, sending
from records.models import Preparation, SummaryRevision
from records.summary import Summary, as_html, as_text
from records.summary.changes import changes
from web.clinic.door import PATH, Ask, NotFound

ALL = "all"
BLOCK_NAMES = {
    "what_matters": "What matters most",
    "able_to": "Wants to be able to",
    "pulls": "Where things pull apart",
    "visit": "Hopes and questions",
    "people": "People",
    "on_the_day": "To make the visit work",
    "more": "Also said",
}


@dataclass(frozen=True)
class Sent:
    """A preparation with the summary that may be read now."""

    preparation: Preparation
    revision: SummaryRevision


def show(ask: Ask) -> Response:
    """The page, or how far the person is when there is nothing to read."""
    preparation = _preparation(ask)
    revision = reading.revision_to_read(ask.session, preparation)
    if revision is None:
        taken_back_at = reading.taken_back_at(ask.session, preparation)
        return ask.page(
            "nothing_to_read.html",
            preparation=preparation,
            visit=preparation.visit,
            taken_back_at=taken_back_at,
        )
    summary = reading.read(ask.session, revision, ask.staff, "page")
    readings = reading.readings(ask.session, revision)
    last = reading.last_before(ask.session, preparation.visit)
    before = reading.read(ask.session, last, ask.staff, "changes") if last else None
    return ask.page(
        "preparation.html",
        preparation=preparation,
        visit=preparation.visit,
        revision=revision,
        # The block has escaped every word of the person already.
        summary=Markup(as_html(summary, ask.timezone)),  # noqa: S704
        text=as_text(summary, ask.timezone),
        opener=summary.opener,
        readings=readings,
        read_by_me=any(one.staff_id == ask.staff.id for one in readings),
        discussed=reading.discussions(ask.session, revision),
        blocks=blocks_of(summary),
        before=before,
        changes=changes(before, summary) if before else (),
    )


def text(ask: Ask) -> Response:
    """The same as plain text, to file in the record. The file's name says nothing about the person."""
    sent = what_was_sent(ask)
    summary = reading.read(ask.session, sent.revision, ask.staff, "text")
    name = f"beforehand-{sent.revision.reference}.txt"
    return PlainTextResponse(
        as_text(summary, ask.timezone),
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def json(ask: Ask) -> Response:
    """The same for a program."""
    summary = reading.read(ask.session, what_was_sent(ask).revision, ask.staff, "json")
    return Response(summary.model_dump_json(), media_type="application/json")


def mark_read(ask: Ask) -> Response:
    """Note that the summary on the page was read. One that came since, or was taken back, is not marked."""
    sent = _on_the_page(ask)
    if sent is not None:
        sending.mark_read(ask.session, sent.revision, ask.staff)
    return _back(ask)


def mark_discussed(ask: Ask) -> Response:
    """Note that the whole of it, or one block, was talked about."""
    sent = _on_the_page(ask)
    block = ask.form.get("block", "")
    if block != ALL and block not in BLOCK_NAMES:
        return ask.page("not_found.html", status=422)
    if sent is not None:
        sending.mark_discussed(ask.session, sent.revision, ask.staff, block)
    return _back(ask)


def blocks_of(summary: Summary) -> dict[str, str]:
    """The names of the blocks that hold something, in the order of the page."""
    return {key: name for key, name in BLOCK_NAMES.items() if getattr(summary, key)}


def _preparation(ask: Ask) -> Preparation:
    found = reading.preparation_of(ask.session, ask.staff.clinic_id, ask.path("id"))
    if found is None:
        raise NotFound
    return found


def what_was_sent(ask: Ask) -> Sent:
    """What is with the clinic now. Raises NotFound."""
    preparation = _preparation(ask)
    revision = reading.revision_to_read(ask.session, preparation)
    if revision is None:
        raise NotFound
    return Sent(preparation, revision)


def _on_the_page(ask: Ask) -> Sent | None:
    preparation = _preparation(ask)
    revision = reading.revision_to_read(ask.session, preparation)
    if revision is None or str(revision.number) != ask.form.get("revision"):
        return None
    return Sent(preparation, revision)


def _back(ask: Ask) -> Response:
    return RedirectResponse(f"{PATH}/preparations/{ask.path('id')}", 303)
