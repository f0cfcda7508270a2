// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The module cxmetrics of Python: answers in columns of NumPy and pandas, counted where they lie. Names are those of the
// library. While it counts, other threads of Python run.
#include "column.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/contract_error.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>
#include <cxmetrics/version.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <pybind11/operators.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cx = cxmetrics;
namespace py = pybind11;
using namespace py::literals;
using cx::python::column;

namespace {

using by_number = cx::breakdown<cx::tally, std::int64_t>;
using by_text = cx::breakdown<cx::tally, std::string>;

template <class State>
py::bytes in_python(const State& state) {
  const std::vector<std::byte> bytes = cx::bytes_of(state);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

cx::snapshot snapshot_in(const py::bytes& given) {
  const auto text = static_cast<std::string_view>(given);
  return cx::snapshot_of_bytes({reinterpret_cast<const std::byte*>(text.data()), text.size()});
}

const cx::tally nobody{cx::zero_to_ten};

// The state of the one of these types that the snapshot names.
template <class State, class... Others>
py::object state_of(const cx::snapshot& stored, const State& empty, const Others&... others) {
  if constexpr (sizeof...(others) > 0) {
    if (stored.type != empty.snapshot().type) return state_of(stored, others...);
  }
  return py::cast(State::restore(stored));
}

// What all states have in common.
template <class State>
py::class_<State> add_state(py::module_& to, const char* name, const char* meaning) {
  return py::class_<State>(to, name, meaning)
      .def(py::self += py::self)
      .def(py::self + py::self)
      .def(py::self == py::self)
      .def(py::pickle([](const State& state) { return in_python(state); },
                      [](py::bytes bytes) { return State::restore(snapshot_in(bytes)); }));
}

template <class Tally>
void add_counts(py::class_<Tally>& to) {
  to.def(py::init<cx::scale>(), "scale"_a)
      .def("scale", &Tally::scale)
      .def("answered", &Tally::answered)
      .def("missing", &Tally::missing)
      .def("off_scale", &Tally::off_scale)
      .def("asked", &Tally::asked);
}

template <class Breakdown>
void add_breakdown(py::module_& to, const char* name, const char* meaning) {
  using key = typename Breakdown::key_type;
  add_state<Breakdown>(to, name, meaning)
      .def("__len__", &Breakdown::size)
      .def("__iter__",
           [](const Breakdown& by) {
             py::list keys;
             for (const auto& [key, state] : by) keys.append(key);
             return py::iter(keys);
           })
      .def("__contains__", [](const Breakdown& by, const key& at) { return by.find(at) != nullptr; })
      .def("__getitem__",
           [](const Breakdown& by, const key& at) {
             const cx::tally* const found = by.find(at);
             if (found == nullptr) throw py::key_error(fmt::format("{}", at));
             return *found;
           })
      .def("items",
           [](const Breakdown& by) {
             py::list items;
             for (const auto& [key, state] : by) items.append(py::make_tuple(key, state));
             return items;
           })
      .def("total", &Breakdown::total);
}

cx::tally_options options_of(const std::vector<std::int64_t>& missing, cx::off_scale_answers off_scale,
                             unsigned threads) {
  cx::tally_options options{.off_scale = off_scale, .threads = threads};
  for (const std::int64_t code : missing) options.missing.add(code);
  return options;
}

cx::tally tally_of(cx::scale scale, const py::object& scores, const std::vector<std::int64_t>& missing,
                   cx::off_scale_answers off_scale, unsigned threads) {
  const column values(scores, "scores");
  const cx::tally_options options = options_of(missing, off_scale, threads);
  return values.visit_whole([&](auto range) {
    const py::gil_scoped_release others_run;
    return cx::tally_of(scale, range, options);
  });
}

auto rows_of(const column& scores, const column& others) {
  if (scores.size() != others.size()) {
    throw py::value_error(
        fmt::format("{} {}, but {} {}", scores.size(), scores.name(), others.size(), others.name()));
  }
  return std::views::iota(std::size_t{0}, scores.size());
}

cx::weighted_tally weighted_tally_of(cx::scale scale, const py::object& scores, const py::object& weights,
                                     const std::vector<std::int64_t>& missing,
                                     cx::off_scale_answers off_scale, unsigned threads) {
  const column values(scores, "scores"), weighing(weights, "weights");
  const auto rows = rows_of(values, weighing);
  const cx::tally_options options = options_of(missing, off_scale, threads);
  const auto score = values.whole_reader();
  const auto weight = weighing.weight_reader();
  const py::gil_scoped_release others_run;
  return cx::weighted_tally_of(scale, rows, score, weight, options);
}

by_number count_by_number(cx::scale scale, const column& scores, const column& keys,
                          const cx::tally_options& options) {
  const auto rows = rows_of(scores, keys);
  const auto score = scores.whole_reader();
  const auto key = keys.whole_reader();
  const py::gil_scoped_release others_run;
  return cx::break_down(scale, rows, score, cx::by(key), options);
}

// By whole numbers, or by a column of categories, whose codes are counted and whose names are looked up once.
py::object break_down(cx::scale scale, const py::object& scores, const py::object& by,
                      const std::vector<std::int64_t>& missing, cx::off_scale_answers off_scale,
                      unsigned threads) {
  const column values(scores, "scores");
  const cx::tally_options options = options_of(missing, off_scale, threads);
  const py::object categorical = py::hasattr(by, "cat") ? py::object(by.attr("array")) : by;
  if (!py::hasattr(categorical, "categories")) {
    return py::cast(count_by_number(scale, values, column(by, "keys"), options));
  }
  const auto names = py::list(categorical.attr("categories")).cast<std::vector<py::object>>();
  by_text result{cx::tally{scale}};
  for (const auto& [code, tally] :
       count_by_number(scale, values, column(categorical.attr("codes"), "codes"), options)) {
    if (code < 0) {
      result[""] += tally;  // no category
    } else if (const py::object& name = names.at(static_cast<std::size_t>(code));
               py::isinstance<py::str>(name)) {
      result[name.cast<std::string>()] += tally;
    } else {
      throw py::type_error("categories are texts, not " + std::string(py::str(py::type::of(name))));
    }
  }
  return py::cast(std::move(result));
}

cx::estimate_options estimating(double level, const std::string& method) {
  return {.level = level, .method = cx::interval_method_named(method)};
}

}  // namespace

PYBIND11_MODULE(cxmetrics, module) {
  module.doc() = "Customer-experience metrics with their uncertainty";
  module.attr("__version__") = CXMETRICS_VERSION_STRING;
  // Whatever is wrong with the values given is a ValueError.
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const cx::contract_error& error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    } catch (const cx::snapshot_error& error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    }
  });

  py::class_<cx::scale>(module, "scale", "The answers of a question, from low to high")
      .def(py::init<int, int>(), "low"_a, "high"_a)
      .def_property_readonly("low", &cx::scale::low)
      .def_property_readonly("high", &cx::scale::high)
      .def(py::self == py::self)
      .def("__repr__", [](const cx::scale& of) { return fmt::format("scale({}, {})", of.low(), of.high()); });
  module.attr("zero_to_ten") = cx::zero_to_ten;
  module.attr("one_to_five") = cx::one_to_five;
  module.attr("one_to_seven") = cx::one_to_seven;

  auto tally = add_state<cx::tally>(module, "tally", "How many people gave each answer");
  add_counts(tally);
  tally
      .def(
          "record", [](cx::tally& to, std::int64_t score, std::uint64_t times) { to.record(score, times); },
          "score"_a, "times"_a = 1)
      .def("record_missing", &cx::tally::record_missing, "times"_a = 1)
      .def("record_off_scale", &cx::tally::record_off_scale, "times"_a = 1)
      .def("count", py::overload_cast<std::int64_t>(&cx::tally::count, py::const_), "score"_a)
      // Clang takes py::self -= py::self for a mistake.
      .def(
          "__isub__", [](cx::tally& from, const cx::tally& part) { return from -= part; }, py::is_operator())
      .def(py::self - py::self)
      .def("__repr__", [](const cx::tally& of) {
        return fmt::format("<tally of {} to {}: {} answered, {} missing, {} off scale>", of.scale().low(),
                           of.scale().high(), of.answered(), of.missing(), of.off_scale());
      });
  auto weighted = add_state<cx::weighted_tally>(module, "weighted_tally", "The same with sampling weights");
  add_counts(weighted);
  add_breakdown<by_number>(module, "breakdown_by_number",
                           "A tally for each group, in the order of their numbers");
  add_breakdown<by_text>(module, "breakdown_by_text",
                         "A tally for each group, in the order of their names; \"\" has no category");

  py::enum_<cx::off_scale_answers>(module, "off_scale_answers",
                                   "What to do with an answer that is no score of the scale")
      .value("refuse", cx::off_scale_answers::refuse)
      .value("count", cx::off_scale_answers::count);
  const auto refuse = cx::off_scale_answers::refuse;
  const std::vector<std::int64_t> no_codes;
  module.def("tally_of", tally_of, "scale"_a, "scores"_a, "missing"_a = no_codes, "off_scale"_a = refuse,
             "threads"_a = 1, "Counts a column of whole numbers");
  module.def("weighted_tally_of", weighted_tally_of, "scale"_a, "scores"_a, "weights"_a,
             "missing"_a = no_codes, "off_scale"_a = refuse, "threads"_a = 1,
             "Counts a column of whole numbers with a column of weights");
  module.def("break_down", break_down, "scale"_a, "scores"_a, "by"_a, "missing"_a = no_codes,
             "off_scale"_a = refuse, "threads"_a = 1,
             "Counts the answers of each group, by whole numbers or by a categorical column of pandas");

  module.def("bytes_of", in_python<cx::tally>, "state"_a,
             "A state as bytes, which every engine of the library reads");
  module.def("bytes_of", in_python<cx::weighted_tally>);
  module.def("bytes_of", in_python<by_number>);
  module.def("bytes_of", in_python<by_text>);
  module.def(
      "state_of_bytes",
      [](const py::bytes& bytes) {
        return state_of(snapshot_in(bytes), by_number{nobody}, by_text{nobody},
                        cx::weighted_tally{cx::zero_to_ten}, nobody);
      },
      "bytes"_a, "The state that was written so");

  py::class_<cx::interval>(module, "interval", "Two bounds")
      .def_readonly("low", &cx::interval::low)
      .def_readonly("high", &cx::interval::high)
      .def("__repr__", [](const cx::interval& of) { return fmt::format("{}", of); });
  py::class_<cx::estimate>(module, "estimate", "A value with its uncertainty")
      .def_readonly("value", &cx::estimate::value)
      .def_readonly("standard_error", &cx::estimate::standard_error)
      .def_readonly("ci", &cx::estimate::ci)
      .def_readonly("level", &cx::estimate::level)
      .def_readonly("n", &cx::estimate::n)
      .def("__repr__", [](const cx::estimate& of) { return fmt::format("{}", of); });
  py::class_<cx::difference>(module, "difference", "How two estimates differ")
      .def_readonly("value", &cx::difference::value)
      .def_readonly("ci", &cx::difference::ci)
      .def_readonly("level", &cx::difference::level)
      .def_readonly("p_value", &cx::difference::p_value)
      .def("significant", &cx::difference::significant)
      .def("__repr__", [](const cx::difference& of) { return fmt::format("{}", of); });
  module.def(
      "compare",
      [](const cx::estimate& before, const cx::estimate& after) { return cx::compare(before, after); },
      "before"_a, "after"_a);

  py::class_<cx::metric>(module, "metric",
                         "What each score is worth; called with a state, the mean worth of its answers")
      .def_property_readonly("scale", &cx::metric::scale)
      .def_property_readonly("title", &cx::metric::title)
      .def_property_readonly("id", &cx::metric::id)
      .def(
          "__call__",
          [](const cx::metric& of, const cx::tally& state, double level, const std::string& method) {
            return of(state, estimating(level, method));
          },
          "state"_a, "level"_a = 0.95, "method"_a = "standard")
      .def(
          "__call__",
          [](const cx::metric& of, const cx::weighted_tally& state, double level, const std::string& method) {
            return of(state, estimating(level, method));
          },
          "state"_a, "level"_a = 0.95, "method"_a = "standard")
      .def("__repr__", [](const cx::metric& of) { return fmt::format("<metric {}>", of.title()); });
  module.attr("nps") = cx::nps;
  module.attr("csat") = cx::csat;
  module.attr("ces") = cx::ces;
  module.def("metric_named", &cx::metric_named, "name"_a, "scale"_a = std::nullopt,
             "The metric of that name, such as \"csat\", \"top-box:2\" or \"net:6,9\"");
}
