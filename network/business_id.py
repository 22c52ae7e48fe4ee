"""The Finnish business ID (Y-tunnus): seven digits, a dash, a check digit.

Source: the Business Information System's description of the check digit (weights 7 9 10 5 8 4 2, modulo 11).
"""

import re

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def tidy(text: str) -> str:
    """The ID as it is written: spaces removed, a lost leading zero and dash put back ("201256-6" → "0201256-6")."""
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text)
    if digits.isascii() and digits.isdigit() and len(digits) in {7, 8}:
        return f"{digits[:-1].zfill(7)}-{digits[-1]}"
    return text.strip()


def is_business_id(text: str) -> bool:
    """Whether `text` is a business ID whose check digit is right."""
    if not re.fullmatch(r"[0-9]{7}-[0-9]", text):
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text[:7], strict=True)) % 11
    return remainder != 1 and int(text[8]) == (11 - remainder) % 11
