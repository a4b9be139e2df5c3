//===- ProfileCosts.h - What each chip takes its time for -------*- C++ -*-===//
//
// Part of the Anemone project, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a number was not reported for a chip, its source says whose it is: that
// of the nearest relative, and of the older one of two.
//
//===----------------------------------------------------------------------===//

#ifndef ANEMONE_LIB_TARGET_PROFILECOSTS_H
#define ANEMONE_LIB_TARGET_PROFILECOSTS_H

#include "anemone/Target/Profile.h"

namespace anemone::target {

inline constexpr Costs kCostsM1 = {.dispatchMilliseconds = .23,
                                   .convTeraflops = 12,
                                   .gemmTeraflops = 4.33,
                                   .weightGigabytesPerSecond = 51,
                                   .activationGigabytesPerSecond = 5.4,
                                   .source =
                                       "ane-guide (dispatch .23 ms, slope of products 12 TFLOPS, "
                                       "weight stream 51 GB/s); ANEForge on an M1 Air "
                                       "(product 4.33 TFLOPS, 5.4 GB/s)"};

inline constexpr Costs kCostsM1Max = {
    .dispatchMilliseconds = .23,
    .convTeraflops = 12,
    .gemmTeraflops = 4.59,
    .weightGigabytesPerSecond = 51,
    .activationGigabytesPerSecond = 7.44,
    .source = "ANEForge (product 4.59 TFLOPS, 7.44 GB/s); the rest is M1's"};

inline constexpr Costs kCostsM2Pro = {
    .dispatchMilliseconds = .23,
    .convTeraflops = 12,
    .gemmTeraflops = 3.36,
    .weightGigabytesPerSecond = 51,
    .activationGigabytesPerSecond = .98,
    .source = "ANEForge (product 3.36 TFLOPS, .98 GB/s); the rest is M1's"};

inline constexpr Costs kCostsM3Max = {.dispatchMilliseconds = .12,
                                      .convTeraflops = 15.04,
                                      .gemmTeraflops = 4.67,
                                      .weightGigabytesPerSecond = 51,
                                      .activationGigabytesPerSecond = 5.4,
                                      .source =
                                          "notes on maderix/ANE's pipeline on an M3 Max (dispatch "
                                          ".12 ms; 2048 x 2048 by 256 columns in .46 ms is 4.67 "
                                          "TFLOPS); maderix/ANE on an M3 Pro (128 convolutions, "
                                          "15.04 TFLOPS sustained); bandwidths are M1's"};

inline constexpr Costs kCostsM4 = {
    .dispatchMilliseconds = .095,
    .convTeraflops = 15.7,
    .gemmTeraflops = 5.44,
    .weightGigabytesPerSecond = 245,
    .activationGigabytesPerSecond = 7.67,
    .source =
        "maderix part 2 (dispatch .095 ms); a line through maderix/ANE's chains of 32 to 128 "
        "convolutions (.00214 ms "
        "for .5 MB of weights: 15.7 TFLOPS, 245 GB/s); ANEForge (product 5.44 TFLOPS, 7.67 GB/s)"};

inline constexpr Costs kCostsM4Max = {.dispatchMilliseconds = .095,
                                      .convTeraflops = 10.93,
                                      .gemmTeraflops = 8.9,
                                      .weightGigabytesPerSecond = 245,
                                      .activationGigabytesPerSecond = 23,
                                      .source =
                                          "maderix/ANE (128 convolutions, 10.93 TFLOPS); ANEForge "
                                          "(product 8.90 TFLOPS, 23 GB/s); the rest is M4's"};

inline constexpr Costs kCostsM5 = {.dispatchMilliseconds = .0923,
                                   .convTeraflops = 19.6,
                                   .gemmTeraflops = 8.71,
                                   .weightGigabytesPerSecond = 145,
                                   .activationGigabytesPerSecond = 20.22,
                                   .source =
                                       "q38 on an M5 Max (dispatch .0923 ms); ane-guide (slope of "
                                       "products 19.6 TFLOPS, weights 145 GB/s); ANEForge "
                                       "(product 8.71 TFLOPS, 20.22 GB/s)"};

inline constexpr Costs kCostsM5Pro = {
    .dispatchMilliseconds = .0923,
    .convTeraflops = 19.6,
    .gemmTeraflops = 10.04,
    .weightGigabytesPerSecond = 145,
    .activationGigabytesPerSecond = 24,
    .source = "ANEForge (product 10.04 TFLOPS, 24.0 GB/s); the rest is M5's"};

/// The slowest of each.
inline constexpr Costs kStrictCosts = {.dispatchMilliseconds = .23,
                                       .convTeraflops = 10.93,
                                       .gemmTeraflops = 3.36,
                                       .weightGigabytesPerSecond = 51,
                                       .activationGigabytesPerSecond = .98,
                                       .source = "the slowest of the chips"};

} // namespace anemone::target

#endif // ANEMONE_LIB_TARGET_PROFILECOSTS_H
