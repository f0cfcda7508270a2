# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""A coordinator and two workers, three PostgreSQL servers: postgresql_distributed_test.py <pg_config>. Exits with 77 where
there is none."""
import sys
import unittest

from pg_cluster import Cluster, QueryError, require_extension

PROGRAMS = require_extension(sys.argv[1])
REGIONS = ["north", "south"]
ROWS = ("SELECT (i * 7919 % 13 - 1)::smallint AS score, i % 365 AS day, {} AS region "
        "FROM generate_series({}, 100000, 2) AS i")
EVERY = "SELECT nps(cx_merge(state)), cx_low(cx_merge(state), 'nps'), cx_n(cx_merge(state)), cx_merge(state) FROM states"
PLAIN = "SELECT nps(score), cx_low(cx_tally(score), 'nps'), cx_n(cx_tally(score)), cx_tally(score) FROM on_one_machine"


class Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workers = []
        cls.coordinator = cls.new_cluster()
        setup = ["CREATE EXTENSION cxmetrics; CREATE EXTENSION postgres_fdw;"
                 "CREATE TABLE on_one_machine (score smallint, day integer, region text);"
                 "CREATE TABLE answers (score smallint, day integer, region text) PARTITION BY LIST (region);"]
        for at, region in enumerate(REGIONS):
            worker = cls.new_cluster()
            cls.workers.append(worker)
            rows = ROWS.format(f"'{region}'", at)
            worker.rows(f"CREATE EXTENSION cxmetrics; CREATE TABLE answers AS {rows}")
            setup.append(
                f"INSERT INTO on_one_machine {rows};"
                f"CREATE SERVER {region} FOREIGN DATA WRAPPER postgres_fdw "
                f"OPTIONS (host '127.0.0.1', port '{worker.port}', dbname 'postgres', extensions 'cxmetrics', "
                "async_capable 'true');"
                f"CREATE USER MAPPING FOR tester SERVER {region} OPTIONS (user 'tester');"
                f"CREATE FOREIGN TABLE answers_{region} PARTITION OF answers FOR VALUES IN ('{region}') "
                f"SERVER {region} OPTIONS (table_name 'answers');")
        setup.append("ALTER DATABASE postgres SET enable_partitionwise_aggregate = on;"
                     "CREATE VIEW states AS SELECT region, cx_tally(score) AS state FROM answers GROUP BY region;")
        cls.coordinator.rows("\n".join(setup))

    @classmethod
    def new_cluster(cls):
        cluster = Cluster(PROGRAMS)
        cls.addClassCleanup(cluster.remove)
        return cluster

    def test_workers_aggregate_and_states_travel(self):
        for query in (EVERY,
                      "SELECT day, cx_merge(state) FROM (SELECT region, day, cx_tally(score) AS state FROM answers "
                      "GROUP BY region, day) AS x GROUP BY day"):
            remote = [line for line in self.coordinator.plan(query).splitlines() if "Remote SQL" in line]
            self.assertEqual(len(remote), len(REGIONS))
            for line in remote:
                self.assertIn("cx_tally(score)", line)
                self.assertIn("GROUP BY", line)
        self.assertIn("Async Foreign Scan", self.coordinator.plan(EVERY))

    def test_without_the_key_all_rows_travel(self):
        """What the documents warn of."""
        remote = [line for line in self.coordinator.plan("SELECT nps(score) FROM answers").splitlines()
                  if "Remote SQL" in line]
        self.assertEqual(len(remote), len(REGIONS))
        for line in remote:
            self.assertNotIn("nps", line)

    def test_the_figures_are_those_of_one_machine(self):
        self.assertEqual(self.coordinator.rows(EVERY), self.coordinator.rows(PLAIN))
        self.assertEqual(self.coordinator.rows("SELECT region, state FROM states ORDER BY region"),
                         self.coordinator.rows("SELECT region, cx_tally(score) FROM on_one_machine GROUP BY region "
                                               "ORDER BY region"))

    def test_without_a_worker_there_is_an_error_and_no_figure(self):
        self.workers[1].stop()
        with self.assertRaises(QueryError) as failure:
            self.coordinator.rows(EVERY)
        self.assertIn("south", str(failure.exception))
        self.workers[1].start()
        self.assertEqual(self.coordinator.rows(EVERY), self.coordinator.rows(PLAIN))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
