// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The DuckDB extension: duckdb_test.mjs <extension> <folder with node_modules/@duckdb/node-api> [<python3>]. Exits with 77 where
// there is none.
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [extension, modules, python = "python3"] = process.argv.slice(2);
let api;
try {
  api = createRequire(path.join(path.resolve(modules), "x.js"))("@duckdb/node-api");
} catch {
  console.log("skipped: no @duckdb/node-api");
  process.exit(77);
}
const instance = await api.DuckDBInstance.create(":memory:", { allow_unsigned_extensions: "true" });
const database = await instance.connect();
const rows = async (sql) => (await database.runAndReadAll(sql)).getRowsJS();
const one = async (sql) => (await rows(sql))[0][0];
await rows(`LOAD '${extension}'`);

async function fails(message, sql) {
  await assert.rejects(rows(sql), (error) => {
    assert.ok(error.message.includes(message), `${sql}: ${error.message}`);
    return true;
  });
}

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "cases");
function cases(kind) {
  const [head, ...lines] = fs.readFileSync(path.join(folder, kind + ".csv"), "ascii").trim().split("\n");
  const fields = (line) =>
    [...line.matchAll(/("((?:[^"]|"")*)"|[^,"]*)(,|$)/g)].map((field) => field[2]?.replaceAll('""', '"') ?? field[1]);
  const names = fields(head);
  return lines.map((line) => {
    const values = fields(line);
    return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  });
}
const number = (text) => (text === "" ? null : Number(text.replace("inf", "Infinity")));

// Few rows as rows, many as the sum of what each row of a state stands for: doubling adds up to any count.
async function state(scale, answers) {
  const [low, high] = scale.split(":");
  const tokens = answers.split(" ").filter((token) => token !== "").map((token) => {
    const [, score, weight, times] = token.match(/^(-?\d+|-)(?:@([0-9.]+))?(?:x(\d+))?$/);
    return { score: score === "-" ? "NULL" : score, weight, times: BigInt(times ?? 1) };
  });
  const weighted = tokens.some((token) => token.weight !== undefined);
  const make = weighted ? `cx_tally_weighted(s, w, ${low}, ${high})` : `cx_tally(s, ${low}, ${high})`;
  await rows("CREATE OR REPLACE TEMP TABLE states (state BLOB)");
  // Nobody, as a state.
  let sum = await bytes(`SELECT cx_tally(s, ${low}, ${high}) FROM (SELECT ${low}::BIGINT AS s)`);
  for (const token of tokens) {
    let part = null;
    const given = `(SELECT ${token.score}::BIGINT AS s, ${token.weight ?? "NULL"}::DOUBLE AS w)`;
    const single = await bytes(`SELECT ${make} FROM ${given}`);
    if (token.times <= 2000n) {
      part = await bytes(`SELECT ${make} FROM ${given}, range(${token.times})`);
    } else {
      for (let left = token.times, power = single; left > 0n; left /= 2n) {
        if (left % 2n === 1n) part = await merged(part, power);
        if (left > 1n) power = await merged(power, power);
      }
    }
    token.state = part;
  }
  if (tokens.length === 0) return null;
  sum = tokens[0].state;
  for (const token of tokens.slice(1)) sum = await merged(sum, token.state);
  return sum;
}
const bytes = async (sql) => "'" + (await one(`SELECT s::VARCHAR FROM (${sql.replace("FROM", "AS s FROM")})`)) + "'::BLOB";
const merged = async (a, b) =>
  a === null ? b : bytes(`SELECT cx_merge(state) FROM (SELECT ${a} AS state UNION ALL SELECT ${b})`);

const same = (found, wanted, what) => assert.ok(Object.is(found, wanted) || found === wanted, `${what}: ${found}, not ${wanted}`);
const options = (of) => `'${of.metric ?? of.figure}', ${of.level || "NULL"}, ${of.method ? `'${of.method}'` : "NULL"}`;

