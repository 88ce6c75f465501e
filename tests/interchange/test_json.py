"""JSON as shops and programs publish it: lists of objects, wrapped or one a line, laid flat."""

import json

import pytest

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.limits import Limits
from carnet.interchange.values.texts import text_of


def cells(table) -> list[tuple]:
    return [row.cells for row in table.rows()]


def test_a_list_of_objects_is_a_table(read) -> None:
    table = read(
        '[{"nom": "Tirage", "prix": 19.9, "stock": 3}, {"nom": "Cadre", "prix": null, "neuf": true}]'
    )
    assert table.headers == ("nom", "prix", "stock", "neuf")
    assert cells(table) == [("Tirage", 19.9, 3, ""), ("Cadre", "", "", True)]
    assert [row.line for row in table.rows()] == [1, 2]


@pytest.mark.parametrize("name", ["items", "records", "data", "results", "produits"])
def test_a_list_may_be_wrapped(read, name) -> None:
    table = read(
        json.dumps({"count": 1, "next": {"page": [2]}, name: [{"nom": "Tirage", "prix": 2}], "ok": True})
    )
    assert (table.name, table.headers, cells(table)) == ("file.csv", ("nom", "prix"), [("Tirage", 2)])


def test_a_list_may_be_wrapped_twice(read) -> None:
    assert cells(read('{"status": "ok", "data": {"total": 1, "products": [{"nom": "A", "prix": 2}]}}')) == [
        ("A", 2)
    ]


def test_two_lists_are_two_tables(write) -> None:
    text = '{"products": [{"nom": "A"}], "stores": [{"ville": "Lyon"}, {"ville": "Nice"}]}'
    tables = open_tables(write(text, "tout.json"))
    assert [(table.name, cells(table)) for table in tables] == [
        ("tout.json#products", [("A",)]),
        ("tout.json#stores", [("Lyon",), ("Nice",)]),
    ]


def test_lines_of_one_object_each_are_a_table(read) -> None:
    table = read('{"nom": "A", "prix": 1}\n\n{"nom": "B", "prix": 2}\r\n')
    assert [(row.line, row.cells) for row in table.rows()] == [(1, ("A", 1)), (2, ("B", 2))]


def test_a_single_object_on_its_line_is_a_table_of_one(read) -> None:
    assert cells(read('{"nom": "A", "prix": 1}\n')) == [("A", 1)]


def test_a_broken_line_costs_only_itself(read) -> None:
    rows = list(read('{"nom": "A"}\n{"nom": \n{"nom": "B"}\n[1]\n').rows())
    assert [(row.line, str(row.problem)) for row in rows] == [
        (1, ""),
        (2, "the line is no JSON."),
        (3, ""),
        (4, "this is no object with named values."),
    ]


def test_objects_inside_are_laid_flat_one_level_deep(read) -> None:
    table = read('[{"nom": "A", "adresse": {"ville": "Lyon", "cp": "69001", "plus": {"x": 1}}}]')
    assert table.headers == ("nom", "adresse.ville", "adresse.cp", "adresse.plus")
    assert cells(table) == [("A", "Lyon", "69001", "")]


def test_a_reference_is_its_name(read) -> None:
    table = read(
        '[{"compte": {"id": 7, "name": "Berliet"}, "agence": {"id": 1, "name": "Lyon", "pays": "FR"}}]'
    )
    assert (table.headers, cells(table)) == (("compte", "agence", "agence.pays"), [("Berliet", "Lyon", "FR")])


def test_a_list_of_words_is_one_cell(read) -> None:
    table = read('[{"a": ["vip", "presse", 3, null, true], "b": [], "c": ["x, y", "z"]}]')
    assert cells(table) == [("vip, presse, 3, true", "", '["x, y", "z"]')]


