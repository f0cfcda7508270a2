-- Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
\echo Use "ALTER EXTENSION cxmetrics UPDATE TO '1.2'" to load this file. \quit

-- On how many answers a figure rests, and the state as JSON.

CREATE FUNCTION cx_n(state cx_tally, figure text) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_n_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_n(state cx_weighted_tally, figure text) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_weighted_n_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_json(state cx_tally) RETURNS text
AS 'MODULE_PATHNAME', 'cx_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_json(state cx_weighted_tally) RETURNS text
AS 'MODULE_PATHNAME', 'cx_weighted_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

-- Scores of every type. Of fractions and texts those count that are a whole number; any other is an error that names it.

CREATE FUNCTION cx_enter(state cx_tally, score smallint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave(state cx_tally, score smallint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_csat(state cx_tally, score smallint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_csat_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_csat(state cx_tally, score smallint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_csat_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_ces(state cx_tally, score smallint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_ces_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_ces(state cx_tally, score smallint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_ces_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_on_scale(state cx_tally, score smallint, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_on_scale_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_on_scale(state cx_tally, score smallint, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_on_scale_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter(state cx_weighted_tally, score smallint, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter_on_scale(state cx_weighted_tally, score smallint, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_on_scale_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave(state cx_weighted_tally, score smallint, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave_on_scale(state cx_weighted_tally, score smallint, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_on_scale_smallint' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally(score smallint) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally(score smallint, low integer, high integer) (
  SFUNC = cx_enter_on_scale, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_on_scale, MINVFUNC = cx_leave_on_scale, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE nps(score smallint) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally, FINALFUNC = nps, MFINALFUNC = nps,
  PARALLEL = SAFE
);

CREATE AGGREGATE csat(score smallint) (
  SFUNC = cx_enter_csat, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_csat, MINVFUNC = cx_leave_csat, MSTYPE = cx_tally, FINALFUNC = csat, MFINALFUNC = csat,
  PARALLEL = SAFE
);

CREATE AGGREGATE ces(score smallint) (
  SFUNC = cx_enter_ces, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_ces, MINVFUNC = cx_leave_ces, MSTYPE = cx_tally, FINALFUNC = ces, MFINALFUNC = ces,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score smallint, weight float8) (
  SFUNC = cx_weighted_enter, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter, MINVFUNC = cx_weighted_leave, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score smallint, weight float8, low integer, high integer) (
  SFUNC = cx_weighted_enter_on_scale, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter_on_scale, MINVFUNC = cx_weighted_leave_on_scale, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE FUNCTION cx_enter(state cx_tally, score integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave(state cx_tally, score integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_csat(state cx_tally, score integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_csat_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_csat(state cx_tally, score integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_csat_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_ces(state cx_tally, score integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_ces_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_ces(state cx_tally, score integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_ces_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_on_scale(state cx_tally, score integer, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_on_scale_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_on_scale(state cx_tally, score integer, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_on_scale_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter(state cx_weighted_tally, score integer, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter_on_scale(state cx_weighted_tally, score integer, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_on_scale_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave(state cx_weighted_tally, score integer, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave_on_scale(state cx_weighted_tally, score integer, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_on_scale_integer' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally(score integer) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally(score integer, low integer, high integer) (
  SFUNC = cx_enter_on_scale, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_on_scale, MINVFUNC = cx_leave_on_scale, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE nps(score integer) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally, FINALFUNC = nps, MFINALFUNC = nps,
  PARALLEL = SAFE
);

CREATE AGGREGATE csat(score integer) (
  SFUNC = cx_enter_csat, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_csat, MINVFUNC = cx_leave_csat, MSTYPE = cx_tally, FINALFUNC = csat, MFINALFUNC = csat,
  PARALLEL = SAFE
);

CREATE AGGREGATE ces(score integer) (
  SFUNC = cx_enter_ces, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_ces, MINVFUNC = cx_leave_ces, MSTYPE = cx_tally, FINALFUNC = ces, MFINALFUNC = ces,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score integer, weight float8) (
  SFUNC = cx_weighted_enter, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter, MINVFUNC = cx_weighted_leave, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score integer, weight float8, low integer, high integer) (
  SFUNC = cx_weighted_enter_on_scale, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter_on_scale, MINVFUNC = cx_weighted_leave_on_scale, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE FUNCTION cx_enter(state cx_tally, score float8) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave(state cx_tally, score float8) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_csat(state cx_tally, score float8) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_csat_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_csat(state cx_tally, score float8) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_csat_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_ces(state cx_tally, score float8) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_ces_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_ces(state cx_tally, score float8) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_ces_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_on_scale(state cx_tally, score float8, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_on_scale_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_on_scale(state cx_tally, score float8, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_on_scale_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter(state cx_weighted_tally, score float8, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter_on_scale(state cx_weighted_tally, score float8, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_on_scale_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave(state cx_weighted_tally, score float8, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave_on_scale(state cx_weighted_tally, score float8, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_on_scale_float' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally(score float8) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally(score float8, low integer, high integer) (
  SFUNC = cx_enter_on_scale, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_on_scale, MINVFUNC = cx_leave_on_scale, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE nps(score float8) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally, FINALFUNC = nps, MFINALFUNC = nps,
  PARALLEL = SAFE
);

CREATE AGGREGATE csat(score float8) (
  SFUNC = cx_enter_csat, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_csat, MINVFUNC = cx_leave_csat, MSTYPE = cx_tally, FINALFUNC = csat, MFINALFUNC = csat,
  PARALLEL = SAFE
);

CREATE AGGREGATE ces(score float8) (
  SFUNC = cx_enter_ces, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_ces, MINVFUNC = cx_leave_ces, MSTYPE = cx_tally, FINALFUNC = ces, MFINALFUNC = ces,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score float8, weight float8) (
  SFUNC = cx_weighted_enter, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter, MINVFUNC = cx_weighted_leave, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score float8, weight float8, low integer, high integer) (
  SFUNC = cx_weighted_enter_on_scale, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter_on_scale, MINVFUNC = cx_weighted_leave_on_scale, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE FUNCTION cx_enter(state cx_tally, score text) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave(state cx_tally, score text) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_csat(state cx_tally, score text) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_csat_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_csat(state cx_tally, score text) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_csat_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_ces(state cx_tally, score text) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_ces_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_ces(state cx_tally, score text) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_ces_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_on_scale(state cx_tally, score text, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_on_scale_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_on_scale(state cx_tally, score text, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_on_scale_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter(state cx_weighted_tally, score text, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter_on_scale(state cx_weighted_tally, score text, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_on_scale_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave(state cx_weighted_tally, score text, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave_on_scale(state cx_weighted_tally, score text, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_on_scale_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally(score text) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally(score text, low integer, high integer) (
  SFUNC = cx_enter_on_scale, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_on_scale, MINVFUNC = cx_leave_on_scale, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE nps(score text) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally, FINALFUNC = nps, MFINALFUNC = nps,
  PARALLEL = SAFE
);

CREATE AGGREGATE csat(score text) (
  SFUNC = cx_enter_csat, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_csat, MINVFUNC = cx_leave_csat, MSTYPE = cx_tally, FINALFUNC = csat, MFINALFUNC = csat,
  PARALLEL = SAFE
);

CREATE AGGREGATE ces(score text) (
  SFUNC = cx_enter_ces, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_ces, MINVFUNC = cx_leave_ces, MSTYPE = cx_tally, FINALFUNC = ces, MFINALFUNC = ces,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score text, weight float8) (
  SFUNC = cx_weighted_enter, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter, MINVFUNC = cx_weighted_leave, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score text, weight float8, low integer, high integer) (
  SFUNC = cx_weighted_enter_on_scale, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter_on_scale, MINVFUNC = cx_weighted_leave_on_scale, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

-- One argument of these types would be taken for a text to make a cx_tally of.

CREATE AGGREGATE cx_tally(score varchar) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE FUNCTION cx_enter(state cx_tally, score bpchar) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave(state cx_tally, score bpchar) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally(score bpchar) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

-- Customers: who came and went, cohorts, lifetimes, revenue. As text JSON, in binary the bytes of docs/engines.md.
CREATE TYPE cx_customers;

CREATE FUNCTION cx_customers_in(cstring) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_customers_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_customers_out(cx_customers) RETURNS cstring
AS 'MODULE_PATHNAME', 'cx_customers_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_customers_recv(internal) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_customers_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_customers_send(cx_customers) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_customers_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE cx_customers (
  INTERNALLENGTH = VARIABLE, ALIGNMENT = int4, STORAGE = extended,
  INPUT = cx_customers_in, OUTPUT = cx_customers_out, RECEIVE = cx_customers_recv, SEND = cx_customers_send
);

CREATE FUNCTION cx_bytes(state cx_customers) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_customers_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_customers_state(bytes bytea) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_customers_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_add(a cx_customers, b cx_customers) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_customers_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_subtract(a cx_customers, b cx_customers) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_customers_subtract' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_equal(a cx_customers, b cx_customers) RETURNS boolean
AS 'MODULE_PATHNAME', 'cx_customers_equal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR + (LEFTARG = cx_customers, RIGHTARG = cx_customers, FUNCTION = cx_add, COMMUTATOR = +);
CREATE OPERATOR - (LEFTARG = cx_customers, RIGHTARG = cx_customers, FUNCTION = cx_subtract);
CREATE OPERATOR = (LEFTARG = cx_customers, RIGHTARG = cx_customers, FUNCTION = cx_equal, COMMUTATOR = =);

CREATE FUNCTION cx_value(state cx_customers, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_customers_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_low(state cx_customers, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_customers_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_high(state cx_customers, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_customers_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_se(state cx_customers, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_customers_se' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_n(state cx_customers, figure text) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_customers_n_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_json(state cx_customers) RETURNS text
AS 'MODULE_PATHNAME', 'cx_customers_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_compare(before cx_customers, after cx_customers, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL,
  OUT difference float8, OUT low float8, OUT high float8, OUT p float8) RETURNS record
AS 'MODULE_PATHNAME', 'cx_customers_compare' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION churn_rate(state cx_customers, definition text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_churn_rate' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION retention_rate(state cx_customers) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_retention_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

-- Steps of their aggregates. What they have seen so far is no value: it travels between processes as bytes.

CREATE FUNCTION cx_enter_flow(state internal, since date, until date, first date, last date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_enter_flow' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_flow(state internal, since date, until date, first date, last date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_leave_flow' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_cohort(state internal, since date, until date, first date, as_of date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_enter_cohort' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_cohort(state internal, since date, until date, first date, as_of date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_leave_cohort' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_survival(state internal, since date, until date, as_of date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_enter_survival' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_survival(state internal, since date, until date, as_of date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_leave_survival' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_revenue(state internal, customer text, since date, until date, price bigint, first date, last date) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_enter_revenue' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_gathered(state internal) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_gathered' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_gathered_add(state internal, more internal) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_gathered_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_gathered_send(state internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_gathered_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_gathered_recv(bytes bytea, state internal) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_gathered_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_merge_customers(state internal, more cx_customers) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_merge_customers' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_merged(state internal) RETURNS cx_customers
AS 'MODULE_PATHNAME', 'cx_merged' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_merged_add(state internal, more internal) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_merged_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_merged_send(state internal) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_merged' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_merged_recv(bytes bytea, state internal) RETURNS internal
AS 'MODULE_PATHNAME', 'cx_merged_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE AGGREGATE cx_flow(since date, until date, first date, last date) (
  SFUNC = cx_enter_flow, STYPE = internal, FINALFUNC = cx_gathered,
  COMBINEFUNC = cx_gathered_add, SERIALFUNC = cx_gathered_send, DESERIALFUNC = cx_gathered_recv,
  MSFUNC = cx_enter_flow, MINVFUNC = cx_leave_flow, MSTYPE = internal, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_cohort(since date, until date, first date, as_of date) (
  SFUNC = cx_enter_cohort, STYPE = internal, FINALFUNC = cx_gathered,
  COMBINEFUNC = cx_gathered_add, SERIALFUNC = cx_gathered_send, DESERIALFUNC = cx_gathered_recv,
  MSFUNC = cx_enter_cohort, MINVFUNC = cx_leave_cohort, MSTYPE = internal, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_survival(since date, until date, as_of date) (
  SFUNC = cx_enter_survival, STYPE = internal, FINALFUNC = cx_gathered,
  COMBINEFUNC = cx_gathered_add, SERIALFUNC = cx_gathered_send, DESERIALFUNC = cx_gathered_recv,
  MSFUNC = cx_enter_survival, MINVFUNC = cx_leave_survival, MSTYPE = internal, MFINALFUNC = cx_gathered,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_revenue(customer text, since date, until date, price bigint, first date, last date) (
  SFUNC = cx_enter_revenue, STYPE = internal, FINALFUNC = cx_gathered,
  COMBINEFUNC = cx_gathered_add, SERIALFUNC = cx_gathered_send, DESERIALFUNC = cx_gathered_recv,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_merge(state cx_customers) (
  SFUNC = cx_merge_customers, STYPE = internal, FINALFUNC = cx_merged,
  COMBINEFUNC = cx_merged_add, SERIALFUNC = cx_merged_send, DESERIALFUNC = cx_merged_recv,
  PARALLEL = SAFE
);
