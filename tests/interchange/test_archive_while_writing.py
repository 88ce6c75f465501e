"""The archive is of one moment, however much is written meanwhile, and holds nobody up."""

from tests.journal import processes

PROGRAM = """
import io, zipfile
from time import monotonic
from carnet.directory import actions
from carnet.interchange.archive import write

models, plain = write.archived_models(), write._write
write.archived_models = lambda: dict(sorted(models.items(), reverse=True))  # sales first, accounts late
waited = []

def meanwhile():
    started = monotonic()
    actions.create_account(values={"name": "meanwhile"}, actor=actor)
    waited.append(monotonic() - started)
    connection.close()

def interrupted(table, *rest):
    found = plain(table, *rest)
    if not waited:
        thread = Thread(target=meanwhile)
        thread.start()
        thread.join(timeout=30)
    return found

write._write = interrupted
actions.create_account(values={"name": "before"}, actor=actor)
target = io.BytesIO()
write.write_archive(target, actor=actor)
accounts = zipfile.ZipFile(target).read("tables/directory.account.jsonl")
journal = zipfile.ZipFile(target).read("tables/journal.journalline.jsonl")
named = [accounts.count(b'"name": "%s"' % name) for name in (b"before", b"meanwhile")]
print(*named, journal.count(b'"meanwhile"'))
print(waited[0] < 5, connection.in_atomic_block)
from carnet.directory.models import Account
print(Account.objects.count())
"""


def test_what_is_written_meanwhile_is_not_in_it(tmp_path) -> None:
    with processes.database(tmp_path) as environment:
        said = processes.run({"one moment": PROGRAM}, environment)
    assert said["one moment"] == ["1 0 0", "True False", "2"]
