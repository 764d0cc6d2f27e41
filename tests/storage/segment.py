"""Segments, plain and packed, and the events in them, as `docs/storage-format.md` has them."""

import json
import re
import struct

MASK = (1 << 64) - 1


class Unreadable(Exception):
    """The text is not what the page describes."""


def need(holds, why):
    if not holds:
        raise Unreadable(why)


def siphash(data, bits=64):
    turn = lambda x, by: (x << by | x >> 64 - by) & MASK
    v = [0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573]
    v[1] ^= 0xEE if bits == 128 else 0

    def rounds(count):
        a, b, c, d = v
        for _ in range(count):
            a, c = a + b & MASK, c + d & MASK
            b, d, a = turn(b, 13) ^ a, turn(d, 16) ^ c, turn(a, 32)
            a, c = a + d & MASK, c + b & MASK
            d, b, c = turn(d, 21) ^ a, turn(b, 17) ^ c, turn(c, 32)
        v[:] = a, b, c, d
        return a ^ b ^ c ^ d

    whole = len(data) & ~7
    last = int.from_bytes(data[whole:], "little") | (len(data) & 255) << 56
    for word in (*struct.unpack(f"<{whole // 8}Q", data[:whole]), last):
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xEE if bits == 128 else 0xFF
    low = rounds(4)
    if bits == 64:
        return f"{low:016x}"
    v[1] ^= 0xDD
    return f"{rounds(4):016x}{low:016x}"


def number(low, high):
    def check(x):
        need(type(x) is int and low <= x <= high, f"{x!r} is not from {low} to {high}")
        return x
    return check


def text(pattern="(?s:.*)"):
    def check(x):
        need(type(x) is str and re.fullmatch(pattern, x), f"{x!r} is not {pattern}")
        return x
    return check


def row(*checks):
    def check(x):
        need(type(x) is list and len(x) == len(checks), f"{x!r} is no list of {len(checks)}")
        return [check(item) for check, item in zip(checks, x)]
    return check


def one_of(table):
    def check(x):
        need(type(x) is dict and len(x) == 1, f"{x!r} is no object of one member")
        (name, said), = x.items()
        need(name in table, f"`{name}` is unknown")
        return {name: table[name](said)}
    return check


def either(special, check):
    return lambda x: x if x == special else check(x)


