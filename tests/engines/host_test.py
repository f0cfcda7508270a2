# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The vocabulary in a host that sanitizers can see through: host_test.py sqlite|duckdb <host> <its arguments>.

What counts is that the host ends well: with sanitizers it does not where memory was misused or lost. So it is asked everything
once, and then again and stopped at the first row, interrupted in the middle, and out of memory."""
import os
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
    yield "CREATE TABLE many AS SELECT i, i * 7919 % 13 - 1 AS score, i % 700 AS day, i % 3 AS segment FROM numbers"
    yield ("CREATE TABLE by_day AS SELECT day, cx_tally(score) AS state, cx_tally(score, 1, 5) AS other FROM many GROUP BY day")
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


def windows_of_few():
    spells = "since, until, first, last"
    for state in (f"cx_flow({spells})", "cx_cohort(since, until, beginning, as_of)", "cx_survival(since, until, as_of)",
                  "cx_revenue(who, since, until, price, first, last)", "cx_tally(price)", "cx_tally_weighted(price, 0.5, 0, 9)"):
        yield f"SELECT {state} OVER (ORDER BY who ROWS 1 PRECEDING) FROM customers, known"
        yield f"SELECT {state} FROM customers, known GROUP BY who"


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


def in_the_middle():
    """Queries that fail when much has been counted."""
    states = ["cx_tally(score, 0, 10)", "cx_tally_weighted(score, 0.1)", "cx_flow(since, until, first, last)",
              "cx_cohort(since, until, beginning, as_of)", "cx_survival(since, until, as_of)",
              "cx_revenue(who, since, until, price, first, last)"]
    for state in states:
        for behind in ("", " GROUP BY day"):
            yield f"SELECT {state}, nps(CASE WHEN i = 15000 THEN 8.7 ELSE score END) FROM many, customers, known{behind}"
        yield (f"SELECT {state} OVER w, nps(CASE WHEN i = 150 THEN 8.7 ELSE score END) OVER w FROM many, customers, known "
               "WHERE i < 200 WINDOW w AS (ORDER BY i ROWS 5 PRECEDING)")
    yield "SELECT cx_merge(CASE WHEN day = 650 THEN other ELSE state END) FROM by_day"


def ask(queries, errors, *torment, leaks=True):
    options = {} if leaks else {"ASAN_OPTIONS": "detect_leaks=0"}
    answer = subprocess.run([*HOST, *torment], input="\n".join(queries), capture_output=True, text=True,
                            env=os.environ | options)
    expected = f"{len(queries)} queries, {errors} of them errors\n"
    if answer.returncode != 0 or not answer.stdout.endswith(expected):
        print(answer.stdout, answer.stderr, f"ended with {answer.returncode}; expected {expected}", sep="\n")
        sys.exit(1)
    print(*torment, expected, end="")


known = list(vocabulary())
known_errors = sum(case["error"] != "" for case in cases("vocabulary"))
bad = list(damaged())
middle = list(in_the_middle())
ask([*known, *groups_and_windows(), *bad, *middle], known_errors + len(bad) + len(middle))
# DuckDB 1.5 forgets states of a query that is interrupted, also those of its own histogram(), and of windows without memory.
frees = ENGINE == "sqlite"
for torment in ("stop", "interrupt"):
    ask([*known, *groups_and_windows(), *middle], known_errors + len(middle), torment, leaks=frees or torment == "stop")
ask([*known, *windows_of_few()], known_errors, "no-memory", leaks=frees)