let seen = 0;
const made = new Map();
async function state_of(scale, answers) {
  const key = scale + "|" + answers;
  if (!made.has(key)) made.set(key, await state(scale, answers));
  return made.get(key);
}
for (const of of cases("surveys")) {
  const given = await state_of(of.scale, of.answers);
  if (given === null) continue; // no rows give NULL
  const [found] = await rows(
    `SELECT cx_value(t, ${options(of)}), cx_low(t, ${options(of)}), cx_high(t, ${options(of)}), cx_se(t, ${options(of)}),
     cx_n(t, '${of.metric}'), cx_missing(t), cx_off_scale(t) FROM (SELECT ${given} AS t)`);
  const what = `${of.name} ${of.metric} ${of.method}`;
  ["value", "low", "high", "standard_error"].forEach((name, at) => same(found[at], number(of[name]), `${what} ${name}`));
  ["n", "missing", "off_scale"].forEach((name, at) => same(found[4 + at], BigInt(of[name]), `${what} ${name}`));
  ++seen;
}
for (const of of cases("comparisons")) {
  const before = await state_of(of.scale, of.before);
  const after = await state_of(of.scale, of.after);
  if (before === null || after === null) continue;
  const [found] = await rows(
    `SELECT c.difference, c.low, c.high, c.p FROM (SELECT cx_compare(${before}, ${after}, ${options(of)}) AS c)`);
  ["difference", "low", "high", "p_value"].forEach((name, at) => same(found[at], number(of[name]), `${of.name} ${name}`));
  ++seen;
}
const dates = (text) => text.split("/").map((date) => (date ? `DATE '${date}'` : "NULL::DATE"));
const spell_rows = (text) => text.split(" ").map((token) => `(${dates(token)})`);
const subscription_rows = (text) => text.split(" ").map((token) => {
  const [who, days, price] = token.split(":");
  return `('${who}', ${dates(days)}, ${price})`;
});
async function check(of, state) {
  const [found] = await rows(
    `SELECT cx_value(t, ${options(of)}), cx_low(t, ${options(of)}), cx_high(t, ${options(of)}), cx_se(t, ${options(of)}),
     cx_n(t, '${of.figure}') FROM (SELECT ${state}) AS x(t)`);
  ["value", "low", "high", "standard_error"].forEach((name, at) =>
    same(found[at], number(of[name]), `${of.name} ${of.figure} ${name}`));
  same(found[4], BigInt(of.n), `${of.name} ${of.figure} n`);
  ++seen;
}
for (const of of cases("customers")) {
  if (of.customers === "") continue;
  await check(of, `cx_flow(since, until, DATE '${of.first}', DATE '${of.last}')
    FROM (VALUES ${spell_rows(of.customers)}) AS c(since, until)`);
}
for (const of of cases("histories")) {
  const pays = of.of === "cx_revenue";
  const constants = [of.first, of.last].filter((date) => date !== "").map((date) => `DATE '${date}'`);
  await check(of, pays
    ? `cx_revenue(who, since, until, price, ${constants})
       FROM (VALUES ${subscription_rows(of.customers)}) AS c(who, since, until, price)`
    : `${of.of}(since, until, ${constants}) FROM (VALUES ${spell_rows(of.customers)}) AS c(since, until)`);
}
await rows("CREATE SCHEMA words; USE words");
await rows(fs.readFileSync(path.join(folder, "vocabulary.sql"), "ascii"));
for (const of of cases("vocabulary")) {
  const query = `SELECT ${of.part ? `(${of.expression}).${of.part}` : of.expression}${of.rows ? ` FROM ${of.rows}` : ""}`;
  if (of.error) {
    await fails(of.error, query);
  } else {
    const found = await one(query);
    const agree = found === null || of.answer === "" ? found === null && of.answer === ""
      : typeof found === "string" ? found === of.answer : Number(found) === Number(of.answer);
    assert.ok(agree, `${query}: ${found}, not ${of.answer}`);
  }
  ++seen;
}
await rows("USE main");
assert.ok(seen > 600, `${seen} cases`);

// The vocabulary.
const scores = "(SELECT unnest([10, 9, 9, 8, 7, 6, 10, 3, NULL, 11]) AS score)";
assert.deepEqual(await rows(`SELECT nps(score), cx_n(cx_tally(score)), cx_missing(cx_tally(score)),
  cx_off_scale(cx_tally(score)) FROM ${scores}`), [[25, 8n, 1n, 1n]]);
