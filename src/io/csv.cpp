// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "io/csv_cutter.hpp"
#include "io/csv_delivery.hpp"

#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/io/csv.hpp>

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

[[noreturn]] void throw_no_header() {
  throw std::runtime_error("the input is empty: there is no header");
}

// Reads and cuts, one thread at a time and in the order of the file, so that the rows are the same as when
// there is only one. That takes less time than to hand them over and to do something with them, which all
// threads do at once.
class shared_reader {
 public:
  shared_reader(input& from, std::vector<detail::csv_delivery>& deliveries, const csv_options& options)
      : from_(from), deliveries_(deliveries), block_(options.block), cutter_(options) {}

  // False at the end.
  bool next(detail::csv_batch& batch) {
    const std::lock_guard guard{turn_};
    if (ended_) return false;
    ended_ = true;  // should something be thrown, the other threads are to end, too
    batch.size = 0;
    batch.append(rest_);
    const bool last = !fill(batch);
    if (last) batch.end();
    const bool has_begun = cutter_.header().has_value();
    cutter_.cut(batch, last);
    rest_ = batch.rest();
    if (!has_begun && cutter_.header()) {
      for (detail::csv_delivery& delivery : deliveries_) delivery.begin(*cutter_.header());
    }
    if (last && !cutter_.header()) throw_no_header();
    ended_ = last;
    return true;
  }

  void stop() {
    const std::lock_guard guard{turn_};
    ended_ = true;
  }

 private:
  // Adds a block; false if the input ended before it was full.
  bool fill(detail::csv_batch& batch) {
    for (std::size_t missing = block_; missing > 0;) {
      const std::size_t count = from_.read(batch.room(missing));
      if (count == 0) return false;
      batch.size += count;
      missing -= count;
    }
    return true;
  }

  input& from_;
  std::vector<detail::csv_delivery>& deliveries_;
  std::size_t block_;
  std::mutex turn_;
  detail::csv_cutter cutter_;
  std::string rest_;
  bool ended_ = false;
};

}  // namespace

class csv_parser::engine {
 public:
  engine(const csv_options& options, csv_handler& handler)
      : block_(options.block), cutter_(options), delivery_(handler, options) {}

  void push(std::string_view piece) {
    while (!piece.empty()) {
      const std::string_view taken = piece.substr(0, block_ - fresh_);
      batch_.append(taken);
      fresh_ += taken.size();
      if (fresh_ == block_) read(false);
      piece.remove_prefix(taken.size());
    }
  }

  void finish() {
    batch_.end();
    read(true);
    if (!cutter_.header()) throw_no_header();
  }

 private:
  void read(bool last) {
    fresh_ = 0;
    const bool has_begun = cutter_.header().has_value();
    cutter_.cut(batch_, last);
    if (!has_begun && cutter_.header()) delivery_.begin(*cutter_.header());
    delivery_.hand_over(batch_);
    const std::string_view rest = batch_.rest();
    std::copy(rest.begin(), rest.end(), batch_.text.begin());
    batch_.size = rest.size();
  }

  std::size_t block_;
  std::size_t fresh_ = 0;  // how much of the batch has not been looked at
  detail::csv_cutter cutter_;
  detail::csv_delivery delivery_;
  detail::csv_batch batch_;
};

csv_parser::csv_parser(const csv_options& options, csv_handler& handler)
    : engine_(std::make_unique<engine>(options, handler)) {}

csv_parser::~csv_parser() = default;

void csv_parser::push(std::string_view piece) {
  engine_->push(piece);
}

void csv_parser::finish() {
  engine_->finish();
}

void read_csv(input& from, csv_handler& handler, const csv_options& options) {
  csv_handler* const one[] = {&handler};
  read_csv(from, one, options);
}

void read_csv(input& from, std::span<csv_handler* const> handlers, const csv_options& options) {
  if (handlers.empty()) detail::throw_invalid_argument("reading takes at least one handler");
  std::vector<detail::csv_delivery> deliveries;
  for (csv_handler* const handler : handlers) deliveries.emplace_back(*handler, options);
  shared_reader reader{from, deliveries, options};
  detail::run_parts(handlers.size(), [&](std::size_t part) {
    detail::csv_batch batch;
    try {
      while (reader.next(batch)) deliveries[part].hand_over(batch);
    } catch (...) {
      reader.stop();
      throw;
    }
  });
}

}  // namespace cxmetrics
