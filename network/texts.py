"""Texts that people type: plain text, whatever was pasted into them."""

from html import unescape

import nh3


def plain_text(text: str) -> str:
    """`text` without any HTML (tags go, scripts go with their content); line breaks and a lone "<" stay."""
    return unescape(nh3.clean(text, tags=set())).replace("\r\n", "\n").strip()
