"""The addresses of the person's side."""

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from web.chat import answers, check, ending, launcher, link, page

# Long talks come much smaller. Safe here: nothing of a request's address gets into this page, so that nobody else can
# learn from its size what stands in it.
SMALL = Middleware(GZipMiddleware)

routes = [
    Route("/p/{token}", link.open_link, methods=["GET", "POST"]),
    Route("/chat", page.show, middleware=[SMALL]),
    Route("/chat/messages", page.send, methods=["POST"]),
    Route("/chat/transcript", page.transcript),
    Route("/chat/check", check.show),
    Route("/chat/notices/{notice_id}", check.decide, methods=["POST"]),
    Route("/chat/answers", answers.all_answers),
    Route("/chat/answers/{answer_id}", answers.patch, methods=["PATCH"]),
    Route("/chat/answers/{answer_id}", answers.delete, methods=["DELETE"]),
    Route("/chat/answers/{answer_id}", answers.form, methods=["POST"]),
    Route("/chat/send", ending.send, methods=["POST"]),
    Route("/chat/done", ending.done),
    Route("/chat/copy.{ending}", ending.copy),
    Route("/chat/withdraw", ending.withdraw, methods=["POST"]),
    Route("/chat/erase", ending.ask_erase),
    Route("/chat/erase", ending.erase, methods=["POST"]),
    Route("/chat/feedback", ending.feedback, methods=["POST"]),
    Route("/goodbye", ending.goodbye),
    Route("/leave", ending.leave, methods=["POST"]),
    Route("/widget.js", launcher.script),
    Route("/launcher/{clinic}", launcher.launch),
]