def test_a_list_of_objects_inside_stays_the_json_that_exports_write(read) -> None:
    mails = [{"value": "é@b.example", "kind": "work"}]
    (row,) = cells(read(json.dumps([{"emails": mails, "lines": [{"quantity": 2}]}])))
    assert [json.loads(cell) for cell in row] == [mails, [{"quantity": 2}]]
    assert "é" in row[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_the_encoding_is_found(read, encoding) -> None:
    text = json.dumps([{"prénom": "Zoé", "ville": "Orléans"}] * 3, ensure_ascii=False)
    table = read(text.encode(encoding))
    assert (table.headers, cells(table)[0]) == (("prénom", "ville"), ("Zoé", "Orléans"))


def test_long_numbers_keep_their_digits_and_huge_ones_cost_nothing(read) -> None:
    text = '[{"a": 12345678901234567890, "b": 1e400, "c": -1E999999999, "d": 0.12345678901234567, "e": 2.50}]'
    assert cells(read(text)) == [
        ("12345678901234567890", "1e400", "'-1E999999999", "0.12345678901234567", 2.5)
    ]
    assert cells(read('[{"a": %s}]' % ("9" * 90_000)))[0][0] == "9" * 90_000


def test_text_that_looks_like_a_formula_or_a_mark_comes_as_it_stands(read) -> None:
    assert [
        text_of(cell) for cell in cells(read('[{"a": "=1", "b": "\'=1", "c": "-5", "d": "\'x"}]'))[0]
    ] == [
        "=1",
        "'=1",
        "-5",
        "'x",
    ]


def test_what_is_no_number_is_blank_and_the_infinite_is_text(read) -> None:
    assert cells(read('[{"a": "x", "b": NaN, "c": -Infinity}]')) == [("x", "", "'-Infinity")]


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        ('{"a": 1, "a": 2}', "a name stands twice in one object."),
        ('{"a": {"b": 1, "b": 2}}', "a name stands twice in one object."),
        ('{"a": "x\\u0000y"}', "the line holds a null character."),
        ('{"a": "\\ud800"}', "the line holds bytes that are no text in the encoding of the file."),
        ('{"\\ud800": 1}', "the line holds bytes that are no text in the encoding of the file."),
        ('{"a": "' + "x" * 100_001 + '"}', "a cell is too long."),
        ("3", "this is no object with named values."),
        ('["a"]', "this is no object with named values."),
        ("null", "this is no object with named values."),
    ],
)
def test_a_bad_item_costs_only_itself(read, item, problem) -> None:
    table = read(f'[{{"a": 1}}, {item}, {{"a": 2}}]')
    assert table.headers == ("a",)
    assert [(row.line, str(row.problem)) for row in table.rows()] == [(1, ""), (2, problem), (3, "")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1}, {"a": ',
        '[{"a": 1}',
        '[{"a": 1}] x',
        '[{"a": 1} {"a": 2}]',
        '{"items": [{"a": 1}]',
        '{"items" [{"a": 1}]}',
        '[{"a": 1}, ' + "[" * 200_000,
        '[{"a": 1}, ' + '{"a":' * 200_000,
        '[{"a": 1}, {"a": "' + "x" * 3_000_000 + '"}]',
        '[{"a": tru}]',
        '{"a": 1,}\n',
    ],
)
def test_a_broken_document_is_refused_as_a_whole(write, text) -> None:
    with pytest.raises(UnreadableFile, match=r"the JSON cannot be read beyond|no list of objects"):
        open_tables(write(text, "file.json"))


@pytest.mark.parametrize("text", ["[]", "{}", "[[1, 2], [3, 4]]", "[{}, {}]", '{"a": [\n1, 2]}'])
def test_a_document_without_objects_in_a_list_is_refused(write, text) -> None:
    with pytest.raises(UnreadableFile, match=r"file\.csv: the file holds no list of objects"):
        open_tables(write(text))


def test_bounds_hold_for_json_too(write) -> None:
    path = write(json.dumps([{f"c{at}": 1 for at in range(5)}] * 5))
    with pytest.raises(UnreadableFile, match="more than 4 columns"):
        open_tables(path, limits=Limits(columns=4))
    with pytest.raises(UnreadableFile, match="more than 4 rows"):
        open_tables(path, limits=Limits(rows=4))
    with pytest.raises(UnreadableFile, match="takes too long"):
        open_tables(path, limits=Limits(seconds=0))


def test_a_value_cut_where_a_piece_ends_is_read_whole(read) -> None:
    items = [{"n": number, "t": "é" * (number % 90)} for number in range(12_000)]
    text = json.dumps(items, ensure_ascii=False)
    assert len(text) > 4 * (1 << 17)
    assert [row.cells[0] for row in read(text).rows()] == list(range(12_000))


def test_text_that_begins_with_a_bracket_is_still_a_text_table(read) -> None:
    assert read("[id];nom\n1;A\n").headers == ("[id]", "nom")
    assert read("{id};nom\n1;A\n").headers == ("{id}", "nom")


def test_the_names_around_a_list_are_kept_short_and_writable(write) -> None:
    text = json.dumps({"a\0\ud800": [{"nom": "A"}], "b" * 300: [{"nom": "B"}]})
    names = [table.name for table in open_tables(write(text, "tout.json"))]
    assert names == ["tout.json#a\ufffd\ufffd", f"tout.json#{'b' * 200}"]


def test_thousands_of_lists_are_not_read_one_by_one(write) -> None:
    text = json.dumps({f"k{at}": [{"nom": "A"}] for at in range(101)})
    with pytest.raises(UnreadableFile, match="more than 100 tables"):
        open_tables(write(text, "tout.json"))
