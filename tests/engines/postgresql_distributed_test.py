# Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
"""A coordinator and two workers, three PostgreSQL servers: postgresql_distributed_test.py <pg_config>. Exits with 77 where
there is none."""
import sys
import unittest

from distributed import BY_DAY, COLUMNS, Distributed, EVERY, ON_ONE_MACHINE, REGIONS, STATES, rows_of_region
from pg_cluster import require_extension

PROGRAMS = require_extension(sys.argv[1])


class Test(Distributed, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.workers = []
        cls.coordinator = cls.new_cluster(PROGRAMS)
        setup = ["CREATE EXTENSION cxmetrics; CREATE EXTENSION postgres_fdw;", ON_ONE_MACHINE,
                 f"CREATE TABLE answers ({COLUMNS}) PARTITION BY LIST (region);"]
        for at, region in enumerate(REGIONS):
            worker = cls.new_cluster(PROGRAMS)
            cls.workers.append(worker)
            rows = rows_of_region(at)
            worker.rows(f"CREATE EXTENSION cxmetrics; CREATE TABLE answers AS {rows}")
            setup.append(
                f"INSERT INTO on_one_machine {rows};"
                f"CREATE SERVER {region} FOREIGN DATA WRAPPER postgres_fdw "
                f"OPTIONS (host '127.0.0.1', port '{worker.port}', dbname 'postgres', extensions 'cxmetrics', "
                "async_capable 'true');"
                f"CREATE USER MAPPING FOR tester SERVER {region} OPTIONS (user 'tester');"
                f"CREATE FOREIGN TABLE answers_{region} PARTITION OF answers FOR VALUES IN ('{region}') "
                f"SERVER {region} OPTIONS (table_name 'answers');")
        setup.append("ALTER DATABASE postgres SET enable_partitionwise_aggregate = on;" + STATES)
        cls.coordinator.rows("\n".join(setup))

    def remote_queries(self, query):
        return [line for line in self.coordinator.plan(query).splitlines() if "Remote SQL" in line]

    def test_every_worker_is_asked_at_the_same_time(self):
        for query in (EVERY, BY_DAY):
            self.assertEqual(len(self.remote_queries(query)), len(REGIONS))
        self.assertIn("Async Foreign Scan", self.coordinator.plan(EVERY))

    def test_without_the_key_all_rows_travel(self):
        """What the documents warn of."""
        remote = self.remote_queries("SELECT nps(score) FROM answers")
        self.assertEqual(len(remote), len(REGIONS))
        for line in remote:
            self.assertNotIn("nps", line)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
