// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_SVG_CANVAS_HPP
#define CXMETRICS_SRC_REPORT_SVG_CANVAS_HPP

#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

struct point {
  double x;
  double y;
};

enum class anchor { start, middle, end };

// The elements of a drawing, one after the other. Looks are given by classes of the style sheet; texts are
// escaped here.
class canvas {
 public:
  void rectangle(point corner, double width, double height, std::string_view look);
  void line(point from, point to, std::string_view look);
  void circle(point centre, double radius, std::string_view look);
  void polyline(const std::vector<point>& points, std::string_view look);
  void polygon(const std::vector<point>& points, std::string_view look);
  void text(point at, anchor anchor, std::string_view look, std::string_view text);
  // The same in no more than that width; where it had to be shortened, the full text is its title.
  void label(point at, anchor anchor, std::string_view look, std::string_view text, double width);

  // What is drawn until close() belongs together and shows this text to who points at it.
  void open(std::string_view title);
  void close();

  const std::string& elements() const noexcept { return elements_; }

 private:
  void text_element(point at, anchor anchor, std::string_view look, std::string_view text,
                    std::string_view title);

  std::string elements_;
};

// Pixels in at most two decimals.
std::string pixels(double value);

}  // namespace cxmetrics::detail

#endif
