-- Workers aggregate, and what they have adds up.
CREATE TABLE large AS SELECT (i * 7919 % 13 - 1)::smallint AS score, i % 365 AS day, date '2023-01-01' + i % 400 AS since,
i % 50 AS who FROM generate_series(1, 50000) AS i;
ANALYZE large;
CREATE TABLE alone AS SELECT nps(score), cx_tally(score) AS state, cx_tally_weighted(score, 0.1) AS weighted,
cx_survival(since, NULL, '2024-06-30') AS stays FROM large;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT nps(score) FROM large;
EXPLAIN (COSTS OFF) SELECT cx_tally_weighted(score, 0.1) FROM large;
EXPLAIN (COSTS OFF) SELECT cx_survival(since, NULL, '2024-06-30') FROM large;
EXPLAIN (COSTS OFF) SELECT cx_flow(since, since + 90, '2023-03-01', '2023-04-01') FROM large;
EXPLAIN (COSTS OFF) SELECT cx_cohort(since, since + 90, '2023-01-01', '2024-06-30') FROM large;
EXPLAIN (COSTS OFF) SELECT cx_revenue(who::text, since, since + 90, 100, '2023-03-01', '2023-04-01') FROM large;
SELECT together.nps = alone.nps AS same, together.state = alone.state AS same_state, together.weighted = alone.weighted
AS same_weights, together.stays = alone.stays AS same_stays FROM alone,
(SELECT nps(score), cx_tally(score) AS state, cx_tally_weighted(score, 0.1) AS weighted,
cx_survival(since, NULL, '2024-06-30') AS stays FROM large) AS together;
-- A rollup by day has the digits of the rows.
CREATE MATERIALIZED VIEW by_day AS SELECT day, cx_tally(score) AS state FROM large GROUP BY day;
SELECT count(*) FROM by_day;
SELECT rolled.* = counted.* AS same FROM
(SELECT nps(cx_merge(state)), cx_low(cx_merge(state), 'nps'), cx_high(cx_merge(state), 'nps', 0.9) FROM by_day) AS rolled,
(SELECT nps(score), cx_low(cx_tally(score), 'nps'), cx_high(cx_tally(score), 'nps', 0.9) FROM large) AS counted;
INSERT INTO large VALUES (10, 1, '2023-01-02');
REFRESH MATERIALIZED VIEW by_day;
SELECT (SELECT cx_merge(state) FROM by_day) = (SELECT cx_tally(score) FROM large) AS same;
