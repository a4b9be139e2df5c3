//===- Plot.h - Curves as SVG -----------------------------------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_TOOLS_ANE_RUN_PLOT_H
#define ANEMONE_TOOLS_ANE_RUN_PLOT_H

#include "tools/ane-run/History.h"

namespace anemone::run {

/// Points of one color; those that are not finite are left out.
struct Curve {
  std::string name;
  std::vector<std::pair<double, double>> points;
};

/// A field with axes, and curves in it.
struct Panel {
  std::string title;
  std::vector<Curve> curves;
};

/// Panels below each other, which share the meaning of their horizontal axis.
std::string svgOf(const std::vector<Panel> &panels, const std::string &axis);

/// The loss, the held-out loss and every counter of a run.
Status writePlot(const History &history, const std::string &path);

} // namespace anemone::run

#endif // ANEMONE_TOOLS_ANE_RUN_PLOT_H
