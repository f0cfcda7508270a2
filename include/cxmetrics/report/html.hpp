// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_HTML_HPP
#define CXMETRICS_REPORT_HTML_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// What stands above a page.
struct html_options {
  std::string title = "Customer experience report";
};

/// A page to look at: one self-contained HTML file without scripts, which loads nothing and says so to the
/// browser. It holds a card for each metric with its interval, base and change against the period before; the
/// charts that the keys of the tables allow, each with its figures in a table; what became of the rows read;
/// and how every metric is computed. For light and dark screens, telephones, and A4 paper.
///
/// Tables of the same metric share a section. The margins of a table with several keys are shown too, unless a table of
/// the metric has that key alone. Nothing is computed here: changes are those that `mark_significance` found. The
/// accounting is that of the last table that has one. Every text is escaped. A table and its charts show at most 1,000
/// groups: those with most answers, and among equals those whose name comes first. They say how many are left out.
CXMETRICS_EXPORT std::string to_html(const std::vector<table>& tables, const html_options& options = {});

}  // namespace cxmetrics

#endif
