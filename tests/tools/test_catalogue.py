"""The catalogue tool finds every text and names what its translation lacks."""

import gettext
from pathlib import Path

import pytest

from tools import catalogue

HEADER = """msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one template of two texts and an empty French catalogue."""
    page = tmp_path / "carnet/web/templates/page.html"
    page.parent.mkdir(parents=True)
    page.write_text('{% translate "Close" %}{% translate "Total:" %}{{ n }}')
    (tmp_path / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "SOURCES", tmp_path / "carnet")
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path / "locale")
    write(tmp_path, "")
    return tmp_path


def write(project: Path, entries: str) -> None:
    (project / "locale/fr/LC_MESSAGES/django.po").write_text(f"{HEADER}\n{entries}", encoding="utf-8")


def french(project: Path) -> str:
    return (project / "locale/fr/LC_MESSAGES/django.po").read_text(encoding="utf-8")


def entry(text: str, translation: str) -> str:
    return f'msgid "{text}"\nmsgstr "{translation}"\n\n'


@pytest.mark.parametrize(
    ("template", "text", "context"),
    [
        ("{% translate 'Close' %}", "Close", None),
        ("{% trans 'Close' context 'verb' %}", "Close", "verb"),
        (
            "{% blocktranslate trimmed %}\n  Hello\n  {{ name }}\n{% endblocktranslate %}",
            "Hello %(name)s",
            None,
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
            ("%(n)s row", "%(n)s rows"),
            None,
        ),
        ('{% include "x.html" with label=_("Save (all)") %}', "Save (all)", None),
    ],
)
def test_every_form_of_a_template_text_is_found(
    tmp_path: Path, template: str, text: str | tuple[str, str], context: str | None
) -> None:
    path = tmp_path / "page.html"
    path.write_text(template)
    assert [found[1:] for found in catalogue.extract_file(path)] == [(text, context)]


@pytest.mark.parametrize(
    ("call", "text", "context"),
    [
        ('_("Save")', "Save", None),
        ('gettext_lazy("Save " "all")', "Save all", None),
        ('ngettext("%(n)d row", "%(n)d rows", n)', ("%(n)d row", "%(n)d rows"), None),
        ('pgettext_lazy("verb", "Close")', "Close", "verb"),
    ],
)
def test_every_form_of_a_python_text_is_found(
    tmp_path: Path, call: str, text: str | tuple[str, str], context: str | None
) -> None:
    path = tmp_path / "forms.py"
    path.write_text(f"x = {call}\n")
    assert [found[1:] for found in catalogue.extract_file(path)] == [(text, context)]


def test_a_text_without_translation_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, entry("Close", "Fermer") + entry("Total:", ""))
    assert catalogue.main(["check"]) == 1
    assert capsys.readouterr().err == (
        "fr: no translation of 'Total:' (carnet/web/templates/page.html)\n1 texts to look at.\n"
    )


def test_a_complete_catalogue_passes(project: Path) -> None:
    write(project, entry("Close", "Fermer") + entry("Total:", "Total\u00a0:"))
    assert catalogue.main(["check"]) == 0


def test_an_ordinary_space_before_a_sign_is_refused(project: Path) -> None:
    write(project, entry("Close", "Fermer") + entry("Total:", "Total :"))
    assert catalogue.main(["check"]) == 1


def test_a_text_given_twice_is_refused(project: Path) -> None:
    write(project, entry("Close", "Fermer") * 2 + entry("Total:", "Total\u00a0:"))
    assert catalogue.main(["check"]) == 1


def test_update_keeps_translations_and_drops_what_is_no_longer_used(project: Path) -> None:
    write(project, entry("Gone", "Parti") + entry("Total:", "Total :") + entry("Close", "Fermer") * 2)
    catalogue.main(["update"])
    assert french(project) == f"{HEADER}\n" + entry("Close", "Fermer") + entry("Total:", "Total\u00a0:")[:-1]


def test_compile_writes_what_gettext_reads(project: Path) -> None:
    write(project, entry("Close", "Fermer"))
    catalogue.main(["compile"])
    with (project / "locale/fr/LC_MESSAGES/django.mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Close") == "Fermer"
