// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_PROGRESS_HPP
#define CXMETRICS_CXREPORT_PROGRESS_HPP

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace cxreport {

/// How far a long work has come.
struct progress_state {
  std::uint64_t bytes = 0;         ///< read so far
  std::uint64_t bytes_in_all = 0;  ///< 0 where not known
  std::uint64_t rows = 0;
  double seconds = 0;  ///< since the work began
};

/// "42 %  1,234,567 rows  310,000 rows/s  0:12 left". Share and time left are there only where the whole is known.
std::string to_string(const progress_state& state);

/// Shows on a terminal how far a long work has come, in one line that is gone when it ends. Silent where the stream is
/// no terminal, and for work that takes less than half a second.
class progress {
 public:
  using clock = std::chrono::steady_clock;

  /// The work begins now. 0 bytes where the whole is not known.
  explicit progress(std::FILE* terminal, std::uint64_t bytes_in_all = 0);
  ~progress();
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  /// So much has been read in all. Cheap enough to be called for every piece read; writes ten times a second.
  void update(std::uint64_t bytes, std::uint64_t rows);

 private:
  std::FILE* terminal_;  // nullptr: silent
  std::uint64_t bytes_in_all_;
  clock::time_point begin_;
  clock::time_point next_;
  bool shown_ = false;
};

}  // namespace cxreport

#endif
