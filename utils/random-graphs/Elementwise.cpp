//===- Elementwise.cpp - Arithmetic and activations -----------------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Graph.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

namespace {

using Function = double (*)(double);

/// Bounds and the largest slope of a function between two numbers, by samples.
struct Curve {
  Curve(Function f, double low, double high) {
    constexpr int kSamples = 128;
    double before = this->low = this->high = f(low), step = (high - low) / kSamples;
    for (int i = 1; i <= kSamples && step > 0; ++i) {
      double y = f(low + step * i);
      slope = std::max(slope, std::abs(y - before) / step);
      this->low = std::min(this->low, y);
      this->high = std::max(this->high, y);
      before = y;
    }
    double margin = slope * step;
    this->low -= margin, this->high += margin;
  }
  double low, high, slope = 0;
};

struct Activation {
  StringLiteral op;
  Function f;
  /// Where the slope is bent, which decides about derivatives.
  bool bends = false;
  bool positive = false;
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double relu(double x) { return std::max(x, 0.0); }

constexpr Activation kActivations[] = {
    {"Abs", [](double x) { return std::abs(x); }, true},
    {"Cos", [](double x) { return std::cos(x); }},
    {"Erf", [](double x) { return std::erf(x); }},
    {"Exp", [](double x) { return std::exp(x); }},
    {"Log", [](double x) { return std::log(x); }, false, true},
    {"Neg", [](double x) { return -x; }},
    {"Reciprocal", [](double x) { return 1 / x; }, false, true},
    {"Sin", [](double x) { return std::sin(x); }},
    {"Sqrt", [](double x) { return std::sqrt(x); }, false, true},
    {"Relu", relu, true},
    {"Sigmoid", sigmoid},
    {"Tanh", [](double x) { return std::tanh(x); }},
    {"Softplus", [](double x) { return std::log1p(std::exp(x)); }},
    {"Softsign", [](double x) { return x / (1 + std::abs(x)); }},
    {"HardSwish", [](double x) { return x * std::max(0.0, std::min(1.0, x / 6 + 0.5)); }, true},
    {"Mish", [](double x) { return x * std::tanh(std::log1p(std::exp(x))); }},
};

/// Those that only bend keep exact values exact.
bool keepsExact(StringRef op) { return op == "Abs" || op == "Neg" || op == "Relu"; }

void addActivation(Graph &graph, const Activation &activation) {
  Known x = activation.positive ? graph.positive()
            : activation.bends
                ? graph.bending({.low = -4, .high = 4})
                : graph.floats({.low = -4, .high = activation.op == "Exp" ? 2.0 : 4});
  Value y = graph.op(activation.op, x.value)->getResult(0);
  Curve curve(activation.f, x.low, x.high);
  if (x.exact && keepsExact(activation.op))
    graph.giveExact(y, curve.low, curve.high);
  else
    graph.give(y, curve.low, curve.high, curve.slope * x.error);
}

/// Those with attributes: slopes are at most `slope`.
void addShaped(Graph &graph, StringRef op, ArrayRef<NamedAttribute> attributes, double slope,
               bool bends = false) {
  Want want{.low = -4, .high = 4};
  Known x = bends ? graph.bending(want) : graph.floats(want);
  double most = slope * x.magnitude() + 1;
  graph.give(graph.op(op, x.value, attributes)->getResult(0), -most, most, slope * x.error);
}

void addClip(Graph &graph) {
  Known x = graph.bending();
  double low = graph.random.oneOf({-1.0, -0.5, 0.0}), high = graph.random.oneOf({0.5, 1.0, 6.0});
  bool hasLow = graph.random.chance(0.8), hasHigh = !hasLow || graph.random.chance(0.8);
  Value y = graph
                .op("Clip", {x.value, hasLow ? graph.number(low) : graph.none(),
                             hasHigh ? graph.number(high) : graph.none()})
                ->getResult(0);
  auto clamped = [&](double bound) {
    bound = hasLow ? std::max(bound, low) : bound;
    return hasHigh ? std::min(bound, high) : bound;
  };
  if (x.exact)
    graph.giveExact(y, clamped(x.low), clamped(x.high));
  else
    graph.give(y, clamped(x.low), clamped(x.high), x.error);
}

/// What jumps.
void addStep(Graph &graph, StringRef op) {
  Known x = graph.decisive();
  Value y = graph.op(op, x.value)->getResult(0);
  bool isSign = op == "Sign";
  graph.giveExact(y, isSign ? -1 : std::floor(x.low), isSign ? 1 : std::ceil(x.high));
}

void addThreshold(Graph &graph) {
  Known x = graph.decisive();
  double alpha = graph.random.oneOf({1.0, 0.5, 0.0, -0.25});
  graph.giveExact(graph.op("ThresholdedRelu", x.value, graph.real("alpha", alpha))->getResult(0),
                  std::min(x.low, 0.0), std::max(x.high, 0.0));
}

void addPRelu(Graph &graph) {
  Known x = graph.bending({.low = -4, .high = 4});
  Shape shape = graph.narrower(x.shape());
  Known slope = graph.parameter(shape, -1, 1);
  graph.give(graph.op("PRelu", {x.value, slope.value})->getResult(0), -x.magnitude(), x.magnitude(),
             x.error + slope.error * x.magnitude());
}

//===--- Of two operands and more ---===//

/// Swaps the operands sometimes.
Value binary(Graph &graph, StringRef op, Known &x, Known &y) {
  if (graph.random.chance(0.3))
    std::swap(x, y);
  return graph.op(op, {x.value, y.value})->getResult(0);
}

void addSum(Graph &graph, StringRef op) {
  Known x = graph.floats(), y = graph.companion(x);
  Value z = binary(graph, op, x, y);
  double low = op == "Add" ? x.low + y.low : x.low - y.high;
  double high = op == "Add" ? x.high + y.high : x.high - y.low;
  if (x.exact && y.exact)
    graph.giveExact(z, low, high);
  else
    graph.give(z, low, high, std::hypot(x.error, y.error));
}

void addMul(Graph &graph) {
  Known x = graph.floats({.low = -8, .high = 8}), y = graph.companion(x);
  Value z = binary(graph, "Mul", x, y);
  auto [low, high] = std::minmax({x.low * y.low, x.low * y.high, x.high * y.low, x.high * y.high});
  graph.give(z, low, high, std::hypot(x.error * y.magnitude(), y.error * x.magnitude()));
}

void addDiv(Graph &graph) {
  Known y = graph.positive(), x = graph.companion(y);
  Value z = graph.op("Div", {x.value, y.value})->getResult(0);
  double most = x.magnitude() / y.low;
  graph.give(z, -most, most, std::hypot(x.error / y.low, y.error * most / y.low));
}

void addPow(Graph &graph) {
  bool square = graph.random.chance(0.5);
  double power = square ? graph.random.oneOf({2.0, 3.0, 1.0})
                        : graph.random.oneOf({0.5, -1.0, -0.5, 1.5, 2.0, 0.0});
  Known x = square ? graph.floats({.low = -2, .high = 2}) : graph.positive();
  double low = square ? -std::pow(x.magnitude(), power)
                      : std::min(std::pow(x.low, power), std::pow(x.high, power));
  double high = square ? -low : std::max(std::pow(x.low, power), std::pow(x.high, power));
  double base = square ? x.magnitude() : power < 1 ? x.low : x.high;
  double slope = std::abs(power) * std::pow(base, power - 1);
  graph.give(graph.op("Pow", {x.value, graph.number(power)})->getResult(0), low, high,
             slope * x.error);
}

void addMod(Graph &graph) {
  Known x = graph.decisive();
  double by = graph.random.oneOf({1.0, 1.5, -0.75, 2.0});
  Value y = graph.op("Mod", {x.value, graph.number(by)}, graph.integer("fmod", 1))->getResult(0);
  graph.giveExact(y, -std::abs(by), std::abs(by));
}

void addVariadic(Graph &graph, StringRef op) {
  bool selects = op == "Min" || op == "Max";
  Known x = selects ? graph.bending() : graph.floats();
  SmallVector<Value> operands = {x.value};
  double low = x.low, high = x.high, error = x.error;
  bool exact = x.exact;
  for (int64_t i = graph.random.below(4); i > 0; --i) {
    Known y = graph.companion(x, selects && graph.differentiable);
    operands.push_back(y.value);
    exact &= y.exact;
    low = selects ? std::min(low, y.low) : low + y.low;
    high = selects ? std::max(high, y.high) : high + y.high;
    error = std::hypot(error, y.error);
  }
  Value y = graph.op(op, operands)->getResult(0);
  if (exact && op != "Mean")
    graph.giveExact(y, low, high);
  else
    graph.give(y, low, high, error);
}

} // namespace

static void addActivationsWithAttributes(Recipes &recipes) {
  auto add = [&](StringLiteral op, double slope, auto attributes, bool bends = false) {
    recipes.push_back({op, [=](Graph &graph) {
                         SmallVector<NamedAttribute> list;
                         if (graph.random.chance(0.7))
                           list = attributes(graph);
                         addShaped(graph, op, list, slope, bends);
                       }});
  };
  using Attributes = SmallVector<NamedAttribute>;
  auto alpha = [](std::initializer_list<double> values) {
    SmallVector<double> all(values);
    return [all](Graph &graph) { return Attributes{graph.real("alpha", graph.random.from(all))}; };
  };
  add("LeakyRelu", 1, alpha({0.1, 0.25, 0.01, 0.9}), true);
  add("Elu", 1.5, alpha({0.5, 1.5, 1.0}), true);
  add("Celu", 1.1, alpha({0.5, 2.0, 1.0}));
  add("Swish", 1.5, alpha({0.5, 1.0, 1.702}));
  add("Selu", 1.76, [](Graph &) { return Attributes{}; }, true);
  add(
      "HardSigmoid", 0.5,
      [](Graph &graph) {
        return Attributes{graph.real("alpha", graph.random.oneOf({0.25, 0.5, 1.0 / 6})),
                          graph.real("beta", graph.random.oneOf({0.5, 0.25}))};
      },
      true);
  add("Gelu", 1.13, [](Graph &graph) { return Attributes{graph.text("approximate", "tanh")}; });
}

void anemone::fuzz::addElementwiseRecipes(Recipes &recipes) {
  for (const Activation &activation : kActivations)
    recipes.push_back({activation.op, [&](Graph &graph) { addActivation(graph, activation); }});
  addActivationsWithAttributes(recipes);
  for (StringLiteral op : {StringLiteral("Ceil"), StringLiteral("Floor"), StringLiteral("Round"),
                           StringLiteral("Sign")})
    recipes.push_back({op, [op](Graph &graph) { addStep(graph, op); }});
  for (StringLiteral op :
       {StringLiteral("Min"), StringLiteral("Max"), StringLiteral("Sum"), StringLiteral("Mean")})
    recipes.push_back({op, [op](Graph &graph) { addVariadic(graph, op); }});
  for (StringLiteral op : {StringLiteral("Add"), StringLiteral("Sub")})
    recipes.push_back({op, [op](Graph &graph) { addSum(graph, op); }});
  recipes.append({{"Clip", addClip},
                  {"ThresholdedRelu", addThreshold},
                  {"PRelu", addPRelu},
                  {"Mul", addMul},
                  {"Div", addDiv},
                  {"Pow", addPow},
                  {"Mod", addMod}});
}
