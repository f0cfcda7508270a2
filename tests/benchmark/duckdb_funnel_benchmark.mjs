// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A funnel of four steps against plain SQL of DuckDB: duckdb_funnel_benchmark.mjs <cxmetrics_benchmarks> <folder with
// node_modules/@duckdb/node-api> [<rows: 1000000 or 100000000> [<rounds>]]. By turns in one run, so that what else the
// machine does slows all of them; of each the fastest round counts. DuckDB takes all threads it wants, the funnel one.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const [program, modules, count = "100000000", rounds = "3"] = process.argv.slice(2);
const api = createRequire(path.join(path.resolve(modules), "x.js"))("@duckdb/node-api");
const instance = await api.DuckDBInstance.create(":memory:");
const database = await instance.connect();
const rows = async (sql) => (await database.runAndReadAll(sql)).getRowsJS();

// The log of funnel_benchmark.cpp.
await rows(`CREATE MACRO first_of(number, salt) AS (number * 48271 + salt) % 2147483647`);
await rows(`CREATE MACRO second_of(first, number) AS (first * first + number) % 2147483647`);
await rows(`CREATE MACRO third_of(first, second) AS (second * second + first) % 2147483647`);
await rows(`CREATE MACRO scattered(number, salt) AS
  third_of(first_of(number, salt), second_of(first_of(number, salt), number))`);
const makeLog = async (customer, turn) => {
  await rows(`CREATE OR REPLACE TABLE log AS
    SELECT customer::UINTEGER AS customer,
      1700000000 + scattered(customer, 1) % 10000000 + turn * 7200 + scattered(customer * 20 + turn, 2) % 7200
        AS second,
      [0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]
        [1 + scattered(customer * 20 + turn, 3) % 20]::UTINYINT AS event
    FROM (SELECT ${customer} AS customer, ${turn} AS turn FROM range(${count}) AS r(row))`);
};

// For each step, the latest start of a passage that came so far. Both count who finished within a day.
const queries = {
  windows: `
    WITH steps AS (SELECT * FROM log WHERE event < 4),
      one AS (SELECT *, max(CASE WHEN event = 0 THEN second END) OVER earlier AS start FROM steps
        WINDOW earlier AS (PARTITION BY customer ORDER BY second)),
      two AS (SELECT customer, second, event,
          max(CASE WHEN event = 1 AND second - start <= 86400 THEN start END) OVER earlier AS start FROM one
        WINDOW earlier AS (PARTITION BY customer ORDER BY second)),
      three AS (SELECT customer, second, event,
          max(CASE WHEN event = 2 AND second - start <= 86400 THEN start END) OVER earlier AS start FROM two
        WINDOW earlier AS (PARTITION BY customer ORDER BY second))
    SELECT count(DISTINCT customer) FROM three WHERE event = 3 AND second - start <= 86400`,
  "ASOF JOIN": `
    WITH two AS (SELECT cart.customer, cart.second, visit.second AS start
        FROM (FROM log WHERE event = 1) AS cart ASOF JOIN (FROM log WHERE event = 0) AS visit
        ON cart.customer = visit.customer AND cart.second >= visit.second WHERE cart.second - visit.second <= 86400),
      three AS (SELECT pay.customer, pay.second, two.start
        FROM (FROM log WHERE event = 2) AS pay ASOF JOIN two
        ON pay.customer = two.customer AND pay.second >= two.second WHERE pay.second - two.start <= 86400)
    SELECT count(DISTINCT done.customer) FROM (FROM log WHERE event = 3) AS done ASOF JOIN three
      ON done.customer = three.customer AND done.second >= three.second WHERE done.second - three.start <= 86400`,
};

const benchmark = (name) => {
  const said = execFileSync(program, [`--benchmark_filter=^${name}/rows:${count}/`, "--benchmark_min_time=0.5",
    "--benchmark_format=json"], { stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(said).benchmarks[0];
};

const forms = Object.keys(queries);
console.log(`| ${count} rows | funnel, ms | of a plain read | peak, MiB | ` +
  `${forms.map((name) => name + ", ms").join(" | ")} | times as fast as the best |`);
console.log("|---".repeat(forms.length + 5) + "|");
for (const [order, name, customer, turn] of [
  ["sorted by customer", "funnel_of_a_sorted_log", "row // 20", "row % 20"],
  ["by turns", "funnel_of_a_log_by_turns", `row % (${count} // 20)`, `row // (${count} // 20)`],
]) {
  await makeLog(customer, turn);
  const fastest = Object.fromEntries(forms.map((form) => [form, Infinity]));
  let ours = { best_ms: Infinity };
  for (let round = 0; round < Number(rounds); ++round) {
    const found = benchmark(name);
    if (found.best_ms < ours.best_ms) ours = found;
    for (const [form, sql] of Object.entries(queries)) {
      const begun = process.hrtime.bigint();
      const [[finished]] = await rows(sql);
      fastest[form] = Math.min(fastest[form], Number(process.hrtime.bigint() - begun) / 1e6);
      if (Number(finished) !== ours.finished) throw Error(`${form} gives ${finished}, not ${ours.finished}`);
    }
  }
  console.log(`| ${order} | ${ours.best_ms.toFixed(0)} | ${ours.of_read.toFixed(2)} | ${ours.peak_MiB.toFixed(0)} | ` +
    `${forms.map((form) => fastest[form].toFixed(0)).join(" | ")} | ` +
    `${(Math.min(...Object.values(fastest)) / ours.best_ms).toFixed(1)} |`);
}
