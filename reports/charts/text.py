"""Numbers and words of a chart: grouping, percentages, the width of a text before its font is known."""

from django.utils import formats
from django.utils.translation import gettext as _

from network.shares import percent_of
from network.texts import readable

NBSP = "\N{NO-BREAK SPACE}"
# Advance widths in em of a plain sans serif: Arial, Segoe UI, Roboto, Source Sans differ little.
_WIDTHS = {
    **dict.fromkeys("ijl|!.,:;'’‘·", 0.27),
    **dict.fromkeys("ftrI()[]/\\- \N{NO-BREAK SPACE}", 0.33),
    **dict.fromkeys("ckszxyvJ", 0.5),
    **dict.fromkeys("w–", 0.7),
    **dict.fromkeys("mM%", 0.87),
    **dict.fromkeys("W—…@", 1.0),
}
_MARGIN = 1.08  # a reader's font may be wider than most
BOLD = 1.2  # half-bold numbers in the widest of the system fonts


def plain(text) -> str:
    """The text on one line, without what XML cannot hold."""
    return " ".join(readable(str(text)).replace(NBSP, "\0").split()).replace("\0", NBSP)


def grouped(number: int) -> str:
    """A whole number grouped as the active language does: 1 225 with a no-break space in Finnish and Swedish."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)


def percent(part: int, whole: int) -> str:
    """The percentage as text, "34 %"; "–" without a whole."""
    number = percent_of(part, whole)
    # Translators: a share; the space is a no-break space
    return "–" if number is None else _("%(share)s%%") % {"share": grouped(number)}


def text_width(text: str, size: float) -> float:
    """About how many units the text takes at this font size (rather too many than too few)."""
    return sum(_WIDTHS.get(letter, 0.68 if letter.isupper() else 0.56) for letter in text) * size * _MARGIN


def shorten(text: str, width: float, size: float) -> str:
    """The text, cut to the width with an ellipsis if it is wider."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" ,;:-–") + "…"


def wrap(text: str, width: float, size: float, lines: int = 2) -> list[str]:
    """The text on at most so many lines; a long word is cut with a hyphen, the rest with an ellipsis."""
    words, out = plain(text).split(" "), [""]
    while words:
        word = words.pop(0)
        joined = f"{out[-1]} {word}".strip()
        if text_width(joined, size) <= width:
            out[-1] = joined
        elif len(out) == lines:
            out[-1] = shorten(" ".join([joined, *words]), width, size)
            break
        elif out[-1]:
            out.append("")
            words.insert(0, word)
        else:
            head = _head(word, width, size)
            out[-1] = head + "-"
            out.append("")
            words.insert(0, word[len(head) :])
    return out


def _head(word: str, width: float, size: float) -> str:
    """As many letters of a long word as fit before a hyphen, at least one."""
    end = 1
    while end < len(word) - 1 and text_width(word[: end + 1] + "-", size) <= width:
        end += 1
    return word[:end]
