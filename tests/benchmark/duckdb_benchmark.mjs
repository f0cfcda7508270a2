// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The DuckDB extension against plain SQL: duckdb_benchmark.mjs <extension> <folder with node_modules/@duckdb/node-api> [<rows>
// [<rounds>]]. By turns in one run, so that what else the machine does slows all of them; of each the best round counts. Time is
// that of the processor, of all threads together.
import { createRequire } from "node:module";
import path from "node:path";

const [extension, modules, count = "100000000", rounds = "7"] = process.argv.slice(2);
const api = createRequire(path.join(path.resolve(modules), "x.js"))("@duckdb/node-api");
const instance = await api.DuckDBInstance.create(":memory:", { allow_unsigned_extensions: "true" });
const database = await instance.connect();
const rows = async (sql) => (await database.runAndReadAll(sql)).getRowsJS();
await rows(`LOAD '${extension}'`);
await rows(`CREATE TABLE answers AS SELECT (hash(i) % 11)::TINYINT AS score, (hash(i + 1) % 1000)::INTEGER AS few,
  (hash(i + 2) % 100000)::INTEGER AS many FROM range(${count}) AS r(i)`);

// As people write it, and what else gives the same.
const plain = {
  "count(*) FILTER": "100.0::DOUBLE * (count(*) FILTER (score >= 9) - count(*) FILTER (score <= 6)) / count(score)",
  countif: "100.0::DOUBLE * (countif(score >= 9) - countif(score <= 6)) / count(score)",
  "sum(CASE)": "100.0::DOUBLE * sum(CASE WHEN score >= 9 THEN 1 WHEN score <= 6 THEN -1 ELSE 0 END) / count(score)",
  "avg(CASE)": "avg(CASE WHEN score >= 9 THEN 100.0::DOUBLE WHEN score <= 6 THEN -100 WHEN score >= 0 THEN 0 END)",
};
const forms = { "nps(score)": "nps(score)", ...plain };

console.log(`| groups | ${Object.keys(forms).map((name) => name + ", ms").join(" | ")} | times as fast as FILTER | as the best |`);
console.log("|---".repeat(Object.keys(forms).length + 3) + "|");
for (const [groups, key] of [["1", ""], ["1,000", "few"], ["100,000", "many"]]) {
  const fastest = Object.fromEntries(Object.keys(forms).map((name) => [name, Infinity]));
  let expected;
  for (let round = 0; round < Number(rounds); ++round) {
    for (const [name, form] of Object.entries(forms)) {
      const sql = groups === "1" ? `SELECT ${form} FROM answers`
        : `SELECT round(sum(figure), 3) FROM (SELECT ${form} AS figure FROM answers GROUP BY ${key})`;
      const begun = process.cpuUsage();
      const [[found]] = await rows(sql);
      const { user, system } = process.cpuUsage(begun);
      fastest[name] = Math.min(fastest[name], (user + system) / 1000);
      if (Math.abs(found - (expected ??= found)) > 0.01) throw Error(`${name} gives ${found}, not ${expected}`);
    }
  }
  const ours = fastest["nps(score)"];
  const ratio = (other) => (other / ours).toFixed(2);
  const best = Math.min(...Object.keys(plain).map((name) => fastest[name]));
  console.log(`| ${groups} | ${Object.values(fastest).map((time) => time.toFixed(0)).join(" | ")} | ` +
    `${ratio(fastest["count(*) FILTER"])} | ${ratio(best)} |`);
}
