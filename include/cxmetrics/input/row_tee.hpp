// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ROW_TEE_HPP
#define CXMETRICS_INPUT_ROW_TEE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// Hands each row to several sinks, so that one reading of a source answers several questions. Each sink sees the
/// columns that it asked for.
class row_tee final : public row_sink {
 public:
  /// The sinks have to live as long.
  CXMETRICS_EXPORT explicit row_tee(std::vector<row_sink*> sinks);

  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void rows(const row_batch& rows) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

 private:
  std::vector<row_sink*> sinks_;
  std::vector<std::size_t> widths_;  // how many columns each asked for
  std::vector<std::string_view> fields_;
};

}  // namespace cxmetrics

#endif
