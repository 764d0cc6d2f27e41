"""Reads stored data as `docs/storage-format.md` says, sharing no code with Waymark."""

import base64
import json

from segment import MASK, Unreadable, need, run, segment, siphash
from segment import either, id64, id128, n32, number, row, slug, text


def members(x, names):
    need(type(x) is dict and all(name in x for name in names.split()), f"no {names}")
    return [x[name] for name in names.split()]


def headed(whole, form, versions):
    x = json.loads(whole)
    need(members(x, "format version")[0] == form and x["version"] in versions, f"no {form}")
    return x


def backup(whole):
    """The events, the documents with their bytes, what was put away, and what was unreadable."""
    x = headed(whole, "waymark-backup", (1, 2))
    runs = json.dumps(members(x, "runs unreadable")[0], separators=(",", ":"), ensure_ascii=False)
    need(x.get("checksum", siphash(runs.encode())) == siphash(runs.encode()), "other events")
    events = [event for said in x["runs"] for event in run(said)]
    documents = {}
    for document in members(x, "documents put_away")[0] if x["version"] > 1 else []:
        name = row(slug, text(), id128)(members(document, "roadmap path hash"))
        need(("text" in document) != ("base64" in document), "no bytes, or two")
        plain = document.get("text")
        data = base64.b64decode(document["base64"]) if plain is None else plain.encode()
        need(siphash(data, 128) == name[2], f"other bytes than {name[2]}")
        documents[tuple(name)] = data
    unreadable = []
    for key, said in x["unreadable"]:
        try:
            events += segment(said)
        except Unreadable:
            unreadable.append((key, said))
    return events, documents, x.get("put_away", []), unreadable


def record(data):
    """Roadmap, path and hash of a record of an imported document; one put away has no path."""
    at = 0

    def varint():
        nonlocal at
        found = shift = 0
        while True:
            need(at < len(data), "the record ends early")
            found |= (data[at] & 127) << shift
            shift, at = shift + 7, at + 1
            if data[at - 1] < 128:
                return found

    def taken():
        nonlocal at
        length = varint()
        at += length
        need(at <= len(data), "the record ends early")
        return data[at - length:at]

    sort = number(0, 1)(varint())
    name = slug(taken().decode()), taken().decode(), f"{varint():032x}"
    importer, version, compiled = varint(), varint(), taken()
    return name if sort == 0 else (name[0], None, None)


def snapshot(whole):
    """Its cards; each is a list as the page has it."""
    x = headed(whole, "waymark-snapshot", (1,))
    slug(x["roadmap"]), id128(x["content"]), n32(x["importer"])
    section = number(0, len(x["sections"]) - 1)
    card = row(id64, text("[a-z-]+"), section, text(), id64, either(None, id64), id64)
    cards = [card(said) for said in x["cards"]]
    need(len({said[0] for said in cards}) == len(cards), "two cards share an id")
    return cards


def rescue(whole):
    """The events of both stores, the documents with their bytes, what was put away, and the keys
    of segments that no store holds whole."""
    x = headed(whole, "waymark-rescue", (1,))

    def value(said):
        if type(said) is str:
            return said
        (form, said), = said.items()
        data = base64.b64decode(said) if form in ("bytes", "utf16") else None
        return data.decode("utf-16-le", "replace") if form == "utf16" else data

    stores = {("localStorage", ""): x["texts"]}
    stores.update(((d["name"], s["name"]), s["entries"]) for d in x["databases"] for s in d["stores"])
    stores = {name: {key: value(said) for key, said in pairs} for name, pairs in stores.items()}
    events, whole_keys, keys = [], set(), set()
    for store in ("localStorage", ""), ("waymark-journal", "segments"):
        for key, said in stores.get(store, {}).items():
            if key.startswith("waymark/journal/"):
                keys.add(key)
                try:
                    events += segment(said)
                    whole_keys.add(key)
                except Unreadable:
                    pass
    named = [record(data) for data in stores.get(("waymark", "roadmaps"), {}).values()]
    sources = stores.get(("waymark", "sources"), {})
    documents = {name: sources[name[2]] for name in named if name[1] is not None}
    need(all(siphash(data, 128) == name[2] for name, data in documents.items()), "other bytes")
    put_away = [name[0] for name in named if name[1] is None]
    return events, documents, put_away, sorted(keys - whole_keys)


def archive(whole):
    """Of each archived segment its key, its first line and the ids of its events."""
    head, _, body = whole.partition("\n")
    need(head == f"waymark-archive 1 {siphash(body.encode())}", "no such list, or another one")
    need(body.endswith("\n"), "the last line does not end")
    entries = []
    for line in body[:-1].split("\n"):
        key, magic, version, total, *stretches = line.split(" ")
        need(key.startswith("waymark/journal/") and stretches, "no segment, or no events")
        ids = []
        for stretch in stretches:
            replica, first, last = stretch.split("-")
            first, last = n32(int(first)), n32(int(last))
            need(first <= last, "a stretch that ends before it begins")
            ids += [(id64(replica), sequence) for sequence in range(first, last + 1)]
        entries.append((key, f"{magic} {version} {total}", ids))
    return entries


def derived(replica):
    z = int(replica, 16) + 0x9E3779B97F4A7C15 & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return f"{z ^ z >> 31:016x}"


def journal(events):
    """The union of events: what each id states."""
    kept = {}
    for replica, sequence, *said in events:
        while kept.setdefault((replica, sequence), said) != said:
            other = kept[replica, sequence]
            need(said[:2] != other[:2], "two facts of one moment under one id")
            if said[:2] < other[:2]:
                kept[replica, sequence], said = said, other
            replica = derived(replica)
    return kept
