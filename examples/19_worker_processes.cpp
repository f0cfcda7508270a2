// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Four processes count a part of the answers each, and send what they counted through a pipe. One adds it up: the same figures,
// to the last bit, as if one had counted all.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace cx = cxmetrics;

namespace {

constexpr int workers = 4;

int score_of(int answer) {
  return answer % 11;
}

cx::tally count(int first, int last) {
  cx::tally tally{cx::zero_to_ten};
  for (int answer = first; answer < last; ++answer) tally.record(score_of(answer));
  return tally;
}

// Sends the bytes of a state and ends the worker.
[[noreturn]] void send(int pipe, const cx::tally& tally) {
  const std::vector<std::byte> bytes = cx::bytes_of(tally);
  std::span<const std::byte> left = bytes;
  while (!left.empty()) {
    const ssize_t sent = write(pipe, left.data(), left.size());
    if (sent < 0) _exit(EXIT_FAILURE);
    left = left.subspan(static_cast<std::size_t>(sent));
  }
  _exit(EXIT_SUCCESS);
}

std::vector<std::byte> receive(int pipe) {
  std::vector<std::byte> bytes;
  std::array<std::byte, 64> piece;
  for (ssize_t size; (size = read(pipe, piece.data(), piece.size())) > 0;)
    bytes.insert(bytes.end(), piece.begin(), piece.begin() + size);
  return bytes;
}

}  // namespace

int main() {
  std::vector<int> pipes;
  for (int worker = 0; worker < workers; ++worker) {
    int ends[2];
    if (pipe(ends) != 0) return EXIT_FAILURE;
    const pid_t child = fork();
    if (child < 0) return EXIT_FAILURE;
    if (child == 0) send(ends[1], count(worker * 250'000, (worker + 1) * 250'000));
    close(ends[1]);
    pipes.push_back(ends[0]);
  }

  cx::tally all{cx::zero_to_ten};
  std::size_t largest = 0;
  for (const int pipe : pipes) {
    std::vector<std::byte> received = receive(pipe);
    close(pipe);
    all += cx::state_of_bytes<cx::tally>(received);
    largest = std::max(largest, received.size());
  }
  while (wait(nullptr) > 0) {
  }
  expect(fmt::format("{} answers from {} processes, {} bytes each", all.answered(), workers, largest),
         "1000000 answers from 4 processes, 156 bytes each");
  expect(all == count(0, workers * 250'000) ? "the same as counted by one" : "different",
         "the same as counted by one");
  expect(fmt::format("NPS {}", cx::nps(all)), "NPS -45.5 [-45.6, -45.3] (n = 1,000,000)");

  // What was cut short on the way is no state, and says so.
  std::vector<std::byte> damaged = cx::bytes_of(all);
  damaged.pop_back();
  try {
    all += cx::state_of_bytes<cx::tally>(damaged);
  } catch (const cx::snapshot_error& error) {
    expect(error.what(), "a state that is cut short: 155 bytes for 2 parameters and 13 words");
  }

  // The same for people and for other programs.
  cx::tally two{cx::scale{0, 1}};
  two.record(1, 3);
  expect(cx::json_of(two),
         R"({"format": "cxmetrics state", "version": 1, "type": "tally", "layout": 1, "parameters": [0, 1], )"
         R"("words": [0, 3, 0, 0], "crc32": 2782268521})");
}
