"""A clinic's own site, on another origin than ours, with the button for the chat on its one page."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class ClinicSite:
    """`http://localhost:…/?script=…&clinic=…` is a page with that script; runs until the process ends."""

    def __init__(self) -> None:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
        server.daemon_threads = True
        self.origin = f"http://localhost:{server.server_address[1]}"
        Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        script, clinic = asked.get("script", [""])[0], asked.get("clinic", [""])[0]
        page = (
            '<!DOCTYPE html><html lang="en"><head><title>Hill Road</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<style>button { display: none !important }</style></head>"
            "<body><main><h1>Hill Road Clinic</h1><p>We are open.</p></main>"
            f'<script src="{script}" data-clinic="{clinic}" defer></script></body></html>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *args: object) -> None:
        pass
