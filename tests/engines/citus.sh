#!/bin/sh
# Runs the tests of a coordinator and two workers on Citus instead of postgres_fdw. Citus is under the AGPL and never part of this
# project, so that whoever has a build names it: the pg_config of a PostgreSQL in which both Citus and this extension are
# installed (cmake -DCXMETRICS_PG_CONFIG=… and cmake --install … --component postgresql).
#
#     CXMETRICS_CITUS=/opt/citus/bin/pg_config tests/engines/citus.sh
#
# Ends with 77 where there is none, which CTest takes for skipped.
set -eu
if [ -z "${CXMETRICS_CITUS:-}" ]; then
  echo "skipped: CXMETRICS_CITUS names no pg_config of a PostgreSQL with Citus"
  exit 77
fi
exec "${CXMETRICS_PYTHON:-python3}" -B "$(dirname "$0")/citus_test.py" "$CXMETRICS_CITUS"
