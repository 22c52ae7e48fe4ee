"""Texts that people type: plain text, whatever was pasted into them."""

import re
from html import unescape

import nh3

# What neither XML nor a spreadsheet can hold: control characters but tab and line ends, surrogates, non-characters.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def readable(text: str) -> str:
    """`text` without the characters that a file must not hold."""
    return UNREADABLE.sub("", text)


def plain_text(text: str) -> str:
    """`text` without any HTML (tags go, scripts go with their content); line breaks and a lone "<" stay."""
    return unescape(nh3.clean(text, tags=set())).replace("\r\n", "\n").strip()