for (const type of ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE", "DECIMAL(4, 1)", "UTINYINT", "HUGEINT", "FLOAT",
  "VARCHAR"]) {
  assert.deepEqual(await rows(`SELECT nps(score::${type}), cx_value(cx_tally(score::${type}, 0, 10), 'nps'),
    cx_value(cx_tally_weighted(score::${type}, 2), 'nps') FROM ${scores}`), [[25, 25, 25]], type);
}
assert.deepEqual(await rows("SELECT csat(s), ces(s) FROM (SELECT unnest([1, 4, 5, 5]) AS s)"), [[75, 3.75]]);
assert.deepEqual(await rows(`SELECT nps(score), cx_tally(score), cx_value(cx_tally(score), 'nps') FROM ${scores} WHERE false`),
  [[null, null, null]]);
assert.deepEqual(await rows("SELECT nps(NULL::INTEGER), cx_low(cx_tally(NULL::INTEGER), 'nps')"), [[null, -100]]);
assert.match(await one("SELECT cx_version()"), /^\d+\.\d+\.\d+$/);
assert.deepEqual(await rows(`SELECT churn_rate(t), retention_rate(t), churn_rate(t, 'at-risk') FROM
  (SELECT cx_flow(s, u, DATE '2024-01-01', DATE '2024-02-01') AS t FROM (VALUES (DATE '2023-12-01', DATE '2024-01-20'),
  (DATE '2023-11-11', NULL), (DATE '2024-01-05', NULL)) AS c(s, u))`), [[50, 50, 100 / 3]]);
await fails("a score is a whole number, not 8.7", "SELECT nps(8.7)");
await fails("a score is a whole number, not 8.7", "SELECT cx_tally_weighted(8.7, 1)");
await fails("a score is a whole number, not 'eleven'", "SELECT nps('eleven')");
await fails("a score is a whole number, not ''", "SELECT cx_tally('', 1, 5)");
await fails("there is no metric 'npx'; there are: nps, enps,", "SELECT cx_value(cx_tally(9), 'npx')");
await fails("a confidence level lies between 0 and 1, not 95", "SELECT cx_low(cx_tally(9), 'nps', 95)");
await fails("a scale has 2 to 11 points", "SELECT cx_tally(1, 0, 20)");
await fails("do not begin with CXMS", "SELECT cx_value('x'::BLOB, 'nps')");
await fails("scales do not add up", "SELECT cx_merge(t) FROM (SELECT cx_tally(1) AS t UNION ALL SELECT cx_tally(1, 1, 5))");
await fails("must be the same in all rows", `SELECT cx_flow(DATE '2024-01-01', NULL, DATE '2024-01-01', d) FROM
  (VALUES (DATE '2024-02-01'), (DATE '2024-03-01')) AS x(d)`);

// In parallel, in groups, in windows, over states kept: what plain SQL counts.
await rows(`CREATE TABLE many AS SELECT (i * 7919 % 13 - 1)::TINYINT AS score, i % 365 AS day, i % 7 AS segment
  FROM range(1000000) AS r(i)`);
await rows("CREATE TABLE daily AS SELECT day, cx_tally(score) AS state FROM many GROUP BY day");
assert.equal(await one("SELECT (SELECT cx_merge(state) FROM daily) = (SELECT cx_tally(score) FROM many)"), true);
assert.equal(await one("SELECT (SELECT nps(state) FROM daily) = (SELECT nps(score) FROM many)"), true);
// The net score in plain SQL; what follows each count says of which rows it is.
const net = (distinct, rest) => {
  const scores = (low, high) => `count(${distinct} CASE WHEN score BETWEEN ${low} AND ${high} THEN score END) ${rest}`;
  return `100.0::DOUBLE * (${scores(9, 10)} - ${scores(0, 6)}) / nullif(${scores(0, 10)}, 0)`;
};
// Counters of all sizes, those that a byte does not hold too.
for (const group of ["day", "day % 3", "segment", "day, segment", "day * 0"]) {
  assert.equal(await one(`SELECT count(*) FROM (SELECT nps(score) = (${net("", "")})
    AND cx_n(cx_tally(score, 0, 10)) = count(*) FILTER (score BETWEEN 0 AND 10)
    AND cx_off_scale(cx_tally(score)) = count(*) FILTER (score NOT BETWEEN 0 AND 10) AS agree
    FROM many GROUP BY ${group}) WHERE agree IS NOT true`), 0n);
}
// The short forms keep less than states do.
for (const [name, scale] of [["nps", "0, 10"], ["csat", "1, 5"], ["ces", "1, 7"]]) {
  for (const group of ["day", "segment", "day * 0"]) {
    assert.equal(await one(`SELECT bool_and(a = b) FROM (SELECT ${name}(score) AS a,
      cx_value(cx_tally(score, ${scale}), '${name}') AS b FROM many GROUP BY ${group})`), true, name);
  }
}
// Customers in groups, in parallel and in windows, as one by one.
await rows(`CREATE TABLE people AS SELECT i % 50 AS who, DATE '2023-01-01' + (i * 7919 % 400)::INTEGER AS since,
  CASE WHEN i % 3 > 0 THEN DATE '2023-01-01' + (i * 7919 % 400 + i * 31 % 200)::INTEGER END AS until, i % 1000 AS price
  FROM range(100000) AS r(i)`);
