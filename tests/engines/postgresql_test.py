# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""The PostgreSQL extension in a server of its own: postgresql_test.py <pg_config>. Exits with 77 where there is none."""
import random
import sys
import unittest

import random_queries
from cases import (agrees, cases, number, rows_of, same, spells_of, subscriptions_of, tally_state,
                   vocabulary_tables)
from pg_cluster import Cluster, QueryError, require_extension

PROGRAMS = require_extension(sys.argv[1])
PARALLEL = ("SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; "
            "SET max_parallel_workers_per_gather = 2")


def state_in(low, high, answers):
    return f"cx_state('\\x{tally_state(low, high, answers).hex()}'::bytea)"


def options_in(case):
    level = case["level"] or "NULL"
    method = f"'{case['method']}'" if case.get("method") else "NULL"
    return f"'{case.get('metric') or case['figure']}', {level}, {method}"


def literal(value):
    return "NULL" if value is None else f"'{value}'" if isinstance(value, str) else str(value)


def values_of(rows):
    return ", ".join("(" + ", ".join(map(literal, row)) + ")" for row in rows)


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Cluster(PROGRAMS)
        cls.addClassCleanup(cls.server.remove)
        # As somebody who has had the extension since its first version.
        cls.server.rows("CREATE EXTENSION cxmetrics VERSION '1.0';"
                        "CREATE TABLE old AS SELECT cx_tally(s) AS state FROM unnest(ARRAY[10, 9, 3]) AS s;"
                        "ALTER EXTENSION cxmetrics UPDATE")
        cls.server.rows("CREATE TABLE answers AS SELECT i / 5 AS day, s AS score FROM "
                        "unnest(ARRAY[10, 9, 9, 8, 7, 6, 10, 3, NULL, 11]) WITH ORDINALITY AS a(s, i)")
        chance = random.Random(2)
        values = ", ".join(f"({chance.choice(['NULL', *range(-1, 12)])}, {chance.randrange(5)}, {chance.randrange(30)})"
                           for _ in range(400))
        cls.server.rows("CREATE TABLE many (score smallint, segment integer, day integer);"
                        f"INSERT INTO many VALUES {values};"
                        "CREATE TABLE large AS SELECT (i * 7919 % 11)::integer AS score, i % 365 AS day "
                        "FROM generate_series(1, 100000) AS i; ANALYZE large;"
                        "CREATE SCHEMA words; SET search_path = words, public;" + vocabulary_tables())

    def rows(self, script):
        return self.server.rows(script)

    def one(self, query):
        return self.server.one(query)

    def assertFails(self, message, query):
        with self.assertRaises(QueryError) as failure:
            self.server.rows(query)
        self.assertIn(message, str(failure.exception))

    def check(self, case, columns, found):
        for column, value in zip(columns, found):
            self.assertTrue(same(number(case[column]), number(value)), f"{case}: {column} is {value!r}")

    def test_answers(self):
        asked, queries = [], []
        for case in cases("surveys"):
            low, high = map(int, case["scale"].split(":"))
            given = options_in(case)
            rows = rows_of(case["answers"])
            counted = "true"
            if "@" in case["answers"]:
                values = ", ".join(f"({'NULL' if score is None else score}, {'NULL' if weight is None else weight})"
                                   for score, weight in rows)
                state = (f"(SELECT cx_tally_weighted(s, w, {low}, {high}) "
                         f"FROM (VALUES {values}) AS a(s, w))")
            else:
                state = state_in(low, high, case["answers"])
            if rows and "@" not in case["answers"]:
                scores = ", ".join("NULL" if score is None else str(score) for score, _ in rows)
                counted = f"(SELECT cx_tally(s, {low}, {high}) FROM unnest(ARRAY[{scores}]::bigint[]) AS s) = state"
            asked.append(case)
            queries.append(f"SELECT cx_value(state, {given}), cx_low(state, {given}), cx_high(state, {given}), "
                           f"cx_se(state, {given}), cx_n(state), cx_missing(state), cx_off_scale(state), {counted} "
                           f"FROM (SELECT {state} AS state) AS given;")
        for case, found in zip(asked, self.rows("\n".join(queries)), strict=True):
            self.check(case, ["value", "low", "high", "standard_error"], found)
            self.assertEqual([case["n"], case["missing"], case["off_scale"], "t"], list(found[4:]))

    def test_comparisons(self):
        asked = list(cases("comparisons"))
        queries = []
        for case in asked:
            low, high = map(int, case["scale"].split(":"))
            queries.append(f"SELECT * FROM cx_compare({state_in(low, high, case['before'])}, "
                           f"{state_in(low, high, case['after'])}, {options_in(case)});")
        for case, found in zip(asked, self.rows("\n".join(queries)), strict=True):
            self.check(case, ["difference", "low", "high", "p_value"], found)

    def test_customers_and_histories(self):
        asked = [*cases("customers"), *cases("histories")]
        queries = []
        for case in asked:
            aggregate = case.get("of") or "cx_flow"
            pays = aggregate == "cx_revenue"
            rows = [*subscriptions_of(case["customers"])] if pays else spells_of(case["customers"])
            columns = "who, since, until, price" if pays else "since, until"
            typed = "who, since::date, until::date, price" if pays else "since::date, until::date"
            constants = ", ".join(f"'{case[name]}'" for name in ("first", "last") if case[name])
            given = options_in(case)
            queries.append(f"SELECT cx_value(state, {given}), cx_low(state, {given}), cx_high(state, {given}), "
                           f"cx_se(state, {given}), cx_n(state, '{case['figure']}') "
                           f"FROM (SELECT {aggregate}({typed}, {constants}) AS state "
                           f"FROM (VALUES {values_of(rows)}) AS c({columns})) AS given;")
        for case, found in zip(asked, self.rows("\n".join(queries)), strict=True):
            self.check(case, ["value", "low", "high", "standard_error", "n"], found)

    def test_vocabulary(self):
        asked, queries = [], []
        for case in cases("vocabulary"):
            expression = f"({case['expression']}).{case['part']}" if case["part"] else case["expression"]
            query = f"SELECT {expression}" + (f" FROM {case['rows']}" if case["rows"] else "")
            if case["error"]:
                self.assertFails(case["error"], "SET search_path = words, public; " + query)
            else:
                asked.append((case["answer"], query))
        found = self.rows("SET search_path = words, public;" + ";\n".join(query for _, query in asked))
        for (answer, query), (value,) in zip(asked, found, strict=True):
            self.assertTrue(agrees(answer, value), f"{query}: {value}, not {answer}")

    def test_customers_in_parallel_merge_and_slide(self):
        self.rows("CREATE TABLE people AS SELECT i, i % 50 AS who, date '2023-01-01' + i * 7919 % 400 AS since, "
                  "CASE WHEN i % 3 > 0 THEN date '2023-01-01' + i * 7919 % 400 + i * 31 % 200 END AS until, "
                  "(i % 1000)::bigint AS price FROM generate_series(1, 30000) AS i; ANALYZE people")
        days = "'2023-06-01', '2023-07-01'"
        for state in (f"cx_flow(since, until, {days})", "cx_cohort(since, until, '2023-01-01', '2024-01-31')",
                      "cx_survival(since, until, '2024-01-31')", f"cx_revenue(who::text, since, until, price, {days})"):
            query = f"SELECT {state} FROM people"
            grouped = f"SELECT who % 5 AS part, {state} FROM people GROUP BY part"
            alone = self.rows("SET max_parallel_workers_per_gather = 0; " + query)
            for part in ("Finalize Aggregate", "Partial Aggregate"):
                self.assertIn(part, self.server.plan(query, PARALLEL))
            self.assertEqual(self.rows(PARALLEL + "; " + query), alone)
            self.assertIn("Finalize", self.server.plan(grouped, PARALLEL))
            for setting in ("enable_hashagg = off", "enable_sort = off"):
                self.assertEqual(sorted(self.rows(f"{PARALLEL}; SET {setting}; {grouped}")),
                                 sorted(self.rows(f"SET max_parallel_workers_per_gather = 0; {grouped}")))
            merged = f"SELECT cx_merge(state) FROM (SELECT {state} AS state FROM people GROUP BY who) AS x"
            self.assertEqual(self.rows(merged), alone)
            self.assertEqual(self.rows(PARALLEL + "; " + merged), alone)
            self.assertEqual(self.one(f"SELECT state = state::text::cx_customers AND state = cx_customers_state(cx_bytes(state)) "
                                      f"AND cx_json(state) = state::text AND (state + state) - state = state FROM ({query}) "
                                      "AS x(state)"), "t")
            self.assertEqual(self.one(
                f"SELECT bool_and(slid = counted) FROM (SELECT {state} OVER (ORDER BY i ROWS 4 PRECEDING) AS slid, "
                f"(SELECT {state} FROM people AS q WHERE q.i BETWEEN p.i - 4 AND p.i) AS counted FROM people AS p "
                "WHERE i <= 40) AS x"), "t")
        # States kept add up in parallel as well, and as a window slides.
        self.rows("CREATE TABLE parts AS SELECT i / 100 AS part, cx_survival(since, until, '2024-01-31') AS state "
                  "FROM people GROUP BY part; ANALYZE parts")
        merge = "SELECT cx_merge(state) FROM parts"
        self.assertIn("Partial Aggregate", self.server.plan(merge, PARALLEL))
        self.assertEqual(self.rows(PARALLEL + "; " + merge),
                         self.rows("SELECT cx_survival(since, until, '2024-01-31') FROM people"))
        self.assertEqual(self.one(
            "SELECT bool_and(slid = counted) FROM (SELECT cx_merge(state) OVER (ORDER BY part ROWS 4 PRECEDING) AS slid, "
            "(SELECT cx_merge(state) FROM parts AS q WHERE q.part BETWEEN p.part - 4 AND p.part) AS counted "
            "FROM parts AS p WHERE part < 40) AS x"), "t")
        # The steps are of no use elsewhere.
        self.assertFails("a step of an aggregate", "SELECT cx_enter_flow(NULL, NULL, NULL, NULL, NULL)")
        self.rows("CREATE AGGREGATE odd(bytea) (SFUNC = cx_gathered_add, STYPE = bytea)")
        for bytes, message in (("", "cut short"), ("00", "cut short"), ("09" * 8, "no known kind"),
                               ("00" * 8 + "7f" * 16, "a day that is none"),
                               ("00" * 8 + "ff" * 16, "a period ends after it begins"),
                               ("00" * 8 + "01" + "00" * 7 + "1f" + "00" * 7, "cut short")):
            self.assertFails(message, f"SELECT odd(b) FROM unnest(ARRAY['\\x{bytes}'::bytea, '\\x']) AS b")
        self.rows("CREATE MATERIALIZED VIEW by_who AS SELECT who, "
                  f"cx_flow(since, until, {days}) AS state FROM people GROUP BY who")
        file = self.server.folder + "/customers"
        self.rows(f"COPY (SELECT * FROM by_who) TO '{file}' (FORMAT binary); CREATE TABLE by_who_again AS SELECT * FROM by_who "
                  f"LIMIT 0; COPY by_who_again FROM '{file}' (FORMAT binary)")
        self.assertEqual(self.rows("SELECT churn_rate(cx_merge(state)), churn_rate(cx_merge(state), 'at-risk'), "
                                   "retention_rate(cx_merge(state)), cx_low(cx_merge(state), 'churn', 0.9) FROM by_who_again"),
                         self.rows("SELECT churn_rate(f), churn_rate(f, 'at-risk'), retention_rate(f), "
                                   f"cx_low(f, 'churn', 0.9) FROM (SELECT cx_flow(since, until, {days}) AS f FROM people) AS x"))
        self.assertEqual(self.one("SELECT p > 0 FROM cx_compare((SELECT cx_merge(state) FROM by_who WHERE who < 25), "
                                  "(SELECT cx_merge(state) FROM by_who WHERE who >= 25), 'churn')"), "t")

    def test_customers_of_no_use(self):
        flow = "cx_flow('2024-01-01', NULL, '2024-01-01', '2024-02-01')"
        self.assertEqual(self.rows(f"SELECT {flow} FROM answers WHERE false"), [("",)])
        self.assertEqual(self.rows("SELECT cx_flow('2024-01-05', 'infinity', '2024-01-01', '2024-02-01') = "
                                   "cx_flow('2024-01-05', NULL, '2024-01-01', '2024-02-01')"), [("t",)])
        self.assertFails("a customer_flow has no figure 'nps'; it has: churn,", f"SELECT cx_value({flow}, 'nps')")
        self.assertFails("there is no", f"SELECT churn_rate({flow}, 'mine')")
        self.assertFails("is NULL", "SELECT cx_flow('2024-01-01', NULL, '2024-01-01', NULL)")
        self.assertFails("infinite", "SELECT cx_flow('-infinity', NULL, '2024-01-01', '2024-02-01')")
        self.assertFails("2024-01-01, 2024-03-01 after 2024-01-01, 2024-02-01; these must be the same in all rows",
                         "SELECT cx_flow('2024-01-01', NULL, '2024-01-01', d) FROM "
                         "(VALUES (date '2024-02-01'), ('2024-03-01')) AS x(d)")
        self.assertFails("without a customer", "SELECT cx_revenue(NULL, '2024-01-01', NULL, 1, '2024-01-01', '2024-02-01')")
        self.assertFails("a tally is no state of customers", "SELECT cx_customers_state(cx_bytes(cx_tally(9)))")
        self.assertFails("this JSON is no state", "SELECT '[1]'::cx_customers")
        self.assertFails("a customer_flow and a lifetimes do not add up",
                         f"SELECT {flow} + cx_survival('2024-01-01', NULL, '2024-02-01')")

    def test_scores_of_every_type(self):
        for type in ("smallint", "integer", "bigint", "real", "float8", "numeric", "text", "varchar", "char(3)"):
            self.assertEqual(self.rows(
                f"SELECT nps(s::{type}), cx_n(cx_tally(s::{type}), 'nps'), cx_off_scale(cx_tally(s::{type}, 0, 9)), "
                f"cx_value(cx_tally_weighted(s::{type}, 0.5), 'nps'), "
                f"cx_n(cx_tally_weighted(s::{type}, 0.5, 0, 9)) FROM unnest(ARRAY[10, 9, 3, NULL]) AS s"),
                [("33.333333333333336", "3", "1", "33.333333333333336", "2")], type)
            self.assertEqual(self.rows(f"SELECT csat(s::{type}), ces(s::{type}) FROM unnest(ARRAY[1, 4, 5, 5]) AS s"),
                             [("75", "3.75")], type)
        self.assertFails("a score is a whole number, not 8.7", "SELECT nps(8.7)")
        self.assertFails("a score is a whole number, not 'eleven'", "SELECT csat('eleven')")
        self.assertFails("a score is a whole number, not ''", "SELECT cx_tally('', 1, 5)")

    def test_short_forms(self):
        self.assertEqual(self.rows("SELECT nps(score), nps(cx_tally(score)), cx_n(cx_tally(score)), "
                                   "cx_missing(cx_tally(score)), cx_off_scale(cx_tally(score)) FROM answers"),
                         [("25", "25", "8", "1", "1")])
        self.assertEqual(self.rows("SELECT csat(s), ces(s) FROM unnest(ARRAY[1, 4, 5, 5]) AS s"), [("75", "3.75")])
        self.assertRegex(self.one("SELECT cx_version()"), r"^\d+\.\d+\.\d+$")

    def test_no_rows_and_no_answers(self):
        self.assertEqual(self.rows("SELECT nps(score), cx_tally(score), cx_merge(cx_state(NULL)), "
                                   "cx_value(cx_tally(score), 'nps') FROM answers WHERE false"), [("", "", "", "")])
        self.assertEqual(self.rows("SELECT nps(s), cx_low(cx_tally(s), 'nps'), cx_missing(cx_tally(s)) "
                                   "FROM unnest(ARRAY[NULL::integer]) AS s"), [("", "-100", "1")])

    def test_text_and_binary(self):
        self.rows("CREATE TABLE states AS SELECT segment, cx_tally(score) AS state FROM many GROUP BY segment")
        self.assertEqual(self.one("SELECT bool_and(state = state::text::cx_tally AND state = cx_state(cx_bytes(state))) "
                                  "FROM states"), "t")
        file = self.server.folder + "/states"
        self.rows(f"COPY states TO '{file}' (FORMAT binary); CREATE TABLE again (LIKE states);"
                  f"COPY again FROM '{file}' (FORMAT binary)")
        self.assertEqual(self.one("SELECT count(*) FROM states JOIN again USING (segment) "
                                  "WHERE states.state = again.state"), "5")
        self.assertEqual(self.one("SELECT cx_tally(s, 0, 1)::text::jsonb::text::cx_tally = cx_tally(s, 0, 1) "
                                  "FROM unnest(ARRAY[0, 1]) AS s"), "t")

    def test_windows(self):
        found = self.rows(
            "SELECT nps(score) OVER w, 100.0::float8 * (count(*) FILTER (WHERE score IN (9, 10)) OVER w - "
            "count(*) FILTER (WHERE score BETWEEN 0 AND 6) OVER w) / "
            "nullif(count(*) FILTER (WHERE score BETWEEN 0 AND 10) OVER w, 0), "
            "nps(cx_tally(score) OVER w), nps(cx_tally(score, 0, 10) OVER w), "
            "nps(cx_merge(cx_state(cx_bytes(one))) OVER w) "
            "FROM (SELECT *, cx_tally(score) OVER (PARTITION BY ctid) AS one FROM many) AS m "
            "WINDOW w AS (ORDER BY day, segment, one::text ROWS BETWEEN 7 PRECEDING AND 2 PRECEDING)")
        self.assertEqual(len(found), 400)
        for row in found:
            self.assertEqual(len(set(row)), 1, row)

    def test_a_frame_that_has_become_empty_gives_null(self):
        for state in ("cx_tally(s)", "cx_tally(s, 0, 10)", "cx_tally_weighted(s, 0.5)", "cx_merge(one)", "nps(s)"):
            self.assertEqual(
                self.rows(f"SELECT ({state} OVER (ORDER BY i ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING)) IS NULL FROM "
                          "(SELECT i, s, cx_tally(s) OVER (PARTITION BY i) AS one FROM "
                          "unnest(ARRAY[10, 9, 3]) WITH ORDINALITY AS given(s, i)) AS x"), [("f",), ("f",), ("t",)], state)

    def test_more_answers_than_a_bigint_counts(self):
        doubled = ("WITH RECURSIVE doubled(i, s) AS (SELECT 0, cx_tally(x) FROM unnest(ARRAY[9]) AS x UNION ALL "
                   "SELECT i + 1, s + s FROM doubled WHERE i < 63) SELECT cx_n(s) FROM doubled WHERE i = ")
        self.assertEqual(self.one(doubled + "62"), str(2**62))
        self.assertFails("a count beyond bigint", doubled + "63")

    def test_weights_slide_and_merge(self):
        self.rows("CREATE TABLE numbered AS SELECT i, (i * 7 % 12)::int AS score FROM generate_series(1, 50) AS i")
        self.assertEqual(self.one(
            "SELECT bool_and(slid = counted AND slid = slid::text::cx_weighted_tally AND "
            "slid = cx_weighted_state(cx_bytes(slid))) FROM (SELECT cx_tally_weighted(score, 0.1 + i) OVER "
            "(ORDER BY i ROWS 4 PRECEDING) AS slid, (SELECT cx_tally_weighted(score, 0.1 + j.i) FROM numbered AS j "
            "WHERE j.i BETWEEN numbered.i - 4 AND numbered.i) AS counted FROM numbered) AS x"), "t")
        plan = self.server.plan("SELECT cx_tally_weighted(score, 0.5) FROM large", PARALLEL)
        self.assertIn("Partial Aggregate", plan)
        self.assertEqual(self.one("SELECT cx_merge(state) = (SELECT cx_tally_weighted(score, 0.3) FROM large) FROM "
                                  "(SELECT cx_tally_weighted(score, 0.3) AS state FROM large GROUP BY day) AS x"), "t")

    def test_what_the_first_version_kept(self):
        self.assertEqual(self.rows("SELECT nps(state), cx_n(state), state = (SELECT cx_tally(s) FROM "
                                   "unnest(ARRAY[10, 9, 3]) AS s) FROM old"), [("33.333333333333336", "3", "t")])
        self.assertEqual(self.one("SELECT extversion FROM pg_extension WHERE extname = 'cxmetrics'"), "1.3")

    def test_parallel(self):
        query = "SELECT nps(score), cx_tally(score) FROM large"
        plan = self.server.plan(query, PARALLEL)
        for part in ("Finalize Aggregate", "Partial Aggregate", "Parallel Seq Scan"):
            self.assertIn(part, plan)
        self.assertEqual(self.rows(PARALLEL + "; " + query), self.rows("SET max_parallel_workers_per_gather = 0; " + query))
        self.assertIn("Finalize", self.server.plan("SELECT day, cx_tally(score) FROM large GROUP BY day", PARALLEL))

    def test_rollup_by_day(self):
        self.rows("CREATE MATERIALIZED VIEW daily AS SELECT day, cx_tally(score) AS state FROM large GROUP BY day")
        self.assertEqual(self.rows("SELECT nps(cx_merge(state)), cx_low(cx_merge(state), 'nps') FROM daily"),
                         self.rows("SELECT nps(score), cx_low(cx_tally(score), 'nps') FROM large"))
        self.assertEqual(self.one("SELECT (SELECT cx_merge(state) FROM daily) = (SELECT cx_tally(score) FROM large)"), "t")
        self.assertEqual(self.one("SELECT ((SELECT cx_merge(state) FROM daily) - state) + state = "
                                  "(SELECT cx_tally(score) FROM large) FROM daily LIMIT 1"), "t")

    def test_a_rollup_is_kept_up_to_date(self):
        self.rows("CREATE TABLE kept (day integer PRIMARY KEY, state cx_tally);"
                  "INSERT INTO kept SELECT day, cx_tally(score) FROM large GROUP BY day;"
                  "INSERT INTO kept AS k SELECT 5, cx_tally(9) ON CONFLICT (day) DO UPDATE SET state = k.state + EXCLUDED.state")
        self.assertEqual(self.one("SELECT cx_merge(state) - (SELECT cx_tally(9)) = (SELECT cx_tally(score) FROM large) FROM kept"),
                         "t")
        self.rows("UPDATE kept SET state = state - (SELECT cx_tally(9)) WHERE day = 5")
        self.assertEqual(self.rows("SELECT day, state FROM kept EXCEPT SELECT day, cx_tally(score) FROM large GROUP BY day"), [])
        self.rows("CREATE TABLE changing AS SELECT * FROM many;"
                  "CREATE MATERIALIZED VIEW rolled AS SELECT day, cx_tally(score) AS state FROM changing GROUP BY day;"
                  "CREATE UNIQUE INDEX ON rolled (day); INSERT INTO changing VALUES (10, 1, 1), (10, 1, NULL);"
                  "REFRESH MATERIALIZED VIEW CONCURRENTLY rolled; DELETE FROM changing WHERE day = 3;"
                  "REFRESH MATERIALIZED VIEW CONCURRENTLY rolled")
        self.assertEqual(self.one("SELECT (SELECT cx_merge(state) FROM rolled) = (SELECT cx_tally(score) FROM changing)"), "t")

    def test_states_are_told_apart(self):
        states = ["cx_tally(score)", "cx_tally_weighted(score, 0.5)", "cx_survival(date '2024-01-01' + day, NULL, '2025-01-31')"]
        for state in states:
            by_day = f"(SELECT day, {state} AS state FROM large WHERE day < 40 GROUP BY day)"
            more = f"(SELECT day, {state} AS state FROM large WHERE day < 39 OR (day = 39 AND score > 0) GROUP BY day)"
            self.assertEqual(self.rows(
                f"WITH a AS {by_day}, b AS {more} SELECT (SELECT count(*) FROM (SELECT DISTINCT state FROM a) AS x), "
                "(SELECT count(*) FROM (SELECT state FROM a UNION SELECT state FROM b) AS x), "
                "(SELECT count(*) FROM (SELECT * FROM a EXCEPT SELECT * FROM b) AS x), "
                "(SELECT count(*) FROM a JOIN b USING (day) WHERE a.state <> b.state), "
                "(SELECT count(*) FROM a JOIN b USING (day) WHERE a.state IS DISTINCT FROM b.state), "
                "(SELECT count(*) FROM a JOIN b USING (day) WHERE a = b)"),
                self.rows(f"WITH a AS {by_day}, b AS {more} SELECT (SELECT count(DISTINCT state::text) FROM a), "
                          "(SELECT count(DISTINCT t) FROM (SELECT state::text AS t FROM a UNION ALL SELECT state::text FROM b) AS x), "
                          "1, 1, 1, 39"), state)

    def test_grouping_sets_and_orders(self):
        flow = "cx_survival(date '2024-01-01' + day, date '2024-01-03' + day + segment, '2024-03-01')"
        for setting in ("enable_hashagg", "enable_sort"):
            self.assertEqual(self.one(
                f"SET {setting} = off; WITH g AS (SELECT segment AS s, day AS d, grouping(segment) AS all_s, grouping(day) AS "
                f"all_d, nps(score) AS n, {flow} AS f FROM many GROUP BY CUBE (segment, day)) SELECT bool_and(n IS NOT DISTINCT FROM "
                "(SELECT nps(score) FROM many WHERE (all_s = 1 OR segment = s) AND (all_d = 1 OR day IS NOT DISTINCT FROM d)) AND f = "
                f"(SELECT {flow} FROM many WHERE (all_s = 1 OR segment = s) AND (all_d = 1 OR day IS NOT DISTINCT FROM d))) FROM g"), "t")
        self.assertEqual(self.one("SELECT cx_tally(score ORDER BY day DESC) = cx_tally(score) AND "
                                  "cx_n(cx_tally(DISTINCT score)) = 11 FROM many"), "t")
        plain = ("100.0::float8 * (count(*) FILTER (WHERE score IN (9, 10)) OVER w - count(*) FILTER (WHERE score BETWEEN 0 AND 6) "
                 "OVER w) / nullif(count(*) FILTER (WHERE score BETWEEN 0 AND 10) OVER w, 0)")
        for frame in ("ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW", "RANGE 2 PRECEDING EXCLUDE GROUP",
                      "GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES"):
            self.assertEqual(self.one(f"SELECT bool_and(a IS NOT DISTINCT FROM b) FROM (SELECT nps(score) OVER w AS a, {plain} AS b "
                                      f"FROM many WINDOW w AS (ORDER BY day {frame})) AS x"), "t", frame)

    def test_dump_and_restore(self):
        tables = ("CREATE TABLE dumped AS SELECT day, cx_tally(score) AS state, cx_tally_weighted(score, 0.1) AS weighted, "
                  "cx_survival(date '2024-01-01' + day, NULL, '2025-01-31') AS stays FROM "
                  "(SELECT i % 11 AS score, i % 365 AS day FROM generate_series(1, 5000) AS i) AS x GROUP BY day;"
                  "INSERT INTO dumped VALUES (999, cx_state(NULL), NULL, NULL);"
                  "CREATE VIEW of_dumped AS SELECT nps(cx_merge(state)), nps(cx_merge(weighted)) AS weighted FROM dumped")
        self.rows("CREATE DATABASE source; CREATE DATABASE copy")
        self.server.rows("CREATE EXTENSION cxmetrics;" + tables, "source")
        dump = self.server.output("pg_dump", "source")
        self.server.rows(dump, "copy")
        everything = "SELECT * FROM dumped ORDER BY day; SELECT * FROM of_dumped"
        self.assertEqual(len(self.server.rows(everything, "copy")), 367)
        self.assertEqual(self.server.rows(everything, "source"), self.server.rows(everything, "copy"))

    def test_an_ordinary_user(self):
        """May load the extension into a database where he may create anything, and use it where somebody else has."""
        self.rows("CREATE ROLE analyst LOGIN; CREATE DATABASE hers OWNER analyst; GRANT SELECT ON answers TO analyst")
        self.assertEqual(self.rows("SET ROLE analyst; SELECT nps(score) FROM answers"), [("25",)])
        self.assertEqual(self.server.rows("SET ROLE analyst; CREATE EXTENSION cxmetrics; SELECT nps(9)", "hers"), [("100",)])

    def test_an_endless_query_is_broken_off(self):
        endless = ", ".join(f"generate_series(1, 10000) AS x{at}" for at in range(3))
        for state in ("cx_tally(9)", "cx_flow('2024-01-05', NULL, '2024-01-01', '2024-02-01')"):
            self.assertFails("statement timeout", f"SET statement_timeout = 200; SELECT {state} FROM {endless}")
        self.assertEqual(self.one("SELECT nps(9)"), "100")

    def test_errors_are_texts(self):
        """Also where a long one is cut."""
        for before in ("", "x"):
            self.assertFails("a score is a whole number, not '", f"SELECT nps('{before}' || repeat('\u00e4', 2000))")

    def test_days_of_no_calendar(self):
        for state in ("cx_flow('2024-01-01', NULL, '2024-01-01', '5874897-12-31')",
                      "cx_cohort('2024-01-01', NULL, '2024-01-01', '5874897-12-31')",
                      "cx_cohort('2024-01-01', NULL, '4713-01-01 BC', '2024-01-01')",
                      "cx_survival('2024-01-01', '10000-01-01', '2024-03-01')",
                      "cx_revenue('a', '10000-01-01', NULL, 1, '2024-01-01', '2024-02-01')"):
            self.assertFails("outside of the years 1 to 9999", f"SELECT {state}")
        self.assertEqual(self.rows("SELECT cx_n(cx_flow('0001-01-01', '9999-12-31', '2024-01-01', '2024-02-01'), 'churn'), "
                                   "cx_n(cx_survival('2023-12-01', '9999-12-31', '2024-02-01'), 'still-there:1')"), [("1", "1")])

    def test_a_function_does_not_change_its_arguments(self):
        self.assertEqual(self.rows("SELECT cx_n(a), cx_n(a + a), cx_n(a) FROM (SELECT cx_tally(score) AS a FROM answers "
                                   "OFFSET 0) AS x"), [("8", "16", "8")])

    def test_what_is_no_use(self):
        state = "(SELECT cx_tally(score) FROM answers)"
        self.assertFails("there is no metric 'npx'; there are: nps, enps,", f"SELECT cx_value({state}, 'npx')")
        self.assertFails("a confidence level lies between 0 and 1, not 95", f"SELECT cx_low({state}, 'nps', 95)")
        self.assertFails("'wilsin'", f"SELECT cx_low({state}, 'nps', 0.9, 'wilsin')")
        self.assertFails("csat is defined on 1:5, not 0:10", f"SELECT cx_value({state}, 'csat')")
        self.assertFails("a scale has 2 to 11 points", "SELECT cx_tally(1, 0, 20)")
        self.assertFails("ends are NULL", "SELECT cx_tally(1, NULL, 20)")
        self.assertFails("scales do not add up", "SELECT cx_tally(s, 0, s) FROM unnest(ARRAY[5, 6]) AS s")
        self.assertFails("cannot take", f"SELECT {state} - ({state} + {state})")
        self.assertFails("this JSON is no state", "SELECT '[1]'::cx_tally")
        self.assertFails("do not begin with CXMS", "SELECT cx_state('\\x00')")
        self.assertFails("altered", "SELECT cx_state(set_byte(cx_bytes(cx_tally(9)), 60, 7))")

    def test_a_thousand_random_queries(self):
        """Against plain SQL."""
        tables, queries = random_queries.of("postgresql")
        self.assertEqual(len(queries), 1000)
        rows = self.rows("CREATE SCHEMA chance; SET search_path = chance, public;" + ";".join(tables) + ";" +
                         ";".join(f"SELECT {at}; {query}" for at, query in enumerate(queries)))
        self.assertGreater(len(rows), 10000)
        at = 0
        for row in rows:
            if len(row) == 1 and row[0] not in ("t", "f", ""):
                at = int(row[0])
            else:
                self.assertEqual(set(row), {"t"}, queries[at])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
