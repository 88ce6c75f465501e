"""A field says what is wrong beside itself, to the eye and to a screen reader, and keeps what was typed."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation


class Sheet(forms.Form):
    amount = forms.IntegerField(label="Amount", help_text="In euros")
    note = forms.CharField(label="Note", required=False)
    agreed = forms.BooleanField(label="Agreed", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def _english_and_plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with translation.override("en"):
        yield


def drawn(form: forms.Form) -> str:
    return render_to_string("web/parts/_form.html", {"form": form})


def test_a_refused_field_says_why_and_keeps_what_was_typed() -> None:
    html = drawn(Sheet({"amount": "douze mille", "kind": "a"}))
    assert 'value="douze mille"' in html
    assert 'aria-invalid="true"' in html
    described = re.search(r'name="amount"[^>]*aria-describedby="([^"]+)"', html)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert "Enter a whole number." in html


def test_help_stands_under_a_field_until_an_error_takes_its_place() -> None:
    assert 'id="id_amount_helptext">In euros' in drawn(Sheet())
    assert 'id="id_amount_helptext" hidden>In euros' in drawn(Sheet({"amount": "x"}))


def test_every_field_has_its_label_and_optional_ones_say_so() -> None:
    html = drawn(Sheet())
    assert html.count('class="optional"') == 1
    for name in ("amount", "note", "agreed"):
        assert f'for="id_{name}"' in html
    assert '<legend class="label">Kind</legend>' in html


def test_a_hidden_field_has_no_label() -> None:
    assert "Token" not in drawn(Sheet())
    assert 'name="token"' in drawn(Sheet())


def test_what_is_wrong_with_the_whole_form_stands_above_it() -> None:
    form = Sheet({"amount": "1", "kind": "a"})
    form.add_error(None, "Both versions changed.")
    assert 'role="alert"' in drawn(form)
    assert "Both versions changed." in drawn(form)


def test_a_toast_with_an_undo_posts_to_its_address() -> None:
    toast = "web/parts/_toast.html"
    assert 'hx-post="/deals/7/restore/"' in render_to_string(
        toast, {"text": "Gone", "undo_url": "/deals/7/restore/"}
    )
    assert "<button" not in render_to_string(toast, {"text": "Gone", "undo_url": ""})
