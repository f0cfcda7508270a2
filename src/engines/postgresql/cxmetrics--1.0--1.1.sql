-- Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
\echo Use "ALTER EXTENSION cxmetrics UPDATE TO '1.1'" to load this file. \quit

-- Answers with sampling weights: 648 bytes; as text JSON, in binary the bytes of docs/engines.md.
CREATE TYPE cx_weighted_tally;

CREATE FUNCTION cx_weighted_tally_in(cstring) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_tally_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_weighted_tally_out(cx_weighted_tally) RETURNS cstring
AS 'MODULE_PATHNAME', 'cx_weighted_tally_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_weighted_tally_recv(internal) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_tally_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_weighted_tally_send(cx_weighted_tally) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_weighted_tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE cx_weighted_tally (
  INTERNALLENGTH = 648, ALIGNMENT = double, STORAGE = plain,
  INPUT = cx_weighted_tally_in, OUTPUT = cx_weighted_tally_out, RECEIVE = cx_weighted_tally_recv, SEND = cx_weighted_tally_send
);

CREATE FUNCTION cx_bytes(state cx_weighted_tally) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_weighted_tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_weighted_state(bytes bytea) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_state' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_add(a cx_weighted_tally, b cx_weighted_tally) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_subtract(a cx_weighted_tally, b cx_weighted_tally) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_subtract' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_equal(a cx_weighted_tally, b cx_weighted_tally) RETURNS boolean
AS 'MODULE_PATHNAME', 'cx_weighted_equal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR + (LEFTARG = cx_weighted_tally, RIGHTARG = cx_weighted_tally, FUNCTION = cx_add, COMMUTATOR = +);
CREATE OPERATOR - (LEFTARG = cx_weighted_tally, RIGHTARG = cx_weighted_tally, FUNCTION = cx_subtract);
CREATE OPERATOR = (LEFTARG = cx_weighted_tally, RIGHTARG = cx_weighted_tally, FUNCTION = cx_equal, COMMUTATOR = =);

CREATE FUNCTION cx_value(state cx_weighted_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_low(state cx_weighted_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_high(state cx_weighted_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_se(state cx_weighted_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_se' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_n(state cx_weighted_tally) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_weighted_n' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_missing(state cx_weighted_tally) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_weighted_missing' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_off_scale(state cx_weighted_tally) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_weighted_off_scale' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION nps(state cx_weighted_tally) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_nps' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION csat(state cx_weighted_tally) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_csat' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION ces(state cx_weighted_tally) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_weighted_ces' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_compare(before cx_weighted_tally, after cx_weighted_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL,
  OUT difference float8, OUT low float8, OUT high float8, OUT p float8) RETURNS record
AS 'MODULE_PATHNAME', 'cx_weighted_compare' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter(state cx_weighted_tally, score bigint, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave(state cx_weighted_tally, score bigint, weight float8) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_enter_on_scale(state cx_weighted_tally, score bigint, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_enter_on_scale' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_weighted_leave_on_scale(state cx_weighted_tally, score bigint, weight float8, low integer, high integer) RETURNS cx_weighted_tally
AS 'MODULE_PATHNAME', 'cx_weighted_leave_on_scale' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally_weighted(score bigint, weight float8) (
  SFUNC = cx_weighted_enter, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter, MINVFUNC = cx_weighted_leave, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally_weighted(score bigint, weight float8, low integer, high integer) (
  SFUNC = cx_weighted_enter_on_scale, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_weighted_enter_on_scale, MINVFUNC = cx_weighted_leave_on_scale, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_merge(state cx_weighted_tally) (
  SFUNC = cx_add, STYPE = cx_weighted_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_add, MINVFUNC = cx_subtract, MSTYPE = cx_weighted_tally,
  PARALLEL = SAFE
);
