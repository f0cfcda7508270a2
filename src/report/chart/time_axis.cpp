// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../svg/text.hpp"
#include "frame.hpp"
#include "time_axis.hpp"

#include <algorithm>

namespace cxmetrics::detail {

double time_axis::operator()(day date) const {
  const auto since = static_cast<double>((date - days_.first()).count());
  return left_ + since / static_cast<double>(days_.days()) * (right_ - left_);
}

void time_axis::draw_labels(canvas& canvas, double y, std::int64_t days_of_data) const {
  for (const time_label& label : time_labels(days_, days_of_data, right_ - left_)) {
    const double half = width_of(label.text) / 2;
    const double centre = ((*this)(label.span.first()) + (*this)(label.span.last())) / 2;
    canvas.text({std::clamp(centre, left_ - margin + half, right_ + margin - half), y}, anchor::middle,
                "cx-muted", label.text);
  }
}

void draw_bar(canvas& canvas, const linear_scale& y, double begin, double width, double from, double to,
              std::string_view look) {
  const double inset = look.ends_with("outline") ? std::min(1.0, width / 4) : 0;
  const double top = y(std::max(from, to));
  const double height = y(std::min(from, to)) - top;
  if (height > 0) {
    canvas.rectangle({begin + inset, top + inset}, width - 2 * inset, std::max(height - 2 * inset, 0.5),
                     look);
  }
}

}  // namespace cxmetrics::detail
