"""A real SMTP server on this machine, just large enough to take a mail and show it."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._say("354 go on")
                self.server.take(self._body())
                self._say("250 taken")
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say(self.server.refusal if verb == b"RCPT" and self.server.refusal else "250 fine")

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it took in `messages`; with a `refusal` it takes no recipient."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, refusal: str = ""):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.refusal = refusal
        self.messages: list[EmailMessage] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    def take(self, body: bytes) -> None:
        self.messages.append(message_from_bytes(body, policy=policy.default))


@contextmanager
def mail_server(settings, refusal: str = ""):
    """Django sends its mail to a server of this test, by SMTP as in production."""
    with MailServer(refusal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield server
        server.shutdown()
