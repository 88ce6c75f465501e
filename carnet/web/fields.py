"""Form fields that read what people write: amounts, days, moments, other records, words, repeated details."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from carnet.core.money import MAX_MINOR, to_minor
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.references import by_id, by_name

_BLANKS = re.compile(r"[\s\u00a0\u202f€$£]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+")
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")
_HOUR = re.compile(r"(\d{1,2})[:hH](\d{2})?(?::\d{2})?")
MOST_LINES = 50


def decimal_of(text: str) -> Decimal:
    """The number people write as 19,95, 19.95, 1 234,50 or 1,234.50; ValueError when it is none."""
    bare = _BLANKS.sub("", text).replace(formats.MINUS, "-")
    if not _NUMBER.fullmatch(bare):
        raise ValueError(text)
    comma, point = bare.rfind(","), bare.rfind(".")
    mark = "," if comma > point else "."
    thousands = "." if mark == "," else ","
    _whole, _mark, rest = bare.rpartition(mark)
    if len(rest) == 3 and comma * point < 0 and (mark == ",") != formats.is_french(get_language()):
        # A lone mark the reader's language does not use for decimals, before three digits: thousands.
        mark, thousands = thousands, mark
    bare = bare.replace(thousands, "").replace(mark, ".")
    try:
        return Decimal(bare)
    except InvalidOperation as error:
        raise ValueError(text) from error


class WrittenField(forms.CharField):
    """A text that stands for something else: its length and characters are judged before it is read."""

    def clean(self, value: Any) -> Any:
        """The validators of a text see the text, not what is read from it."""
        super().run_validators(forms.CharField.to_python(self, value))
        return super().clean(value)

    def run_validators(self, value: Any) -> None:
        """Done by `clean`."""


class MoneyField(WrittenField):
    """An amount as people write it, cleaned to minor units."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "widget": _number_input(), **options})

    def prepare_value(self, value: Any) -> Any:
        """The amount as the reader would write it."""
        if isinstance(value, int):
            return formats.number(Decimal(value) / 100, get_language() or "fr", 2)
        return value

    def to_python(self, value: Any) -> Any:
        """Minor units, or None for nothing."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            amount = decimal_of(text)
            if amount != round(amount, 2) or abs(amount) * 100 > MAX_MINOR:
                raise ValueError(text)
            return to_minor(amount)
        except (ValueError, InvalidOperation):
            raise ValidationError(_("“%(text)s” is no amount. Example: 1234.50") % {"text": text}) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the amount differs, however it is written."""
        return differs(self, initial, data)


