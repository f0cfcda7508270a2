// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/csv_cutter.hpp"
#include "input/csv_delivery.hpp"

#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/csv.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

[[noreturn]] void throw_no_header() {
  throw std::runtime_error("the input is empty: there is no header");
}

// Hands the blocks of a file to several threads. They are read and joined one at a time, in order, so that the rows
// are the same as when there is only one thread; what takes time, to cut them and to use their rows, all do at once.
class shared_reader {
 public:
  shared_reader(input& from, std::vector<detail::csv_delivery>& deliveries, const csv_options& options)
      : from_(from), deliveries_(deliveries), block_bytes_(options.block), cutter_(options) {}

  // Fills a block that has rows, or might; false if there is none left.
  bool next(detail::csv_block& block) {
    for (;;) {
      const std::optional<std::uint64_t> number = read(block);
      if (!number) return false;
      if (begun_) cutter_.cut_ahead(block);
      if (!join(block, *number)) return false;
      if (begun_) return true;
    }
  }

  // Lets the other threads end, because this one has failed.
  void stop() {
    const std::scoped_lock guard{reading_, joining_};
    ended_ = true;
    stopped_ = true;
    joined_.notify_all();
  }

 private:
  // The number of the block; nothing at the end.
  std::optional<std::uint64_t> read(detail::csv_block& block) {
    const std::lock_guard guard{reading_};
    if (ended_) return std::nullopt;
    try {
      fill(block);
    } catch (...) {
      // To be thrown when it is this block's turn: what is wrong before comes first.
      read_error_ = std::current_exception();
      block.last = true;
    }
    ended_ = block.last;
    return blocks_read_++;
  }

  // False if another thread has failed.
  bool join(detail::csv_block& block, std::uint64_t number) {
    std::unique_lock guard{joining_};
    joined_.wait(guard, [&] { return blocks_joined_ == number || stopped_; });
    if (stopped_) return false;
    if (block.last && read_error_) std::rethrow_exception(read_error_);
    cutter_.join(block);
    if (!begun_ && cutter_.header()) {
      for (detail::csv_delivery& delivery : deliveries_) delivery.begin(*cutter_.header());
      begun_ = true;
    }
    if (block.last && !begun_) throw_no_header();
    ++blocks_joined_;
    guard.unlock();
    joined_.notify_all();
    return true;
  }

  void fill(detail::csv_block& block) {
    block.batch.size = 0;
    block.last = false;
    while (block.batch.size < block_bytes_ && !block.last) {
      const std::size_t count = from_.read(block.batch.room(block_bytes_ - block.batch.size));
      block.batch.size += count;
      block.last = count == 0;
    }
  }

  input& from_;
  std::vector<detail::csv_delivery>& deliveries_;
  std::size_t block_bytes_;

  std::mutex reading_;
  std::uint64_t blocks_read_ = 0;
  bool ended_ = false;
  std::exception_ptr read_error_;  // of the last block

  std::mutex joining_;
  std::condition_variable joined_;
  detail::csv_cutter cutter_;
  std::uint64_t blocks_joined_ = 0;
  bool stopped_ = false;
  std::atomic<bool> begun_ = false;  // there is a header
};

}  // namespace

class csv_parser::engine {
 public:
  engine(const csv_options& options, row_sink& sink)
      : block_bytes_(options.block), cutter_(options), delivery_(sink, options) {}

  void push(std::string_view piece) {
    while (!piece.empty()) {
      const std::string_view taken = piece.substr(0, block_bytes_ - block_.batch.size);
      block_.batch.append(taken);
      if (block_.batch.size == block_bytes_) read();
      piece.remove_prefix(taken.size());
    }
  }

  void finish() {
    block_.last = true;
    read();
    if (!cutter_.header()) throw_no_header();
  }

 private:
  void read() {
    const bool has_begun = cutter_.header().has_value();
    if (has_begun) cutter_.cut_ahead(block_);
    cutter_.join(block_);
    if (!has_begun && cutter_.header()) delivery_.begin(*cutter_.header());
    delivery_.hand_over(block_);
    block_.batch.size = 0;
  }

  std::size_t block_bytes_;
  detail::csv_cutter cutter_;
  detail::csv_delivery delivery_;
  detail::csv_block block_;
};

csv_parser::csv_parser(const csv_options& options, row_sink& sink)
    : engine_(std::make_unique<engine>(options, sink)) {}

csv_parser::~csv_parser() = default;
csv_parser::csv_parser(csv_parser&&) noexcept = default;
csv_parser& csv_parser::operator=(csv_parser&&) noexcept = default;

void csv_parser::push(std::string_view piece) {
  engine_->push(piece);
}

void csv_parser::finish() {
  engine_->finish();
}

void read_csv(input& from, row_sink& sink, const csv_options& options) {
  row_sink* const one[] = {&sink};
  read_csv(from, one, options);
}

void read_csv(input& from, std::span<row_sink* const> sinks, const csv_options& options) {
  if (sinks.empty()) detail::throw_invalid_argument("reading takes at least one sink");
  std::vector<detail::csv_delivery> deliveries;
  for (row_sink* const sink : sinks) deliveries.emplace_back(*sink, options);
  shared_reader reader{from, deliveries, options};
  detail::run_parts(sinks.size(), [&](std::size_t part) {
    detail::csv_block block;
    try {
      while (reader.next(block)) deliveries[part].hand_over(block);
    } catch (...) {
      reader.stop();
      throw;
    }
  });
}

}  // namespace cxmetrics
