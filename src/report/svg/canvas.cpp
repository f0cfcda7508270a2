// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "canvas.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace cxmetrics::detail {
namespace {

template <class... Arguments>
void append(std::string& to, fmt::format_string<Arguments...> pattern, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(to), pattern, std::forward<Arguments>(arguments)...);
}

std::string path_of(const std::vector<point>& points) {
  std::string path;
  for (const point& point : points)
    append(path, "{}{},{}", path.empty() ? "" : " ", pixels(point.x), pixels(point.y));
  return path;
}

}  // namespace

std::string pixels(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

void canvas::rectangle(point corner, double width, double height, std::string_view look) {
  append(elements_, "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", look,
         pixels(corner.x), pixels(corner.y), pixels(width), pixels(height));
}

void canvas::line(point from, point to, std::string_view look) {
  append(elements_, "<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", look, pixels(from.x),
         pixels(from.y), pixels(to.x), pixels(to.y));
}

void canvas::circle(point centre, double radius, std::string_view look) {
  append(elements_, "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", look, pixels(centre.x),
         pixels(centre.y), pixels(radius));
}

void canvas::polyline(const std::vector<point>& points, std::string_view look) {
  append(elements_, "<polyline class=\"{}\" points=\"{}\"/>\n", look, path_of(points));
}

void canvas::polygon(const std::vector<point>& points, std::string_view look) {
  append(elements_, "<polygon class=\"{}\" points=\"{}\"/>\n", look, path_of(points));
}

void canvas::text_element(point at, anchor anchor, std::string_view look, std::string_view text,
                          std::string_view title) {
  constexpr std::string_view anchors[] = {"start", "middle", "end"};
  append(elements_, "<text class=\"{}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}", look, pixels(at.x),
         pixels(at.y), anchors[static_cast<int>(anchor)], xml_escaped(text));
  if (!title.empty()) append(elements_, "<title>{}</title>", xml_escaped(title));
  elements_ += "</text>\n";
}

void canvas::text(point at, anchor anchor, std::string_view look, std::string_view text) {
  text_element(at, anchor, look, text, "");
}

void canvas::label(point at, anchor anchor, std::string_view look, std::string_view text, double width) {
  const bool fits = width_of(text) <= width + 0.01;
  text_element(at, anchor, look, fits ? std::string(text) : shortened(text, width), fits ? "" : text);
}

void canvas::open(std::string_view title) {
  append(elements_, "<g><title>{}</title>\n", xml_escaped(title));
}

void canvas::close() {
  elements_ += "</g>\n";
}

}  // namespace cxmetrics::detail
