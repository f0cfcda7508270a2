// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/nps.hpp>

namespace cxmetrics {
namespace {

bool is_net(const metric& metric) {
  return metric.distribution_of(tally{metric.scale()}).kind_of() == distribution::kind::net;
}

// The words of a net score: the field's own on its own scale, plain ones elsewhere.
std::vector<std::string> count_names_of(const metric& metric) {
  if (!is_net(metric)) return {};
  if (metric.scale() == zero_to_ten) return {"promoters", "passives", "detractors"};
  return {"positive", "neutral", "negative"};
}

}  // namespace

namespace detail {

table_row row_of(const metric& metric, const tally& tally, const estimate_options& options) {
  table_row row;
  row.result = metric(tally, options);
  row.missing = tally.missing();
  row.off_scale = tally.off_scale();
  if (is_net(metric)) {
    const promoter_counts counts = promoters_of(tally, metric);
    row.counts = {counts.promoters, counts.passives, counts.detractors};
  }
  return row;
}

void require_key_names(const table& table) {
  for (const table_row& row : table.rows) {
    if (row.key.size() != table.key_names.size()) {
      throw_invalid_argument("a key of {} parts under {} column names",
                             {row.key.size(), table.key_names.size()});
    }
  }
}

}  // namespace detail

table make_table(const metric& metric, const tally& tally, const estimate_options& options) {
  table result;
  result.metric = metric.name();
  result.unit = metric.unit();
  result.better = metric.better();
  result.level = options.level.level();
  result.count_names = count_names_of(metric);
  result.total = detail::row_of(metric, tally, options);
  return result;
}

}  // namespace cxmetrics
