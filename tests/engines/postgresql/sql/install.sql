-- Somebody who has had the extension since its first version keeps what is stored.
CREATE EXTENSION cxmetrics VERSION '1.0';
CREATE TABLE kept AS SELECT cx_tally(score) AS state FROM unnest(ARRAY[10, 9, 3]) AS score;
ALTER EXTENSION cxmetrics UPDATE TO '1.1';
CREATE TABLE kept_with_weights AS SELECT cx_tally_weighted(score, 0.5) AS state FROM unnest(ARRAY[10, 9, 3]) AS score;
ALTER EXTENSION cxmetrics UPDATE;
SELECT extversion FROM pg_extension WHERE extname = 'cxmetrics';
SELECT nps(state), state = (SELECT cx_tally(score) FROM unnest(ARRAY[10, 9, 3]) AS score) AS same FROM kept;
SELECT nps(state), cx_n(state, 'nps') FROM kept_with_weights;
-- Who begins with the newest has the same.
CREATE TABLE updated AS SELECT regexp_replace(pg_describe_object(classid, objid, objsubid), '^function public.', '') AS object
FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cxmetrics');
DROP TABLE kept, kept_with_weights;
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
SELECT typname, typlen FROM pg_type WHERE typname IN ('cx_tally', 'cx_weighted_tally', 'cx_customers') ORDER BY typname;