id64, id128 = text("[0-9a-f]{16}"), text("[0-9a-f]{32}")
slug = text("[a-z0-9\x80-\U0010ffff]+(-[a-z0-9\x80-\U0010ffff]+)*")
bit, n16, n32 = number(0, 1), number(0, (1 << 16) - 1), number(0, (1 << 32) - 1)
day, ms = number(-1 << 31, (1 << 31) - 1), number(-1 << 63, (1 << 63) - 1)
# The time taken in tenths of a second.
review = row(id64, number(0, 5), lambda took: (n32(took) + 50) // 100)
setting = one_of({
    "day-start": number(0, 1439), "new-per-day": n16, "reviews-per-day": n16,
    "ratings": either(4, number(6, 6)), "held-phases": bit, "backlog-days": n16,
    "buried-siblings": bit, "leech-lapses": n16, "maximum-interval": n16,
    "interval-modifier": number(10, 500), "fuzz": bit, "lateness-credit": bit,
})
arrangement = one_of({
    "enrolment": text("active|paused|archived|removed"), "place": n16,
    "new-per-day": either("none", n16), "reviews-per-day": either("none", n16),
    "deadline": either("none", day), "opened": id64, "fsrs6": either("none", number(70, 97)),
})
parameters = row(*[number(10, 1_000_000)] * 4, number(10_000, 100_000), *[number(10, 40_000)] * 2,
                 number(10, 7_500), number(0, 45_000), number(0, 8_000), number(10, 35_000),
                 number(10, 50_000), number(10, 2_500), number(10, 9_000), number(0, 40_000),
                 number(0, 10_000), number(10_000, 60_000), *[number(0, 20_000)] * 2,
                 number(0, 8_000), number(1_000, 8_000))
anew = row(id64, text("new"))
onwards = row(id64, n32, number(130, 65535), number(1, (1 << 32) - 1), day, n32)
remembered = row(id64, n32, number(130, 65535), number(1, (1 << 32) - 1), day, n32,
                 number(1_000, 36_500_000_000), number(1_000_000, 10_000_000))
fact = one_of({
    "r": review, "d": review, "c": review, "reverted": text("[0-9a-f]{16}-(0|[1-9][0-9]{0,9})"),
    "suspended": id64, "resumed": id64, "buried": id64, "answered": row(id64, text()),
    "flagged": row(id64, number(0, 4)), "tagged": row(id64, text(r'[^\s"\x00-\x1f\x7f-\x9f]+'), bit),
    "placed": lambda x: {2: anew, 8: remembered}.get(len(x), onwards)(x), "arranged": row(slug, arrangement),
    "practised": row(id64, number(0, 6), bit), "configured": setting, "fitted": parameters,
    "imported": row(slug, text(), id128), "carried": row(id64, id64),
    "reclocked": row(id64, n32, n32, ms),
})


def wrapped(instant):
    return (instant + (1 << 63) & MASK) - (1 << 63)


def run(x):
    """The events of a run: replica, sequence number, instant, offset, fact."""
    need(type(x) is dict and set(x) == {"replica", "first", "instant", "offset", "events"}, "no run")
    id64(x["replica"]), n32(x["first"]), ms(x["instant"]), number(-1080, 1080)(x["offset"])
    instant, events = x["instant"], []
    for sequence, said in enumerate(x["events"], x["first"]):
        after, what = row(ms, fact)(said)
        instant = wrapped(instant + after)
        events.append((x["replica"], n32(sequence), instant, x["offset"], what))
    return events


class Bits:
    DIGITS = [chr(code) for code in range(33, 127) if chr(code) not in "\"'\\"]

    def __init__(self, body):
        need(len(body) % 2 == 0 and set(body) <= set(self.DIGITS), "another character")
        values = [self.DIGITS.index(digit) for digit in body]
        groups = [low + 91 * high for low, high in zip(values[::2], values[1::2])]
        need(all(group < 8192 for group in groups), "no group of thirteen bits")
        self.bits, self.at = "".join(f"{group:013b}"[::-1] for group in groups), 0

    def plain(self, count):
        taken = self.bits[self.at:self.at + count]
        need(len(taken) == count, "the bits end early")
        self.at += count
        return int(taken[::-1] or "0", 2)

    def golomb(self, order):
        more = 0
        while self.plain(1):
            more += 1
        return number(0, MASK)(self.plain(order + more) + (1 << order + more) - (1 << order))

    def signed(self, order):
        n = self.golomb(order)
        return -(n >> 1) - 1 if n & 1 else n >> 1

    def below(self, bound):
        width = bound.bit_length() - 1
        short = (2 << width) - bound
        n = self.plain(width)
        return n if n < short else (n << 1 | self.plain(1)) - short

    def end(self):
        rest = self.bits[self.at:]
        need(len(rest) < 13 and "1" not in rest, "more than the last run")


def packed(body):
    b = Bits(body)
    order_took, order_pause = number(0, 47)(b.plain(6)), number(0, 47)(b.plain(6))
    cards, last = [], 0
    count = b.golomb(6)
    for _ in range(count):
        last = number(0, MASK)(last + b.golomb(48 if count < 65536 else 44))
        cards.append(f"{last:016x}")
    events, instant = [], 0
    for _ in range(b.golomb(6)):
        replica, first, offset = f"{b.plain(64):016x}", b.golomb(2), b.below(2161) - 1080
        instant = wrapped(instant + b.signed(26))
        for place in range(b.golomb(6)):
            pause = b.signed(order_pause) if place else 0
            other, sort, took = b.plain(1), b.plain(2), 0
            if other and sort == 3:
                what = json.loads(bytes(b.plain(8) for _ in range(b.golomb(6))))
            else:
                rating = b.below(6) if other else sort + 2
                need(cards, "no cards")
                card = cards[b.below(len(cards))]
                took = min(100 * b.golomb(order_took), (1 << 32) - 1)
                what = {"rdc"[sort] if other else "r": [card, rating, took]}
            instant = wrapped(instant + (pause + took if place else 0))
            events.append((replica, n32(first + place), instant, offset, fact(what)))
    b.end()
    return events


def segment(whole):
    head, _, body = whole.partition("\n")
    found = re.fullmatch("waymark-segment ([12]) ([0-9a-f]{16})", head)
    need(found, "another first line")
    need(siphash(body.encode("utf-8", "replace")) == found[2], "another checksum")
    return packed(body) if found[1] == "2" else run(json.loads(body))
