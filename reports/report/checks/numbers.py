"""Numbers as a writer types them: read back into numbers, and found in sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SPACE = r"[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    rf"(?<![\w.,:§])(?:\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d{{1,3}}(?:,\d{{3}})+(?![\d,])|\d+)"
    r"(?:[.,]\d+(?!\d|\.\d))?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}\.\d\d")  # in Finnish and Swedish, whose fractions have a comma
# What follows a number that counts no people or acts: dates, times, laws, inflected ordinals, ages, units of time.
_AFTER_NO_COUNT = re.compile(
    r"\.\d|\.\s?[a-zåäö]|/\d{4}\b|:\d|:s\b|:nne|(?:st|nd|rd|th)\b|\s?[–-]\s?\d+[./]|\s?§"
    r"|\s?(?:[–-]\s?\d+\s?)?-?(?:vuoti|årig|year-old)"
    rf"|{_SPACE}(?:vuo|kk\b|kuukau|viik|vk\b|päiv|tunti|tuntia|minuut|min\b|h\b|vuotta|luku|luvu|momen"
    r"|år|månad|veck|dag|dygn|timm|minut|kap|mom|year|month|week|day|hour|o'clock)",
    re.IGNORECASE,
)
_BEFORE_NO_COUNT = re.compile(
    r"(?:\bklo|\bkl\.?|\bkello|§|\bluku|\bliite|\bbilaga|\bannex|\bchapter|\bkapitel|\bkuva|\btaulukko|\btabell?e?|\d\s?[–-])\s?$",
    re.IGNORECASE,
)
PERCENT = re.compile(rf"{_SPACE}?(?:%|prosent|procent|per\s?cent|percent)", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÅÄÖ\d„”\"'(\ue000-\uf8ff])")
SMALLEST = 5


@dataclass(frozen=True)
class Typed:
    """A number in a sentence, as it was typed and as a number."""

    text: str
    value: Decimal
    is_percent: bool


def parse(text: str, language: str = "fi") -> Decimal | None:
    """The number that a text is: "1 225", "41 %", "9,2" ("1,225" in English); None when it is none."""
    plain = re.sub(r"\s", "", PERCENT.sub("", text)).replace("\u2212", "-")
    if language == "en":
        plain = re.sub(r",(?=\d{3}(?!\d))", "", plain)
    plain = plain.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [one.strip() for one in _END.split(text) if one.strip()]


def typed_numbers(sentence: str, language: str = "fi") -> Iterator[Typed]:
    """The numbers of a sentence that count something: no years, dates, times, laws, ordinals, ages, none under 5."""
    for found in _NUMBER.finditer(sentence):
        value = parse(found[0], language)
        percent = PERCENT.match(sentence, found.end())
        if value is None or (value < SMALLEST and not percent):
            continue
        is_clock = language != "en" and _CLOCK.fullmatch(found[0])
        if percent or (_counts(sentence, found) and not is_clock):
            yield Typed(found[0] + (percent[0] if percent else ""), value, bool(percent))


def _counts(sentence: str, found: re.Match) -> bool:
    if _YEAR.fullmatch(found[0]):
        return False
    after, before = sentence[found.end() :], sentence[: found.start()]
    return not _AFTER_NO_COUNT.match(after) and not _BEFORE_NO_COUNT.search(before)
