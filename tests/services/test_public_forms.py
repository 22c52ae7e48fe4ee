"""Forms that anybody may send: machines are kept out, people lose nothing, nobody's address is stored."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.core import signing

from services.actions.public_forms import TooManyError, count_use
from services.forms.public import SALT, SECONDS_TO_TYPE, PublicFormMixin
from services.models import FormUse

NOON = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class WishForm(PublicFormMixin, forms.Form):
    text = forms.CharField(widget=forms.Textarea)


def stamp(seconds_ago: int) -> str:
    return signing.dumps(int(time.time()) - seconds_ago, salt=SALT)


def sent(**fields) -> WishForm:
    return WishForm({"text": "Kahvila auki iltaisin", "homepage": "", "opened": stamp(30)} | fields)


def test_what_a_person_sends_is_taken():
    form = sent()
    assert form.is_valid()
    assert form.cleaned_data == {"text": "Kahvila auki iltaisin"}


@pytest.mark.parametrize(
    "fields",
    [
        {"homepage": "https://spam.example"},
        {"opened": ""},
        {"opened": "forged:stamp"},
        {"opened": signing.dumps(1, salt="other")},
    ],
)
def test_what_a_machine_sends_is_refused(fields):
    form = sent(**fields)
    assert not form.is_valid()
    assert form.data["text"] == "Kahvila auki iltaisin"


def test_who_was_too_quick_only_has_to_send_again():
    form = sent(opened=stamp(0))
    assert not form.is_valid()
    assert form.data["text"] == "Kahvila auki iltaisin"
    assert sent(opened=form.data["opened"]).is_valid()
    assert SECONDS_TO_TYPE == 2


def test_html_is_cleaned_and_a_text_of_nothing_else_is_missing():
    form = sent(text="Isompi <b>sohva</b><script>alert(1)</script> & 2 < 3")
    assert form.is_valid()
    assert form.cleaned_data["text"] == "Isompi sohva & 2 < 3"
    empty = sent(text="<script>alert(1)</script>")
    assert empty.errors == {"text": [empty.fields["text"].error_messages["required"]]}


@pytest.mark.django_db
def test_one_sender_may_not_flood_and_others_still_get_in():
    for _time in range(3):
        count_use(form="idea", address="192.0.2.1", now=NOON, most=3)
    with pytest.raises(TooManyError):
        count_use(form="idea", address="192.0.2.1", now=NOON, most=3)
    count_use(form="idea", address="192.0.2.2", now=NOON, most=3)
    count_use(form="feedback", address="192.0.2.1", now=NOON, most=3)
    count_use(form="idea", address="192.0.2.1", now=NOON + timedelta(minutes=61), most=3)
    assert FormUse.objects.count() == 6


@pytest.mark.django_db
def test_no_address_is_kept_and_the_mark_changes_daily():
    count_use(form="idea", address="192.0.2.1", now=NOON)
    count_use(form="idea", address="192.0.2.1", now=NOON + timedelta(days=1))
    first, second = FormUse.objects.order_by("at")
    assert first.mark != second.mark
    assert "192.0.2" not in first.mark + second.mark
