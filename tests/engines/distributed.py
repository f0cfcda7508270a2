# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""What holds of a coordinator and two workers, whatever makes a cluster of them."""
from pg_cluster import Cluster, QueryError

REGIONS = ["north", "south"]
COLUMNS = "score smallint, day integer, region text"
ROWS = ("SELECT (i * 7919 % 13 - 1)::smallint AS score, i % 365 AS day, {} AS region "
        "FROM generate_series({}, 100000, 2) AS i")
ON_ONE_MACHINE = f"CREATE TABLE on_one_machine ({COLUMNS});"
STATES = "CREATE VIEW states AS SELECT region, cx_tally(score) AS state FROM answers GROUP BY region;"
EVERY = "SELECT nps(cx_merge(state)), cx_low(cx_merge(state), 'nps'), cx_n(cx_merge(state)), cx_merge(state) FROM states"
PLAIN = "SELECT nps(score), cx_low(cx_tally(score), 'nps'), cx_n(cx_tally(score)), cx_tally(score) FROM on_one_machine"
BY_DAY = ("SELECT day, cx_merge(state) FROM (SELECT region, day, cx_tally(score) AS state FROM answers "
          "GROUP BY region, day) AS x GROUP BY day")


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
