"""That tests notice what they are set up to notice."""

import warnings

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.template import Context, Template


class ExampleForm(forms.Form):
    name = forms.CharField(help_text="As in the register")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(widget=forms.Textarea, required=False)
    day = forms.DateField()
    agreed = forms.BooleanField()
    file = forms.FileField(required=False)


def test_undefined_template_variable_fails():
    with pytest.raises(pytest.fail.Exception, match="Undefined template variable 'nope'"):
        Template("{{ nope }}").render(Context())


def test_templates_of_crispy_forms_do_not():
    helper = FormHelper()
    helper.add_input(Submit("save", "Save"))
    for form in (ExampleForm(), ExampleForm({"name": "x"})):
        html = Template("{% load crispy_forms_tags %}{% crispy form helper %}").render(
            Context({"form": form, "helper": helper})
        )
        assert html.count('name="name"') == 1


def test_warnings_are_errors():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