class NumberField(WrittenField):
    """A number as people write it, cleaned to a Decimal."""

    def __init__(
        self, *, least: Decimal | None = None, most: Decimal = Decimal(10**12), **options: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(**{"max_length": 40, "widget": _number_input(), **options})

    def prepare_value(self, value: Any) -> Any:
        """The number without useless zeros."""
        if isinstance(value, (int, Decimal)):
            text = f"{Decimal(value).normalize():f}"
            return text.replace(".", ",") if formats.is_french(get_language()) else text
        return value

    def to_python(self, value: Any) -> Any:
        """A Decimal, or None for nothing."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = decimal_of(text)
        except ValueError:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) > self.most or number != round(number, 3):
            raise ValidationError(_("“%(text)s” is no number. Example: 12.5") % {"text": text})
        if self.least is not None and number < self.least:
            raise ValidationError(_("At least %(least)s.") % {"least": self.least})
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the number differs, however it is written."""
        return differs(self, initial, data)


class DayField(WrittenField):
    """A day written 31/12/2026 or 2026-12-31."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 20, "widget": _day_input(_("dd/mm/yyyy")), **options})

    def prepare_value(self, value: Any) -> Any:
        """The day as 31/12/2026."""
        return formats.day(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        """A date, or None for nothing."""
        text = super().to_python(value)
        return day_of(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the day differs, however it is written."""
        return differs(self, initial, data)


class MomentField(WrittenField):
    """A day and an hour in the company's time zone: 31/12/2026 14:30."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 30, "widget": _day_input(_("dd/mm/yyyy 14:30")), **options})

    def prepare_value(self, value: Any) -> Any:
        """The moment as 31/12/2026 14:30."""
        return f"{formats.day(value)} {formats.clock(value)}" if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> Any:
        """An aware datetime, or None for nothing; a day without an hour starts at midnight."""
        text = super().to_python(value)
        if not text:
            return None
        on, _gap, hour = text.replace("T", " ").partition(" ")
        day = day_of(on)
        clock = _HOUR.fullmatch(hour.strip()) if hour.strip() else None
        if hour.strip() and clock is None:
            raise ValidationError(_("“%(text)s” is no hour. Example: 14:30") % {"text": hour})
        try:
            naive = datetime(day.year, day.month, day.day, *_hour_and_minute(clock))  # noqa: DTZ001 (made aware next)
        except ValueError:
            raise ValidationError(_("“%(text)s” is no hour. Example: 14:30") % {"text": hour}) from None
        return timezone.make_aware(naive)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the minute differs."""
        if isinstance(initial, datetime):
            initial = initial.replace(second=0, microsecond=0)
        return differs(self, initial, data)


class ReferenceWidget(forms.MultiWidget):
    """The id of a record behind the text one types; without a script the text alone finds it."""

    template_name = "web/parts/_reference.html"
    use_fieldset = False

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__({"": forms.HiddenInput(), "text": forms.TextInput()})

    def decompress(self, value: Any) -> list[Any]:
        """The id and the name of a record."""
        return ["", ""] if value is None else [value.pk, str(value)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the address that suggests records."""
        context = super().get_context(name, value, attrs)
        context["suggest_url"] = f"{reverse('search:choices', args=[self.kind])}?field={name}_text"
        return context

    def id_for_label(self, id_: str) -> str:
        """The label points to the text."""
        return f"{id_}_1" if id_ else id_


class ReferenceField(forms.Field):
    """Another record the viewer may see, by id or by name; the form sets `viewer`."""

    viewer: Viewer | None = None

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(widget=ReferenceWidget(kind), **options)

    def clean(self, value: Any) -> Any:
        """The record; the text decides where it no longer names the record of the id."""
        pk, text = (str(part or "").strip() for part in (value or ["", ""]))
        if not pk and not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if self.viewer is None:
            raise RuntimeError("a reference field needs its viewer")
        record = by_id(self.viewer, self.kind, pk) if pk else None
        if record is not None and text in ("", str(record)):
            return record
        return self._named(text)

    def _named(self, text: str) -> Any:
        found = (
            by_name(self.viewer, self.kind, text[:300].replace("\x00", "")) if text and self.viewer else []
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("Several records match “%(text)s”: choose one of the list.") % {"text": text}
            )
        raise ValidationError(_("“%(text)s” is not known: choose one of the list.") % {"text": text})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another record is meant."""
        return differs(self, initial, data)


class TagsField(WrittenField):
    """Words parted by commas, cleaned to a list without doubles."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 1000, "help_text": _("Parted by commas."), **options})

    def prepare_value(self, value: Any) -> Any:
        """The words parted by commas."""
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        """The list of words."""
        words = (" ".join(word.split())[:60] for word in (super().to_python(value) or "").split(","))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words differ."""
        return differs(self, initial or [], data)


class DetailsWidget(forms.Widget):
    """Repeated lines of a few inputs each, with an empty one at the end for those without scripts."""

    template_name = "web/parts/_details.html"

    def __init__(self, parts: dict[str, Any], kinds: list[tuple[str, Any]], input_type: str = "text") -> None:
        self.parts, self.kinds, self.input_type = parts, kinds, input_type
        super().__init__()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the lines to show: those there are, and an empty one."""
        context = super().get_context(name, value, attrs)
        lines = [line if isinstance(line, dict) else {"value": line} for line in value or []]
        context["lines"] = [self._line(name, number, line) for number, line in enumerate([*lines, {}])]
        context["blank"] = self._line(name, "__n__", {})
        context["wide"] = len(self.parts) > 1
        context["input_type"] = self.input_type
        return context

    def _line(self, name: str, number: int | str, line: dict[str, str]) -> dict[str, Any]:
        kind = line.get("kind", "")
        known = [*self.kinds] if kind in dict(self.kinds) else [*self.kinds, (kind, kind)]
        return {
            "parts": [
                {"name": f"{name}-{number}-{part}", "label": label, "value": line.get(part, "")}
                for part, label in self.parts.items()
            ],
            "kind": {"name": f"{name}-{number}-kind", "value": kind, "choices": known},
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """The lines sent, the empty ones left out."""
        number = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-")
        sent = sorted({int(found[1]) for key in data if (found := number.match(key))})
        lines = [
            {part: data.get(f"{name}-{at}-{part}", "").strip() for part in (*self.parts, "kind")}
            for at in sent
        ]
        return [line for line in lines if any(line[part] for part in self.parts)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form did not hold these lines at all."""
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        """The label points to the first line."""
        return ""


class DetailsField(forms.Field):
    """E-mails, phones, addresses: a list of {"value", "kind"} or of {part: text}; the action checks them."""

    def __init__(
        self,
        kinds: list[tuple[str, Any]],
        *,
        parts: dict[str, Any] | None = None,
        input_type: str = "text",
        **options: Any,
    ) -> None:
        shown = parts or {"value": options.get("label", "")}
        super().__init__(widget=DetailsWidget(shown, kinds, input_type), required=False, **options)

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The lines, without empty parts."""
        if len(value) > MOST_LINES:
            raise ValidationError(_("At most %(most)s of them.") % {"most": MOST_LINES})
        return [{part: text for part, text in line.items() if text or part == "kind"} for line in value]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether any line differs."""
        return differs(self, initial or [], data)


def day_of(text: str) -> date:
    """The day written 31/12/2026 or 2026-12-31."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found and found[1]:
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found:
            return date(int(found[4]), int(found[5]), int(found[6]))
    except ValueError:
        pass
    raise ValidationError(_("“%(text)s” is no day. Example: 31/12/2026") % {"text": text})


def _hour_and_minute(clock: re.Match[str] | None) -> tuple[int, int]:
    return (int(clock[1]), int(clock[2] or 0)) if clock else (0, 0)


def differs(field: forms.Field, initial: Any, data: Any) -> bool:
    """Whether what was sent means another value, however it is written."""
    try:
        return bool(field.clean(data) != initial)
    except ValidationError:
        return True


def _number_input() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})


def _day_input(example: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"placeholder": example, "autocomplete": "off"})
