// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_THROW_HPP
#define CXMETRICS_DETAIL_THROW_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/version.hpp>

#include <concepts>
#include <initializer_list>
#include <string_view>

namespace cxmetrics::detail {

// A number or a text that a message quotes.
class quoted {
 public:
  template <std::integral Number>
  constexpr quoted(Number number) : kind_(std::unsigned_integral<Number> ? kind::natural : kind::integer) {
    integer_ = static_cast<long long>(number);
  }
  constexpr quoted(double number) : kind_(kind::real), real_(number) {}
  constexpr quoted(std::string_view text) : kind_(kind::text), text_(text) {}

 private:
  enum class kind { integer, natural, real, text };
  friend class message;
  kind kind_;
  long long integer_ = 0;
  double real_ = 0;
  std::string_view text_{};
};

// Every error the library reports as an exception leaves through one of these two, so that headers need
// neither <stdexcept> nor text handling; each {} of the pattern is replaced by the next value. What they throw is a
// contract_error as well.
[[noreturn]] CXMETRICS_EXPORT void throw_invalid_argument(std::string_view pattern,
                                                          std::initializer_list<quoted> values = {});
[[noreturn]] CXMETRICS_EXPORT void throw_out_of_range(std::string_view pattern,
                                                      std::initializer_list<quoted> values = {});

}  // namespace cxmetrics::detail

#endif
