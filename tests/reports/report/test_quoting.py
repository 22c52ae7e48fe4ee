"""Whether rounded words are true of a figure; two texts side by side and brought together."""

from time import monotonic

import pytest

from reports.catalogue import Entry
from reports.masking import Masked
from reports.report.differences import merged, side_by_side
from reports.report.quoting import is_true, judged, wordings
from reports.report.texts import parts


@pytest.mark.parametrize(
    ("wording", "true", "false"),
    [
        ("yli 500", [501, 9000], [500, 499]),
        ("över 1 000", [1001], [1000]),
        ("more than 1,000", [1225], [1000]),
        ("vähintään 500", [500], [499]),
        ("alle 20", [19], [20]),
        ("under 20", [19], [20]),
        ("enintään 20", [20], [21]),
        ("lähes 600", [599, 540], [600, 539]),
        ("vajaat 30", [29], [30]),
        ("nästan hälften", [49, 45], [50, 44]),
        ("reilut 500", [500, 512, 550], [499, 551]),
        ("drygt 500", [512], [460]),
        ("a good 500", [512], [460]),
        ("noin 500", [450, 500, 550], [449, 551]),
        ("cirka 500", [512], [600]),
        ("about 500", [512], [600]),
        ("yli puolet", [51], [50]),
        ("1\N{NO-BREAK SPACE}225", [1225], [1224]),
        ("41 %", [41, 40.5], [42]),
        ("9,2", [9.24], [9.26]),
    ],
)
def test_words_are_true_or_not(wording, true, false):
    assert [is_true(wording, value) for value in true] == [True] * len(true)
    assert [is_true(wording, value) for value in false] == [False] * len(false)


@pytest.mark.parametrize(("wording", "value"), [("muutama", 3), ("yli 500", None), ("yli 1", Masked.SMALL)])
def test_without_a_number_nothing_is_judged(wording, value):
    assert is_true(wording, value) is None


def test_all_wordings_on_offer_are_true_in_each_language():
    assert wordings(Entry("a", "A", 512), "fi") == ["yli 500", "lähes 550", "noin 500"]
    assert wordings(Entry("a", "A", 41, unit="percent"), "sv")[0] == "över 40\N{NO-BREAK SPACE}%"
    assert wordings(Entry("a", "A", 500), "en") == wordings(Entry("a", "A", 7), "en") == []
    wrong = [
        (value, words)
        for value in range(20, 3000, 7)
        for language in ("fi", "sv", "en")
        for words in wordings(Entry("a", "A", value), language)
        if not is_true(words, value)
    ]
    assert wrong == []


def test_the_figures_of_a_text_are_judged():
    catalogue = {"a": Entry("a", "A", 512), "b": Entry("b", "B", 41, unit="percent")}
    found = judged(parts("{{a}} {{a|yli 500}} {{a|yli 600}}\n\n- {{b=41 %}} {{b=40 %}} {{c}}"), catalogue)
    assert [one.holds for one in found] == [None, True, False, True, False, False]


def test_two_texts_stand_side_by_side():
    before = "alku\nsama\nsama\nsama\nyksi kaksi\nloppu"
    found = side_by_side(before, before.replace("kaksi", "kolme") + "\nuusi")
    assert found[0].skipped == 2
    assert [bit.text for bit in found[3].before if bit.marked] == ["kaksi"]
    assert [bit.text for bit in found[3].after if bit.marked] == ["kolme"]
    assert (found[-1].before, found[-1].after[0].text) == (None, "uusi")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nM\nc", "a\nT\nc", "a\nT\n\nM\nc"),
        ("", "minä", "hän", "hän\n\nminä"),
        # One takes out what the other goes on from: nothing is lost.
        ("a\nb", "a", "a\nb\nc", "a\nb\nc"),
        ("a", "a", "a", "a"),
    ],
)
def test_changes_of_two_writers_come_together(base, mine, theirs, both):
    assert merged(base, mine, theirs) == both


def test_long_texts_are_compared_at_once():
    words = ["kissa", "koira", "nuori", "ohjaamo"]
    text = " ".join(words[number * number % 7 % 4] for number in range(8000))
    mended = text.replace("nuori", "nuoret", 1) + " loppu"
    lines = "\n" * 20_000
    began = monotonic()
    (pair,) = side_by_side(text, mended)
    assert ["".join(bit.text for bit in side) for side in (pair.before, pair.after)] == [text, mended]
    assert merged(lines, f"{lines}oma", f"toisen{lines}") == f"toisen{lines}oma"
    assert monotonic() - began < 5
