"""The JSON routes of the person's side and of the process, and what each of them answers."""

from tests.described import PROBLEM, UUID, Json, Paths, operation, parameter, shape, told
from tests.web.pretend_bot import OFFERED

WORDS: Json = {"type": "string"}
FLAG: Json = {"type": "boolean"}
AFTER = {"type": "integer", "minimum": 1}
STATES = ["open", "check", "sent", "withdrawn", "declined", "erased"]
STATE: Json = {"enum": STATES}
BODY = told(PROBLEM)
LATER = told(PROBLEM, Retry_After=AFTER)

CHOICES: Json = {"type": "array", "items": shape(title=WORDS, payload=WORDS)}
SAID = shape(id=UUID, text=WORDS, choices=CHOICES, kind={"enum": ["say", "urgent", "check", "end"]})
SHOWN = shape(
    id=UUID,
    text=WORDS,
    choices=CHOICES,
    kind={"enum": ["say", "urgent", "check", "end", "said"]},
    author={"enum": ["person", "bot"]},
)
QUESTION: Json = {"type": ["string", "null"]}
PROGRESS = shape(part={"type": "integer", "minimum": 1, "maximum": 7}, of={"const": 7})
LABEL = shape(capability=WORDS, source={"enum": ["guess", "person"]})
ANSWER = shape(
    id=UUID,
    question=WORDS,
    position={"type": "integer", "minimum": 1},
    heading=WORDS,
    text={"type": ["string", "null"]},
    choice={"type": ["string", "null"]},
    standing={"enum": ["answered", "skipped", "not_sure", "nothing_to_add", "not_asked"]},
    shared=FLAG,
    labels={"type": "array", "items": LABEL},
)


def talk(message: Json) -> Json:
    """What was said, and where the talk is."""
    return shape(
        messages={"type": "array", "items": message},
        question=QUESTION,
        progress=PROGRESS,
        state=STATE,
    )


def asked(answers: dict[int, Json], body: Json | None = None, **more: object) -> Json:
    """An operation of someone who came by a link."""
    common = {401: BODY, 503: LATER}
    if body is not None:
        content = {"application/json": {"schema": body}}
        more["requestBody"] = {"required": True, "content": content}
        # 403 from another site's page, 413 over 256 KB, 429 too often.
        common |= {403: BODY, 413: BODY, 422: BODY, 429: LATER}
    return operation(common | answers, guarded=True, **more)


MESSAGE: Json = {
    "type": "object",
    "properties": {
        "id": UUID,
        "text": {"type": "string", "minLength": 1, "maxLength": 4000},
        "choice": {
            "anyOf": [
                {"enum": sorted(OFFERED)},
                {"type": "string", "pattern": "^/", "maxLength": 1000},
            ]
        },
        "question": {"type": "string", "minLength": 1, "maxLength": 64},
    },
    "required": ["id"],
    "oneOf": [{"required": ["text"]}, {"required": ["choice"]}],
}
CHANGE: Json = {
    "oneOf": [
        {
            "type": "object",
            "properties": {name: schema},
            "required": [name],
        }
        for name, schema in {
            "text": {"type": "string", "minLength": 1, "maxLength": 4000},
            "shared": FLAG,
            "labels": {"type": "array", "items": {"enum": ["meaning", "enjoyment", "own_words"]}},
        }.items()
    ]
}
NOTHING: Json = {"type": "object"}
ONE = [parameter("answer_id", UUID, "path")]

PATHS: Paths = {
    "/chat/messages": {"post": asked({200: told(talk(SAID)), 409: BODY}, MESSAGE)},
    "/chat/transcript": {"get": asked({200: told(talk(SHOWN))})},
    "/chat/answers": {"get": asked({200: told(shape(answers={"type": "array", "items": ANSWER}))})},
    "/chat/answers/{answer_id}": {
        "patch": asked({200: told(ANSWER), 404: BODY, 409: BODY}, CHANGE, parameters=ONE),
        "delete": asked(
            {204: {"description": ""}, 403: BODY, 404: BODY, 409: BODY, 429: LATER}, parameters=ONE
        ),
    },
    "/chat/send": {
        "post": asked(
            {
                200: told(
                    shape(reference=WORDS, sent_at={"type": "string", "format": "date-time"})
                ),
                409: BODY,
            },
            shape(submission=UUID) | {"additionalProperties": True},
        )
    },
    "/chat/withdraw": {
        "post": asked({200: told(shape(state={"const": "withdrawn"})), 409: BODY}, NOTHING)
    },
    "/chat/erase": {"post": asked({200: told(shape(state={"const": "erased"}))}, NOTHING)},
    "/launcher/{clinic}": {
        "get": operation(
            {
                200: told(
                    shape(
                        chat=WORDS,
                        urgentHelp=WORDS,
                        language=WORDS,
                        direction={"enum": ["ltr", "rtl"]},
                        words={"type": "object", "additionalProperties": WORDS},
                    )
                ),
                403: BODY,
                404: BODY,
                503: LATER,
            },
            parameters=[
                parameter("clinic", UUID, "path"),
                parameter("language", {"enum": ["en", "cy"]}),
                parameter(
                    "Origin",
                    {"enum": ["https://clinic.example", "https://elsewhere.example"]},
                    "header",
                ),
            ],
        )
    },
    "/healthz": {"get": operation({200: told(shape(alive={"const": True}))})},
    "/readyz": {
        "get": operation(
            {
                200: told(shape(database={"const": True}, bot={"const": True})),
                503: told(shape(database=FLAG, bot=FLAG)),
            }
        )
    },
}
