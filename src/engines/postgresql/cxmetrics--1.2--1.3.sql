-- Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
\echo Use "ALTER EXTENSION cxmetrics UPDATE TO '1.3'" to load this file. \quit

-- The aggregates of customers have a state with a type, bytes to PostgreSQL, so that whatever distributes queries can send it.
-- Only while they run in one process is it an object in memory.

CREATE FUNCTION cx_enter_flow(state bytea, since date, until date, first date, last date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_enter_flow' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_flow(state bytea, since date, until date, first date, last date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_leave_flow' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_cohort(state bytea, since date, until date, first date, as_of date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_enter_cohort' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_cohort(state bytea, since date, until date, first date, as_of date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_leave_cohort' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_survival(state bytea, since date, until date, as_of date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_enter_survival' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_survival(state bytea, since date, until date, as_of date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_leave_survival' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_revenue(state bytea, customer text, since date, until date, price bigint, first date, last date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_enter_revenue' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_revenue(state bytea, customer text, since date, until date, price bigint, first date, last date) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_leave_revenue' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_gathered(state bytea) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_gathered' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_gathered_add(state bytea, more bytea) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_gathered_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE OR REPLACE AGGREGATE cx_flow(since date, until date, first date, last date) (
  SFUNC = cx_enter_flow, STYPE = bytea, FINALFUNC = cx_gathered, COMBINEFUNC = cx_gathered_add,
  MSFUNC = cx_enter_flow, MINVFUNC = cx_leave_flow, MSTYPE = bytea, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE cx_cohort(since date, until date, first date, as_of date) (
  SFUNC = cx_enter_cohort, STYPE = bytea, FINALFUNC = cx_gathered, COMBINEFUNC = cx_gathered_add,
  MSFUNC = cx_enter_cohort, MINVFUNC = cx_leave_cohort, MSTYPE = bytea, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE cx_survival(since date, until date, as_of date) (
  SFUNC = cx_enter_survival, STYPE = bytea, FINALFUNC = cx_gathered, COMBINEFUNC = cx_gathered_add,
  MSFUNC = cx_enter_survival, MINVFUNC = cx_leave_survival, MSTYPE = bytea, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE cx_revenue(customer text, since date, until date, price bigint, first date, last date) (
  SFUNC = cx_enter_revenue, STYPE = bytea, FINALFUNC = cx_gathered, COMBINEFUNC = cx_gathered_add,
  MSFUNC = cx_enter_revenue, MINVFUNC = cx_leave_revenue, MSTYPE = bytea, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE cx_merge(state cx_customers) (
  SFUNC = cx_add, STYPE = cx_customers, COMBINEFUNC = cx_add,
  MSFUNC = cx_add, MINVFUNC = cx_subtract, MSTYPE = cx_customers,
  PARALLEL = SAFE
);

DROP FUNCTION cx_enter_flow(internal, date, date, date, date);
DROP FUNCTION cx_leave_flow(internal, date, date, date, date);
DROP FUNCTION cx_enter_cohort(internal, date, date, date, date);
DROP FUNCTION cx_leave_cohort(internal, date, date, date, date);
DROP FUNCTION cx_enter_survival(internal, date, date, date);
DROP FUNCTION cx_leave_survival(internal, date, date, date);
DROP FUNCTION cx_enter_revenue(internal, text, date, date, bigint, date, date);
DROP FUNCTION cx_gathered(internal);
DROP FUNCTION cx_gathered_add(internal, internal);
DROP FUNCTION cx_gathered_send(internal);
DROP FUNCTION cx_gathered_recv(bytea, internal);
DROP FUNCTION cx_merge_customers(internal, cx_customers);
DROP FUNCTION cx_merged(internal);
DROP FUNCTION cx_merged_add(internal, internal);
DROP FUNCTION cx_merged_send(internal);
DROP FUNCTION cx_merged_recv(bytea, internal);

-- States are told apart: by <>, by DISTINCT, GROUP BY, UNION and EXCEPT, as parts of rows.

CREATE FUNCTION cx_unequal(a cx_tally, b cx_tally) RETURNS boolean
AS 'MODULE_PATHNAME', 'cx_unequal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_hash(state cx_tally) RETURNS integer
AS 'MODULE_PATHNAME', 'cx_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR <> (LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_unequal, COMMUTATOR = <>, NEGATOR = =);

CREATE OPERATOR CLASS cx_tally_ops DEFAULT FOR TYPE cx_tally USING hash AS OPERATOR 1 =, FUNCTION 1 cx_hash(cx_tally);

CREATE FUNCTION cx_unequal(a cx_weighted_tally, b cx_weighted_tally) RETURNS boolean
AS 'MODULE_PATHNAME', 'cx_weighted_unequal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_hash(state cx_weighted_tally) RETURNS integer
AS 'MODULE_PATHNAME', 'cx_weighted_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR <> (LEFTARG = cx_weighted_tally, RIGHTARG = cx_weighted_tally, FUNCTION = cx_unequal, COMMUTATOR = <>, NEGATOR = =);

CREATE OPERATOR CLASS cx_weighted_tally_ops DEFAULT FOR TYPE cx_weighted_tally USING hash AS OPERATOR 1 =, FUNCTION 1 cx_hash(cx_weighted_tally);

CREATE FUNCTION cx_unequal(a cx_customers, b cx_customers) RETURNS boolean
AS 'MODULE_PATHNAME', 'cx_customers_unequal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_hash(state cx_customers) RETURNS integer
AS 'MODULE_PATHNAME', 'cx_customers_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR <> (LEFTARG = cx_customers, RIGHTARG = cx_customers, FUNCTION = cx_unequal, COMMUTATOR = <>, NEGATOR = =);

CREATE OPERATOR CLASS cx_customers_ops DEFAULT FOR TYPE cx_customers USING hash AS OPERATOR 1 =, FUNCTION 1 cx_hash(cx_customers);
