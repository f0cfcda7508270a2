-- Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
\echo Use "CREATE EXTENSION cxmetrics" to load this file. \quit

-- A tally: how many gave each score of a scale. 112 bytes; as text JSON, in binary the bytes of docs/engines.md.
CREATE TYPE cx_tally;

CREATE FUNCTION cx_tally_in(cstring) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_tally_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_tally_out(cx_tally) RETURNS cstring
AS 'MODULE_PATHNAME', 'cx_tally_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_tally_recv(internal) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_tally_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_tally_send(cx_tally) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE cx_tally (
  INTERNALLENGTH = 112, ALIGNMENT = double, STORAGE = plain,
  INPUT = cx_tally_in, OUTPUT = cx_tally_out, RECEIVE = cx_tally_recv, SEND = cx_tally_send
);

-- The bytes that other engines and programs read and write.

CREATE FUNCTION cx_bytes(state cx_tally) RETURNS bytea
AS 'MODULE_PATHNAME', 'cx_tally_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_state(bytes bytea) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_state' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

-- States add up, and a part can be taken out again.

CREATE FUNCTION cx_add(a cx_tally, b cx_tally) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_subtract(a cx_tally, b cx_tally) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_subtract' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_equal(a cx_tally, b cx_tally) RETURNS boolean
AS 'MODULE_PATHNAME', 'cx_equal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR + (LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_add, COMMUTATOR = +);
CREATE OPERATOR - (LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_subtract);
CREATE OPERATOR = (LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_equal, COMMUTATOR = =);

-- What a state tells.

CREATE FUNCTION cx_value(state cx_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_value' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_low(state cx_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_low' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_high(state cx_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_high' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_se(state cx_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_se' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_n(state cx_tally) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_n' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_missing(state cx_tally) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_missing' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_off_scale(state cx_tally) RETURNS bigint
AS 'MODULE_PATHNAME', 'cx_off_scale' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION nps(state cx_tally) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_nps' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION csat(state cx_tally) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_csat' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION ces(state cx_tally) RETURNS float8
AS 'MODULE_PATHNAME', 'cx_ces' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION cx_compare(before cx_tally, after cx_tally, figure text, level float8 DEFAULT NULL, method text DEFAULT NULL,
  OUT difference float8, OUT low float8, OUT high float8, OUT p float8) RETURNS record
AS 'MODULE_PATHNAME', 'cx_compare' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_version() RETURNS text
AS 'MODULE_PATHNAME', 'cx_version' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

-- Steps of the aggregates.

CREATE FUNCTION cx_enter(state cx_tally, score bigint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave(state cx_tally, score bigint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_on_scale(state cx_tally, score bigint, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_on_scale' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_on_scale(state cx_tally, score bigint, low integer, high integer) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_on_scale' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_csat(state cx_tally, score bigint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_csat' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_csat(state cx_tally, score bigint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_csat' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_enter_ces(state cx_tally, score bigint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_enter_ces' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION cx_leave_ces(state cx_tally, score bigint) RETURNS cx_tally
AS 'MODULE_PATHNAME', 'cx_leave_ces' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE cx_tally(score bigint) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_tally(score bigint, low integer, high integer) (
  SFUNC = cx_enter_on_scale, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_on_scale, MINVFUNC = cx_leave_on_scale, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE cx_merge(state cx_tally) (
  SFUNC = cx_add, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_add, MINVFUNC = cx_subtract, MSTYPE = cx_tally,
  PARALLEL = SAFE
);

CREATE AGGREGATE nps(score bigint) (
  SFUNC = cx_enter, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter, MINVFUNC = cx_leave, MSTYPE = cx_tally, FINALFUNC = nps, MFINALFUNC = nps,
  PARALLEL = SAFE
);

CREATE AGGREGATE csat(score bigint) (
  SFUNC = cx_enter_csat, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_csat, MINVFUNC = cx_leave_csat, MSTYPE = cx_tally, FINALFUNC = csat, MFINALFUNC = csat,
  PARALLEL = SAFE
);

CREATE AGGREGATE ces(score bigint) (
  SFUNC = cx_enter_ces, STYPE = cx_tally, COMBINEFUNC = cx_add,
  MSFUNC = cx_enter_ces, MINVFUNC = cx_leave_ces, MSTYPE = cx_tally, FINALFUNC = ces, MFINALFUNC = ces,
  PARALLEL = SAFE
);
