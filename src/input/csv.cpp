// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/csv_cutter.hpp"
#include "input/csv_delivery.hpp"
#include "input/encoding.hpp"

#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/csv.hpp>

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

[[noreturn]] void throw_no_header() {
  throw std::runtime_error("the input is empty: there is no header");
}

// The text of a file, block by block.
class text_input {
 public:
  text_input(input& from, const csv_options& options)
      : from_(from), block_bytes_(options.block), text_(options.encoding, from.name()) {}

  void fill(detail::csv_block& block) {
    block.batch.size = 0;
    block.last = false;
    while (block.batch.size < block_bytes_ && !block.last) {
      if (text_.is_plain()) {
        const std::size_t count = from_.read(block.batch.room(block_bytes_ - block.batch.size));
        block.batch.size += count;
        block.last = count == 0;
      } else {
        raw_.resize(block_bytes_);
        const std::size_t count = from_.read(raw_);
        block.last = count == 0;
        text_.append({raw_.data(), count}, block.last, block.batch);
      }
    }
  }

 private:
  input& from_;
  std::size_t block_bytes_;
  detail::decoded_text text_;
  std::vector<char> raw_;  // of a block in another encoding
};

// Hands the blocks of a file to several threads. They are read and joined one at a time, in order, so that the rows
// are the same as when there is only one thread; what takes time, to cut them and to use their rows, all do at once.
class shared_reader {
 public:
  // `first` was read and joined by the cutter.
  shared_reader(text_input& from, detail::csv_cutter& cutter, const detail::csv_block& first)
      : from_(from), cutter_(cutter), ended_(first.last) {}

  // Fills a block; false if there is none left.
  bool next(detail::csv_block& block) {
    const std::optional<std::uint64_t> number = read(block);
    if (!number) return false;
    cutter_.cut_ahead(block);
    return join(block, *number);
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
      from_.fill(block);
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
    ++blocks_joined_;
    guard.unlock();
    joined_.notify_all();
    return true;
  }

  text_input& from_;

  std::mutex reading_;
  std::uint64_t blocks_read_ = 0;
  std::exception_ptr read_error_;  // of the last block

  std::mutex joining_;
  std::condition_variable joined_;
  detail::csv_cutter& cutter_;
  std::uint64_t blocks_joined_ = 0;
  bool ended_;
  bool stopped_ = false;
};

}  // namespace

class csv_parser::engine {
 public:
  engine(const csv_options& options, row_sink& sink)
      : block_bytes_(options.block),
        cutter_(options),
        delivery_(sink, options),
        text_(options.encoding, "the input") {}

  void push(std::string_view piece) {
    while (!piece.empty()) {
      const std::string_view taken = piece.substr(0, block_bytes_ - block_.batch.size);
      text_.append(taken, false, block_.batch);
      if (block_.batch.size >= block_bytes_) read();
      piece.remove_prefix(taken.size());
    }
  }

  void finish() {
    text_.append({}, true, block_.batch);
    block_.last = true;
    read();
    if (!cutter_.header()) throw_no_header();
  }

 private:
  void read() {
    const bool has_begun = cutter_.header().has_value();
    if (has_begun) cutter_.cut_ahead(block_);
    cutter_.join(block_);
    if (!has_begun && cutter_.header()) delivery_.begin(*cutter_.header(), cutter_.delimiter());
    delivery_.hand_over(block_);
    block_.batch.size = 0;
  }

  std::size_t block_bytes_;
  detail::csv_cutter cutter_;
  detail::csv_delivery delivery_;
  detail::decoded_text text_;
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

class csv_source::state {
 public:
  state(input& from, const csv_options& options)
      : options_(options), cutter_(options), text_(from, options) {}

  const row_header& header() {
    while (!cutter_.header()) {
      if (first_.last) throw_no_header();
      text_.fill(first_);
      cutter_.join(first_);
    }
    return *cutter_.header();
  }

  void sample(row_sink& into) { begun(into).hand_over(first_); }

  void read(std::span<row_sink* const> sinks) {
    if (sinks.empty()) detail::throw_invalid_argument("reading takes at least one sink");
    if (std::exchange(was_read_, true)) detail::throw_invalid_argument("a source is read once");
    std::vector<detail::csv_delivery> deliveries;
    for (row_sink* const sink : sinks) deliveries.push_back(begun(*sink));
    shared_reader reader{text_, cutter_, first_};
    detail::run_parts(sinks.size(), [&](std::size_t part) {
      try {
        if (part == 0) deliveries[0].hand_over(first_);
        detail::csv_block block;
        while (reader.next(block)) deliveries[part].hand_over(block);
      } catch (...) {
        reader.stop();
        throw;
      }
    });
    for (const detail::csv_delivery& each : deliveries) {
      const doubtful_rows& found = each.doubtful();
      if (found.count == 0) continue;
      const bool is_first = doubtful_.count == 0 || found.first_line < doubtful_.first_line;
      if (is_first) doubtful_.first_line = found.first_line;
      doubtful_.count += found.count;
    }
  }

  const doubtful_rows& doubtful() const { return doubtful_; }

 private:
  detail::csv_delivery begun(row_sink& sink) {
    detail::csv_delivery delivery{sink, options_};
    const row_header& names = header();
    delivery.begin(names, cutter_.delimiter());
    return delivery;
  }

  csv_options options_;
  detail::csv_cutter cutter_;
  text_input text_;
  detail::csv_block first_;  // the one in which the header ends, joined
  bool was_read_ = false;
  doubtful_rows doubtful_;
};

csv_source::csv_source(input& from, const csv_options& options)
    : state_(std::make_unique<state>(from, options)) {}

csv_source::~csv_source() = default;

const row_header& csv_source::header() {
  return state_->header();
}

void csv_source::sample(row_sink& into) {
  state_->sample(into);
}

void csv_source::read(std::span<row_sink* const> sinks) {
  state_->read(sinks);
}

const doubtful_rows& csv_source::doubtful() const {
  return state_->doubtful();
}

void read_csv(input& from, row_sink& sink, const csv_options& options) {
  csv_source source{from, options};
  read_rows(source, sink);
}

void read_csv(input& from, std::span<row_sink* const> sinks, const csv_options& options) {
  csv_source{from, options}.read(sinks);
}

}  // namespace cxmetrics
