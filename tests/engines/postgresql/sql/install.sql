-- Somebody who has had the extension since its first version keeps what is stored.
CREATE EXTENSION cxmetrics VERSION '1.0';
CREATE TABLE kept AS SELECT cx_tally(score) AS state FROM unnest(ARRAY[10, 9, 3]) AS score;
ALTER EXTENSION cxmetrics UPDATE TO '1.1';
CREATE TABLE kept_with_weights AS SELECT cx_tally_weighted(score, 0.5) AS state FROM unnest(ARRAY[10, 9, 3]) AS score;
ALTER EXTENSION cxmetrics UPDATE TO '1.2';
CREATE TABLE people AS SELECT i % 7 AS who, date '2023-11-01' + i % 50 AS since, date '2023-12-20' + i % 300 AS until, 100::bigint AS price
FROM generate_series(1, 2000) AS i;
ANALYZE people;
CREATE VIEW january AS SELECT cx_flow(since, until, '2024-01-01', '2024-02-01') AS flow, cx_cohort(since, until, '2023-11-01', '2024-03-31')
AS cohort, cx_survival(since, until, '2024-03-31') AS stays, cx_revenue(who::text, since, until, price, '2024-01-01', '2024-02-01') AS revenue
FROM people;
CREATE VIEW merged AS SELECT cx_merge(flow) AS flow FROM (SELECT cx_flow(since, until, '2024-01-01', '2024-02-01') AS flow FROM people
GROUP BY who) AS x;
CREATE TABLE before AS SELECT * FROM january;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
SELECT before.flow = january.flow AS same_flow, before.cohort = january.cohort AS same_cohort, before.stays = january.stays AS same_stays,
before.revenue = january.revenue AS same_revenue FROM before, january;
SELECT before.flow = merged.flow AS same FROM before, merged;
ALTER EXTENSION cxmetrics UPDATE;
SELECT before.flow = january.flow AS same_flow, before.cohort = january.cohort AS same_cohort, before.stays = january.stays AS same_stays,
before.revenue = january.revenue AS same_revenue FROM before, january;
SELECT before.flow = merged.flow AS same FROM before, merged;
SELECT extversion FROM pg_extension WHERE extname = 'cxmetrics';
SELECT nps(state), state = (SELECT cx_tally(score) FROM unnest(ARRAY[10, 9, 3]) AS score) AS same FROM kept;
SELECT nps(state), cx_n(state, 'nps') FROM kept_with_weights;
-- Who begins with the newest has the same.
CREATE TABLE updated AS SELECT regexp_replace(pg_describe_object(classid, objid, objsubid), '^function public.', '') AS object
FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cxmetrics');
DROP VIEW january, merged;
DROP TABLE kept, kept_with_weights, before, people;
DROP EXTENSION cxmetrics;
CREATE EXTENSION cxmetrics;
SELECT count(*) > 100 AS many FROM updated;
SELECT object FROM updated EXCEPT
SELECT regexp_replace(pg_describe_object(classid, objid, objsubid), '^function public.', '')
FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cxmetrics');
-- Nothing of it keeps a query from running in parallel.
SELECT proname FROM pg_proc JOIN pg_depend ON objid = pg_proc.oid AND classid = 'pg_proc'::regclass AND deptype = 'e'
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cxmetrics') AND (proparallel <> 's' OR provolatile <> 'i');
-- Each state has a type that can be sent.
SELECT aggfnoid FROM pg_aggregate JOIN pg_depend ON objid = aggfnoid AND classid = 'pg_proc'::regclass AND deptype = 'e'
WHERE refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cxmetrics')
AND 'internal'::regtype IN (aggtranstype, aggmtranstype);
SELECT typname, typlen FROM pg_type WHERE typname IN ('cx_tally', 'cx_weighted_tally', 'cx_customers') ORDER BY typname;
