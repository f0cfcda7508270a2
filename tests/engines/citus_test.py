# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""A coordinator and two workers of Citus: citus_test.py <pg_config>. Exits with 77 where there is no Citus. See citus.sh."""
import pathlib
import subprocess
import sys
import unittest

from distributed import COLUMNS, CUSTOMERS, Distributed, ON_ONE_MACHINE, PLAIN, REGIONS, STATES, rows_of_region
from pg_cluster import require_extension

PROGRAMS = require_extension(sys.argv[1])
SHARED = subprocess.run([sys.argv[1], "--sharedir"], capture_output=True, text=True, check=True).stdout.strip()
if not pathlib.Path(SHARED, "extension", "citus.control").exists():
    print("skipped: this PostgreSQL has no Citus")
    sys.exit(77)
# Servers of one machine trust each other without certificates, and ask nobody else.
SETTINGS = ("-c shared_preload_libraries=citus -c citus.node_conninfo=sslmode=disable "
            "-c citus.enable_statistics_collection=off")


class Test(Distributed, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.coordinator = cls.new_cluster(PROGRAMS, SETTINGS)
        cls.workers = [cls.new_cluster(PROGRAMS, SETTINGS) for _ in REGIONS]
        for node in [cls.coordinator, *cls.workers]:
            node.rows("CREATE EXTENSION citus")
        setup = [f"SELECT citus_set_coordinator_host('127.0.0.1', {cls.coordinator.port});"]
        setup += [f"SELECT citus_add_node('127.0.0.1', {worker.port});" for worker in cls.workers]
        setup += ["CREATE EXTENSION cxmetrics;", ON_ONE_MACHINE, f"CREATE TABLE answers ({COLUMNS});",
                  "SELECT create_distributed_table('answers', 'region', shard_count := 16);"]
        for at in range(len(REGIONS)):
            setup += [f"INSERT INTO {table} {rows_of_region(at)};" for table in ("answers", "on_one_machine")]
        cls.coordinator.rows("\n".join([*setup, STATES]))

    def remote_queries(self, query):
        plan = self.coordinator.plan(query, "SET citus.explain_all_tasks = on")
        return [line for line in plan.splitlines() if "Query:" in line]

    def test_each_worker_has_answers(self):
        counts = self.coordinator.rows(
            "SELECT nodeport FROM run_command_on_shards('answers', 'SELECT count(*) FROM %s') AS each "
            "JOIN citus_shards USING (shardid) WHERE each.result <> '0' GROUP BY nodeport")
        self.assertEqual({int(row[0]) for row in counts}, {worker.port for worker in self.workers})

    def test_workers_aggregate_without_the_key_too(self):
        """Which postgres_fdw does not: Citus knows how to add up the states of any aggregate whose state has a type."""
        query = PLAIN.replace("on_one_machine", "answers")
        for line in self.remote_queries(query):
            self.assertIn("worker_partial_agg", line)
        self.assertEqual(self.coordinator.rows(query), self.coordinator.rows(PLAIN))
        for state in CUSTOMERS:
            query = f"SELECT {state} FROM answers"
            for line in self.remote_queries(query):
                self.assertIn("worker_partial_agg", line)
            self.assertEqual(self.coordinator.rows(query), self.coordinator.rows(query.replace("answers", "on_one_machine")))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
