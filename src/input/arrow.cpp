// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/arrow_reading.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace cxmetrics {

namespace {

using detail::arrow_kind;
using detail::arrow_owner;
using detail::arrow_place;
using detail::arrow_reading;
using detail::arrow_type;

constexpr std::string_view root = "of all rows";

std::string_view format_of(const ArrowSchema& schema) {
  return schema.format == nullptr ? std::string_view{} : schema.format;
}

bool is_struct(const ArrowSchema& schema) {
  return format_of(schema) == "+s";
}

template <class Struct>
void require_there(const Struct& given, std::string_view what) {
  if (given.release == nullptr) detail::throw_invalid_argument("{} has been released before", {what});
}

row_header header_of(const ArrowSchema& schema) {
  require_there(schema, "an Arrow schema");
  const auto name_of = [](const ArrowSchema& of) { return std::string(of.name == nullptr ? "" : of.name); };
  if (!is_struct(schema)) return row_header({name_of(schema)});
  std::vector<std::string> names;
  for (std::int64_t child = 0; child < schema.n_children; ++child)
    names.push_back(name_of(*schema.children[child]));
  return row_header(names);
}

[[noreturn]] void throw_broken_off(ArrowArrayStream& stream, int fault) {
  const char* const why = stream.get_last_error == nullptr ? nullptr : stream.get_last_error(&stream);
  std::string message = "the stream of Arrow batches failed: ";
  message += why != nullptr && *why != '\0' ? std::string(why) : std::generic_category().message(fault);
  throw std::runtime_error(message);
}

[[noreturn]] void throw_wrong_type(std::string_view column, const ArrowSchema& schema,
                                   std::string_view wanted) {
  const std::string_view format = format_of(schema);
  const std::string held = detail::described(detail::arrow_type_of(format), format);
  detail::throw_invalid_argument("column \"{}\" holds {}, not {}; let the query cast it",
                                 {column, std::string_view(held), wanted});
}

void refuse_nulls(const arrow_place& place, std::string_view column) {
  if (detail::has_nulls(place)) {
    detail::throw_invalid_argument(
        "column \"{}\" has nulls; let the query leave such rows out, or give them a value", {column});
  }
}

arrow_place at_clock(arrow_place place, const arrow_clock& clock) {
  if (clock.time_zone && clock.utc_offset != std::chrono::minutes{0}) {
    detail::throw_invalid_argument("a clock is told by an offset from UTC or by a time zone, not by both");
  }
  place.ahead = clock.utc_offset;
  place.time_zone = clock.time_zone;
  return place;
}

}  // namespace

// A column, and of which type its values are, in place or in a dictionary.
struct arrow_batch::column {
  std::string_view name;
  const ArrowSchema* values;
  arrow_type type;
  arrow_place place;

  void require(bool fits, std::string_view wanted) const {
    if (!fits) throw_wrong_type(name, *values, wanted);
  }
};

arrow_batch::arrow_batch(ArrowSchema& schema, ArrowArray& array)
    : arrow_batch(schema_owner(schema), detail::arrow_owner<ArrowArray>(array)) {}

arrow_batch::arrow_batch(schema_owner schema, detail::arrow_owner<ArrowArray> array)
    : arrow_batch(std::make_shared<const schema_owner>(std::move(schema)), std::move(array), nullptr) {}

arrow_batch::arrow_batch(std::shared_ptr<const schema_owner> schema, detail::arrow_owner<ArrowArray> array,
                         std::shared_ptr<const row_header> header)
    : schema_(std::move(schema)), array_(std::move(array)), header_(std::move(header)) {
  if (!header_) header_ = std::make_shared<const row_header>(header_of(**schema_));
  require_there(*array_, "an Arrow array");
  const bool has_columns = is_struct(**schema_);
  // That there are all rows, and that none is null as a whole.
  const arrow_type whole{.kind = arrow_kind::other};
  const auto rows = detail::arrow_vector_of(*array_, whole, root, 0, array_->length);
  if (has_columns && rows.valid != nullptr) {
    detail::throw_invalid_argument(
        "an Arrow array that has nulls for whole rows, which are no rows of a table");
  }
  if (has_columns && array_->n_children != (*schema_)->n_children) {
    detail::throw_invalid_argument("an Arrow array of {} columns, but a schema of {}",
                                   {array_->n_children, (*schema_)->n_children});
  }
  rows_ = rows.size;
}

