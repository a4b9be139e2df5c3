//===- ProfileSwitches.h - Disputed constraints by chip ---------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A disputed constraint is enforced unless a switch lifts it. A chip lifts one
// where somebody reports of that chip, or of a near relative, that its opposite
// works; where reports of one chip disagree it stays enforced, with the source
// of both. "compiled" is Apple's compiler on an M1 Ultra, for M1 and M2, as
// mil-hwx-compiler recorded it: accepted, and not run.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_TARGET_PROFILESWITCHES_H
#define ANEMONE_LIB_TARGET_PROFILESWITCHES_H

#include "anemone/Target/ConstraintNumbers.h"
#include "anemone/Target/Profile.h"

namespace anemone::target {

/// Lifted for every target, strict included.
inline constexpr Switch kCommonSwitches[] = {
    {rule::InlineScalarCount, false,
     "maderix/ANE compiles hundreds of constants of one file; only one file is ever written here"},
    {rule::MatmulInner, false, "Orion, maderix/ANE and h3.c-ane run other extents and ranks"},
    {rule::SliceOfInput, false, "Orion slices inputs by index in all its backward programs"},
    {rule::ReduceMean, false, "Orion and libane use it, and it compiled in chains for M1 and M2"},
};

inline constexpr Switch kSwitchesM1[] = {
    {rule::NoConcat, true, "ane-train: it fails on an M1; maderix/ANE trains with it on an M1 Pro"},
    {rule::NoGelu, false, "compiled, with its mode"},
    {rule::NoConvBias, false, "compiled, with a bias of rank 1 from a weight file"},
    {rule::PackedRows, false,
     "compiled: tensor descriptors have rows of 64 bytes, for a width of 1 too"},
    {rule::WidthGap, false,
     "rows are read by stride, so that a width need not fill them (ANE-C20)"},
};

/// Of M1 Max and M2 Pro.
inline constexpr Switch kSwitchesM2[] = {
    {rule::NoConcat, false,
     "maderix/ANE trains with it on an M1 Max; ane-guide has it as native from M1 on"},
    {rule::NoGelu, false, "compiled, with its mode"},
    {rule::NoConvBias, false, "compiled, with a bias of rank 1 from a weight file"},
    {rule::PackedRows, false,
     "compiled: tensor descriptors have rows of 64 bytes, for a width of 1 too"},
    {rule::WidthGap, false,
     "rows are read by stride, so that a width need not fill them (ANE-C20)"},
};

inline constexpr Switch kSwitchesM3[] = {
    {rule::NoConcat, false, "maderix/ANE trains with it on an M3 Ultra"},
    {rule::UniformInputs, true,
     "h3.c-ane runs uneven inputs on an M3 Ultra; they fail on an M3 Max"},
    {rule::NoGelu, false, "compiled for M1 and M2, with its mode; ane-guide has it as native"},
    {rule::NoConvBias, false, "compiled for M1 and M2, with a bias of rank 1 from a weight file"},
    {rule::PackedRows, false, "h3.c-ane: rows of an M3 Ultra are padded to 64 bytes"},
    {rule::WidthGap, false,
     "rows are read by stride, so that a width need not fill them (ANE-C20)"},
    {rule::RuntimeConvWeight, true, "skyfallsin: the weight is ignored on an M3 Max"},
    {rule::NoTile, true, "skyfallsin: it poisons the engine of an M3 Max"},
};

inline constexpr Switch kSwitchesM4[] = {
    {rule::NoConcat, false, "maderix/ANE and ane-prefill-bench compile it on an M4"},
    {rule::NoGelu, false, "compiled for M1 and M2, with its mode; ane-guide has it as native"},
    {rule::NoConvBias, false, "compiled for M1 and M2, with a bias of rank 1 from a weight file"},
    {rule::PackedRows, true,
     "ane-prefill-bench: widths that are no multiple of 32 fail on an M4 (ANE-C25); rows of 64 "
     "bytes were seen on M3 "
     "Ultra and M5 Max"},
    {rule::AffineDequantize, false, "maderix/ANE compiles it on an M4"},
};

inline constexpr Switch kSwitchesM4Max[] = {
    {rule::NoConcat, false, "maderix/ANE compiles it on an M4 Max"},
    {rule::UniformOutputs, false, "q38 (M5 Max) and h3.c-ane (M3 Ultra) bind by symbol and stride"},
    {rule::NoGelu, false, "compiled for M1 and M2, with its mode; ane-guide has it as native"},
    {rule::NoConvBias, false, "compiled for M1 and M2, with a bias of rank 1 from a weight file"},
    {rule::UniformInputs, false, "q38 (M5 Max) and h3.c-ane (M3 Ultra) bind by symbol and stride"},
    {rule::PackedRows, false, "h3.c-ane (M3 Ultra) and q38 section 44 (M5 Max): rows of 64 bytes"},
    {rule::WidthGap, false,
     "rows are read by stride, so that a width need not fill them (ANE-C20)"},
    {rule::AffineDequantize, false, "maderix/ANE compiles it on an M4"},
};

/// Of M5 and M5 Pro.
inline constexpr Switch kSwitchesM5[] = {
    {rule::NoConcat, false,
     "maderix/ANE compiles it on an M5; q38 concatenates activations (sections 25 and 28)"},
    {rule::UniformOutputs, false, "q38 sections 42 and 44 (M5 Max)"},
    {rule::NoGelu, false,
     "compiled for M1 and M2, with its mode; ane-guide has it as native on an M5"},
    {rule::NoConvBias, false, "ane-guide: biases fold into convolutions on an M5"},
    {rule::UniformInputs, false, "q38 runs an activation and a weight image (M5 Max)"},
    {rule::PackedRows, false, "q38 section 44 (M5 Max): rows of 64 bytes"},
    {rule::WidthGap, false,
     "rows are read by stride, so that a width need not fill them (ANE-C20)"},
    {rule::NoTile, false, "ane-guide: native on an M5, with factors 2, 3, 4 and 8"},
};

} // namespace anemone::target

#endif // ANEMONE_LIB_TARGET_PROFILESWITCHES_H
