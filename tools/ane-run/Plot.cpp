//===- Plot.cpp - Curves as SVG -------------------------------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/ane-run/Plot.h"
#include <algorithm>
#include <cmath>
#include <sstream>

using namespace anemone;
using namespace anemone::run;

static constexpr double kWidth = 860, kLeft = 80, kRight = 20, kTop = 34, kBottom = 40;
static constexpr double kFirstHeight = 300, kOtherHeight = 110;
static constexpr size_t kMostPoints = 1000;
static constexpr double kHighest = 1e100; // numbers beyond it are drawn there
static constexpr const char *kColors[] = {"#1f6fb4", "#d1602b", "#3f8f4f", "#8455a4"};

namespace {

/// The numbers of an axis: they begin and end at multiples of `step`.
struct Axis {
  double low = 0, high = 1, step = 1;
  double at(double value, double from, double to) const {
    return from + (to - from) * (value - low) / (high - low);
  }
};

} // namespace

/// About `count` steps of 1, 2 or 5 times a power of ten.
static Axis axisOf(double low, double high, int count) {
  double size = std::max(std::fabs(low), std::fabs(high));
  if (!(high - low > size * 1e-9) || high - low < 1e-12) { // as good as level
    double margin = std::max(size * 0.1, 1e-6);
    low -= margin;
    high += margin;
  }
  double rough = (high - low) / count, power = std::pow(10, std::floor(std::log10(rough)));
  double factor = rough / power;
  double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
  return {std::floor(low / step) * step, std::ceil(high / step) * step, step};
}

static std::string escaped(const std::string &text) {
  std::string result;
  for (char c : text)
    result += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  return result;
}

static std::string label(double value, double step) {
  std::ostringstream text;
  text.precision(6);
  text << (std::fabs(value) < step * 1e-6 ? 0.0 : value);
  return text.str();
}

static void addText(std::ostream &out, double x, double y, const char *anchor,
                    const std::string &text) {
  out << "<text x=\"" << x << "\" y=\"" << y << "\" text-anchor=\"" << anchor << "\">"
      << escaped(text) << "</text>\n";
}

/// A curve of a bounded number of points: the means of as many equal parts.
static std::vector<std::pair<double, double>> thinned(const Curve &curve) {
  std::vector<std::pair<double, double>> finite, result;
  for (auto [x, y] : curve.points)
    if (std::isfinite(x) && std::isfinite(y))
      finite.emplace_back(x, std::clamp(y, -kHighest, kHighest));
  size_t part = (finite.size() + kMostPoints - 1) / kMostPoints;
  for (size_t begin = 0; begin < finite.size(); begin += part) {
    size_t end = std::min(begin + part, finite.size());
    double x = 0, y = 0;
    for (size_t i = begin; i < end; ++i) {
      x += finite[i].first / double(end - begin);
      y += finite[i].second / double(end - begin);
    }
    result.emplace_back(x, y);
  }
  return result;
}

static void drawAxes(std::ostream &out, const Axis &across, const Axis &up, double top,
                     double bottom) {
  double right = kWidth - kRight;
  for (double value = up.low; value <= up.high + up.step / 2; value += up.step) {
    double y = up.at(value, bottom, top);
    out << "<line class=\"grid\" x1=\"" << kLeft << "\" x2=\"" << right << "\" y1=\"" << y
        << "\" y2=\"" << y << "\"/>\n";
    addText(out, kLeft - 8, y + 4, "end", label(value, up.step));
  }
  for (double value = across.low; value <= across.high + across.step / 2; value += across.step) {
    double x = across.at(value, kLeft, right);
    out << "<line class=\"axis\" x1=\"" << x << "\" x2=\"" << x << "\" y1=\"" << bottom
        << "\" y2=\"" << bottom + 4 << "\"/>\n";
    addText(out, x, bottom + 16, "middle", label(value, across.step));
  }
  out << "<path class=\"axis\" d=\"M" << kLeft << " " << top << "V" << bottom << "H" << right
      << "\"/>\n";
}

static void drawPanel(std::ostream &out, const Panel &panel, const std::string &axis, double top,
                      double height) {
  std::vector<std::vector<std::pair<double, double>>> curves;
  std::vector<double> xs, ys;
  for (const Curve &curve : panel.curves) {
    curves.push_back(thinned(curve));
    for (auto [x, y] : curves.back()) {
      xs.push_back(x);
      ys.push_back(y);
    }
  }
  if (xs.empty())
    xs = ys = {0, 1};
  auto [firstX, lastX] = std::minmax_element(xs.begin(), xs.end());
  auto [lowest, highest] = std::minmax_element(ys.begin(), ys.end());
  Axis across = axisOf(*firstX, *lastX, 8), up = axisOf(*lowest, *highest, height > 200 ? 6 : 3);
  double bottom = top + height, x = kLeft;
  drawAxes(out, across, up, top, bottom);
  addText(out, kWidth - kRight, bottom + 32, "end", axis);
  addText(out, x, top - 10, "start", panel.title);
  for (size_t i = 0; i < curves.size(); ++i) {
    const char *color = kColors[i % std::size(kColors)];
    out << "<polyline stroke=\"" << color << "\" points=\"";
    for (auto [px, py] : curves[i])
      out << across.at(px, kLeft, kWidth - kRight) << "," << up.at(py, bottom, top) << " ";
    out << "\"/>\n";
    if (curves.size() < 2)
      continue;
    double place = kWidth - kRight - 140 * double(curves.size() - i);
    out << "<rect x=\"" << place << "\" y=\"" << top - 18 << "\" width=\"12\" height=\"4\" fill=\""
        << color << "\"/>\n";
    addText(out, place + 18, top - 11, "start", panel.curves[i].name);
  }
}

std::string run::svgOf(const std::vector<Panel> &panels, const std::string &axis) {
  std::ostringstream body;
  body.precision(6);
  double top = 0;
  for (const Panel &panel : panels) {
    double height = &panel == &panels.front() ? kFirstHeight : kOtherHeight;
    drawPanel(body, panel, axis, top + kTop, height);
    top += kTop + height + kBottom;
  }
  std::ostringstream out;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << kWidth << "\" height=\"" << top
      << "\" viewBox=\"0 0 " << kWidth << " " << top << "\">\n"
      << "<style>text{font:12px sans-serif;fill:#333}.grid{stroke:#ddd}.axis{stroke:#333;fill:none}"
         "polyline{fill:none;stroke-width:1.5}</style>\n"
      << "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
      << body.str() << "</svg>\n";
  return out.str();
}

Status run::writePlot(const History &history, const std::string &path) {
  std::vector<Panel> panels = {{"loss", {{"loss", {}}}}};
  Curve heldOut{"held-out loss", {}};
  for (const std::string &name : history.names())
    panels.push_back({name, {{name, {}}}});
  for (const Row &row : history.rows()) {
    double step = double(row.step);
    panels[0].curves[0].points.emplace_back(step, row.loss);
    if (row.heldOut)
      heldOut.points.emplace_back(step, *row.heldOut);
    for (size_t i = 0; i < row.counters.size(); ++i)
      panels[i + 1].curves[0].points.emplace_back(step, row.counters[i]);
  }
  if (!heldOut.points.empty())
    panels[0].curves.push_back(std::move(heldOut));
  std::ofstream file(path, std::ios::trunc);
  file << svgOf(panels, "step");
  return file.flush() ? Status::success() : Status::failure("cannot write '" + path + "'");
}
