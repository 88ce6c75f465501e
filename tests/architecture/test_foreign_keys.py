"""Foreign keys go down the floors like imports do (import-linter does not see string references)."""

from django.apps import apps

from tests.architecture.reading import floor


def own_relations() -> list[tuple[str, str, str]]:
    """Module, field and target module of every relation between the project's models."""
    found = []
    for model in apps.get_models():
        here = model.__module__.split(".")
        if here[0] != "carnet":
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            target = field.related_model.__module__.split(".") if field.is_relation else [""]
            if target[0] == "carnet":
                found.append((here[1], f"{model.__name__}.{field.name}", target[1]))
    return found


def climbs(module: str, target: str) -> bool:
    return module != target and floor(module) >= floor(target)


def test_no_foreign_key_points_upwards_or_sideways() -> None:
    relations = own_relations()
    assert relations, "no model of the project is installed"
    assert [field for module, field, target in relations if climbs(module, target)] == []


def test_a_key_from_directory_to_deals_would_be_seen() -> None:
    assert climbs("directory", "deals")
    assert climbs("directory", "catalogue")
    assert not climbs("deals", "directory")


def test_every_installed_model_has_a_floor() -> None:
    modules = {
        model.__module__.split(".")[1]
        for model in apps.get_models()
        if model.__module__.startswith("carnet.")
    }
    assert all(floor(module) >= 0 for module in modules)
