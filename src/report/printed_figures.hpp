// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_PRINTED_FIGURES_HPP
#define CXMETRICS_SRC_REPORT_PRINTED_FIGURES_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace cxmetrics::detail {

// The whole numbers that the rows of a report print, and how they add up: what somebody knows who wants to work out the
// hidden ones. It tells which further rows to hide, so that nobody can tell that a small number is small.
//
// A number is safe where a reader must allow for a larger one: where other figures exist that agree with everything
// printed, that are all possible, and in which the number is large enough. Such figures are searched for step by step,
// as the augmenting paths of network flows are (Cox 1995, Journal of the American Statistical Association 90,
// 1453-1462). Where hidden rows alone do not give any, further rows are hidden, the cheapest first. The figures found
// prove that no method to solve the sums finds the number: not rank, not bounds, not whole numbers. As hiding more
// never spoils that proof, one number after the other can be protected.
class printed_figures {
 public:
  using row = std::size_t;
  using figure = std::size_t;

  // What it costs to hide a row: the people whose figures go. One of nobody is never hidden.
  row add_row(std::uint64_t people);
  // A figure that each of these rows prints, or that no row prints but sums may tell. Whoever does not see it knows
  // that it is not less than `least`.
  figure add_figure(std::uint64_t value, std::vector<row> printed_in, std::uint64_t least = 0);
  // The one figure is known to be the sum of the others.
  void add_sum(figure total, std::vector<figure> parts);

  void hide(row row) { hidden_[row] = people_[row] > 0; }
  bool hidden(row row) const { return hidden_[row]; }

  // Hides rows until a reader must allow for at least so many. Where no search of bounded length finds out how,
  // everything that sums tie to the figure is hidden.
  void protect(figure figure, std::uint64_t at_least);

 private:
  struct sum {
    figure total;
    std::vector<figure> parts;
  };
  struct state;
  struct step;
  enum class search { cheapest, nearest };

  using changes = std::map<figure, std::int64_t>;

  std::optional<std::uint64_t> cost_of(figure of, const state& in) const;  // nothing: never
  std::uint64_t usual_cost() const;
  std::int64_t room_below(figure of, const changes& believed) const;
  void change(state& in, figure which, std::int64_t by) const;
  std::vector<step> ways_on(const state& from, const step& last, const changes& believed) const;
  std::optional<state> raised(figure which, const changes& believed, search first) const;
  void put_first(figure which);
  void hide_all_tied_to(figure of);

  std::vector<std::uint64_t> people_;
  std::vector<bool> hidden_;
  std::vector<std::int64_t> room_;  // how much less each figure could be
  std::vector<std::uint64_t> values_;
  std::vector<std::vector<row>> printed_in_;
  std::vector<std::vector<std::size_t>> sums_of_;  // of each figure
  std::vector<sum> sums_;
};

}  // namespace cxmetrics::detail

#endif
