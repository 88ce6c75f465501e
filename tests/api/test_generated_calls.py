"""Calls made up from the description: each is answered as the description says, none by a failure.

All routes and more examples: CARNET_MADE_UP_CALLS=100 pytest tests/api/test_generated_calls.py
"""

import json
import os
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from carnet.api.openapi import schema

EXAMPLES = int(os.environ.get("CARNET_MADE_UP_CALLS", "0"))
FEW = ("/deals", "/kpis", "/query", "/search", "Kpis", "ById")
OPERATIONS = {
    f"{found.ok().method} {found.ok().path}": found.ok()
    for found in schemathesis.openapi.from_dict(schema()).get_all_operations()
    if EXAMPLES or any(part in found.ok().path for part in FEW)
}


def called(as_camille, studio, case):
    """The answer to a made-up call by somebody who is let in, on a record that is there."""
    path = case.operation.path.replace("{key}", "D-1").replace("{name}", "GTX Pro")
    if "{id}" in path:
        collection = path.split("/")[3]
        path = path.replace("{id}", "1" if collection == "imports" else str(studio.id_of(collection)))
    query = urlencode(case.query or {}, doseq=True, errors="surrogatepass")
    headers = {name: str(value) for name, value in (case.headers or {}).items() if name != "Authorization"}
    body = json.dumps(case.body) if isinstance(case.body, (dict, list, str, int, float)) else None
    return as_camille.ask(case.method, f"{path}?{query}", body, **headers)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_made_up_call_is_answered_as_described(as_camille, studio, name):
    operation = OPERATIONS[name]
    codes = {int(code) for code in operation.definition.raw["responses"]}

    @settings(
        max_examples=EXAMPLES or 2,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def answered(case):
        answer = called(as_camille, studio, case)
        assert answer.status_code in codes, (answer.status_code, answer.content, case.query, case.body)

    answered()
