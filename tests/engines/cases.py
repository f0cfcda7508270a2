# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""Reads the cases that all engines must agree on: see cases/README.md."""
import csv
import math
import pathlib
import struct
import zlib

FOLDER = pathlib.Path(__file__).parent / "cases"
# More rows than this are not worth their time: such answers are handed over as a state.
MOST_ROWS = 5000


def cases(kind):
    with open(FOLDER / (kind + ".csv"), encoding="ascii", newline="") as file:
        yield from csv.DictReader(file)


def counts_of(answers):
    """9x12 10@0.5 -x3 as triples of score (None: missing), weight (None: none) and times."""
    for token in answers.split():
        answer, _, times = token.partition("x")
        score, _, weight = answer.partition("@")
        yield (None if score == "-" else int(score), float(weight) if weight else None, int(times or 1))


def rows_of(answers):
    """The same row by row, or None where there are too many."""
    counts = list(counts_of(answers))
    if sum(times for _, _, times in counts) > MOST_ROWS:
        return None
    return [(score, weight) for score, weight, times in counts for _ in range(times)]


def spells_of(customers):
    """2024-01-05/2024-02-10 2024-01-20/ as pairs of dates; None: still there."""
    return [tuple(part or None for part in token.split("/")) for token in customers.split()]


def subscriptions_of(customers):
    """anna:2024-01-05/2024-02-10:990 as customer, dates and price; None: still paid."""
    for token in customers.split():
        customer, days, price = token.split(":")
        yield (customer, *spells_of(days)[0], int(price))


def tally_state(low, high, answers):
    """The bytes of the tally of answers without weights, by docs/engines.md alone."""
    words = [0] * (high - low + 3)
    for score, _, times in counts_of(answers):
        words[-2 if score is None else score - low if low <= score <= high else -1] += times
    head = b"CXMS" + struct.pack("<HHIIQ", 1, 5, 1, 2, len(words)) + b"tally\0\0\0"
    body = head + struct.pack("<2q", low, high) + struct.pack(f"<{len(words)}Q", *words)
    return body + struct.pack("<I", zlib.crc32(body))


def vocabulary_tables():
    """SQL that all engines understand."""
    return (FOLDER / "vocabulary.sql").read_text(encoding="ascii")


def agrees(answer, found):
    """Whether an engine gave the answer of a case of the vocabulary, where "" is NULL."""
    if answer == "" or found in (None, ""):
        return answer == "" and found in (None, "")
    try:
        return float(answer) == float(found)
    except ValueError:
        return answer == found


def number(text):
    """A double, or None where there is no value."""
    return float(text) if text else None


def same(one, other):
    """Whether two doubles are the very same, or both no value."""
    if one is None or other is None or math.isnan(one) or math.isnan(other):
        return (one is None or math.isnan(one)) and (other is None or math.isnan(other))
    return one == other
