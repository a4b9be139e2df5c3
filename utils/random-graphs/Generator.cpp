//===- Generator.cpp - Recipes, drawn until a graph is large --------------===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "utils/random-graphs/Graph.h"

using namespace mlir;
using namespace anemone;
using namespace anemone::fuzz;

static Recipes allRecipes() {
  Recipes recipes;
  for (auto add : {addElementwiseRecipes, addLogicRecipes, addProductRecipes, addConvolutionRecipes,
                   addNormalizationRecipes, addReductionRecipes, addMovementRecipes,
                   addIndexRecipes, addFusedRecipes, addTrainingRecipes, addMotifs})
    add(recipes);
  return recipes;
}

OwningOpRef<ModuleOp> anemone::fuzz::generateGraph(MLIRContext *context,
                                                   const GraphOptions &options) {
  static const Recipes recipes = allRecipes();
  Graph graph(context, options.seed, options.differentiable);
  int64_t most = options.operations;
  int64_t wanted = graph.random.chance(0.3) ? graph.random.between(1, std::min<int64_t>(most, 5))
                                            : graph.random.between(1, most);
  // A graph has favorites, so that the same operation meets itself.
  SmallVector<const Recipe *> favorites;
  for (int i = 0; i < 6; ++i)
    favorites.push_back(&graph.random.from(recipes));
  while (graph.operations() < wanted) {
    const Recipe &recipe =
        graph.random.chance(0.3) ? *graph.random.from(favorites) : graph.random.from(recipes);
    recipe.add(graph);
  }
  return graph.finish();
}
