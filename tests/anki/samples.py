"""Makes a package with notes of every standard type, with the Anki that runs this.

    python samples.py FOLDER

The packages in crates/anki/tests/fixtures were made by it: one for each container, by the releases
that write them. Times and identifiers are fixed; what Anki draws at random differs from run to run.
"""

import base64
import os
import sys
import tempfile

from anki.buildinfo import version
from anki.collection import Collection

# 2024-01-01T04:00:00Z, and the same in milliseconds.
DAY_0 = 1_704_081_600
FIRST_LOG = DAY_0 * 1000 + 3_600_000

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

NOTES = [
    ("Basic", "Kubernetes", ["What is a <b>Pod</b>?", "The <i>smallest</i> unit.<br>It has <code>containers</code>."], "k8s exam::one", "guid-basic"),
    ("Basic", "Kubernetes::Storage", ["What does this print?<pre><code>print(1)\nprint(2)</code></pre>", "<div>1</div><div>2</div>"], "", "guid-code"),
    ("Basic", "Kubernetes::Storage", ["Name the kinds.", "<ul><li>ConfigMap</li><li>Secret<ol><li>opaque</li><li>tls</li></ol></li></ul><table><tr><th>Kind</th><th>Holds</th></tr><tr><td>Secret</td><td>a | b</td></tr></table>"], "", "guid-list"),
    ("Basic", "Kubernetes::Storage::Deep", ["<img src=\"dot.png\"> What is shown?", "A dot. [sound:beep.mp3] &lt;not a tag&gt; \\(x^2 &lt; y\\) and x<sup>2</sup>"], "", "guid-media"),
    ("Basic (and reversed card)", "Kubernetes", ["Pod", "smallest unit"], "", "guid-reversed"),
    ("Basic (optional reversed card)", "Kubernetes", ["Node", "machine", "y"], "", "guid-optional"),
    ("Basic (optional reversed card)", "Kubernetes", ["Cluster", "many nodes", ""], "", "guid-optional-none"),
    ("Basic (type in the answer)", "Kubernetes", ["Port of the API server?", "6443"], "", "guid-typed"),
    ("Cloze", "Kubernetes::Facts", ["A {{c1::Pod}} runs on one {{c2::Node::machine}}.", ""], "", "guid-cloze"),
    ("Cloze", "Kubernetes::Facts", ["etcd keeps {{c1::state}}.<div>It needs {{c1::a quorum}}.</div>", "See <b>Raft</b>."], "", "guid-cloze-extra"),
    ("Basic", "Other", ["What is a <b>Pod</b>?", "Another deck asks the same."], "", "guid-other"),
    ("Basic", "Other", ["What is a <b>Pod</b>?", "And asks it twice."], "", "guid-other-2"),
]

# guid, place of the card, type, queue, due, interval, factor, lapses, flag
STATES = [
    ("guid-basic", 0, 2, 2, 40, 12, 2350, 1, 1),
    ("guid-code", 0, 2, -1, 41, 3, 2500, 0, 0),
    ("guid-list", 0, 1, 1, DAY_0 + 3 * 86_400 + 60, 0, 0, 0, 0),
    ("guid-reversed", 1, 3, 3, 5, 1, 1300, 9, 7),
]

# guid, place of the card, milliseconds after the first, button, interval, last interval, factor, took, kind
LOG = [
    ("guid-basic", 0, 0, 3, -600, -60, 0, 4321, 0),
    ("guid-basic", 0, 600_000, 3, 1, -600, 2500, 2100, 0),
    ("guid-basic", 0, 86_400_000, 1, -600, 1, 2300, 9000, 1),
    ("guid-basic", 0, 87_000_000, 3, 1, -600, 2300, 3000, 2),
    ("guid-basic", 0, 172_800_000, 4, 12, 1, 2350, 1500, 1),
    ("guid-basic", 0, 172_900_000, 3, 12, 12, 2350, 1500, 3),
    ("guid-reversed", 1, 5_000, 2, 1, -60, 1300, 700, 1),
    ("guid-reversed", 1, 6_000, 0, 1, 1, 1300, 0, 4),
]


def fill(col, folder):
    for name, content in [("dot.png", PICTURE), ("beep.mp3", b"ID3 no sound")]:
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(content)
        (col.media.add_file if hasattr(col.media, "add_file") else col.media.addFile)(path)
    for position, (kind, deck, fields, tags, guid) in enumerate(NOTES):
        model = col.models.by_name(kind)
        note = col.new_note(model)
        for place, field in enumerate(fields):
            note.fields[place] = field
        note.tags = tags.split()
        note.guid = guid
        deck = col.decks.id(deck)
        col.add_note(note, deck)
        col.db.execute("update notes set id = ?, mod = ? where id = ?", 1_704_000_000_000 + position, DAY_0, note.id)
        cards = col.db.list("select id from cards where nid = ? order by ord", note.id)
        for place, card in enumerate(cards):
            new = 1_704_000_000_000 + position * 10 + place
            col.db.execute("update cards set id = ?, nid = ?, mod = ? where id = ?", new, 1_704_000_000_000 + position, DAY_0, card)
    card_of = lambda guid, place: col.db.scalar("select c.id from cards c, notes n where c.nid = n.id and n.guid = ? and c.ord = ?", guid, place)
    for guid, place, kind, queue, due, interval, factor, lapses, flag in STATES:
        col.db.execute(
            "update cards set type = ?, queue = ?, due = ?, ivl = ?, factor = ?, lapses = ?, flags = ?, reps = 3, left = 1001 where id = ?",
            kind, queue, due, interval, factor, lapses, flag, card_of(guid, place),
        )
    for guid, place, after, button, interval, last, factor, took, kind in LOG:
        col.db.execute(
            "insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)",
            FIRST_LOG + after, card_of(guid, place), button, interval, last, factor, took, kind,
        )
    col.db.execute("update col set crt = ?", DAY_0)
    col.set_config("creationOffset", 0)
    col.set_config("localOffset", 0)


def export(col, folder):
    release = version.replace(".", "")
    made = []
    if hasattr(col, "export_anki_package"):
        for legacy in (False, True):
            path = os.path.join(folder, f"{release}-{'legacy-2' if legacy else 'current'}.apkg")
            try:
                from anki.collection import ExportAnkiPackageOptions

                options = ExportAnkiPackageOptions(
                    with_scheduling=True, with_deck_configs=False, with_media=True, legacy=legacy
                )
                col.export_anki_package(out_path=path, options=options, limit=None)
            except ImportError:
                col.export_anki_package(
                    out_path=path, limit=None, with_scheduling=True, with_media=True, legacy_support=legacy
                )
            made.append(path)
        path = os.path.join(folder, f"{release}.colpkg")
        col.export_collection_package(path, include_media=True, legacy=False)
        made.append(path)
    else:
        from anki.exporting import AnkiPackageExporter

        exporter = AnkiPackageExporter(col)
        exporter.includeSched = True
        exporter.includeMedia = True
        path = os.path.join(folder, f"{release}-legacy.apkg")
        exporter.exportInto(path)
        made.append(path)
    return made


def main():
    out = os.path.abspath(sys.argv[1])
    os.makedirs(out, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(os.path.join(folder, "collection.anki2"))
        if hasattr(col, "upgrade_to_v2_scheduler") and col.sched_ver() == 1 and "--v1" not in sys.argv:
            col.upgrade_to_v2_scheduler()
        fill(col, folder)
        for path in export(col, out):
            print(path)


if __name__ == "__main__":
    main()