const flow = "cx_flow(since, until, DATE '2023-06-01', DATE '2023-07-01')";
for (const state of [flow, "cx_cohort(since, until, DATE '2023-01-01', DATE '2024-01-31')",
  "cx_survival(since, until, DATE '2024-01-31')"]) {
  const merged = `SELECT cx_merge(state) FROM (SELECT ${state} AS state FROM people GROUP BY who)`;
  assert.equal(await one(`SELECT (${merged}) = (SELECT ${state} FROM people)`), true, state);
}
await rows("CREATE TABLE forty AS SELECT * FROM people LIMIT 40");
const revenue = "cx_revenue((who % 9)::VARCHAR, since, until, price, DATE '2023-06-01', DATE '2023-07-01')";
for (const state of [flow, revenue]) {
  assert.equal(await one(`SELECT bool_and(a = b) FROM (SELECT ${state} OVER (ORDER BY price ROWS 3 PRECEDING) AS a,
    (SELECT ${state} FROM forty AS p WHERE p.price BETWEEN q.price - 3 AND q.price) AS b FROM forty AS q)`), true);
}
assert.equal(await one(`SELECT (SELECT cx_merge(state) FROM (SELECT ${revenue} AS state FROM people GROUP BY who % 9)) =
  (SELECT ${revenue} FROM people)`), true);
await fails("without a customer",
  "SELECT cx_revenue(NULL, DATE '2024-01-01', NULL, 1, DATE '2024-01-01', DATE '2024-02-01')");
await fails("without a price",
  "SELECT cx_revenue('a', DATE '2024-01-01', NULL, NULL, DATE '2024-01-01', DATE '2024-02-01')");
await fails("a price of -1, which is below 0",
  "SELECT cx_revenue('a', DATE '2024-01-01', NULL, -1, DATE '2024-01-01', DATE '2024-02-01')");
await fails("a lifetimes has no figure 'nps'",
  "SELECT cx_value(cx_survival(DATE '2024-01-01', NULL, DATE '2024-03-01'), 'nps')");
assert.equal(await one("SELECT cx_survival(since, until, DATE '2024-01-31') FROM people WHERE false"), null);

// A thousand random queries against plain SQL.
const { tables, queries } = JSON.parse(execFileSync(python, ["-B", path.join(path.dirname(folder), "random_queries.py"), "duckdb"],
  { encoding: "ascii", maxBuffer: 2 ** 26 }));
await rows("CREATE SCHEMA chance; USE chance");
for (const table of tables) await rows(table);
assert.equal(queries.length, 1000);
for (const query of queries) {
  for (const row of await rows(query)) assert.ok(row.every((value) => value === true), `${query}: ${row}`);
}
await rows("USE main");
await rows(`CREATE TABLE few AS SELECT CASE WHEN i % 11 = 0 THEN NULL ELSE (i * 7919 % 13 - 1)::TINYINT END AS score,
  i * 31 % 30 AS day, i % 5 AS segment FROM range(400) AS r(i)`);
const window = "OVER (ORDER BY day, segment, score ROWS BETWEEN 7 PRECEDING AND 2 PRECEDING)";
assert.equal(await one(`SELECT bool_and(a IS NOT DISTINCT FROM b) FROM (SELECT nps(score) ${window} AS a, ${net("", window)} AS b FROM few)`),
  true);