arrow_batch::column arrow_batch::column_of(std::string_view name) const {
  const std::size_t index = header_->index_of(name);
  const bool has_columns = is_struct(**schema_);
  const ArrowSchema* schema = has_columns ? (*schema_)->children[index] : &**schema_;
  const ArrowArray* array = has_columns ? array_->children[index] : &*array_;
  const std::int64_t skipped = has_columns ? array_->offset : 0;
  const arrow_type type = detail::arrow_type_of(format_of(*schema));
  column result{name, schema, type, {arrow_vector_of(*array, type, name, skipped, array_->length)}};
  if (schema->dictionary == nullptr) return result;

  result.require(type.kind == arrow_kind::whole, "codes of a dictionary");
  result.values = schema->dictionary;
  result.type = detail::arrow_type_of(format_of(*schema->dictionary));
  if (array->dictionary == nullptr)
    detail::throw_invalid_argument("column \"{}\" lacks its dictionary", {name});
  if (schema->dictionary->dictionary != nullptr) result.type = {};
  result.place.dictionary =
      arrow_vector_of(*array->dictionary, result.type, name, 0, array->dictionary->length);
  return result;
}

arrow_scores arrow_batch::scores(std::string_view name) const {
  column of = column_of(name);
  of.require(of.type.kind == arrow_kind::whole || of.type.kind == arrow_kind::boolean,
             "whole numbers or booleans");
  return arrow_reading::scores(std::move(of.place));
}

arrow_texts arrow_batch::texts(std::string_view name) const {
  column of = column_of(name);
  of.require(of.type.is_text() || of.type.kind == arrow_kind::boolean, "texts or booleans");
  return arrow_reading::texts(std::move(of.place), of.type);
}

arrow_numbers arrow_batch::numbers(std::string_view name) const {
  column of = column_of(name);
  of.require(of.type.kind == arrow_kind::whole || of.type.kind == arrow_kind::boolean,
             "whole numbers or booleans");
  refuse_nulls(of.place, name);
  return arrow_reading::numbers(std::move(of.place));
}

arrow_weights arrow_batch::weights(std::string_view name) const {
  column of = column_of(name);
  of.require(of.type.kind == arrow_kind::real || of.type.kind == arrow_kind::whole, "numbers");
  refuse_nulls(of.place, name);
  return arrow_reading::weights(std::move(of.place), of.type);
}

arrow_batch::column arrow_batch::days_in(std::string_view name, const arrow_clock& clock) const {
  column of = column_of(name);
  of.require(of.type.kind == arrow_kind::date || of.type.kind == arrow_kind::moment, "dates or timestamps");
  of.place = at_clock(std::move(of.place), clock);
  return of;
}

arrow_days arrow_batch::days(std::string_view name, const arrow_clock& clock) const {
  column of = days_in(name, clock);
  return arrow_reading::days(std::move(of.place), of.type);
}

arrow_periods arrow_batch::periods(std::string_view name, granularity granularity,
                                   const arrow_clock& clock) const {
  column of = days_in(name, clock);
  of.place.granularity = granularity;
  return arrow_reading::periods(std::move(of.place), of.type);
}

arrow_spells arrow_batch::spells(std::string_view since, std::string_view until,
                                 const arrow_clock& clock) const {
  column first = days_in(since, clock);
  refuse_nulls(first.place, since);
  return {arrow_reading::days(std::move(first.place), first.type), days(until, clock)};
}

std::span<const std::int32_t> arrow_batch::day_numbers(std::string_view name) const {
  const column of = column_of(name);
  of.require(of.type.kind == arrow_kind::date && !of.place.dictionary, "dates in place");
  refuse_nulls(of.place, name);
  if (rows_ == 0) return {};
  const auto* const all = static_cast<const std::int32_t*>(of.place.rows.array->buffers[1]);
  return {all + of.place.rows.first, rows_};
}

arrow_stream::arrow_stream(ArrowArrayStream& stream) : stream_(stream) {
  require_there(*stream_, "an Arrow stream");
  ArrowSchema schema{};
  if (const int fault = stream_->get_schema(stream_.get(), &schema); fault != 0)
    throw_broken_off(*stream_.get(), fault);
  schema_ = std::make_shared<const arrow_batch::schema_owner>(arrow_batch::schema_owner(schema));
  header_ = std::make_shared<const row_header>(header_of(**schema_));
}

std::optional<arrow_batch> arrow_stream::next() {
  if (at_end_) return std::nullopt;
  at_end_ = true;  // unless there is a batch
  ArrowArray array{};
  if (const int fault = stream_->get_next(stream_.get(), &array); fault != 0)
    throw_broken_off(*stream_.get(), fault);
  if (array.release == nullptr) return std::nullopt;
  arrow_batch batch(schema_, arrow_owner<ArrowArray>(array), header_);
  at_end_ = false;
  return batch;
}

}  // namespace cxmetrics
