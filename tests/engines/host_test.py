# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The vocabulary in a host that sanitizers can see through: host_test.py sqlite|duckdb <host> <its arguments>.

What counts is that the host ends well: with sanitizers it does not where memory was misused or lost."""
import random
import subprocess
import sys

from cases import cases, tally_state, vocabulary_tables

ENGINE, HOST = sys.argv[1], sys.argv[2:]


def vocabulary():
    yield from filter(None, vocabulary_tables().split("\n"))
    for case in cases("vocabulary"):
        expression = case["expression"]
        if case["part"]:
            expression = f"({expression}).{case['part']}" if ENGINE == "duckdb" else f"{expression} ->> '{case['part']}'"
        yield f"SELECT {expression}" + (f" FROM {case['rows']}" if case["rows"] else "")


def groups_and_windows():
    """Of many states at a time, some of them with many answers."""
    yield ("CREATE TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n")
    yield "CREATE TABLE many AS SELECT i * 7919 % 13 - 1 AS score, i % 700 AS day, i % 3 AS segment FROM numbers"
    for state in ("nps(score)", "cx_tally(score)", "cx_tally(score, 0, 10)", "cx_tally_weighted(score, 0.1)"):
        for group in ("day", "segment", "day, segment"):
            yield f"SELECT {state} FROM many GROUP BY {group}"
        yield f"SELECT {state} OVER (ORDER BY day ROWS 5 PRECEDING) FROM many WHERE day < 20"
    spells = "since, until, first, last"
    for state in (f"cx_flow({spells})", f"cx_cohort({spells})", "cx_survival(since, until, as_of)"):
        yield f"SELECT {state} FROM customers, known, many GROUP BY day"
        yield f"SELECT {state} OVER (ORDER BY who ROWS 1 PRECEDING) FROM customers, known"
    yield f"SELECT cx_revenue(who, {spells.replace('first', 'price, first')}) FROM customers, known, many GROUP BY day"
    yield (f"SELECT cx_revenue(who, {spells.replace('first', 'price, first')}) OVER (ORDER BY who ROWS 1 PRECEDING) "
           "FROM customers, known")
    yield "SELECT cx_merge(state) FROM (SELECT day, cx_tally(score) AS state FROM many GROUP BY day) AS x"


def damaged():
    """A query that fails for each: what is cut short or altered is no state."""
    good = tally_state(0, 10, "10x3 9 -x2 11")
    chance = random.Random(3)
    bad = [good[:at] for at in range(0, len(good), 5)]
    for at in range(len(good)):
        altered = bytearray(good)
        altered[at] ^= 1 << chance.randrange(8)
        bad.append(bytes(altered))
    for state in bad:
        literal = f"X'{state.hex()}'" if ENGINE == "sqlite" else f"from_hex('{state.hex()}')"
        yield f"SELECT cx_value({literal}, 'nps'), cx_merge({literal})"


bad = list(damaged())
queries = [*vocabulary(), *groups_and_windows(), *bad]
answer = subprocess.run(HOST, input="\n".join(queries), capture_output=True, text=True)
failed = sum(case["error"] != "" for case in cases("vocabulary")) + len(bad)
expected = f"{len(queries)} queries, {failed} of them errors\n"
if answer.returncode != 0 or not answer.stdout.endswith(expected):
    print(answer.stdout, answer.stderr, f"ended with {answer.returncode}; expected {expected}", sep="\n")
    sys.exit(1)
print(expected)
