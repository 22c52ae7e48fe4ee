"""What must not stand in a log."""

import logging
import re

# The secret part of a personal link: long, and of the letters of token_urlsafe.
SECRET = re.compile(r"/[\w:.-]{32,}(?=/|\?|\s|$)")


class WithoutSecrets(logging.Filter):
    """Takes the secrets of personal links out of what Django says about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub("/…", record.getMessage()), None
        return True
