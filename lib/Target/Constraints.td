//===- Constraints.td - What makes the engine fail ---------------*- tablegen -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one source of what is publicly known to make a program, its artefact or a
// call fail on the engine. utils/update-constraints writes from it the table
// lib/Target/ConstraintTable.inc, the page docs/Constraints.md and the checklist
// that the tests are held against; a test compares what is committed.
//
// Numbers never change. 1 to 20 are Orion's (arXiv 2603.06728), 21 to 52 were
// gathered from later publications, the rest follow in the order of arrival.
// Nothing here was measured by this project. Who reported what:
//
//   Orion            mechramc/Orion, docs/ane_constraints.md (T... are its tasks)
//   maderix/ANE      the training programs and benchmarks of that name
//   ANEgpt           vipuldivyanshu92/ANEgpt
//   skyfallsin       the field guide of that name, and its fork of ANE-LM
//   ane-train        imperatormk/ane-train
//   ane-guide        Bryngelson, arXiv 2606.22283 (by way of Core ML's e5rt)
//   ANEForge         sbryngelson/ANEForge
//   h3.c-ane         maderix/h3.c-ane, reverse-engineering notes
//   q38              notes on mixtures of experts on an M5 Max
//   ane-prefill-bench, ane-infer, libane, rustane, Espresso, coremltools
//   mil-hwx-compiler joshuaswarren/mil-hwx-compiler: verdicts of Apple's compiler
//   coreai-models    apple/coreai-models, neural_engine_rules
//
//===----------------------------------------------------------------------===//

include "lib/Target/ConstraintsApple.td"
include "lib/Target/ConstraintsGathered.td"
include "lib/Target/ConstraintsOrion.td"
