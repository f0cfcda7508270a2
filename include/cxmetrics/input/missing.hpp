// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_MISSING_HPP
#define CXMETRICS_INPUT_MISSING_HPP

#include <cxmetrics/export.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// The texts that stand for nothing: in a column of scores nobody answered, in one of weights or dates there is none,
/// and in one of ends the customer is still there.
///
/// The usual signs are known: no text or spaces only, `NA`, `N/A`, `NULL`, `None`, `NaN`, `NaT`, `<NA>` and `#N/A` in
/// capital or small letters, `\N`, a single dash, and MySQL's `0000-00-00`. Others are declared. A declared whole number
/// stands for itself in any way of writing (`11` for ` 11` and `11.0`), anything else for this very text (`Blank`,
/// `9999-12-31`), however its characters are composed where the library was built with utf8proc. Spaces around a text,
/// no-break ones included, do not matter.
class missing_signs {
 public:
  CXMETRICS_EXPORT explicit missing_signs(const std::vector<std::string>& declared = {});

  /// Allocates only for a text beyond ASCII where such a sign is declared. Linear in the text and the number of
  /// declared signs.
  CXMETRICS_EXPORT bool contains(std::string_view text) const;

  /// Whether a text is one of the declared signs.
  CXMETRICS_EXPORT bool declared(std::string_view text) const;

  /// Whether a text is one of the usual signs.
  CXMETRICS_EXPORT static bool usual(std::string_view text) noexcept;

 private:
  std::vector<std::int64_t> numbers_;
  std::vector<std::string> texts_;
  bool beyond_ascii_ = false;  // whether any of the texts is
};

}  // namespace cxmetrics

#endif
