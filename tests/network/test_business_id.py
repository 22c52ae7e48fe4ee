import pytest

from network.business_id import is_business_id, tidy


@pytest.mark.parametrize("text", ["0201256-6", "0112038-9", "1927400-1", "0246246-0"])
def test_real_ones(text):
    assert is_business_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "0201256-7",  # wrong check digit
        "2201256-6",  # one digit changed
        "0012012-1",  # remainder 1: no such ID is given out
        "201256-6",
        "0201256",
        "02012566",
        "０２０１２５６-6",  # full-width digits
        "",
    ],
)
def test_wrong_ones(text):
    assert not is_business_id(text)


def test_remainder_one_is_never_right():
    stems = [f"{number:07}" for number in range(10_000)]
    weights = (7, 9, 10, 5, 8, 4, 2)
    with_one = [stem for stem in stems if sum(w * int(d) for w, d in zip(weights, stem, strict=True)) % 11 == 1]
    assert with_one
    assert not any(is_business_id(f"{stem}-{digit}") for stem in with_one for digit in range(10))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 0201256-6 ", "0201256-6"),
        ("02012566", "0201256-6"),
        ("201256-6", "0201256-6"),
        ("0201256–6", "0201256-6"),
        ("Kela", "Kela"),
    ],
)
def test_tidy(typed, kept):
    assert tidy(typed) == kept
