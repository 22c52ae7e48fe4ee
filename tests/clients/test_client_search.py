"""Finding people as they are typed at the counter."""

from datetime import date

import pytest
from django.utils import timezone

from clients.search import Query, find_clients, parse, picked, possible_duplicates
from network.access import acting_as
from network.models import Role
from tests.factories import make_client, make_site, make_user, make_visit

pytestmark = pytest.mark.django_db

ONE_DAY = (date(2004, 2, 17), date(2004, 2, 17))
YEAR = (date(2004, 1, 1), date(2004, 12, 31))


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def counsellor(site):
    return make_user(Role.COUNSELLOR, site=site)


def found(user, text: str) -> list[str]:
    with acting_as(user):
        return [client.full_name for client in find_clients(user, parse(text)).people]


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("17.2.2004", (), ONE_DAY),
        ("17.02.2004", (), ONE_DAY),
        ("17.2.04", (), ONE_DAY),
        ("17/2/2004", (), ONE_DAY),
        ("17022004", (), ONE_DAY),
        ("170204", (), ONE_DAY),
        ("20040217", (), ONE_DAY),
        ("2004-02-17", (), ONE_DAY),
        ("2004", (), YEAR),
        ("2.2004", (), (date(2004, 2, 1), date(2004, 2, 29))),
        ("vir 2004", ("vir",), YEAR),
        ("2004 Mäkelä, Äijö", ("Mäkelä", "Äijö"), YEAR),
        ("170204 vir", ("vir",), ONE_DAY),
        ("170299", (), (date(1999, 2, 17),) * 2),
        ("31.2.2004", (), (None, None)),
        ("13.2004", (), (None, None)),
        ("", (), (None, None)),
        ("   ", (), (None, None)),
        ("Anna-Maija O'Hara", ("Anna-Maija", "O'Hara"), (None, None)),
    ],
)
def test_typed_text_is_names_and_a_date_in_any_mix(text, words, days):
    assert parse(text) == Query(words, *days)


@pytest.mark.parametrize("text", ["170204A123B", "170204a123b", "170204A", "Virta 170204A1"])
def test_of_a_personal_identity_code_only_the_date_is_used(text):
    query = parse(text)
    assert (query.born_from, query.born_to) == ONE_DAY
    assert "123" not in str(query.words)


def test_a_year_of_two_digits_is_never_in_the_future():
    next_year = timezone.localdate().year + 1
    assert parse(f"0101{next_year % 100:02}").birth_date == date(next_year - 100, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Wäinö Mäkelä",
        "väinö mäkelä",
        "vaino makela",
        "wäi mäk",
        "Mäkelä Väinö",
        "makela, vaino",
        "Väino Mäkälä",
        "Väinö Mäkkelä",
        "mäkelä 17.2.2004",
        "2004 wäinö",
        "170204",
    ],
)
def test_names_are_found_misspelt_undotted_and_in_any_order(site, counsellor, text):
    make_client(first_name="Wäinö", last_name="Mäkelä", birth_date=date(2004, 2, 17), home_site=site)
    make_client(first_name="Tuulikki", last_name="Heino", birth_date=date(2001, 1, 1), home_site=site)
    assert found(counsellor, text) == ["Wäinö Mäkelä"]


def test_a_name_and_a_year_that_do_not_go_together_find_nobody(site, counsellor):
    make_client(first_name="Veera", last_name="Virta", birth_date=date(2004, 2, 17), home_site=site)
    assert found(counsellor, "vir 2004") == ["Veera Virta"]
    assert found(counsellor, "vir 2005") == []


@pytest.mark.parametrize("text", ["", " ", "v", "%", "_", "\\", "1", "12345"])
def test_too_little_to_go_by_finds_nobody(site, counsellor, text):
    make_client(first_name="Veera", last_name="Virta", home_site=site)
    assert found(counsellor, text) == []


