// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "io/csv_cutter.hpp"
#include "io/csv_delivery.hpp"

#include <cxmetrics/io/csv.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cxmetrics {
namespace {

[[noreturn]] void throw_no_header() {
  throw std::runtime_error("the input is empty: there is no header");
}

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
  csv_parser parser{options, handler};
  std::string block(options.block, '\0');
  while (const std::size_t size = from.read(std::span{block})) {
    parser.push(std::string_view{block}.substr(0, size));
  }
  parser.finish();
}

}  // namespace cxmetrics
