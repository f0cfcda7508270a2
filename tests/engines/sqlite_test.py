# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The SQLite extension: sqlite_test.py <module> [<sqlite3 shell>]. Exits with 77 where this Python loads no extensions."""
import json
import sqlite3
import subprocess
import sys
import unittest

import random_queries
from cases import agrees, cases, number, rows_of, same, spells_of, subscriptions_of, tally_state, vocabulary_tables

MODULE = sys.argv[1].removesuffix(".so")
SHELL = sys.argv[2] if len(sys.argv) > 2 else ""


class Test(unittest.TestCase):
    def setUp(self):
        self.database = sqlite3.connect(":memory:")
        self.database.enable_load_extension(True)
        self.database.load_extension(MODULE)
        self.addCleanup(self.database.close)

    def one(self, query, *values):
        return self.database.execute(query, values).fetchone()[0]

    def row(self, query, *values):
        return self.database.execute(query, values).fetchone()

    def fill(self, name, columns, rows):
        self.database.execute(f"DROP TABLE IF EXISTS {name}")
        self.database.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        self.database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)

    def assertFails(self, message, query, *values):
        with self.assertRaises(sqlite3.OperationalError) as failure:
            self.database.execute(query, values).fetchall()
        self.assertIn(message, str(failure.exception))


class Cases(Test):
    """What every engine must agree on."""

    def state(self, low, high, answers):
        rows = rows_of(answers)
        if rows is None:
            return tally_state(low, high, answers)
        self.fill("answers", ["score", "weight"], rows)
        if any(weight is not None for _, weight in rows):
            return self.one("SELECT cx_tally_weighted(score, weight, ?, ?) FROM answers", low, high)
        state = self.one("SELECT cx_tally(score, ?, ?) FROM answers", low, high)
        if rows:
            self.assertEqual(state, tally_state(low, high, answers))
        return state or tally_state(low, high, answers)

    def check(self, case, columns, found):
        for column, value in zip(columns, found):
            self.assertTrue(same(number(case[column]), value), f"{case}: {column} is {value!r}")

    def test_answers(self):
        for case in cases("surveys"):
            low, high = map(int, case["scale"].split(":"))
            state = self.state(low, high, case["answers"])
            given = (state, case["metric"], number(case["level"]), case["method"] or None)
            found = self.row("SELECT cx_value(?1, ?2, ?3, ?4), cx_low(?1, ?2, ?3, ?4), cx_high(?1, ?2, ?3, ?4), "
                             "cx_se(?1, ?2, ?3, ?4), cx_n(?1, ?2), cx_missing(?1), cx_off_scale(?1)", *given)
            self.check(case, ["value", "low", "high", "standard_error"], found)
            self.assertEqual([int(case[name]) for name in ("n", "missing", "off_scale")], list(found[4:]))

    def test_comparisons(self):
        for case in cases("comparisons"):
            low, high = map(int, case["scale"].split(":"))
            before, after = self.state(low, high, case["before"]), self.state(low, high, case["after"])
            found = json.loads(self.one("SELECT cx_compare(?, ?, ?, ?)", before, after, case["metric"],
                                        number(case["level"])))
            self.check(case, ["difference", "low", "high", "p_value"], found.values())

    def test_customers(self):
        for case in cases("customers"):
            self.fill("customers", ["since", "until"], spells_of(case["customers"]))
            state = self.one("SELECT cx_flow(since, until, ?, ?) FROM customers", case["first"], case["last"])
            given = (state, case["figure"], number(case["level"]), case["method"] or None)
            found = self.row("SELECT cx_value(?1, ?2, ?3, ?4), cx_low(?1, ?2, ?3, ?4), cx_high(?1, ?2, ?3, ?4), "
                             "cx_se(?1, ?2, ?3, ?4), cx_n(?1, ?2)", *given)
            self.check(case, ["value", "low", "high", "standard_error", "n"], found)

    def test_histories(self):
        for case in cases("histories"):
            pays = case["of"] == "cx_revenue"
            rows = list(subscriptions_of(case["customers"])) if pays else [
                ("", *days, 0) for days in spells_of(case["customers"])]
            self.fill("customers", ["who", "since", "until", "price"], rows)
            constants = f"'{case['first']}', '{case['last']}'" if case["first"] else f"'{case['last']}'"
            state = self.one(f"SELECT {case['of']}({'who, since, until, price' if pays else 'since, until'}, {constants}) "
                             "FROM customers")
            given = (state, case["figure"], number(case["level"]), case["method"] or None)
            found = self.row("SELECT cx_value(?1, ?2, ?3, ?4), cx_low(?1, ?2, ?3, ?4), cx_high(?1, ?2, ?3, ?4), "
                             "cx_se(?1, ?2, ?3, ?4), cx_n(?1, ?2)", *given)
            self.check(case, ["value", "low", "high", "standard_error", "n"], found)

    def test_the_vocabulary_is_whole(self):
        """Each function stands in its cases, so that each engine has all of them."""
        used = " ".join(case["expression"] for case in cases("vocabulary"))
        names = [name for name, in self.database.execute(
            "SELECT DISTINCT name FROM pragma_function_list WHERE NOT builtin AND (name LIKE 'cx!_%' ESCAPE '!' "
            "OR name LIKE '%!_rate' ESCAPE '!' OR name IN ('nps', 'csat', 'ces'))")]
        self.assertGreaterEqual(len(names), 22)
        for name in names:
            self.assertIn(name + "(", used)

    def test_vocabulary(self):
        self.database.executescript(vocabulary_tables())
        for case in cases("vocabulary"):
            part = f" ->> '{case['part']}'" if case["part"] else ""
            query = f"SELECT {case['expression']}{part}" + (f" FROM {case['rows']}" if case["rows"] else "")
            if case["error"]:
                self.assertFails(case["error"], query)
            else:
                found = self.one(query)
                self.assertTrue(agrees(case["answer"], found), f"{query}: {found}, not {case['answer']}")