@pytest.mark.parametrize("text", ["%%", "__", "' OR 1=1 --", "<script>", "{}[]", "ä" * 500])
def test_odd_characters_are_letters_like_any_other(site, counsellor, text):
    make_client(first_name="Veera", last_name="Virta", home_site=site)
    assert found(counsellor, text) == []


def test_of_equally_good_names_who_came_last_stands_first(site, counsellor):
    never, long_ago, lately = (
        make_client(first_name=name, last_name="Virta", home_site=site) for name in ("Aada", "Eero", "Iida")
    )
    make_visit(client=long_ago, site=site, date=date(2025, 1, 1))
    make_visit(client=lately, site=site, date=date(2026, 1, 1))
    make_visit(client=never, site=site, date=date(2026, 2, 1), withdrawn_at=timezone.now())
    assert found(counsellor, "virta") == ["Iida Virta", "Eero Virta", "Aada Virta"]


def test_a_long_list_is_cut_and_says_so(site, counsellor):
    for number in range(12):
        make_client(first_name=f"Veera {'abcdefghijkl'[number]}", last_name="Virta", home_site=site)
    with acting_as(counsellor):
        hits = find_clients(counsellor, parse("virta"))
    assert (len(hits.people), hits.more) == (8, True)


def test_another_site_s_people_are_not_found(site, counsellor):
    elsewhere = make_site()
    client = make_client(first_name="Veera", last_name="Virta", home_site=elsewhere)
    assert found(make_user(Role.COUNSELLOR, site=elsewhere), "virta") == ["Veera Virta"]
    assert found(counsellor, "virta") == []
    with acting_as(counsellor):
        assert picked(counsellor, [str(client.pk)]) == []


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN, Role.DPO, Role.EXPERT, Role.REPORT_READER])
def test_who_sees_no_clients_finds_nobody(site, role):
    make_client(first_name="Veera", last_name="Virta", home_site=site)
    assert found(make_user(role, site=site), "virta") == []


@pytest.mark.parametrize("number", ["0", "-1", "x", "", "²", "9" * 5000, "1.5"])
def test_odd_numbers_pick_nobody(counsellor, number):
    with acting_as(counsellor):
        assert picked(counsellor, [number]) == []


def test_picks_keep_their_order_and_come_once(site, counsellor):
    first, second = make_client(home_site=site), make_client(home_site=site)
    with acting_as(counsellor):
        assert picked(counsellor, [str(second.pk), str(first.pk), str(second.pk)]) == [second, first]


@pytest.mark.parametrize(
    ("first_name", "last_name", "birth_date", "is_alike"),
    [
        ("Väinö", "Mäkelä", date(2004, 2, 12), True),
        ("Wäinö", "Makela", date(2004, 2, 12), True),
        ("Mäkelä", "Väinö", date(2004, 2, 12), True),
        ("Väinö", "Mäkelä", date(2004, 12, 2), True),  # day and month swapped
        ("Väinö", "Mäkelä", date(2004, 2, 13), True),  # one digit
        ("Väinö", "Mäkelä", None, True),
        ("Väino", "Mäkälä", date(2004, 2, 12), True),
        ("Väinö", "", date(2004, 2, 12), True),
        ("Väinö", "Mäkelä", date(1999, 7, 30), False),
        ("Tuulikki", "Mäkelä", date(1999, 7, 30), False),
        ("Tuulikki", "Heino", date(2004, 2, 12), False),
        ("", "", date(2004, 2, 12), False),
    ],
)
def test_who_may_be_the_same_person(site, counsellor, first_name, last_name, birth_date, is_alike):
    known = make_client(first_name="Väinö", last_name="Mäkelä", birth_date=date(2004, 2, 12), home_site=site)
    with acting_as(counsellor):
        alike = possible_duplicates(counsellor, first_name=first_name, last_name=last_name, birth_date=birth_date)
    assert alike == ([known] if is_alike else [])
