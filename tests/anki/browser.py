"""Imports into Anki's own library a package that a browser made, and compares what arrives.

`browser.py WAYMARK FOLDER` writes the backup that the browser is to restore, and the package that the
command line makes of it; with the browser's PACKAGE as a third word it compares.
"""

import pathlib
import sqlite3
import sys
import tempfile
import zipfile

from check import Check, bring, check_database
from story import MADE


def database(package):
    """The members of a package, the database as the statements that make it."""
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(archive.extract("collection.anki2", folder))
        statements = list(connection.iterdump())
        connection.close()
        members = {name: archive.read(name) for name in archive.namelist()}
    return members, statements


class BrowserCheck(Check):
    def compare_packages(self, own, other):
        (own, own_rows), (other, other_rows) = database(own), database(other)
        assert list(own) == list(other), (list(own), list(other))
        assert own_rows == other_rows, "other rows"
        for name in own:
            assert own[name] == other[name], f"{name}: other bytes with the same rows"
        self.says("the command line's, byte by byte")

    def arrive(self, package):
        collection = self.open("collection-browser")
        try:
            bring(collection, package)
            self.compare(collection, package)
            self.compare_schedule(collection)
            self.compare_log(collection)
            self.render(collection)
            check_database(collection)
            self.answer_one(collection)
            self.send_back(collection)
        finally:
            collection.close()


def main():
    check = BrowserCheck(sys.argv[1], sys.argv[2])
    first = check.story.export("first.apkg", "--backup", check.story.backups[0], at=MADE)
    if len(sys.argv) > 3:
        package = pathlib.Path(sys.argv[3])
        check.arrive(package)
        check.compare_packages(first, package)
        print("; ".join(check.told))
    else:
        print(int(MADE.timestamp() * 1000))


if __name__ == "__main__":
    main()
