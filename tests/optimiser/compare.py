#!/usr/bin/env python3
"""Compares `waymark fit` with the optimiser of Python's package `fsrs` on the same backups.

    node tests/optimiser/backups.mjs FOLDER
    python3 tests/optimiser/compare.py path/to/waymark FOLDER/*.json

Needs `fsrs` 6 with its optimiser, that is PyTorch and pandas, which is too much for every run of the
tests; there `crates/evidence/tests/synthetic.rs` compares with the crate `fsrs` instead. Both fits are
judged by one evaluation, which is neither's own: the formulas of FSRS-6 below, over all usable reviews.
Fails where the log loss of `waymark fit` is more than half a percent above that of Python's.
"""

import json
import math
import subprocess
import sys
from datetime import datetime, timedelta, timezone

from fsrs import Optimizer, Rating, ReviewLog

DAY_MS = 86_400_000
DAY_STARTS_MS = 4 * 3_600_000
BAR = 0.005
# SM-2's qualities 0, 1 and 2 are all Again.
RATINGS = [Rating.Again, Rating.Again, Rating.Again, Rating.Hard, Rating.Good, Rating.Easy]


def histories(path):
    """The reviews of each card of a backup: study day and rating, in order."""
    with open(path, encoding="utf-8") as file:
        backup = json.load(file)
    reviews = []
    for run in backup["runs"]:
        instant = run["instant"]
        for delta, fact in run["events"]:
            instant += delta
            if "r" in fact:
                card, rating = fact["r"][:2]
                local = instant + run["offset"] * 60_000 - DAY_STARTS_MS
                reviews.append((instant, local // DAY_MS, card, RATINGS[rating]))
    cards = {}
    for _, day, card, rating in sorted(reviews, key=lambda review: review[0]):
        cards.setdefault(card, []).append((day, rating))
    return list(cards.values())


def log_loss(w, cards):
    """The mean log loss of FSRS-6 with these parameters over all usable reviews."""
    decay = -w[20]
    factor = 0.9 ** (1 / decay) - 1
    first_difficulty = lambda grade: w[4] - math.exp(w[5] * (grade - 1)) + 1
    total, count = 0.0, 0
    for reviews in cards:
        stability = difficulty = last = None
        for day, rating in reviews:
            grade = int(rating)
            if last is None:
                stability, difficulty = w[grade - 1], first_difficulty(grade)
            else:
                elapsed = day - last
                recall = (1 + factor * elapsed / stability) ** decay
                if elapsed > 0:
                    held = min(max(recall if grade > 1 else 1 - recall, 1e-4), 1 - 1e-4)
                    total -= math.log(held)
                    count += 1
                if elapsed == 0:
                    grown = math.exp(w[17] * (grade - 3 + w[18])) * stability ** -w[19]
                    stability *= max(grown, 1.0) if grade >= 3 else grown
                elif grade == 1:
                    lost = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
                    lost *= math.exp((1 - recall) * w[14])
                    stability = min(lost, stability / math.exp(w[17] * w[18]))
                else:
                    bonus = {2: w[15], 3: 1.0, 4: w[16]}[grade]
                    grown = math.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
                    grown *= math.exp((1 - recall) * w[10]) - 1
                    stability *= 1 + grown * bonus
                moved = difficulty - w[6] * (grade - 3) * (10 - difficulty) / 9
                difficulty = w[7] * first_difficulty(4) + (1 - w[7]) * moved
            stability = min(max(stability, 0.001), 36_500)
            difficulty = min(max(difficulty, 1), 10)
            last = day
    return total / count, count


def by_python(cards):
    """The parameters that Python's optimiser finds."""
    noon = datetime(1970, 1, 1, 12, tzinfo=timezone.utc)
    logs = [
        ReviewLog(card_id=card, rating=rating, review_datetime=noon + timedelta(days=day), review_duration=None)
        for card, reviews in enumerate(cards)
        for day, rating in reviews
    ]
    return Optimizer(logs).compute_optimal_parameters()


def main():
    program, *paths = sys.argv[1:]
    fails = False
    print(f"{'backup':<28} {'reviews':>8} {'waymark':>9} {'python':>9} {'apart':>8}")
    for path in paths:
        cards = histories(path)
        fitted = subprocess.run([program, "fit", path], check=True, capture_output=True, text=True)
        ours, count = log_loss(json.loads(fitted.stdout), cards)
        theirs, _ = log_loss(by_python(cards), cards)
        apart = ours / theirs - 1
        fails = fails or apart > BAR
        name = path.rsplit("/", 1)[-1]
        print(f"{name:<28} {count:>8} {ours:>9.5f} {theirs:>9.5f} {apart:>+8.2%}", flush=True)
    sys.exit(1 if fails or not paths else 0)


if __name__ == "__main__":
    main()
