# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""What holds of a coordinator and two workers, whatever makes a cluster of them."""
from pg_cluster import Cluster, QueryError

REGIONS = ["north", "south"]
COLUMNS = "score smallint, day integer, region text, who text, price bigint, since date, until date"
ROWS = ("SELECT (i * 7919 % 13 - 1)::smallint AS score, i % 365 AS day, {0} AS region, {0} || i / 3 AS who, "
        "i % 1000::bigint AS price, date '2023-01-01' + i * 7919 % 400 AS since, "
        "CASE WHEN i % 3 > 0 THEN date '2023-01-01' + i * 7919 % 400 + i * 31 % 200 END AS until "
        "FROM generate_series({1}, 100000, 2) AS i")
ON_ONE_MACHINE = f"CREATE TABLE on_one_machine ({COLUMNS});"
STATES = "CREATE VIEW states AS SELECT region, cx_tally(score) AS state FROM answers GROUP BY region;"
EVERY = "SELECT nps(cx_merge(state)), cx_low(cx_merge(state), 'nps'), cx_n(cx_merge(state)), cx_merge(state) FROM states"
PLAIN = "SELECT nps(score), cx_low(cx_tally(score), 'nps'), cx_n(cx_tally(score)), cx_tally(score) FROM on_one_machine"
BY_DAY = ("SELECT day, cx_merge(state) FROM (SELECT region, day, cx_tally(score) AS state FROM answers "
          "GROUP BY region, day) AS x GROUP BY day")
CUSTOMERS = ["cx_flow(since, until, '2023-06-01', '2023-07-01')", "cx_cohort(since, until, '2023-01-01', '2024-01-31')",
             "cx_survival(since, until, '2024-01-31')",
             "cx_revenue(who, since, until, price, '2023-06-01', '2023-07-01')"]


def customers_by_region(state):
    return f"SELECT cx_merge(state) FROM (SELECT region, {state} AS state FROM answers GROUP BY region) AS x"


def rows_of_region(at):
    """The answers of one region, as a query."""
    return ROWS.format(f"'{REGIONS[at]}'", at)


class Distributed:
    """Tests of a class that has `coordinator` and `workers`, the tables `answers` and `on_one_machine`, the view `states`,
    and `remote_queries(query)`: what the workers are sent."""

    @classmethod
    def new_cluster(cls, programs, settings=""):
        cluster = Cluster(programs, settings)
        cls.addClassCleanup(cluster.remove)
        return cluster

    def test_workers_aggregate_and_states_travel(self):
        for query in (EVERY, BY_DAY):
            remote = self.remote_queries(query)
            self.assertNotEqual(remote, [])
            for line in remote:
                self.assertRegex(line, r"cx_tally\b.*\bscore\b")
                self.assertIn("GROUP BY", line)

    def test_states_of_customers_travel(self):
        for state in CUSTOMERS:
            query = customers_by_region(state)
            remote = self.remote_queries(query)
            self.assertNotEqual(remote, [])
            for line in remote:
                self.assertRegex(line, state.split("(")[0] + r"\b.*\bsince\b.*GROUP BY")
            self.assertEqual(self.coordinator.rows(query), self.coordinator.rows(f"SELECT {state} FROM on_one_machine"))

    def test_the_figures_are_those_of_one_machine(self):
        self.assertEqual(self.coordinator.rows(EVERY), self.coordinator.rows(PLAIN))
        self.assertEqual(self.coordinator.rows("SELECT region, state FROM states ORDER BY region"),
                         self.coordinator.rows("SELECT region, cx_tally(score) FROM on_one_machine GROUP BY region "
                                               "ORDER BY region"))
        self.assertEqual(self.coordinator.rows(BY_DAY + " ORDER BY day"),
                         self.coordinator.rows("SELECT day, cx_tally(score) FROM on_one_machine GROUP BY day ORDER BY day"))

    def test_without_a_worker_there_is_an_error_and_no_figure(self):
        self.workers[1].stop()
        with self.assertRaises(QueryError) as failure:
            self.coordinator.rows(EVERY)
        self.assertRegex(str(failure.exception), f"south|{self.workers[1].port}")
        self.workers[1].start()
        self.assertEqual(self.coordinator.rows(EVERY), self.coordinator.rows(PLAIN))