// A frame that has become empty.
for (const state of ["cx_tally(score)", "cx_tally(score, 0, 10)", "cx_tally_weighted(score, 0.5, 0, 10)", "nps(score)"]) {
  assert.deepEqual(await rows(`SELECT ${state} OVER (ORDER BY score ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) IS NULL
    FROM (VALUES (3), (9), (10)) AS given(score)`), [[false], [false], [true]]);
}

// Where DuckDB hands over one state for all rows, without saying so, and where it would take the first row of a chunk for all.
const aggregates = ["nps(score)", "cx_tally(score)", "cx_tally(score, 0, 9)", "cx_tally_weighted(score, 0.5)", "nps(score::DOUBLE)",
  "cx_survival(date, date + segment, DATE '2024-03-01')", "cx_revenue(segment::VARCHAR, date, NULL, day, DATE '2024-01-01', DATE '2024-02-01')",
  "cx_merge(state)"];
for (const count of [1, 2, 3, 17, 2049]) {
  await rows(`CREATE OR REPLACE TABLE sampled AS SELECT i, (i * 7919 % 13 - 1)::TINYINT AS score, (i * 31 % 13 - 1)::TINYINT AS other,
    (i % 3)::INTEGER AS segment, i % 30 AS day, DATE '2024-01-01' + (i % 30)::INTEGER AS date FROM range(${count}) AS r(i)`);
  await rows("ALTER TABLE sampled ADD COLUMN state BLOB; UPDATE sampled SET state = list_aggregate([score], 'cx_tally')");
  for (const all of aggregates) {
    const beside = all.replaceAll("score", "other");
    const part = all.slice(0, -1);
    const queries = [
      `SELECT x IS NOT DISTINCT FROM (SELECT ${all} FROM sampled) AND y IS NOT DISTINCT FROM (SELECT ${beside} FROM sampled)
       FROM (SELECT ${all} OVER () AS x, ${beside} OVER () AS y FROM sampled)`,
      `SELECT (${part} ORDER BY i DESC)) IS NOT DISTINCT FROM (SELECT ${all} FROM sampled) FROM sampled`,
      `SELECT a.x IS NOT DISTINCT FROM b.x AND a.x IS NOT DISTINCT FROM c.x FROM (SELECT segment, ${all} AS x FROM sampled GROUP BY segment) AS a
       JOIN (SELECT segment, ${part} ORDER BY i DESC) AS x FROM sampled GROUP BY segment) AS b USING (segment)
       JOIN (SELECT segment, ${all} OVER (PARTITION BY segment) AS x FROM sampled) AS c USING (segment)`,
      `SELECT x IS NOT DISTINCT FROM (SELECT ${all} FROM sampled WHERE i < 3 AND sampled.segment = g.segment)
       FROM (SELECT segment, ${all} FILTER (i < 3) AS x FROM sampled GROUP BY segment) AS g`];
    if (count < 100) {
      queries.push(`SELECT a.x IS NOT DISTINCT FROM (SELECT ${all} FROM sampled WHERE sampled.i <= a.i)
        FROM (SELECT i, ${all} OVER (ROWS UNBOUNDED PRECEDING) AS x FROM sampled) AS a`);
    }
    for (const query of queries) assert.ok((await rows(query)).every(([agree]) => agree), `${count} rows: ${query}`);
  }
}
// In windows of every kind, filtered, in an order, and each score once.
const frames = ["", "PARTITION BY segment", "ORDER BY i", "ROWS UNBOUNDED PRECEDING", "ORDER BY i ROWS 3 PRECEDING",
  "ORDER BY day RANGE BETWEEN 3 PRECEDING AND CURRENT ROW", "PARTITION BY segment ORDER BY i ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING"];
