// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Processes of an MPI program count a part of the answers each, and one adds up: the same bits as if one had counted all.
//
//     mpirun -n 4 four_ranks
#include "../expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/nps.hpp>

#define OMPI_SKIP_MPICXX 1  // no more than the C interface
#define MPICH_SKIP_MPICXX 1
#include <cstddef>
#include <cstdint>
#include <mpi.h>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace cx = cxmetrics;

namespace {

constexpr int answers = 1'000'000;

struct answer {
  std::string segment;
  int score;
};

// Those from one number up to, but not including, another; each rank could read a file of its own instead.
std::vector<answer> answers_of(int first, int last) {
  static constexpr const char* segments[] = {"retail", "business", "public"};
  std::vector<answer> result;
  for (int i = first; i < last; ++i) result.push_back({segments[i % 3], i * 7 % 11});
  return result;
}

using by_segment = cx::breakdown<cx::tally, std::string>;

by_segment count_by_segment(int first, int last) {
  return cx::break_down(cx::zero_to_ten, answers_of(first, last), &answer::score, &answer::segment);
}

// A tally is a block of 64-bit counters, which MPI adds up by itself, along a tree of ranks. Valid at rank 0.
cx::tally sum_of(const cx::tally& part) {
  static_assert(sizeof(cx::tally_counters) % sizeof(std::uint64_t) == 0);
  cx::tally_counters sum;
  MPI_Reduce(&part.counters(), &sum, sizeof sum / sizeof(std::uint64_t), MPI_UINT64_T, MPI_SUM, 0,
             MPI_COMM_WORLD);
  return cx::tally{part.scale(), sum};
}

// Any other state travels as bytes, and is added up where it arrives. Valid at rank 0.
template <class State>
State merged_of(const State& part, State empty) {
  int rank = 0, ranks = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const std::vector<std::byte> bytes = cx::bytes_of(part);
  const int size = static_cast<int>(bytes.size());
  std::vector<int> sizes(static_cast<std::size_t>(ranks)), begins(sizes.size() + 1);
  MPI_Gather(&size, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
  std::partial_sum(sizes.begin(), sizes.end(), begins.begin() + 1);
  std::vector<std::byte> all(static_cast<std::size_t>(begins.back()));
  MPI_Gatherv(bytes.data(), size, MPI_BYTE, all.data(), sizes.data(), begins.data(), MPI_BYTE, 0,
              MPI_COMM_WORLD);
  for (std::size_t at = 0; rank == 0 && at < sizes.size(); ++at) {
    empty += cx::state_of_bytes<State>(
        std::span(all).subspan(static_cast<std::size_t>(begins[at]), static_cast<std::size_t>(sizes[at])));
  }
  return empty;
}

}  // namespace

int main(int count, char** arguments) {
  MPI_Init(&count, &arguments);
  int rank = 0, ranks = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);

  const int first = static_cast<int>(std::int64_t{answers} * rank / ranks);
  const int last = static_cast<int>(std::int64_t{answers} * (rank + 1) / ranks);
  const by_segment part = count_by_segment(first, last);
  const cx::tally total = sum_of(part.total());
  const by_segment all = merged_of(part, by_segment{cx::tally{cx::zero_to_ten}});

  if (rank == 0) {
    const by_segment by_one = count_by_segment(0, answers);
    expect(fmt::format("{} answers of {} ranks", total.answered(), ranks), "1000000 answers of 4 ranks");
    expect(total == by_one.total() ? "the same sum" : "another sum", "the same sum");
    expect(cx::bytes_of(all) == cx::bytes_of(by_one) ? "the same bytes" : "other bytes", "the same bytes");
    expect(fmt::format("NPS {}", cx::nps(total)), "NPS -45.5 [-45.6, -45.3] (n = 1,000,000)");
    expect(fmt::format("NPS of business {}", cx::nps(*all.find("business"))),
           "NPS of business -45.5 [-45.7, -45.2] (n = 333,333)");
  }
  return MPI_Finalize();
}
