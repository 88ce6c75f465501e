"""What a command says: results on standard output, people's text on standard error."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def put(text: str) -> None:
    """One line of result."""
    sys.stdout.write(f"{text}\n")


def put_json(answer: Mapping[str, Any]) -> None:
    """The one object that `--json` promises."""
    put(json.dumps(answer, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder))


def say(sentence: object) -> None:
    """A sentence for whoever watches."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
