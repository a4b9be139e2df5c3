// RUN: not ane-opt %s --ane-bind-weights=weights=bakd,w=hot,v=baked 2>&1 | FileCheck %s

// All that is wrong with the choice is said in one run.
// CHECK-DAG: error: weights are to be 'bakd', expected streamed, packed, baked, reloaded or auto
// CHECK-DAG: error: weights are to be 'hot', expected streamed, packed, baked, reloaded or auto
// CHECK-DAG: error: weights names 'v', and the module has no parameter of that name that changes
ml_program.global private mutable @w(dense<1.0> : tensor<4xf32>) : tensor<4xf32>

// A wish that names a parameter is not dropped in silence.
// RUN: not ane-opt %s --ane-bind-weights=weights=w=reloaded 2>&1 | FileCheck %s --check-prefix=NAMED
// NAMED: error: parameter 'w' is to be a constant, but no program of the engine reads it where a constant may stand (ANE-C14, ANE-C57, ANE-C60): let it be streamed
// RUN: ane-opt %s --ane-bind-weights=weights=reloaded
