// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CONTRACT_ERROR_HPP
#define CXMETRICS_CONTRACT_ERROR_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/version.hpp>

namespace cxmetrics {

/// What every exception is that tells of wrong use: a score off the scale, a level of 95, tallies of two scales merged.
/// Each is a `std::invalid_argument` or a `std::out_of_range` as well, and may be caught as that. Trouble with data is
/// none: a file that cannot be read throws another exception, and a bad line throws none.
///
///     try { … }
///     catch (const contract_error& error) { … }   // the program is wrong: error.what()
///     catch (const std::exception& error) { … }   // the world is
class CXMETRICS_EXPORT contract_error {
 public:
  virtual const char* what() const noexcept = 0;

 protected:
  contract_error() = default;
  contract_error(const contract_error&) = default;
  contract_error& operator=(const contract_error&) = default;
  virtual ~contract_error();
};

}  // namespace cxmetrics

#endif