class Answers(Test):
    def setUp(self):
        super().setUp()
        scores = [10, 9, 9, 8, 7, 6, 10, 3, None, 11]
        self.fill("answers", ["day", "score"], [(at // 5, score) for at, score in enumerate(scores)])

    def test_short_forms(self):
        self.assertEqual(self.row("SELECT nps(score), cx_n(cx_tally(score)), cx_missing(cx_tally(score)), "
                                  "cx_off_scale(cx_tally(score)) FROM answers"), (25.0, 8, 1, 1))
        self.fill("stars", ["score"], [(1,), (4,), (5,), (5,)])
        self.assertEqual(self.row("SELECT csat(score), ces(score) FROM stars"), (75.0, 3.75))

    def test_states_add_up(self):
        self.database.execute("CREATE TABLE daily AS SELECT day, cx_tally(score) AS state FROM answers GROUP BY day")
        self.assertEqual(self.one("SELECT cx_merge(state) FROM daily"),
                         self.one("SELECT cx_tally(score) FROM answers"))
        self.assertEqual(self.one("SELECT nps(state) FROM daily"), 25.0)
        self.assertEqual(self.one("SELECT cx_merge(state) FROM (SELECT state FROM daily UNION ALL SELECT NULL)"),
                         self.one("SELECT cx_tally(score) FROM answers"))

    def test_no_rows_and_no_answers(self):
        for query in ("nps(score)", "cx_tally(score)", "cx_merge(score)", "cx_value(cx_tally(score), 'nps')",
                      "churn_rate(cx_flow(score, score, '2024-01-01', '2024-02-01'))"):
            self.assertIsNone(self.one(f"SELECT {query} FROM answers WHERE 0"))
        self.assertEqual(self.row("SELECT nps(NULL), cx_low(cx_tally(NULL), 'nps'), cx_missing(cx_tally(NULL))"),
                         (None, -100.0, 1))

    def test_windows(self):
        rows = self.database.execute(
            "SELECT nps(score) OVER w, 100.0 * (count(*) FILTER (WHERE score BETWEEN 9 AND 10) OVER w - "
            "count(*) FILTER (WHERE score < 7) OVER w) / nullif(count(*) FILTER (WHERE score <= 10) OVER w, 0), "
            "cx_value(cx_tally(score) OVER w, 'nps') FROM answers WINDOW w AS (ORDER BY rowid ROWS 3 PRECEDING)")
        for found, plain, of_state in rows.fetchall():
            self.assertEqual(found, plain)
            self.assertEqual(of_state, plain)
        self.fill("weighted", ["score", "weight"], [(at * 7 % 11, 0.1 + at) for at in range(50)])
        rows = self.database.execute(
            "SELECT cx_tally_weighted(score, weight) OVER (ORDER BY rowid ROWS 4 PRECEDING), "
            "(SELECT cx_tally_weighted(score, weight) FROM weighted AS w "
            "WHERE w.rowid BETWEEN weighted.rowid - 4 AND weighted.rowid) FROM weighted")
        for slid, counted in rows.fetchall():
            self.assertEqual(slid, counted)

    def test_a_frame_that_has_become_empty_gives_null(self):
        self.fill("answers", ["score"], [(10,), (9,), (3,)])
        slid = self.database.execute(
            "SELECT cx_tally(score) OVER w IS NULL, nps(score) OVER w FROM answers "
            "WINDOW w AS (ORDER BY rowid ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)").fetchall()
        self.assertEqual(slid, [(0, 100), (0, -100), (1, None)])

    def test_in_a_schema_that_is_not_trusted(self):
        """An index needs that the same gives the same, and a view that no harm is done."""
        self.fill("answers", ["day", "score"], [(1, 10), (1, 3), (2, 9)])
        self.database.execute("CREATE TABLE daily AS SELECT day, cx_tally(score) AS state FROM answers GROUP BY day")
        self.database.execute("CREATE INDEX by_nps ON daily (cx_value(state, 'nps'))")
        self.database.execute("CREATE VIEW best AS SELECT day FROM daily ORDER BY cx_value(state, 'nps') DESC LIMIT 1")
        self.database.execute("PRAGMA trusted_schema = OFF")
        self.assertEqual(self.one("SELECT day FROM best"), 2)

    def test_more_answers_than_an_integer_counts(self):
        state = self.one("SELECT cx_tally(9)")
        for _ in range(62):
            state = self.one("SELECT cx_merge(state) FROM (SELECT ?1 AS state UNION ALL SELECT ?1)", state)
        self.assertEqual(self.one("SELECT cx_n(?)", state), 2**62)
        twice = self.one("SELECT cx_merge(state) FROM (SELECT ?1 AS state UNION ALL SELECT ?1)", state)
        self.assertEqual(self.one("SELECT cx_n(?)", twice), 2.0**63)

    def test_filter_and_distinct(self):
        self.assertEqual(self.row("SELECT nps(score) FILTER (WHERE score > 8), cx_n(cx_tally(DISTINCT score)) "
                                  "FROM answers"), (100.0, 6))

    def test_what_is_no_score(self):
        self.assertFails("nps: a score is a whole number, not 8.7", "SELECT nps(8.7)")
        self.assertFails("cx_tally: a score is a whole number, not 'eleven'", "SELECT cx_tally('eleven')")
        self.assertFails("nps: a score is a whole number, not ''", "SELECT nps('')")
        self.assertEqual(self.row("SELECT nps('9'), nps(9.0)"), (100.0, 100.0))

    def test_what_is_no_use(self):
        state = "cx_tally(9)"
        self.assertFails("cx_value: there is no metric 'npx'; there are: nps, enps,", f"SELECT cx_value({state}, 'npx')")
        self.assertFails("cx_low: a confidence level lies between 0 and 1, not 95", f"SELECT cx_low({state}, 'nps', 95)")
        self.assertFails("'wilsin'", f"SELECT cx_low({state}, 'nps', 0.9, 'wilsin')")
        self.assertFails("csat is defined on 1:5, not 0:10", f"SELECT cx_value({state}, 'csat')")
        self.assertFails("a scale has 2 to 11 points", "SELECT cx_tally(1, 0, 20)")
        self.assertFails("scales do not add up", "SELECT cx_merge(t) FROM (SELECT cx_tally(1) AS t "
                         "UNION ALL SELECT cx_tally(1, 1, 5))")
        self.assertFails("scales do not add up", "SELECT cx_tally(1, 0, a.value) FROM json_each('[5, 6]') AS a")
        self.assertFails("do not add up", "SELECT cx_merge(t) FROM (SELECT cx_tally(1) AS t "
                         "UNION ALL SELECT cx_flow('2024-01-01', NULL, '2024-01-01', '2024-02-01'))")
        self.assertFails("cx_value: 'nps' is no state", "SELECT cx_value('nps', 'nps')")
        self.assertFails("a customer_flow holds no answers",
                         "SELECT cx_missing(cx_flow('2024-01-01', NULL, '2024-01-01', '2024-02-01'))")
        self.assertFails("has no weight", "SELECT cx_tally_weighted(9, NULL)")

    def test_damaged_states(self):
        good = self.one("SELECT cx_tally(9)")
        for at in range(len(good)):
            self.assertFails("cx_value: ", "SELECT cx_value(?, 'nps')", good[:at])
            damaged = bytearray(good)
            damaged[at] ^= 1 << at % 8
            self.assertFails("cx_merge: ", "SELECT cx_merge(?)", bytes(damaged))

    def test_compare(self):
        found = json.loads(self.one("SELECT cx_compare(cx_tally(score) FILTER (WHERE day = 0), "
                                    "cx_tally(score) FILTER (WHERE day = 1), 'nps') FROM answers"))
        self.assertEqual(list(found), ["difference", "low", "high", "p"])
        self.assertLess(found["low"], found["difference"])
        self.assertIsNone(self.one("SELECT cx_compare(cx_tally(9), NULL, 'nps')"))

    def test_others(self):
        self.assertRegex(self.one("SELECT cx_version()"), r"^\d+\.\d+\.\d+$")
        self.assertEqual(json.loads(self.one("SELECT cx_json(cx_tally(1, 0, 1))"))["words"], [0, 1, 0, 0])

    def test_a_thousand_random_queries(self):
        """Against plain SQL."""
        tables, queries = random_queries.of("sqlite")
        for table in tables:
            self.database.execute(table)
        self.assertEqual(len(queries), 1000)
        for query in queries:
            for row in self.database.execute(query):
                self.assertEqual(set(row), {1}, query)


class Customers(Test):
    def setUp(self):
        super().setUp()
        self.fill("customers", ["who", "since", "until", "price"],
                  [(1, "2023-12-01", "2024-01-20", 1000), (2, "2024-01-05 10:00:00", None, 500),
                   (3, "2023-11-11", None, 2000), (1, "2024-01-20", None, 1500), (4, None, None, 1)])

    def test_churn(self):
        self.fill("once", ["since", "until"], [("2023-12-01", "2024-01-20"), ("2023-11-11", None), ("2024-01-05", None)])
        flow = "cx_flow(since, until, '2024-01-01', '2024-02-01')"
        self.assertEqual(self.row(f"SELECT churn_rate({flow}), retention_rate({flow}), churn_rate({flow}, 'at-risk'), "
                                  f"cx_n({flow}, 'churn:at-risk') FROM once"), (50.0, 50.0, 100 / 3, 3))
        self.assertFails("there is no", f"SELECT churn_rate({flow}, 'mine') FROM once")
        self.assertFails("'soon' is no date", "SELECT cx_flow('soon', NULL, '2024-01-01', '2024-02-01')")
        self.assertFails("must be the same in all rows",
                         "SELECT cx_flow('2024-01-01', NULL, '2024-01-01', column1) FROM "
                         "(VALUES ('2024-02-01'), ('2024-03-01'))")

    def test_what_slides_equals_what_is_counted(self):
        self.fill("many", ["since", "until", "who", "price"],
                  [(f"2024-0{1 + at % 5}-{1 + at * 7 % 28:02}", None if at % 3 else f"2024-07-{1 + at % 30:02}", at % 4, at % 3)
                   for at in range(40)])
        for state in ("cx_flow(since, until, '2024-03-01', '2024-08-01')",
                      "cx_cohort(since, until, '2024-01-01', '2024-08-01')",
                      "cx_survival(since, until, '2024-08-01')",
                      "cx_revenue(who, since, until, price, '2024-03-01', '2024-08-01')"):
            where = "WHERE m.rowid BETWEEN many.rowid - 5 AND many.rowid"
            for slid, counted in self.database.execute(
                    f"SELECT {state} OVER (ORDER BY rowid ROWS 5 PRECEDING), (SELECT {state} FROM many AS m {where}) "
                    "FROM many").fetchall():
                self.assertEqual(slid, counted)

    def test_survival_and_cohorts(self):
        self.assertEqual(self.one("SELECT cx_value(cx_survival(since, until, '2024-03-01'), 'still-there:10') "
                                  "FROM customers"), 100.0)
        self.assertLess(self.one("SELECT cx_value(cx_survival(since, until, '2024-03-01'), 'still-there:60') "
                                 "FROM customers"), 100.0)
        self.assertEqual(self.one("SELECT cx_value(cx_cohort(since, until, '2023-11-01', '2024-04-01'), "
                                  "'retained:1') FROM customers"), 75.0)
        self.assertFails("a lifetimes has no figure 'nps'", "SELECT cx_value(cx_survival(since, until, '2024-03-01'), "
                         "'nps') FROM customers")

    def test_revenue(self):
        revenue = "cx_revenue(who, since, until, price, '2024-01-01', '2024-02-01')"
        self.assertEqual(self.one(f"SELECT cx_value({revenue}, 'net-revenue-retention') FROM customers"),
                         100 * 3500 / 3000)
        self.assertEqual(self.one(f"SELECT cx_value({revenue}, 'revenue_per_customer') FROM customers"), 4000 / 3)


class Shell(Test):
    def test_shell(self):
        if not SHELL:
            self.skipTest("no sqlite3 shell")
        answer = subprocess.run([SHELL, ":memory:", f".load {MODULE}",
                                 "SELECT nps(value) FROM json_each('[10, 9, 9, 8, 7, 6, 10, 3]')"],
                                capture_output=True, text=True, check=True)
        self.assertEqual(answer.stdout, "25.0\n")


if __name__ == "__main__":
    if not hasattr(sqlite3.Connection, "enable_load_extension"):
        print("skipped: this Python loads no SQLite extensions")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
