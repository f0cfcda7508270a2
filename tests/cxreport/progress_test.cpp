// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxreport/progress.hpp"
#include "support/catch.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <thread>
#include <unistd.h>

namespace tests_of_progress {

TEST_CASE("progress tells the share, the rows, their speed and the time left", "[progress]") {
  CHECK(to_string(cxreport::progress_state{420, 1000, 1234567, 4}) ==
        " 42 %  1,234,567 rows  308,641 rows/s  0:06 left");
  CHECK(to_string(cxreport::progress_state{1000, 1000, 7, 1}) == "100 %  7 rows  7 rows/s  0:00 left");
  CHECK(to_string(cxreport::progress_state{1, 10000, 1, 1}) == "  0 %  1 rows  1 rows/s  2:46:39 left");
}

TEST_CASE("progress of what is not known tells the rows alone", "[progress]") {
  CHECK(to_string(cxreport::progress_state{420, 0, 1000, 2}) == "1,000 rows  500 rows/s");
  CHECK(to_string(cxreport::progress_state{}) == "0 rows");
  CHECK(to_string(cxreport::progress_state{0, 100, 0, 1}) == "  0 %  0 rows  0 rows/s");
}

TEST_CASE("progress never tells more than the whole", "[progress]") {
  CHECK(to_string(cxreport::progress_state{2000, 1000, 1, 1}) == "100 %  1 rows  1 rows/s  0:00 left");
}

TEST_CASE("progress is silent where nobody looks", "[progress]") {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  {
    cxreport::progress progress{file, 100};
    std::this_thread::sleep_for(std::chrono::milliseconds{600});
    progress.update(50, 10);
    cxreport::progress nowhere{nullptr};
    nowhere.update(1, 1);
  }
  CHECK(std::ftell(file) == 0);
  std::fclose(file);
}

TEST_CASE("progress on a terminal is one line that is gone at the end", "[progress]") {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) {
    WARN("there are no terminals here");
    return;
  }
  std::FILE* terminal = std::fopen(::ptsname(master), "w");
  REQUIRE(terminal != nullptr);
  {
    cxreport::progress progress{terminal, 100};
    progress.update(10, 1);
    std::this_thread::sleep_for(std::chrono::milliseconds{600});
    progress.update(50, 10);
  }
  // What was written comes through the terminal in pieces, and in its own time.
  std::string text;
  pollfd ready{master, POLLIN, 0};
  while (!text.ends_with("\r\x1b[K") && ::poll(&ready, 1, 10000) > 0) {
    char piece[500];
    const auto length = ::read(master, piece, sizeof piece);
    if (length <= 0) break;
    text.append(piece, static_cast<std::size_t>(length));
  }
  CHECK(text.find("\r 50 %  10 rows") == 0);
  CHECK(text.ends_with("\r\x1b[K"));
  CHECK(text.find('\n') == std::string::npos);
  std::fclose(terminal);
  ::close(master);
}

}  // namespace tests_of_progress
