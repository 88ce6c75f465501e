"""What was forecast stays as it was said: triggers of the database refuse to change it, or to forget a score.

A migration that alters one of these tables must lay them anew: SQLite makes such a table afresh.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("forecasting_analysisresult", "forecasting_forecast", "forecasting_score")
_TRIGGERS = [(f"{table}_stays", table, "UPDATE") for table in TABLES] + [
    ("forecasting_forecast_was_scored", "forecasting_forecast", "DELETE")
]
_SCORED = "EXISTS (SELECT 1 FROM forecasting_score WHERE forecast_id = OLD.id)"
_SENTENCE = "forecasts are append-only"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION forecasts_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT {_SCORED} THEN RETURN OLD; END IF;
  RAISE EXCEPTION '{_SENTENCE}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
END $$
"""


def lay(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers, in place of those that are there."""
    lift(editor)
    on_server = editor.connection.vendor == "postgresql"
    if on_server:
        editor.execute(_FUNCTION, params=None)
    for name, table, event in _TRIGGERS:
        begin = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
        editor.execute(f"{begin} {_on_server() if on_server else _in_file(event)}", params=None)


def lift(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    on_server = editor.connection.vendor == "postgresql"
    for name, table, _event in _TRIGGERS:
        editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if on_server else ''}", params=None)


def _on_server() -> str:
    return "EXECUTE FUNCTION forecasts_are_append_only()"


def _in_file(event: str) -> str:
    when = f"WHEN {_SCORED} " if event == "DELETE" else ""
    return f"{when}BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
