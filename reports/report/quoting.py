"""Rounded words beside an exact figure ("yli 500"): whether they are true, and which would be.

The words before the number decide, in Finnish, Swedish and English; n is the number in the words:

- yli, över, over, more than: value > n. Vähintään, ainakin, minst, at least: value >= n.
- alle, under, less than, fewer than: value < n. Enintään, korkeintaan, högst, at most, up to: value <= n.
- lähes, melkein, vajaa(t), nästan, knappt, nearly, almost, just under: a little below, 0.9 n <= value < n.
- reilut, runsaat, drygt, gott och väl, en god, a good, well over, just over: a little above, n <= value <= 1.1 n.
- noin, n., cirka, ca, omkring, ungefär, about, around, roughly, some: at most a tenth away.
- no such word: the value itself, rounded half up to the decimals of the words.

Half is a number of percentages (puolet, hälften, half). Words without a number cannot be judged.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from reports.catalogue import Entry, Value
from reports.charts import grouped
from reports.masking import Masked
from reports.report.texts import Part, Quote, quotes, says_a_number

TENTH = Decimal("0.1")
_SPACE = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_NUMBER = re.compile(rf"\d+(?:[{_SPACE},]\d{{3}}(?!\d))*(?:[.,]\d+)?")
_HALF = re.compile(r"\b(puolet|hälften|half)\b", re.IGNORECASE)
_SAID = [
    (r"vähintään|ainakin|minst|åtminstone|at least", lambda value, n: value >= n),
    (r"enintään|korkeintaan|högst|at most|up to", lambda value, n: value <= n),
    (
        r"lähes|melkein|liki|vajaa\w*|nästan|knappt|närmare|nearly|almost|just under|close to",
        lambda value, n: n * (1 - TENTH) <= value < n,
    ),
    (
        r"reilu\w*|runsa\w*|drygt|gott och väl|en god|ett gott|a good|well over|just over",
        lambda value, n: n <= value <= n * (1 + TENTH),
    ),
    (
        r"noin|n\.|suunnilleen|cirka|ca\.?|omkring|ungefär|runt|about|around|roughly|some|approximately",
        lambda value, n: abs(value - n) <= n * TENTH,
    ),
    (r"yli|över|mer än|fler än|over|more than|above", lambda value, n: value > n),
    (r"alle|under|mindre än|färre än|less than|fewer than|below", lambda value, n: value < n),
]
_RULES: list[tuple[re.Pattern, Callable[[Decimal, Decimal], bool]]] = [
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), rule) for words, rule in _SAID
]


def is_true(wording: str, value: Value) -> bool | None:
    """Whether the words are true of the exact value; None when there is nothing to judge (no number on one side)."""
    number = _number(wording)
    exact = _exact(value)
    if number is None or exact is None:
        return None
    for words, rule in _RULES:
        if words.search(wording):
            return rule(exact, number)
    return exact.quantize(Decimal(1).scaleb(number.as_tuple().exponent), ROUND_HALF_UP) == number


def typed_is_true(typed: str, entry: Entry) -> bool:
    """Whether a number that the writer typed is the live one, as it is printed or as a plain number."""
    return _tidy(typed) == _tidy(entry.text) or is_true(typed, entry.value) is True


def _tidy(text: str) -> str:
    return re.sub(rf"[{_SPACE}]", "", text)


def _number(wording: str) -> Decimal | None:
    """The first number of the words: 1 225, 1,225, 9,2 or 9.2."""
    found = _NUMBER.search(wording)
    if not found:
        return Decimal(50) if _HALF.search(wording) else None
    text = re.sub(rf"[{_SPACE},](?=\d{{3}}(?!\d))", "", found[0])
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _exact(value: Value) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) else None


@dataclass(frozen=True)
class _Words:
    over: str
    nearly: str
    about: str


_OFFERED = {
    "fi": _Words("yli {}", "lähes {}", "noin {}"),
    "sv": _Words("över {}", "nästan {}", "cirka {}"),
    "en": _Words("over {}", "nearly {}", "about {}"),
}


def wordings(entry: Entry, language: str) -> list[str]:
    """Rounded words that are true of a figure, in the report's language: "yli 500", "lähes 550".

    None for figures under 20, which are better said as they are, and for those that are round already.
    """
    exact = _exact(entry.value)
    if exact is None or exact < 20 or exact % _step(exact) == 0:
        return []
    words, step = _OFFERED[language], _step(exact)
    below = int(exact // step) * step
    sign = f"{_SPACE[1]}%" if entry.unit == "percent" else ""
    offered = [
        words.over.format(grouped(below) + sign),
        words.nearly.format(grouped(below + step) + sign),
        words.about.format(grouped(below if exact - below <= below + step - exact else below + step) + sign),
    ]
    return [text for text in offered if is_true(text, entry.value)]


def _step(exact: Decimal) -> int:
    """5 for two digits, 50 for three, 100 for four, 1000 for five: roundings that people say."""
    digits = len(str(int(exact)))
    return (5 if digits < 4 else 1) * 10 ** (digits - 2)


@dataclass(frozen=True)
class Judged:
    """A figure quoted in a text beside what it is now; entry: None when there is no such figure.

    holds: whether the wording or the typed number is true; None when there is nothing to judge.
    """

    quote: Quote
    entry: Entry | None
    holds: bool | None = None


def judged(found: Sequence[Part], catalogue: Mapping[str, Entry]) -> list[Judged]:
    """All figures quoted in these parts, in order, each judged by the live one."""
    return [_judge(quote, catalogue.get(quote.path)) for quote in quotes(found)]


def _judge(quote: Quote, entry: Entry | None) -> Judged:
    if entry is None:
        return Judged(quote, None, False)
    if isinstance(entry.value, Masked) and says_a_number(quote):
        return Judged(quote, entry, False)
    verdicts = []
    if quote.typed:
        verdicts.append(typed_is_true(quote.typed, entry))
    if quote.wording:
        verdicts.append(is_true(quote.wording, entry.value))
    return Judged(quote, entry, False if False in verdicts else True if True in verdicts else None)