for (const count of [2, 17, 3000]) {
  await rows(`CREATE OR REPLACE TABLE sampled AS SELECT i, (i * 7919 % 13 - 1)::TINYINT AS score, i % 3 AS segment, i % 30 AS day
    FROM range(${count}) AS r(i)`);
  for (const [distinct, order] of [["", ""], ["", "ORDER BY i DESC"], ["DISTINCT", ""]]) {
    for (const filter of ["", "FILTER (i % 5 > 0)"]) {
      for (const [rest, groups] of [...frames.map((frame) => [`${filter} OVER (${frame})`, ""]), [filter, "GROUP BY ROLLUP (segment, day)"]]) {
        const query = `SELECT bool_and(a IS NOT DISTINCT FROM b) FROM (SELECT nps(${distinct} score ${order}) ${rest} AS a,
          ${net(distinct, rest)} AS b FROM sampled ${groups})`;
        assert.equal(await one(query), true, `${count} rows: ${query}`);
      }
    }
  }
}
// Lists, ordered updates, days of no calendar.
assert.deepEqual(await rows("SELECT list_aggregate(l, 'nps') FROM (VALUES ([9, 10, 3]), ([]), (NULL), ([NULL, 5])) AS x(l)"),
  [[100 / 3], [null], [null], [-100]]);
await rows("CREATE TABLE kept (day BIGINT PRIMARY KEY, state BLOB); INSERT INTO kept SELECT day, cx_tally(score) FROM many GROUP BY day");
await rows(`INSERT INTO kept SELECT 5, cx_tally(9) ON CONFLICT (day) DO UPDATE SET state = list_aggregate([state, EXCLUDED.state],
  'cx_merge')`);
assert.equal(await one("SELECT (SELECT cx_n(cx_merge(state)) FROM kept) - (SELECT cx_n(cx_tally(score)) FROM many)"), 1n);
assert.equal(await one(`SELECT cx_flow(DATE '2024-01-05', DATE 'infinity', DATE '2024-01-01', DATE '2024-02-01') =
  cx_flow(DATE '2024-01-05', NULL, DATE '2024-01-01', DATE '2024-02-01')`), true);
for (const of of ["cx_flow(DATE '-infinity', NULL, DATE '2024-01-01', DATE '2024-02-01')",
  "cx_cohort(DATE '2024-01-01', NULL, DATE '2024-01-01', DATE '33000-01-01')",
  "cx_flow(DATE '2024-01-01', NULL, DATE '2024-01-01', DATE 'infinity')"]) {
  await fails("outside of the years 1 to 9999", `SELECT ${of}`);
}
const copy = path.join(os.tmpdir(), `cxmetrics-${process.pid}-export`);
await rows(`EXPORT DATABASE '${copy}'`);
assert.equal(await one(`SELECT (SELECT cx_merge(state) FROM read_csv('${copy}/daily.csv', types = {'state': 'BLOB'})) =
  (SELECT cx_tally(score) FROM many)`), true);
fs.rmSync(copy, { recursive: true });

// Files of others: the score by segment of a Parquet file in one line.
const file = path.join(os.tmpdir(), `cxmetrics-${process.pid}.parquet`);
await rows(`COPY few TO '${file}' (FORMAT parquet)`);
assert.equal((await rows(`SELECT segment, nps(score) FROM '${file}' GROUP BY segment`)).length, 5);
// As cxreport's error for such a file says.
assert.equal((await rows(`FROM '${file}'`)).length, 400);
fs.unlinkSync(file);
const json = file.replace("parquet", "json");
fs.writeFileSync(json, '[{"score": 9, "segment": "a"}, {"score": 3, "segment": "a"}, {"score": null, "segment": "b"}]');
assert.deepEqual(await rows(`SELECT segment, nps(score) FROM read_json('${json}') GROUP BY segment ORDER BY segment`),
  [["a", 0], ["b", null]]);
assert.equal((await rows(`FROM read_json('${json}')`)).length, 3);
fs.unlinkSync(json);
// DuckDB fetches its own extension for workbooks; a test does not.
const workbooks = await one("SELECT installed FROM duckdb_extensions() WHERE extension_name = 'excel'");
if (workbooks) {
  const workbook = file.replace("parquet", "xlsx");
  await rows("LOAD excel");
  await rows(`COPY few TO '${workbook}' (FORMAT xlsx, HEADER true)`);
  assert.deepEqual(await rows(`SELECT segment, nps(score) FROM read_xlsx('${workbook}') GROUP BY segment ORDER BY segment`),
    await rows("SELECT segment::DOUBLE, nps(score) FROM few GROUP BY segment ORDER BY segment"));
  assert.equal((await rows(`FROM read_xlsx('${workbook}')`)).length, 400);
  fs.unlinkSync(workbook);
}
console.log(`${seen} cases, and all else${workbooks ? "" : " but workbooks: DuckDB's extension excel is not installed"}`);
