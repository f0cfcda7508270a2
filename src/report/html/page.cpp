// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../grid.hpp"
#include "../number.hpp"
#include "../shortened.hpp"
#include "../svg/text.hpp"
#include "section.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/lost_rows.hpp>

#include <fmt/format.h>

#include <string_view>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr std::string_view page_style = R"(
:root {
  color-scheme: light dark;
  --page: #f3f4f6; --paper: #fff; --ink: #1a1d21; --soft: #565d66; --rule: #d5d9de; --link: #1f6aad;
}
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #0d0f12; --paper: #15181c; --ink: #e8eaed; --soft: #a8b0ba; --rule: #363c44; --link: #6fb1ea; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 944px; padding: 16px; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 26px; line-height: 1.25; margin: 8px 0 16px; }
h2 { font-size: 20px; margin: 36px 0 12px; }
h3 { font-size: 15px; margin: 0; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 16px; padding: 0; list-style: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 205px), 1fr)); gap: 12px; }
.card, figure, .paper { background: var(--paper); border: 1px solid var(--rule); border-radius: 6px; }
.card { padding: 12px 14px; }
.card p { margin: 2px 0; font-size: 13px; color: var(--soft); }
.card .value { font-size: 32px; line-height: 1.3; color: var(--ink); }
.card .change { color: var(--ink); }
figure { margin: 0 0 16px; padding: 4px; }
.wide, .narrow, .scroll { overflow-x: auto; }
.narrow { display: none; }
.narrow svg { display: block; margin: 0 auto; }
svg.cx-wide { max-width: none; }
details { padding: 4px 12px 8px; }
summary { cursor: pointer; color: var(--soft); font-size: 13px; }
.paper { margin: 0 0 16px; padding: 12px 14px; }
.paper ul, dl { margin: 0; padding-left: 18px; }
dl { padding-left: 0; }
table { border-collapse: collapse; font-size: 13px; overflow-wrap: normal; }
caption { text-align: left; color: var(--soft); padding: 6px 0; }
th, td { padding: 3px 10px 3px 0; border-bottom: 1px solid var(--rule); text-align: start; max-width: 320px; }
td { overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
tr.total { font-weight: 600; }
.note { margin: 4px 0; font-size: 13px; color: var(--soft); }
dt { font-weight: 600; }
dd { margin: 0 0 8px; }
footer { color: var(--soft); font-size: 13px; margin-top: 24px; }
@media screen and (max-width: 720px) {
  body { padding: 16px 12px; }
  .wide { display: none; }
  .narrow { display: block; }
}
@media print {
  @page { size: A4; margin: 14mm; }
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; background: #fff; font-size: 10.5pt; }
  details, nav { display: none; }
  svg.cx-wide { max-width: 100%; }
  figure, .card { break-inside: avoid; }
  h2 { break-after: avoid; }
}
)";

std::string contents(const std::vector<section>& sections) {
  if (sections.size() < 2) return "";
  std::string text = "<nav aria-label=\"Contents\"><ul>\n";
  for (const section& section : sections) {
    text += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, xml_escaped(section.name));
  }
  return text +
         "<li><a href=\"#rows\">Rows read</a></li>\n<li><a "
         "href=\"#definitions\">Definitions</a></li>\n</ul></nav>\n";
}

const accounting* rows_of(const std::vector<table>& tables) {
  const accounting* rows = nullptr;
  for (const table& table : tables) {
    if (table.accounting) rows = &*table.accounting;
  }
  return rows;
}

std::string warning(const std::vector<table>& tables) {
  const accounting* const rows = rows_of(tables);
  const std::string lost = rows == nullptr ? "" : lost_rows(*rows);
  return lost.empty() ? "" : fmt::format("<p role=\"note\"><strong>{}</strong></p>\n", xml_escaped(lost));
}

std::string rows_read(const std::vector<table>& tables) {
  const accounting* const rows = rows_of(tables);
  if (rows == nullptr) return "";
  std::string text = "<section id=\"rows\">\n<h2>Rows read</h2>\n<div class=\"paper\">\n<ul>\n";
  for (const std::string& line : lines_of(*rows)) text += fmt::format("<li>{}</li>\n", xml_escaped(line));
  return text + "</ul>\n</div>\n</section>\n";
}

std::string definitions(const std::vector<section>& sections) {
  std::string text = "<section id=\"definitions\">\n<h2>Definitions</h2>\n<div class=\"paper\">\n<dl>\n";
  for (const section& section : sections) text += definition(section);
  return text +
         R"(<dt>Interval</dt><dd>What the value can be among all whom the sample stands for, given the answers, at the level stated.</dd>
<dt>n</dt><dd>The number of answers, or of customers, that a value rests on. Below 30 a mark is hollow, or has a corner.</dd>
<dt>Significant</dt><dd>A difference that is more than noise at the level of the intervals, after its p-value was
adjusted for the number of comparisons in its table. Changes and differences from everybody else are two families: each
is adjusted by itself. The notes below the figures name the adjustment.</dd>
</dl>
</div>
</section>
)";
}

}  // namespace

std::string to_html(const std::vector<table>& tables, const html_options& options) {
  std::vector<table> shown;
  for (const table& table : tables) shown.push_back(shortened(table));
  const std::vector<section> sections = sections_of(shown);
  const std::string title = xml_escaped(options.title);
  std::string text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "base-uri 'none'; form-action 'none'\"/>\n"
      "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      "<title>{0}</title>\n<style>{1}{2}</style>\n</head>\n<body>\n<main>\n<h1>{0}</h1>\n",
      title, page_style, chart_style());
  text += warning(tables);
  text += contents(sections);
  text += "<section class=\"cards\" aria-label=\"Headlines\">\n";
  for (const section& section : sections) text += card(section);
  text += "</section>\n";
  if (sections.empty()) text += "<p>There is nothing to report.</p>\n";
  for (const section& section : sections) text += charts(section);
  text += rows_read(tables);
  if (!sections.empty()) text += definitions(sections);
  return text + "</main>\n</body>\n</html>\n";
}

}  // namespace cxmetrics
