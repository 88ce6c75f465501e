"""What a source brought before is no change; what it says anew is; empty and missing cells change nothing."""

from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.journal.models import JournalLine
from tests.interchange.importing import counts, load

HEAD = "nom;secteur;ville;effectif"


def test_a_cell_as_it_came_before_leaves_a_later_edit_alone(lines, root):
    path = lines("a.csv", HEAD, "Maison Berliet;Mode;Lyon;12")
    load(path, actor=root)
    directory.update_account(account=Account.objects.get(), values={"sector": "Luxe"}, actor=root)
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]
    assert Account.objects.get().sector == "Luxe"


def test_a_cell_that_says_something_new_changes_the_record_and_nothing_else(lines, root):
    load(lines("a.csv", HEAD, "Maison Berliet;Mode;Lyon;12"), actor=root)
    directory.update_account(account=Account.objects.get(), values={"sector": "Luxe"}, actor=root)
    report = load(lines("b.csv", HEAD, "maison berliet;Mode;Lyon;15"), actor=root)
    account = Account.objects.get()
    assert counts(report) == [(0, 1, 0, 0)]
    assert (account.employees, account.sector, account.name) == (15, "Luxe", "maison berliet")


def test_empty_cells_and_missing_columns_change_nothing(lines, root):
    load(lines("a.csv", HEAD, "Maison Berliet;Mode;Lyon;12"), actor=root)
    report = load(lines("b.csv", "nom;secteur;ville", "Maison Berliet;;Lyon"), actor=root)
    assert counts(report) == [(0, 0, 1, 0)]
    assert Account.objects.get().sector == "Mode"


def test_the_first_row_of_a_file_speaks_for_its_record(lines, root):
    path = lines("a.csv", HEAD, "Maison Berliet;Mode;Lyon;12", "Maison Berliet;Luxe;Lyon;12")
    report = load(path, actor=root)
    assert counts(report) == [(1, 0, 1, 0)]
    assert Account.objects.get().sector == "Mode"
    assert "Luxe" in report["files"][0]["warnings"][0]["message"]
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]


def test_every_change_of_an_import_is_kept_under_its_number_for_undoing(lines, root):
    first = load(lines("a.csv", HEAD, "Maison Berliet;Mode;Lyon;12"), actor=root)
    second = load(lines("b.csv", HEAD, "Maison Berliet;Mode;Lyon;15"), actor=root)
    kept = JournalLine.objects.filter(batch__isnull=False).order_by("id")
    assert [(line.batch, line.action) for line in kept] == [
        (first["import"], "directory.account.created"),
        (second["import"], "directory.account.updated"),
    ]
    assert (kept[1].before, kept[1].after) == ({"employees": 12}, {"employees": 15})


def test_a_parent_is_found_wherever_it_stands_in_the_file(lines, root):
    path = lines("a.csv", "nom;filiale de", "Studio Lyon;Groupe Vaise", "Groupe Vaise;")
    assert counts(load(path, actor=root)) == [(2, 0, 0, 0)]
    assert Account.objects.get(name="Studio Lyon").parent.name == "Groupe Vaise"
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]
