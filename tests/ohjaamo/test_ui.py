import re
from datetime import date, time
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from network.forms.layout import DateInput, page_form
from ohjaamo.templatetags import ui
from tests.factories import make_user

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ["fi", "sv", "en"]


def render(source: str, **context) -> str:
    return Template(source).render(Context(context)).strip()


# Pages


def assert_sound(content: str, language: str) -> None:
    assert f'<html lang="{language}">' in content
    assert content.count("<h1") == 1
    title = re.search(r"<title>\s*(.*?)\s*</title>", content, re.S)
    assert title, "no title"
    assert not re.match("–", title[1])
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", content)
    ids = re.findall(r'\sid="([^"]+)"', content)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/signup/"]
)
def test_pages_before_login_are_sound_in_every_language(client, settings, language, address):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert_sound(client.get(address).content.decode(), language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    ["/home/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/logout/", "/accounts/reauthenticate/"],
)
def test_pages_after_login_are_sound_in_every_language(client, settings, language, address):
    client.force_login(make_user(password="mika-tahansa-salasana"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert_sound(client.get(address).content.decode(), language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_component_page_is_sound(client, settings, language):
    settings.DEMO = True
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert_sound(client.get("/design/").content.decode(), language)


@pytest.mark.django_db
def test_the_component_page_is_for_developers_only(client, settings):
    settings.DEMO = settings.DEBUG = False
    assert client.get("/design/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages_are_sound_in_every_language(rf, settings, language):
    request = rf.get("/")
    for name in ["400", "403", "403_csrf", "404", "429"]:
        with translation.override(language):
            content = render_to_string(f"{name}.html", request=request)
        assert_sound(content, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_our_own_faults_needs_no_database(language):
    with translation.override(language):
        content = render('{% include "500.html" %}')
    assert_sound(content, language)


@pytest.mark.django_db
def test_a_stranger_chooses_a_language(client):
    response = client.post("/i18n/setlang/", {"language": "sv", "next": "/accounts/login/"})
    assert response.url == "/accounts/login/"
    assert "Glömt" not in client.get("/accounts/login/").content.decode()
    assert "Har du glömt lösenordet?" in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_an_expired_form_is_explained():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert "Sivu oli auki liian kauan" in response.content.decode()


# Values


@pytest.mark.parametrize(
    ("language", "source", "expected"),
    [
        ("fi", "{{ 1225|number }}", "1\xa0225"),
        ("sv", "{{ 1225|number }}", "1\xa0225"),
        ("en", "{{ 1225|number }}", "1,225"),
        ("fi", "{{ 2232.5|number:1 }}", "2\xa0232,5"),
        ("fi", "{{ None|number }}", "–"),
        ("fi", "{{ 60|percent_of:150 }}", "40\xa0% (60/150)"),
        ("fi", "{{ 1|percent_of:8 }}", "13\xa0% (1/8)"),
        ("fi", "{{ 1204|percent_of:2232 }}", "54\xa0% (1\xa0204/2\xa0232)"),
        ("fi", "{{ 0|percent_of:0 }}", "–"),
        ("en", "{{ 1|percent:200 }}", "1%"),
        ("fi", "{{ 45|minutes }}", "45\xa0min"),
        ("fi", "{{ 80|minutes }}", "1\xa0h\xa020\xa0min"),
        ("fi", "{{ 120|minutes }}", "2\xa0h"),
        ("fi", "{{ 0|minutes }}", "0\xa0min"),
    ],
)
def test_values_are_written_as_the_language_does(language, source, expected):
    with translation.override(language):
        assert render(source) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "17.2.2021 14.02 klo"), ("sv", "17.2.2021 14.02 kl."), ("en", "17 Feb 2021 14:02 ")],
)
def test_dates_and_times(language, expected):
    source = '{{ day|date:"SHORT_DATE_FORMAT" }} {{ clock|time }} '
    with translation.override(language):
        written = Template(source).render(Context({"day": date(2021, 2, 17), "clock": time(14, 2)}))
    assert written == expected.replace("klo", "").replace("kl.", "")


def test_ranges():
    with translation.override("fi"):
        assert ui.date_range(date(2020, 3, 1), date(2022, 12, 31)) == "1.3.2020–31.12.2022"
        assert ui.date_range(date(2020, 3, 1), date(2020, 3, 1)) == "1.3.2020"
        assert ui.date_range(date(2020, 3, 1), None) == "1.3.2020–"
        assert ui.hours(time(12), time(16)) == "12.00–16.00"
    with translation.override("en"):
        assert ui.hours(time(9, 30), time(16)) == "09:30–16:00"


# Forms


class SmallForm(forms.Form):
    name = forms.CharField(label="Nimi", help_text="Koko nimi")
    day = forms.DateField(label="Päivä", widget=DateInput, required=False)
    color = forms.ChoiceField(label="Väri", choices=[("r", "Punainen"), ("g", "Vihreä")], widget=forms.RadioSelect)
    hidden = forms.IntegerField(label="Avain", widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("name", "day", "color", "hidden")

    def clean(self):
        if self.data.get("both"):
            raise forms.ValidationError("Ei molempia.")


def test_a_field_ties_its_help_and_error_to_the_input():
    form = SmallForm({"name": ""})
    with translation.override("fi"):
        field = render('{% include "bootstrap5/field.html" with field=form.name %}', form=form)
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', field)[1].split()
    assert described == ["id_name_helptext", "id_name_error"]
    assert [f'id="{name}"' in field for name in described] == [True, True]
    assert 'aria-invalid="true"' in field
    assert '<label class="form-label" for="id_name">' in field
    assert "valinnainen" not in field


def test_an_optional_field_says_so_and_a_group_has_a_legend():
    form = SmallForm()
    with translation.override("fi"):
        day = render('{% include "bootstrap5/field.html" with field=form.day %}', form=form)
        color = render('{% include "bootstrap5/field.html" with field=form.color %}', form=form)
    assert "(valinnainen)" in day
    assert 'type="date"' in day
    assert re.search(r"<legend[^>]*>\s*Väri", color)
    assert re.findall(r'<label for="(\w+)">', color) == ["id_color_0", "id_color_1"]


def test_the_error_summary_links_to_every_field_in_order():
    form = SmallForm({"day": "31.2.2026", "hidden": "x", "both": "1"})
    with translation.override("fi"):
        summary = render("{% error_summary form %}", form=form)
        assert 'role="alert"' in summary
        assert re.findall(r'<a href="(#\w+)">(\w+):', summary) == [
            ("#id_name", "Nimi"),
            ("#id_day", "Päivä"),
            ("#id_color_0", "Väri"),
        ]
        assert "Ei molempia." in summary
        assert re.search(r"<li>\s*Avain:", summary)


def test_an_untouched_or_right_form_has_no_summary():
    right = SmallForm({"name": "Aino", "color": "r"})
    assert render("{% error_summary one two %}", one=SmallForm(), two=right) == ""


def test_the_summary_takes_formsets():
    rows = forms.formset_factory(SmallForm)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-0-day": "x"}
    summary = render("{% error_summary rows %}", rows=rows(data))
    assert re.findall(r'href="#([\w-]+)"', summary) == ["id_form-0-name", "id_form-0-day", "id_form-0-color_0"]


def test_typed_text_stays_after_an_error():
    with translation.override("fi"):
        form = SmallForm({"name": "Väinö", "day": "31.2.2026"})
        page = render('{% include "includes/_form.html" %}', form=form, csrf_token="t")
    assert 'value="Väinö"' in page
    assert 'value="31.2.2026"' in page


def test_chips_number_ten_choices():
    class Many(forms.Form):
        themes = forms.MultipleChoiceField(
            choices=[(str(n), f"T{n}") for n in range(12)], widget=forms.CheckboxSelectMultiple
        )

    chips = render('{% include "includes/_chips.html" with field=form.themes keys=True %}', form=Many())
    assert re.findall(r'aria-keyshortcuts="(\d)"', chips) == list("1234567890")
    assert chips.count('type="checkbox"') == 12


# Colours


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tokens() -> dict[str, tuple[str, str]]:
    css = (ROOT / "static/css/tokens.css").read_text()
    both = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    same = re.findall(r"--([\w-]+): (#\w{6});", css)
    return {name: (light, dark) for name, light, dark in both} | {name: (one, one) for name, one in same}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        *[(ink, ground, 7) for ink in ["ink", "ink-soft"] for ground in ["paper", "sunken", "raised"]],
        *[("action", ground, 7) for ground in ["paper", "raised"]],
        ("action", "sunken", 6.9),
        ("action-strong", "action-soft", 7),
        ("on-action", "action", 7),
        ("on-action", "action-strong", 7),
        ("on-sun", "sun", 7),
        ("ink", "sun-soft", 7),
        *[("ink", f"{kind}-soft", 7) for kind in ["good", "bad", "warn", "action"]],
        *[(kind, f"{kind}-soft", 4.5) for kind in ["good", "bad", "warn"]],
        *[("bad", ground, 7) for ground in ["paper", "raised"]],
        ("ink-soft", "pressed", 4.5),
        *[("line-strong", ground, 3) for ground in ["paper", "sunken", "raised"]],
        *[("focus", ground, 3) for ground in ["paper", "sunken", "raised"]],
        ("focus", "focus-halo", 3),
        *[(f"chart-{n}", "paper", 3) for n in range(1, 7)],
    ],
)
def test_contrast(theme, ink, ground, least):
    colours = tokens()
    assert contrast(colours[ink][theme], colours[ground][theme]) >= least
