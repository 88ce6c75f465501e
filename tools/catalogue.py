"""The catalogue of texts: check names what is missing, update tidies the .po, compile writes the .mo."""

import argparse
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "carnet"
LOCALE = ROOT / "locale"
TRANSLATED = ("fr",)  # English is the language of the msgids

# Name of the function -> the positions of context, text and plural among its arguments.
PLAIN, PLURAL, CONTEXT, CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}

# French sets a no-break space where English sets none; an ordinary one breaks the line before the sign.
PLAIN_SPACE = re.compile(r" (?=[:;!?»€]|%(?![(\w]))|(?<=«) ")
NO_BREAK = "\u00a0"

Key = tuple[str | None, str]


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three jobs; exit code 1 when a check finds something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=["check", "update", "compile"])
    parser.add_argument("files", nargs="*", type=Path, help="catalogues to compile (default: all)")
    options = parser.parse_args(arguments)
    if options.job == "compile":
        return compile_all(options.files or sorted(LOCALE.glob("*/LC_MESSAGES/*.po")))
    found = extract_all()
    if options.job == "update":
        for language in TRANSLATED:
            update(language, found)
        return 0
    return report(problem for language in TRANSLATED for problem in problems(language, found))


# --- extraction ----------------------------------------------------------------------------------


def extract_all() -> Catalog:
    """Every text of the Python files and templates, with the files it stands in."""
    catalog = Catalog(charset="utf-8")
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and not skipped(path):
            for line, text, context in extract_file(path):
                where = str(path.relative_to(ROOT))
                catalog.add(text, context=context, locations=[(where, line)])
    return catalog


def skipped(path: Path) -> bool:
    in_place = path.suffix == ".py" or "templates" in path.parts
    return not path.is_file() or not in_place or "static" in path.parts


def extract_file(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = as_python(source)
    for line, name, arguments, _ in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
        message = as_message(str(name), arguments)
        if message is not None:
            yield line, *message


def as_python(template: str) -> str:
    """The calls that Django's own scanner finds in a template, one after another, on their lines."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    lines = templatize(template).split("\n")
    calls = re.compile(r"(?:n?p?gettext|_)\((?:[^()'\"]|u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\")*\)")
    return "\n".join("; ".join(calls.findall(line)) for line in lines)


def as_message(name: str, arguments: object) -> tuple[str | tuple[str, ...], str | None] | None:
    """The text (or texts of singular and plural) and the context of one call, None when it is not literal."""
    given = arguments if isinstance(arguments, (tuple, list)) else (arguments,)
    shape = KEYWORDS[name]
    wanted = {PLAIN: 1, PLURAL: 2, CONTEXT: 2, CONTEXT_PLURAL: 3}[shape]
    literal = [part for part in given[:wanted] if isinstance(part, str)]
    if len(literal) < wanted or not literal[-1]:
        return None
    context = literal.pop(0) if shape in (CONTEXT, CONTEXT_PLURAL) else None
    return (literal[0] if len(literal) == 1 else tuple(literal)), context


# --- check ---------------------------------------------------------------------------------------


def problems(language: str, found: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete: one sentence each, naming the text."""
    path = catalogue_path(language)
    source = path.read_text(encoding="utf-8")
    catalog = read(path, language)
    for message in texts(found):
        translation = catalog.get(message.id, message.context)
        if translation is None or not translated(translation):
            where = message.locations[0][0] if message.locations else "?"
            yield f"{language}: no translation of {message.id!r} ({where})"
    for key, times in Counter(keys(source)).items():
        if times > 1:
            yield f"{language}: {key[1]!r} stands {times} times; make messages tidies"
    for message in texts(catalog):
        yield from (f"{language}: {message.id!r}: {error}" for error in message.check(catalog))
        if any(PLAIN_SPACE.search(text) for text in strings(message)):
            yield f"{language}: {message.id!r} has an ordinary space before a sign; make messages tidies"


def report(found: Iterable[str]) -> int:
    sentences = list(found)
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    if sentences:
        print(f"{len(sentences)} texts to look at.", file=sys.stderr)
    return 1 if sentences else 0


def texts(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def translated(message: Message) -> bool:
    return not message.fuzzy and all(strings(message))


def strings(message: Message) -> tuple[str, ...]:
    """The translation of a text, or those of its singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def keys(source: str) -> Iterator[Key]:
    """Context and text of every entry as it stands in a .po file, duplicates included."""
    context: str | None = None
    current: tuple[str, list[str]] | None = None
    for line in [*source.split("\n"), "msgstr"]:
        keyword, _, rest = line.partition(" ")
        if line.startswith('"') and current:
            current[1].append(line)
            continue
        if current and current[0] == "msgctxt":
            context = unquoted(current[1])
        elif current:
            yield context, unquoted(current[1])
            context = None
        current = (keyword, [rest]) if keyword in ("msgctxt", "msgid") else None


def unquoted(parts: list[str]) -> str:
    return "".join(part.strip()[1:-1] for part in parts)


# --- update and compile --------------------------------------------------------------------------


def update(language: str, found: Catalog) -> None:
    """Rewrite a catalogue: what is used, once, in order, with the translations it had."""
    path = catalogue_path(language)
    known = read(path, language)
    tidy = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in texts(found):
        old = known.get(message.id, message.context)
        kept = spaced(old) if old is not None and not old.fuzzy else None
        tidy.add(message.id, kept, context=message.context)
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0].rstrip()
    body = io.BytesIO()
    write_po(body, tidy, sort_output=True, omit_header=True, width=110)
    path.write_text(f"{header}\n\n{body.getvalue().decode().strip()}\n", encoding="utf-8")
    open_texts = sum(1 for message in texts(tidy) if not translated(message))
    print(f"{language}: {len(tidy)} texts, {open_texts} without a translation", file=sys.stderr)


def spaced(message: Message) -> str | tuple[str, ...]:
    """The translation with a no-break space before each sign that wants one."""
    texts = tuple(PLAIN_SPACE.sub(NO_BREAK, part) for part in strings(message))
    return texts if isinstance(message.id, (tuple, list)) else texts[0]


def compile_all(paths: Iterable[Path]) -> int:
    """Write the .mo beside each .po: what Django reads, without the gettext tools."""
    for path in paths:
        catalog = read(path, path.parent.parent.name)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalog)
    return 0


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=language)


if __name__ == "__main__":
    sys.exit(main())
