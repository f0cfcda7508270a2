# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The functions of the PostgreSQL extension under valgrind: postgresql_valgrind_test.py <pg_config>. Exits with 77 where there
is no server or no valgrind.

One process without others around it runs every case of the vocabulary, those that are errors too. What counts are wrong accesses
to memory, and memory lost, with a function of the extension on the stack."""
import pathlib
import re
import shutil
import subprocess
import sys

from cases import cases, vocabulary_tables
from pg_cluster import Cluster, require_extension

PROGRAMS = require_extension(sys.argv[1])
if shutil.which("valgrind") is None:
    print("skipped: no valgrind")
    sys.exit(77)


def queries():
    # Together what has the same rows: valgrind is slow.
    by_rows = {}
    for case in cases("vocabulary"):
        expression = f"({case['expression']}).{case['part']}" if case["part"] else case["expression"]
        rows = f" FROM {case['rows']}" if case["rows"] else ""
        if case["error"]:
            yield f"SELECT {expression}{rows}"
        else:
            by_rows.setdefault(rows, []).append(expression)
    for rows, expressions in by_rows.items():
        yield f"SELECT {', '.join(expressions)}{rows}"
    # Groups by sorting and by hashing, windows, states as text and in binary.
    for setting in ("enable_hashagg = off", "enable_sort = off"):
        yield "SET " + setting
        yield "SELECT score, cx_flow(since, until, first, last) FROM customers, known, answers GROUP BY score"
        yield "SELECT day, cx_merge(state) FROM daily GROUP BY day"
    yield "SELECT cx_flow(since, until, first, last) OVER (ORDER BY who ROWS 1 PRECEDING) FROM customers, known"
    yield "SELECT cx_revenue(who, since, until, price, first, last) OVER (ORDER BY who ROWS 1 PRECEDING) FROM customers, known"
    yield ("SELECT cx_merge(s) OVER (ORDER BY who ROWS 1 PRECEDING) FROM (SELECT who, cx_survival(since, until, as_of) AS s "
           "FROM customers, known GROUP BY who, as_of) AS x")
    yield "SELECT cx_tally_weighted(score, weight) OVER (ORDER BY score ROWS 2 PRECEDING) FROM answers"
    yield "SELECT state::text::cx_customers = cx_customers_state(cx_bytes(state)) FROM month"
    yield "SELECT (state + state) - state FROM month"
    yield "SELECT state::text::cx_tally = cx_state(cx_bytes(state)) FROM daily"
    # Bytes cut short are two more errors.
    yield "SELECT cx_state(substr(cx_bytes(state), 1, 80)) FROM daily"
    yield "SELECT cx_customers_state(substr(cx_bytes(state), 1, 80)) FROM month"


def in_the_middle():
    """Queries that fail when much has been counted."""
    many = "(SELECT i, i * 7919 % 13 - 1 AS score, i % 7 AS day FROM generate_series(0, 300) AS n(i)) AS many"
    for state in ("cx_tally(score, 0, 10)", "cx_tally_weighted(score, 0.1)", "cx_flow(since, until, first, last)",
                  "cx_cohort(since, until, beginning, as_of)", "cx_survival(since, until, as_of)",
                  "cx_revenue(who, since, until, price, first, last)"):
        for behind in ("", " GROUP BY day"):
            yield f"SELECT {state}, nps(CASE WHEN i = 250 THEN 8.7 ELSE score END) FROM {many}, customers, known{behind}"
        yield (f"SELECT {state} OVER w, nps(CASE WHEN i = 50 THEN 8.7 ELSE score END) OVER w FROM {many}, customers, known "
               "WHERE i < 60 WINDOW w AS (ORDER BY i ROWS 5 PRECEDING)")


server = Cluster(PROGRAMS)
try:
    server.rows("CREATE EXTENSION cxmetrics;" + vocabulary_tables())
    server.run("pg_ctl", "-D", server.folder + "/data", "-w", "-m", "fast", "stop")
    log = pathlib.Path(server.folder, "valgrind")
    middle = list(in_the_middle())
    asked = [*queries(), *middle]
    answer = subprocess.run(
        [*server.owner, "valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite", "--num-callers=30",
         f"--log-file={log}", str(PROGRAMS / "postgres"), "--single", "-c", "jit=off", "-D", server.folder + "/data", "postgres"],
        input="".join(query.replace("\n", " ") + ";\n" for query in asked), capture_output=True, text=True, cwd="/")
    blocks = re.split(r"\n==\d+== \n", log.read_text())
finally:
    server.remove()
ours = [block for block in blocks if "cxmetrics" in block]
print("\n\n".join(ours))
errors = answer.stderr.count("ERROR:")
expected = sum(case["error"] != "" for case in cases("vocabulary")) + 2 + len(middle)
print(f"{len(asked)} queries, {errors} of them errors; {len(ours)} faults of the extension, {len(blocks)} reports in all")
sys.exit(answer.returncode != 0 or errors != expected or len(ours) > 0)
