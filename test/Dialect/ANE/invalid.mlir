// RUN: ane-opt %s --split-input-file --verify-diagnostics

// What makes an operation meaningless on any chip, sorted by operation. Each case breaks the one rule that its name and
// the message repeat; the rules stand in docs/Dialects/ANE.md. Operations of one family (arithmetic, comparisons, poolings,
// reductions, blocks of pixels) share their rules and the function that checks them; one of them stands for all.

// A dynamic extent cannot be compiled.
// expected-error @+1 {{'ane.program' op (C1) has 'tensor<?xf16>' in its signature, expected tensors of static shape}}
ane.program @program_c1(%x: tensor<?xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.constant dense<1.0> : tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// -----

// MIL has no integers of 64 bits among its operands.
// expected-error @+1 {{'ane.program' op (C1) has 'tensor<4xi64>' in its signature, expected tensors of static shape}}
ane.program @program_c1_type(%x: tensor<4xi64>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %y = ane.constant dense<1.0> : tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// -----

// A program that gives nothing has no use.
// expected-error @+1 {{'ane.program' op (C2) has no result}}
ane.program @program_c2(%x: tensor<4xf16>) attributes {placement = #ane.placement<engine>} {
  ane.return
}

// -----

// Emission could not write what is not MIL.
ane.program @program_c3(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'builtin.unrealized_conversion_cast' op (C3) stands in an ane.program, which holds operations of the ane dialect only}}
  %y = builtin.unrealized_conversion_cast %x : tensor<4xf16> to tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// -----

// Surfaces are decided for a whole program.
// expected-error @+1 {{'ane.program' op (C4) has 1 surfaces for 2 arguments and results}}
ane.program @program_c4(%x: tensor<4xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [4], row = 64, plane = 64, batch = 64, alloc = 64>}) -> tensor<4xf16>
    attributes {placement = #ane.placement<engine>} {
  ane.return %x : tensor<4xf16>
}

// -----

// Surfaces are bound by symbol.
// expected-error @+1 {{'ane.program' op (C4) has two surfaces named 's'}}
ane.program @program_c4_names(%x: tensor<4xf16> {ane.surface = #ane.surface<symbol = "s", valid = [4], row = 64, plane = 64, batch = 64, alloc = 64>})
    -> (tensor<4xf16> {ane.surface = #ane.surface<symbol = "s", valid = [4], row = 64, plane = 64, batch = 64, alloc = 64>}) attributes {placement = #ane.placement<engine>} {
  ane.return %x : tensor<4xf16>
}

// -----

// Data cannot lie outside the tensor.
// expected-error @+1 {{'ane.program' op (C5) has a surface 'i00' with valid extents [5] for 'tensor<4xf16>'}}
ane.program @program_c5(%x: tensor<4xf16> {ane.surface = #ane.surface<symbol = "i00", valid = [5], row = 64, plane = 64, batch = 64, alloc = 64>})
    -> (tensor<4xf16> {ane.surface = #ane.surface<symbol = "o00", valid = [4], row = 64, plane = 64, batch = 64, alloc = 64>}) attributes {placement = #ane.placement<engine>} {
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @return_c1(%x: tensor<4xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.return' op (C1) returns ('tensor<4xf16>'), but the program's results are ('tensor<8xf16>')}}
  ane.return %x : tensor<4xf16>
}

// -----

func.func @call_c1(%x: tensor<4xf16>) -> tensor<4xf16> {
  // expected-error @+1 {{'ane.call' op (C1) calls @nothing, which is not an ane.program of the module}}
  %y = ane.call @nothing(%x) : (tensor<4xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// -----

ane.program @callee(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  ane.return %x : tensor<4xf16>
}
func.func @call_c2(%x: tensor<8xf16>) -> tensor<4xf16> {
  // expected-error @+1 {{'ane.call' op (C2) calls @callee as '(tensor<8xf16>) -> tensor<4xf16>', but it is '(tensor<4xf16>) -> tensor<4xf16>'}}
  %y = ane.call @callee(%x) : (tensor<8xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// -----

ml_program.global private @one(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
ml_program.global private @wide(dense<1.0> : tensor<8xf32>) : tensor<8xf32>
ane.program @callee(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @one : tensor<4xf16>
  %y = ane.add(%x, %w) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}
func.func @call_c3(%x: tensor<4xf16>) -> tensor<4xf16> {
  // expected-error @+1 {{'ane.call' op (C3) gives @wide for @one, expected an ml_program.global of the same type}}
  %y = ane.call @callee(%x) {weights = [@wide]} : (tensor<4xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// -----

ml_program.global private @one(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
ane.program @callee(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @one : tensor<4xf16>
  %y = ane.add(%x, %w) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}
func.func @call_c3_count(%x: tensor<4xf16>) -> tensor<4xf16> {
  // expected-error @+1 {{'ane.call' op (C3) gives 2 weights to @callee, whose constants name 1 globals}}
  %y = ane.call @callee(%x) {weights = [@one, @one]} : (tensor<4xf16>) -> tensor<4xf16>
  return %y : tensor<4xf16>
}

// -----

ane.program @constant_c1(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.constant' op (C1) names @nothing, which is not an ml_program.global of tensor type}}
  %y = ane.constant @nothing : tensor<4xf16>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @constant_c2(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.constant' op (C2) is of type 'tensor<4xf16>', but its source is of type 'tensor<8xf32>'}}
  %y = ane.constant dense<1.0> : tensor<8xf32> -> tensor<4xf16>
  ane.return %x : tensor<4xf16>
}

// -----

// Rounding an integer to a number, or the other way, is a cast and not a rounding.
ml_program.global private @w(dense<1> : tensor<4xi32>) : tensor<4xi32>
ane.program @constant_c3(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.constant' op (C3) is of element type 'f16', but its source is of 'i32': only floating-point types are converted}}
  %y = ane.constant @w : tensor<4xf16>
  ane.return %x : tensor<4xf16>
}

// -----

// expected-error @+1 {{(C1) there is no target 'm99'; the targets are strict}}
module attributes {ane.target = #ane.target<"m99">} {}

// -----

// expected-error @+1 {{(C1) the symbol '0x' is not an identifier of MIL}}
func.func private @surface_c1() attributes {x = #ane.surface<symbol = "0x", valid = [4], row = 64, plane = 64, batch = 64, alloc = 64>}

// -----

// expected-error @+1 {{(C2) has valid extents [1, 1, 1, 1, 4], expected one to four of at least 1}}
func.func private @surface_c2() attributes {x = #ane.surface<symbol = "i", valid = [1, 1, 1, 1, 4], row = 64, plane = 64, batch = 64, alloc = 64>}

// -----

// expected-error @+1 {{(C3) has row = 64, plane = 32, batch = 64 and alloc = 64, expected each no smaller than the one before}}
func.func private @surface_c3() attributes {x = #ane.surface<symbol = "i", valid = [4], row = 64, plane = 32, batch = 64, alloc = 64>}

// -----

// expected-error @+1 {{'func.func' op has 'ane.target', which is a #ane.target on a module}}
func.func private @target_place() attributes {ane.target = #ane.target<"strict">}

// -----

// expected-error @+1 {{'func.func' op has 'ane.surfce', which is not an attribute of the ane dialect}}
func.func private @attribute_name() attributes {ane.surfce}

// -----

// expected-error @+1 {{'func.func' op argument 0 has 'ane.source', which is a tensor type of static shape}}
func.func private @source_type(tensor<4xf16> {ane.source = tensor<?xf32>})

// -----

// expected-error @+1 {{'func.func' op argument 0 has 'ane.surface', which is a #ane.surface in an ane.program}}
func.func private @surface_place(tensor<4xf16> {ane.surface = #ane.surface<symbol = "i", valid = [4], row = 64, plane = 64, batch = 64, alloc = 64>})

// -----

ane.program @add_c1(%x: tensor<4xf16>, %y: tensor<4xf32>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.add' op (C1) has operands of element types 'f16' and 'f32', expected one: cast one of them}}
  %z = ane.add(%x, %y) : (tensor<4xf16>, tensor<4xf32>) -> tensor<4xf16>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @add_c2(%x: tensor<4x3xf16>, %y: tensor<4xf16>) -> tensor<4x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.add' op (C2) cannot broadcast 4 with 4x3}}
  %z = ane.add(%x, %y) : (tensor<4x3xf16>, tensor<4xf16>) -> tensor<4x3xf16>
  ane.return %x : tensor<4x3xf16>
}

// -----

// A declared type that the operands do not give.
ane.program @add_t(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.add' op (T) has result 0 of type 'tensor<4xf32>', but its operands and attributes give 'tensor<4xf16>'}}
  %y = ane.add(%x, %x) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf32>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @equal_c1(%x: tensor<4xf16>, %y: tensor<4xi32>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.equal' op (C1) has operands of element types 'f16' and 'i32', expected one: cast one of them}}
  %z = ane.equal(%x, %y) : (tensor<4xf16>, tensor<4xi32>) -> tensor<4xi1>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @equal_c2(%x: tensor<4x3xf16>, %y: tensor<4xf16>) -> tensor<4x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.equal' op (C2) cannot broadcast 4 with 4x3}}
  %z = ane.equal(%x, %y) : (tensor<4x3xf16>, tensor<4xf16>) -> tensor<4x3xi1>
  ane.return %x : tensor<4x3xf16>
}

// -----

ane.program @relu_operand(%x: tensor<4xi32>) -> tensor<4xi32> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.relu' op operand #0 must be statically shaped tensor of 16-bit float or 32-bit float values, but got 'tensor<4xi32>'}}
  %y = ane.relu(%x) : (tensor<4xi32>) -> tensor<4xi32>
  ane.return %x : tensor<4xi32>
}

// -----

ane.program @select_c1(%a: tensor<4xf16>, %b: tensor<4xf32>, %c: tensor<4xi1>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.select' op (C1) has operands of element types 'f16' and 'f32', expected one: cast one of them}}
  %y = ane.select(%c, %a, %b) : (tensor<4xi1>, tensor<4xf16>, tensor<4xf32>) -> tensor<4xf16>
  ane.return %a : tensor<4xf16>
}

// -----

// The engine's compiler refuses a condition of numbers (ANE-C60), and no type of the dialect says one.
ane.program @select_condition(%a: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.select' op operand #0 must be statically shaped tensor of 1-bit signless integer values, but got 'tensor<4xf16>'}}
  %y = ane.select(%a, %a, %a) : (tensor<4xf16>, tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}

// -----

ane.program @select_c2(%a: tensor<4xf16>, %c: tensor<3xi1>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.select' op (C2) cannot broadcast 4 with 3}}
  %y = ane.select(%c, %a, %a) : (tensor<3xi1>, tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %a : tensor<4xf16>
}

// -----

ane.program @cast_c1(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.cast' op (C1) casts to 'int64', expected fp16, fp32, bool, int8, uint8, int16, uint16, int32, uint32, int4 or uint4}}
  %y = ane.cast(%x) {dtype = "int64"} : (tensor<4xf16>) -> tensor<4xi32>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @gelu_c1(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.gelu' op (C1) has mode 'FAST', expected EXACT, TANH_APPROXIMATION or SIGMOID_APPROXIMATION}}
  %y = ane.gelu(%x) {mode = "FAST"} : (tensor<4xf16>) -> tensor<4xf16>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @prelu_c1(%x: tensor<4x4xf16>, %a: tensor<4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.prelu' op (C1) has x of rank 2, expected 3 to 5}}
  %y = ane.prelu(%x, %a) : (tensor<4x4xf16>, tensor<4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @prelu_c2(%x: tensor<1x4x8x8xf16>, %a: tensor<3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.prelu' op (C2) has alpha of type 'tensor<3xf16>', expected 'tensor<4xf16>', one number a channel}}
  %y = ane.prelu(%x, %a) : (tensor<1x4x8x8xf16>, tensor<3xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c1(%x: tensor<4x4xf16>, %w: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C1) has x of rank 2 and weight of rank 2, expected one rank of 3 to 5}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<4x4xf16>, tensor<4x4xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @conv_c1_type(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf32>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C1) has x of 'f16' and weight of 'f32', expected one element type}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf32>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c2(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C2) has 1 numbers in strides, expected 2}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c2_dilations(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C2) has 0 in dilations, expected at least 1}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 0>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c2_pad(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C2) has -1 in pad, expected at least 0}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, -1, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "custom"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c2_groups(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C2) has groups = 0, expected at least 1}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 0 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c3(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C3) has 4 channels in 2 groups and weight 8x4x3x3, expected groups to divide both channels, and axis 1 of weight to be channels / groups}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 2 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

// A bias of another shape is Orion's reading of constraint ANE-C13.
ane.program @conv_c4(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>, %b: tensor<1x8x1x1xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C4) has bias of type 'tensor<1x8x1x1xf16>', expected 'tensor<8xf16>'}}
  %y = ane.conv(%x, %w, %b) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>, tensor<1x8x1x1xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c5(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C5) has pad_type 'full', expected valid, custom, same or same_lower}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "full"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_c6(%x: tensor<1x4x8x8xf16>, %w: tensor<8x4x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv' op (C6) has a kernel that spans 9 elements of spatial axis 0, which has 8 and the padding}}
  %y = ane.conv(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 4, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<8x4x3x3xf16>) -> tensor<1x8x6x6xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c1(%x: tensor<1x4x8x8xf16>, %w: tensor<4x8x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C1) has x of rank 4 and weight of rank 3, expected one rank of 3 to 5}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<4x8x3xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c2(%x: tensor<1x4x8x8xf16>, %w: tensor<4x8x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C2) has 2 numbers in pad, expected 4}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<4x8x3x3xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c3(%x: tensor<1x4x8x8xf16>, %w: tensor<3x8x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C3) has 4 channels in 1 groups and weight 3x8x3x3, expected groups to divide the channels, and axis 0 of weight to be the channels}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<3x8x3x3xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c4(%x: tensor<1x4x8x8xf16>, %w: tensor<4x8x3x3xf16>, %b: tensor<4xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C4) has bias of type 'tensor<4xf16>', expected 'tensor<8xf16>'}}
  %y = ane.conv_transpose(%x, %w, %b) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid"} : (tensor<1x4x8x8xf16>, tensor<4x8x3x3xf16>, tensor<4xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c5(%x: tensor<1x4x8x8xf16>, %w: tensor<4x8x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C5) has pad_type 'full', expected valid, custom, same or same_lower}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "full"} : (tensor<1x4x8x8xf16>, tensor<4x8x3x3xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c6(%x: tensor<1x4x8x8xf16>, %w: tensor<4x8x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C6) has an empty result}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 5, 5, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "custom"} : (tensor<1x4x8x8xf16>, tensor<4x8x3x3xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @conv_transpose_c7(%x: tensor<1x4x8x8xf16>, %w: tensor<4x8x3x3xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.conv_transpose' op (C7) has an output_shape of 2 extents for a result 1x8x10x10, expected its rank, batch and channels}}
  %y = ane.conv_transpose(%x, %w) {strides = array<i32: 1, 1>, pad = array<i32: 0, 0, 0, 0>, dilations = array<i32: 1, 1>, groups = 1 : i32, pad_type = "valid", output_shape = array<i32: 10, 10>} : (tensor<1x4x8x8xf16>, tensor<4x8x3x3xf16>) -> tensor<1x8x10x10xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @max_pool_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.max_pool' op (C1) has x of rank 2, expected 3 to 5}}
  %y = ane.max_pool(%x) {kernel_sizes = array<i32: 2, 2>, strides = array<i32: 2, 2>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<4x4xf16>) -> tensor<1x4x4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @max_pool_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.max_pool' op (C2) has 0 in strides, expected at least 1}}
  %y = ane.max_pool(%x) {kernel_sizes = array<i32: 2, 2>, strides = array<i32: 2, 0>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<1x4x8x8xf16>) -> tensor<1x4x4x4xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @max_pool_c3(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.max_pool' op (C3) has pad_type '', expected valid, custom, same or same_lower}}
  %y = ane.max_pool(%x) {kernel_sizes = array<i32: 2, 2>, strides = array<i32: 2, 2>, pad_type = "", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<1x4x8x8xf16>) -> tensor<1x4x4x4xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @max_pool_c4(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.max_pool' op (C4) has a window of 9 elements on spatial axis 1, which has 8 and the padding}}
  %y = ane.max_pool(%x) {kernel_sizes = array<i32: 2, 9>, strides = array<i32: 2, 2>, pad_type = "valid", pad = array<i32: 0, 0, 0, 0>, ceil_mode = false} : (tensor<1x4x8x8xf16>) -> tensor<1x4x4x4xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @batch_norm_c1(%x: tensor<1x4xf16>, %c: tensor<4xf16>) -> tensor<1x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.batch_norm' op (C1) has x of rank 2, expected 3 to 5}}
  %y = ane.batch_norm(%x, %c, %c) {epsilon = 1.0e-5 : f32} : (tensor<1x4xf16>, tensor<4xf16>, tensor<4xf16>) -> tensor<1x4xf16>
  ane.return %x : tensor<1x4xf16>
}

// -----

ane.program @batch_norm_c2(%x: tensor<1x4x8x8xf16>, %c: tensor<4xf16>, %d: tensor<8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.batch_norm' op (C2) has beta of type 'tensor<8xf16>', expected 'tensor<4xf16>'}}
  %y = ane.batch_norm(%x, %c, %c beta %d) {epsilon = 1.0e-5 : f32} : (tensor<1x4x8x8xf16>, tensor<4xf16>, tensor<4xf16>, tensor<8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @instance_norm_c1(%x: tensor<1x4xf16>) -> tensor<1x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.instance_norm' op (C1) has x of rank 2, expected 3 to 4}}
  %y = ane.instance_norm(%x) {epsilon = 1.0e-5 : f32} : (tensor<1x4xf16>) -> tensor<1x4xf16>
  ane.return %x : tensor<1x4xf16>
}

// -----

ane.program @instance_norm_c2(%x: tensor<1x4x8x8xf16>, %d: tensor<8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.instance_norm' op (C2) has gamma of type 'tensor<8xf16>', expected 'tensor<4xf16>'}}
  %y = ane.instance_norm(%x gamma %d) {epsilon = 1.0e-5 : f32} : (tensor<1x4x8x8xf16>, tensor<8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @layer_norm_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.layer_norm' op (C1) has axes [4] for x of rank 4, expected some of its axes, each once}}
  %y = ane.layer_norm(%x) {axes = array<i32: 4>, epsilon = 1.0e-5 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @layer_norm_c2(%x: tensor<1x4x8x8xf16>, %c: tensor<4xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.layer_norm' op (C2) has gamma of type 'tensor<4xf16>', expected 'tensor<8x8xf16>'}}
  %y = ane.layer_norm(%x gamma %c) {axes = array<i32: 2, 3>, epsilon = 1.0e-5 : f32} : (tensor<1x4x8x8xf16>, tensor<4xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @l2_norm_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.l2_norm' op (C1) has x of rank 2, expected 3 or more}}
  %y = ane.l2_norm(%x) {epsilon = 1.0e-5 : f32} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @local_response_norm_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.local_response_norm' op (C1) has x of rank 2, expected 3 to 5}}
  %y = ane.local_response_norm(%x) {size = 3 : i32, alpha = 1.0 : f32, beta = 0.75 : f32, k = 1.0 : f32} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @local_response_norm_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.local_response_norm' op (C2) has size = 0, expected at least 1}}
  %y = ane.local_response_norm(%x) {size = 0 : i32, alpha = 1.0 : f32, beta = 0.75 : f32, k = 1.0 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @softmax_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.softmax' op (C1) has axis = -5 for x of rank 4}}
  %y = ane.softmax(%x) {axis = -5 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @matmul_c1(%x: tensor<2x3xf16>, %y: tensor<f16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.matmul' op (C1) multiplies 'tensor<2x3xf16>' by 'tensor<f16>', expected one element type and rank 1 or more}}
  %z = ane.matmul(%x, %y) {transpose_x = false, transpose_y = false} : (tensor<2x3xf16>, tensor<f16>) -> tensor<2xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @matmul_c2(%x: tensor<2x3xf16>, %y: tensor<4x5xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.matmul' op (C2) contracts 3 elements of x with 4 of y}}
  %z = ane.matmul(%x, %y) {transpose_x = false, transpose_y = false} : (tensor<2x3xf16>, tensor<4x5xf16>) -> tensor<2x5xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @matmul_c3(%x: tensor<2x2x3xf16>, %y: tensor<3x3x5xf16>) -> tensor<2x2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.matmul' op (C3) cannot broadcast 2 with 3}}
  %z = ane.matmul(%x, %y) {transpose_x = false, transpose_y = false} : (tensor<2x2x3xf16>, tensor<3x3x5xf16>) -> tensor<2x2x5xf16>
  ane.return %x : tensor<2x2x3xf16>
}

// -----

ane.program @linear_c1(%x: tensor<2x3xf16>, %w: tensor<3xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.linear' op (C1) has x of type 'tensor<2x3xf16>' and weight of type 'tensor<3xf16>', expected rank 1 or more and rank 2 of one element type}}
  %y = ane.linear(%x, %w) : (tensor<2x3xf16>, tensor<3xf16>) -> tensor<2xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @linear_c2(%x: tensor<2x3xf16>, %w: tensor<5x4xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.linear' op (C2) contracts 3 elements of x with 4 of weight}}
  %y = ane.linear(%x, %w) : (tensor<2x3xf16>, tensor<5x4xf16>) -> tensor<2x5xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @linear_c3(%x: tensor<2x3xf16>, %w: tensor<5x3xf16>, %b: tensor<2xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.linear' op (C3) has bias of type 'tensor<2xf16>', expected 'tensor<5xf16>'}}
  %y = ane.linear(%x, %w, %b) : (tensor<2x3xf16>, tensor<5x3xf16>, tensor<2xf16>) -> tensor<2x5xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @einsum_c1(%x: tensor<2x3xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.einsum' op (C1) has equation 'ij->ij' for 2 operands}}
  %y = ane.einsum(%x, %x) {equation = "ij->ij"} : (tensor<2x3xf16>, tensor<2x3xf16>) -> tensor<2x3xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @einsum_c1_rank(%x: tensor<2x3xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.einsum' op (C1) has labels 'ijk' for an operand of rank 2, expected one letter an axis}}
  %y = ane.einsum(%x) {equation = "ijk->ij"} : (tensor<2x3xf16>) -> tensor<2x3xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @einsum_c2(%x: tensor<2x3xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.einsum' op (C2) has extents 2 and 3 for 'i'}}
  %y = ane.einsum(%x) {equation = "ii->i"} : (tensor<2x3xf16>) -> tensor<2xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @einsum_c3(%x: tensor<2x3xf16>) -> tensor<2x3xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.einsum' op (C3) has 'ik' as the labels of the result, expected labels of the operands, each once}}
  %y = ane.einsum(%x) {equation = "ij->ik"} : (tensor<2x3xf16>) -> tensor<2x3xf16>
  ane.return %x : tensor<2x3xf16>
}

// -----

ane.program @attention_c1(%q: tensor<1x2x4x8xf16>, %k: tensor<2x4x8xf16>) -> tensor<1x2x4x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.scaled_dot_product_attention' op (C1) has query, key and value of types 'tensor<1x2x4x8xf16>', 'tensor<2x4x8xf16>' and 'tensor<1x2x4x8xf16>', expected one rank of at least 3, one element type and equal axes before the last two}}
  %y = ane.scaled_dot_product_attention(%q, %k, %q) : (tensor<1x2x4x8xf16>, tensor<2x4x8xf16>, tensor<1x2x4x8xf16>) -> tensor<1x2x4x8xf16>
  ane.return %q : tensor<1x2x4x8xf16>
}

// -----

ane.program @attention_c2(%q: tensor<1x2x4x8xf16>, %k: tensor<1x2x4x6xf16>) -> tensor<1x2x4x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.scaled_dot_product_attention' op (C2) has query, key and value of types 'tensor<1x2x4x8xf16>', 'tensor<1x2x4x6xf16>' and 'tensor<1x2x4x8xf16>', expected query and key to agree in the last extent, key and value in the one before}}
  %y = ane.scaled_dot_product_attention(%q, %k, %q) : (tensor<1x2x4x8xf16>, tensor<1x2x4x6xf16>, tensor<1x2x4x8xf16>) -> tensor<1x2x4x8xf16>
  ane.return %q : tensor<1x2x4x8xf16>
}

// -----

ane.program @attention_c3(%q: tensor<1x2x4x8xf16>, %m: tensor<5x4xf16>) -> tensor<1x2x4x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.scaled_dot_product_attention' op (C3) has attn_mask of type 'tensor<5x4xf16>', expected to broadcast to 1x2x4x4 of i1 or 'f16'}}
  %y = ane.scaled_dot_product_attention(%q, %q, %q, %m) : (tensor<1x2x4x8xf16>, tensor<1x2x4x8xf16>, tensor<1x2x4x8xf16>, tensor<5x4xf16>) -> tensor<1x2x4x8xf16>
  ane.return %q : tensor<1x2x4x8xf16>
}

// -----

// -3 is axis 1 of four.
ane.program @reduce_sum_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reduce_sum' op (C1) has axes [1, -3] for x of rank 4, expected some of its axes, each once}}
  %y = ane.reduce_sum(%x) {axes = array<i32: 1, -3>, keep_dims = true} : (tensor<1x4x8x8xf16>) -> tensor<1x1x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @reduce_argmax_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reduce_argmax' op (C1) has axis = 4 for x of rank 4}}
  %y = ane.reduce_argmax(%x) {axis = 4 : i32, keep_dims = true} : (tensor<1x4x8x8xf16>) -> tensor<1x1x8x8xi32>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @reduce_argmax_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reduce_argmax' op (C2) has output_dtype 'fp16', expected int32 or uint16}}
  %y = ane.reduce_argmax(%x) {axis = 1 : i32, keep_dims = true, output_dtype = "fp16"} : (tensor<1x4x8x8xf16>) -> tensor<1x1x8x8xi32>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @cumsum_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.cumsum' op (C1) has axis = 4 for x of rank 4}}
  %y = ane.cumsum(%x) {axis = 4 : i32, exclusive = false, reverse = false} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @reshape_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reshape' op (C1) has shape [-1, -1], expected positive numbers and at most one -1}}
  %y = ane.reshape(%x) {shape = array<i32: -1, -1>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @reshape_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reshape' op (C2) has shape [3, -1] for 256 elements}}
  %y = ane.reshape(%x) {shape = array<i32: 3, -1>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @reshape_c2_overflow(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reshape' op (C2) has shape [2147483647, 2147483647, 2147483647, -1] for 256 elements}}
  %y = ane.reshape(%x) {shape = array<i32: 2147483647, 2147483647, 2147483647, -1>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @transpose_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.transpose' op (C1) has perm [0, 1, 1, 3], expected a permutation of 4 axes}}
  %y = ane.transpose(%x) {perm = array<i32: 0, 1, 1, 3>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @expand_dims_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.expand_dims' op (C1) has axes [5], expected axes of a result of rank 5, each once}}
  %y = ane.expand_dims(%x) {axes = array<i32: 5>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @squeeze_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.squeeze' op (C1) has axes [4], expected axes of x of rank 4, each once}}
  %y = ane.squeeze(%x) {axes = array<i32: 4>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @squeeze_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.squeeze' op (C2) drops axis 1, whose extent is 4}}
  %y = ane.squeeze(%x) {axes = array<i32: 1>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @concat_c1(%x: tensor<1x4x8x8xf16>, %y: tensor<4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.concat' op (C1) has operands of types 'tensor<1x4x8x8xf16>' and 'tensor<4x8x8xf16>', expected one element type and rank}}
  %z = ane.concat(%x, %y) {axis = 0 : i32, interleave = false} : (tensor<1x4x8x8xf16>, tensor<4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @concat_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.concat' op (C2) has axis = 4 for operands of rank 4}}
  %y = ane.concat(%x) {axis = 4 : i32, interleave = false} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @concat_c3(%x: tensor<1x4x8x8xf16>, %y: tensor<1x4x8x7xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.concat' op (C3) has operands 1x4x8x8 and 1x4x8x7, expected equal extents but for the axis 1}}
  %z = ane.concat(%x, %y) {axis = 1 : i32, interleave = false} : (tensor<1x4x8x8xf16>, tensor<1x4x8x7xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @concat_c3_interleave(%x: tensor<1x4x8x8xf16>, %y: tensor<1x2x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.concat' op (C3) has operands 1x4x8x8 and 1x2x8x8, expected equal extents}}
  %z = ane.concat(%x, %y) {axis = 1 : i32, interleave = true} : (tensor<1x4x8x8xf16>, tensor<1x2x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @split_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.split' op (C1) has axis = 4 for x of rank 4}}
  %y = ane.split(%x) {axis = 4 : i32, num_splits = 2 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @split_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.split' op (C2) splits an extent of 4 into 3 parts, expected num_splits to divide it or positive split_sizes to sum up to it}}
  %y = ane.split(%x) {axis = 1 : i32, num_splits = 3 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @split_c2_none(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.split' op (C2) splits into 0 parts}}
  %y = ane.split(%x) {axis = 1 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @stack_c1(%x: tensor<4xf16>, %y: tensor<3xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.stack' op (C1) has operands of different types or none}}
  %z = ane.stack(%x, %y) {axis = 0 : i32} : (tensor<4xf16>, tensor<3xf16>) -> tensor<2x4xf16>
  ane.return %x : tensor<4xf16>
}

// -----

ane.program @stack_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.stack' op (C2) has axis = 5 for a result of rank 5}}
  %y = ane.stack(%x) {axis = 5 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @pad_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.pad' op (C1) has pad [1], expected two numbers of at least 0 for each of the last axes of 1x4x8x8}}
  %y = ane.pad(%x) {pad = array<i32: 1>, mode = "constant", constant_val = 0.0 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @pad_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.pad' op (C2) has mode 'wrap', expected constant, reflect or replicate}}
  %y = ane.pad(%x) {pad = array<i32: 1, 1>, mode = "wrap", constant_val = 0.0 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @pad_c3(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.pad' op (C3) reflects 8 elements of axis 3, which has 8}}
  %y = ane.pad(%x) {pad = array<i32: 8, 0>, mode = "reflect", constant_val = 0.0 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @tile_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.tile' op (C1) has reps [1, 2], expected a number of at least 1 for each axis of 1x4x8x8}}
  %y = ane.tile(%x) {reps = array<i32: 1, 2>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @reverse_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.reverse' op (C1) has axes [4], expected axes of x of rank 4, each once}}
  %y = ane.reverse(%x) {axes = array<i32: 4>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @depth_to_space_c1(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.depth_to_space' op (C1) has x 1x4x8x8 and a factor of 0, expected rank 4 and at least 1}}
  %y = ane.depth_to_space(%x) {block_size = 0 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @depth_to_space_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.depth_to_space' op (C2) has 4 channels, expected a multiple of 16}}
  %y = ane.depth_to_space(%x) {block_size = 4 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @space_to_depth_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.space_to_depth' op (C2) has height and width 8 and 8, expected multiples of 3}}
  %y = ane.space_to_depth(%x) {block_size = 3 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @upsample_nearest_neighbor_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.upsample_nearest_neighbor' op (C1) has x of rank 2, expected 3 or more}}
  %y = ane.upsample_nearest_neighbor(%x) {scale_factor_height = 2.0 : f32, scale_factor_width = 2.0 : f32} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @upsample_nearest_neighbor_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.upsample_nearest_neighbor' op (C2) has factors 0.000000e+00 and 2.000000e+00, expected positive ones}}
  %y = ane.upsample_nearest_neighbor(%x) {scale_factor_height = 0.0 : f32, scale_factor_width = 2.0 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @upsample_nearest_neighbor_c2_empty(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.upsample_nearest_neighbor' op (C2) expects extents of at least 1, got a result of 0 by 16}}
  %y = ane.upsample_nearest_neighbor(%x) {scale_factor_height = 0.1 : f32, scale_factor_width = 2.0 : f32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @upsample_bilinear_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.upsample_bilinear' op (C1) has x of rank 2, expected 3 or more}}
  %y = ane.upsample_bilinear(%x) {scale_factor_height = 2.0 : f32, scale_factor_width = 2.0 : f32, align_corners = false, half_pixel_centers = true} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @upsample_bilinear_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.upsample_bilinear' op (C2) has factors -1.000000e+00 and 2.000000e+00, expected positive ones}}
  %y = ane.upsample_bilinear(%x) {scale_factor_height = -1.0 : f32, scale_factor_width = 2.0 : f32, align_corners = false, half_pixel_centers = true} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @upsample_bilinear_c3(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.upsample_bilinear' op (C3) has both align_corners and half_pixel_centers}}
  %y = ane.upsample_bilinear(%x) {scale_factor_height = 2.0 : f32, scale_factor_width = 2.0 : f32, align_corners = true, half_pixel_centers = true} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @resize_bilinear_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.resize_bilinear' op (C1) has x of rank 2, expected 3 or more}}
  %y = ane.resize_bilinear(%x) {target_size_height = 3 : i32, target_size_width = 3 : i32, sampling_mode = "DEFAULT"} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @resize_bilinear_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.resize_bilinear' op (C2) expects target sizes of at least 1, got a result of 0 by 3}}
  %y = ane.resize_bilinear(%x) {target_size_height = 0 : i32, target_size_width = 3 : i32, sampling_mode = "DEFAULT"} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @resize_bilinear_c3(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.resize_bilinear' op (C3) has sampling_mode 'CUBIC', expected DEFAULT, STRICT_ALIGN_CORNERS, ALIGN_CORNERS, OFFSET_CORNERS or UNALIGN_CORNERS}}
  %y = ane.resize_bilinear(%x) {target_size_height = 3 : i32, target_size_width = 3 : i32, sampling_mode = "CUBIC"} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @resize_nearest_neighbor_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.resize_nearest_neighbor' op (C1) has x of rank 2, expected 3 or more}}
  %y = ane.resize_nearest_neighbor(%x) {target_size_height = 3 : i32, target_size_width = 3 : i32} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @resize_nearest_neighbor_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.resize_nearest_neighbor' op (C2) expects target sizes of at least 1, got a result of 3 by -1}}
  %y = ane.resize_nearest_neighbor(%x) {target_size_height = 3 : i32, target_size_width = -1 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @crop_c1(%x: tensor<4x4xf16>) -> tensor<4x4xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.crop' op (C1) has x of rank 2, expected 3 or more}}
  %y = ane.crop(%x) {crop_height = array<i32: 0, 0>, crop_width = array<i32: 0, 0>} : (tensor<4x4xf16>) -> tensor<4x4xf16>
  ane.return %x : tensor<4x4xf16>
}

// -----

ane.program @crop_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.crop' op (C2) crops [0], expected two numbers of at least 0}}
  %y = ane.crop(%x) {crop_height = array<i32: 0>, crop_width = array<i32: 0, 0>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @crop_c3(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.crop' op (C3) expects that an element is left, got a result of 0 by 8}}
  %y = ane.crop(%x) {crop_height = array<i32: 4, 4>, crop_width = array<i32: 0, 0>} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @slice_by_index_c1(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_index' op (C1) has a list that is not as long as x has axes, 1}}
  %y = ane.slice_by_index(%x) {begin = array<i32: 0, 0>, end = array<i32: 8>, stride = array<i32: 1>, begin_mask = array<i1: false>, end_mask = array<i1: false>, squeeze_mask = array<i1: false>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @slice_by_index_c1_stride(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_index' op (C1) has a stride of 0}}
  %y = ane.slice_by_index(%x) {begin = array<i32: 0>, end = array<i32: 8>, stride = array<i32: 0>, begin_mask = array<i1: false>, end_mask = array<i1: false>, squeeze_mask = array<i1: false>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @slice_by_index_c2(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_index' op (C2) takes [4, 4) by 1 of axis 0, which has 8 elements}}
  %y = ane.slice_by_index(%x) {begin = array<i32: 4>, end = array<i32: 4>, stride = array<i32: 1>, begin_mask = array<i1: false>, end_mask = array<i1: false>, squeeze_mask = array<i1: false>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @slice_by_index_c2_begin(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_index' op (C2) takes [-9, 8) by 1 of axis 0, which has 8 elements}}
  %y = ane.slice_by_index(%x) {begin = array<i32: -9>, end = array<i32: 8>, stride = array<i32: 1>, begin_mask = array<i1: false>, end_mask = array<i1: false>, squeeze_mask = array<i1: false>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @slice_by_index_c2_end(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_index' op (C2) takes [0, 9) by 1 of axis 0, which has 8 elements}}
  %y = ane.slice_by_index(%x) {begin = array<i32: 0>, end = array<i32: 9>, stride = array<i32: 1>, begin_mask = array<i1: false>, end_mask = array<i1: false>, squeeze_mask = array<i1: false>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @slice_by_size_c1(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_size' op (C1) has 2 numbers in begin and 1 in size, expected 1}}
  %y = ane.slice_by_size(%x) {begin = array<i32: 0, 0>, size = array<i32: 8>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @slice_by_size_c2(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.slice_by_size' op (C2) takes 5 elements from 4 on of axis 0, which has 8 elements}}
  %y = ane.slice_by_size(%x) {begin = array<i32: 4>, size = array<i32: 5>} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @gather_c1(%x: tensor<1x4x8x8xf16>, %i: tensor<2xi32>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.gather' op (C1) has axis = 4 for x of rank 4}}
  %y = ane.gather(%x, %i) {axis = 4 : i32, batch_dims = 0 : i32, validate_indices = false} : (tensor<1x4x8x8xf16>, tensor<2xi32>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @gather_c2(%x: tensor<1x4x8x8xf16>, %i: tensor<2xi32>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.gather' op (C2) has batch_dims = 1 for x 1x4x8x8 and indices 2, expected that many equal first extents, before axis 1}}
  %y = ane.gather(%x, %i) {axis = 1 : i32, batch_dims = 1 : i32, validate_indices = false} : (tensor<1x4x8x8xf16>, tensor<2xi32>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @gather_along_axis_c1(%x: tensor<1x4x8x8xf16>, %i: tensor<2xi32>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.gather_along_axis' op (C1) has axis = 4 for x of rank 4}}
  %y = ane.gather_along_axis(%x, %i) {axis = 4 : i32, validate_indices = false} : (tensor<1x4x8x8xf16>, tensor<2xi32>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @gather_along_axis_c2(%x: tensor<1x4x8x8xf16>, %i: tensor<2xi32>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.gather_along_axis' op (C2) has indices 2 for x 1x4x8x8, expected them to differ in axis 3 only}}
  %y = ane.gather_along_axis(%x, %i) {axis = 3 : i32, validate_indices = false} : (tensor<1x4x8x8xf16>, tensor<2xi32>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @gather_nd_c1(%x: tensor<2x4x8xf32>, %i: tensor<3x1xi32>) -> tensor<3x8xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.gather_nd' op (C1) has batch_dims = 1 for x 2x4x8 and indices 3x1, expected that many equal first extents}}
  %y = ane.gather_nd(%x, %i) {batch_dims = 1 : i32, validate_indices = false} : (tensor<2x4x8xf32>, tensor<3x1xi32>) -> tensor<3x8xf32>
  ane.return %y : tensor<3x8xf32>
}

// -----

ane.program @gather_nd_c2(%x: tensor<2x4xf32>, %i: tensor<2x2xi32>) -> tensor<2xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.gather_nd' op (C2) has tuples of 2 indices for 1 axes of x}}
  %y = ane.gather_nd(%x, %i) {batch_dims = 1 : i32, validate_indices = false} : (tensor<2x4xf32>, tensor<2x2xi32>) -> tensor<2xf32>
  ane.return %y : tensor<2xf32>
}

// -----

ane.program @scatter_nd_c1(%x: tensor<4xf32>, %i: tensor<3x2xi32>, %u: tensor<3xf32>) -> tensor<4xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_nd' op (C1) has indices 3x2 for data of rank 1, expected tuples of at most as many along the last axis}}
  %y = ane.scatter_nd(%x, %i, %u) {mode = "add", validate_indices = false} : (tensor<4xf32>, tensor<3x2xi32>, tensor<3xf32>) -> tensor<4xf32>
  ane.return %y : tensor<4xf32>
}

// -----

ane.program @scatter_nd_c2(%x: tensor<4x5xf32>, %i: tensor<3x1xi32>, %u: tensor<3x4xf32>) -> tensor<4x5xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_nd' op (C2) has updates of type 'tensor<3x4xf32>', expected 'tensor<3x5xf32>'}}
  %y = ane.scatter_nd(%x, %i, %u) {mode = "add", validate_indices = false} : (tensor<4x5xf32>, tensor<3x1xi32>, tensor<3x4xf32>) -> tensor<4x5xf32>
  ane.return %y : tensor<4x5xf32>
}

// -----

ane.program @scatter_nd_c3(%x: tensor<4xi1>, %i: tensor<3x1xi32>, %u: tensor<3xi1>) -> tensor<4xi1> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_nd' op (C3) has mode 'add' for Booleans, expected update}}
  %y = ane.scatter_nd(%x, %i, %u) {mode = "add", validate_indices = false} : (tensor<4xi1>, tensor<3x1xi32>, tensor<3xi1>) -> tensor<4xi1>
  ane.return %y : tensor<4xi1>
}

// -----

ane.program @scatter_along_axis_c1(%x: tensor<4x5xf32>, %i: tensor<4x2xi32>) -> tensor<4x5xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_along_axis' op (C1) has axis = 2 for data of rank 2}}
  %y = ane.scatter_along_axis(%x, %i, %x) {axis = 2 : i32, mode = "add", validate_indices = false} : (tensor<4x5xf32>, tensor<4x2xi32>, tensor<4x5xf32>) -> tensor<4x5xf32>
  ane.return %y : tensor<4x5xf32>
}

// -----

ane.program @scatter_along_axis_c2(%x: tensor<4x5xf32>, %i: tensor<3x2xi32>, %u: tensor<3x2xf32>) -> tensor<4x5xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_along_axis' op (C2) has indices 3x2 for data 4x5, expected them to differ in axis 1 only}}
  %y = ane.scatter_along_axis(%x, %i, %u) {axis = 1 : i32, mode = "add", validate_indices = false} : (tensor<4x5xf32>, tensor<3x2xi32>, tensor<3x2xf32>) -> tensor<4x5xf32>
  ane.return %y : tensor<4x5xf32>
}

// -----

ane.program @scatter_along_axis_c3(%x: tensor<4x5xf32>, %i: tensor<4x2xi32>, %u: tensor<4x2xf32>) -> tensor<4x5xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_along_axis' op (C3) has mode 'append', expected update, add, sub, mul, div, max or min}}
  %y = ane.scatter_along_axis(%x, %i, %u) {axis = 1 : i32, mode = "append", validate_indices = false} : (tensor<4x5xf32>, tensor<4x2xi32>, tensor<4x2xf32>) -> tensor<4x5xf32>
  ane.return %y : tensor<4x5xf32>
}

// -----

ane.program @scatter_along_axis_c4(%x: tensor<4x5xf32>, %i: tensor<4x2xi32>, %u: tensor<4x2xi32>) -> tensor<4x5xf32> attributes {placement = #ane.placement<host>} {
  // expected-error @+1 {{'ane.scatter_along_axis' op (C4) has updates of type 'tensor<4x2xi32>', expected 'tensor<4x2xf32>'}}
  %y = ane.scatter_along_axis(%x, %i, %u) {axis = 1 : i32, mode = "add", validate_indices = false} : (tensor<4x5xf32>, tensor<4x2xi32>, tensor<4x2xi32>) -> tensor<4x5xf32>
  ane.return %y : tensor<4x5xf32>
}

// -----

ane.program @band_part_c1(%x: tensor<8xf16>) -> tensor<8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.band_part' op (C1) has x of rank 1, expected 2 or more}}
  %y = ane.band_part(%x) {lower = 0 : i32, upper = 0 : i32} : (tensor<8xf16>) -> tensor<8xf16>
  ane.return %x : tensor<8xf16>
}

// -----

ane.program @band_part_c2(%x: tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.band_part' op (C2) has lower = -2 and upper = 0, expected at least -1}}
  %y = ane.band_part(%x) {lower = -2 : i32, upper = 0 : i32} : (tensor<1x4x8x8xf16>) -> tensor<1x4x8x8xf16>
  ane.return %x : tensor<1x4x8x8xf16>
}

// -----

ane.program @quantize_c1(%x: tensor<4x6xf16>, %s: tensor<6xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.quantize' op (C1) has a scale 6, expected a scalar or 4}}
  %y = ane.quantize(%x, %s) {axis = 0 : i32, output_dtype = "int8"} : (tensor<4x6xf16>, tensor<6xf16>) -> tensor<4x6xi8>
  ane.return %x : tensor<4x6xf16>
}

// -----

ane.program @quantize_c1_type(%x: tensor<4x6xf16>, %s: tensor<f32>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.quantize' op (C1) has a scale of 'f32', expected 'f16'}}
  %y = ane.quantize(%x, %s) {output_dtype = "int8"} : (tensor<4x6xf16>, tensor<f32>) -> tensor<4x6xi8>
  ane.return %x : tensor<4x6xf16>
}

// -----

ane.program @quantize_c2(%x: tensor<4x6xf16>, %s: tensor<f16>, %z: tensor<ui8>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.quantize' op (C2) has a zero point of type 'tensor<ui8>', expected 'tensor<i8>'}}
  %y = ane.quantize(%x, %s, %z) {output_dtype = "int8"} : (tensor<4x6xf16>, tensor<f16>, tensor<ui8>) -> tensor<4x6xi8>
  ane.return %x : tensor<4x6xf16>
}

// -----

ane.program @quantize_c3(%x: tensor<4x6xf16>, %s: tensor<4xf16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.quantize' op (C3) has a scale for each element of an axis, but no axis of an input of rank 2}}
  %y = ane.quantize(%x, %s) {output_dtype = "int8"} : (tensor<4x6xf16>, tensor<4xf16>) -> tensor<4x6xi8>
  ane.return %x : tensor<4x6xf16>
}

// -----

ane.program @quantize_c4(%x: tensor<4x6xf16>, %s: tensor<f16>) -> tensor<4x6xf16> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.quantize' op (C4) has output_dtype 'int4', expected int8 or uint8}}
  %y = ane.quantize(%x, %s) {output_dtype = "int4"} : (tensor<4x6xf16>, tensor<f16>) -> tensor<4x6xi8>
  ane.return %x : tensor<4x6xf16>
}

// -----

ane.program @dequantize_c1(%x: tensor<4x6xi8>, %s: tensor<6xf16>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.dequantize' op (C1) has a scale 6, expected a scalar or 4}}
  %y = ane.dequantize(%x, %s) {axis = 0 : i32} : (tensor<4x6xi8>, tensor<6xf16>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @dequantize_c2(%x: tensor<4x6xi8>, %s: tensor<f16>, %z: tensor<4xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.dequantize' op (C2) has a zero point of type 'tensor<4xi8>', expected 'tensor<i8>'}}
  %y = ane.dequantize(%x, %s, %z) : (tensor<4x6xi8>, tensor<f16>, tensor<4xi8>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @dequantize_c3(%x: tensor<4x6xi8>, %s: tensor<4xf16>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  // expected-error @+1 {{'ane.dequantize' op (C3) has a scale for each element of an axis, but no axis of an input of rank 2}}
  %y = ane.dequantize(%x, %s) {axis = 2 : i32} : (tensor<4x6xi8>, tensor<4xf16>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_affine_dequantize_c1(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %z = ane.constant dense<1> : tensor<i8>
  %s = ane.constant dense<1.0> : tensor<6xf16>
  // expected-error @+1 {{'ane.constexpr_affine_dequantize' op (C1) has a scale or a zero point 6, expected a scalar or 4}}
  %y = ane.constexpr_affine_dequantize(%d, %z, %s) {axis = 0 : i32} : (tensor<4x6xi8>, tensor<i8>, tensor<6xf16>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_affine_dequantize_c2(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %z = ane.constant dense<1> : tensor<ui8>
  %s = ane.constant dense<1.0> : tensor<f16>
  // expected-error @+1 {{'ane.constexpr_affine_dequantize' op (C2) has a zero point of 'ui8', expected 'i8'}}
  %y = ane.constexpr_affine_dequantize(%d, %z, %s) {axis = 0 : i32} : (tensor<4x6xi8>, tensor<ui8>, tensor<f16>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_affine_dequantize_c3(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %z = ane.constant dense<1> : tensor<i8>
  %s = ane.constant dense<1.0> : tensor<f16>
  // expected-error @+1 {{'ane.constexpr_affine_dequantize' op (C3) has axis = 2 for data of rank 2}}
  %y = ane.constexpr_affine_dequantize(%d, %z, %s) {axis = 2 : i32} : (tensor<4x6xi8>, tensor<i8>, tensor<f16>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_affine_dequantize_c4(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %z = ane.constant dense<1> : tensor<i8>
  %s = ane.constant dense<1.0> : tensor<f16>
  // expected-error @+1 {{'ane.constexpr_affine_dequantize' op (C4) has an operand 0 that is not the result of an ane.constant}}
  %y = ane.constexpr_affine_dequantize(%x, %z, %s) {axis = 0 : i32} : (tensor<4x6xi8>, tensor<i8>, tensor<f16>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_blockwise_shift_scale_c1(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %s = ane.constant dense<1.0> : tensor<4x4xf16>
  %o = ane.constant dense<1> : tensor<4x4xi8>
  // expected-error @+1 {{'ane.constexpr_blockwise_shift_scale' op (C1) has a scale 4x4 for data 4x6, expected the same rank and extents that divide}}
  %y = ane.constexpr_blockwise_shift_scale(%d, %s, %o) : (tensor<4x6xi8>, tensor<4x4xf16>, tensor<4x4xi8>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_blockwise_shift_scale_c2(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %s = ane.constant dense<1.0> : tensor<4x1xf16>
  %o = ane.constant dense<1> : tensor<1x1xi8>
  // expected-error @+1 {{'ane.constexpr_blockwise_shift_scale' op (C2) has a zero point of type 'tensor<1x1xi8>', expected 'tensor<4x1xi8>'}}
  %y = ane.constexpr_blockwise_shift_scale(%d, %s, %o) : (tensor<4x6xi8>, tensor<4x1xf16>, tensor<1x1xi8>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

ane.program @constexpr_blockwise_shift_scale_c3(%x: tensor<4x6xi8>) -> tensor<4x6xi8> attributes {placement = #ane.placement<engine>} {
  %d = ane.constant dense<1> : tensor<4x6xi8>
  %s = ane.constant dense<1.0> : tensor<4x1xf16>
  %o = ane.constant dense<1> : tensor<4x1xi8>
  // expected-error @+1 {{'ane.constexpr_blockwise_shift_scale' op (C3) has an operand 0 that is not the result of an ane.constant}}
  %y = ane.constexpr_blockwise_shift_scale(%x, %s, %o) : (tensor<4x6xi8>, tensor<4x1xf16>, tensor<4x1xi8>) -> tensor<4x6xf16>
  ane.return %x : tensor<4x6xi8>
}

// -----

// The peak of a program is a number of bytes.
// expected-error @+1 {{'ane.program' op has 'ane.peak', which is an i64 of at least 0 on an ane.program}}
ane.program @peak_type(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>, ane.peak = 64 : i32} {
  ane.return %x : tensor<4xf16>
}

// -----

// expected-error @+1 {{'ane.program' op has 'ane.peak', which is an i64 of at least 0 on an ane.program}}
ane.program @peak_negative(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>, ane.peak = -1 : i64} {
  ane.return %x : tensor<4xf16>
}

// -----

// expected-error @+1 {{'func.func' op has 'ane.peak', which is an i64 of at least 0 on an ane.program}}
func.func private @peak_place() attributes {ane.peak = 64 : i64}

// -----

// Nodes of the model have a name and an operator; just those on the host say why.
// expected-error @+1 {{'ane.program' op has 'ane.nodes', which is a list of {name, op} on a module}}
ane.program @nodes_why(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>, ane.nodes = [{name = "a", op = "Add", why = "so"}]} {
  ane.return %x : tensor<4xf16>
}

// -----

// expected-error @+1 {{'ane.program' op has 'ane.nodes', which is}}
ane.program @nodes_no_why(%x: tensor<4xf32>) -> tensor<4xf32> attributes {placement = #ane.placement<host>, ane.nodes = [{name = "a", op = "Add"}]} {
  ane.return %x : tensor<4xf32>
}

// -----

// expected-error @+1 {{'builtin.module' op has 'ane.nodes', which is}}
module attributes {ane.nodes = [{name = "", op = "Add"}]} {}

// -----

// expected-error @+1 {{'builtin.module' op has 'ane.nodes', which is}}
module attributes {ane.nodes = [{name = "a", op = "Add", color = "red"}]} {}

// -----

// expected-error @+1 {{'func.func' op has 'ane.nodes', which is}}
func.func private @nodes_place() attributes {ane.nodes = []}

// -----

// The constraints that were checked are rows of the catalogue, ascending, and concern the whole module.
// expected-error @+1 {{'builtin.module' op has 'ane.audit', which is an array<i64> of numbers of constraints, ascending, on a module}}
module attributes {ane.audit = array<i64: 4, 2>} {}

// -----

// expected-error @+1 {{'builtin.module' op has 'ane.audit', which is}}
module attributes {ane.audit = array<i64: 4, 9999>} {}

// -----

// expected-error @+1 {{'func.func' op has 'ane.audit', which is}}
func.func private @audit_place() attributes {ane.audit = array<i64: 4>}

// -----

func.func @reload_c1() {
  // expected-error @+1 {{'ane.reload' op (C1) reloads @nothing, which is not an ane.program of the module}}
  ane.reload @nothing {strategy = #ane.strategy<reload>}
  return
}

// -----

ml_program.global private mutable @one(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
ane.program @callee(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @one : tensor<4xf16>
  %y = ane.add(%x, %w) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}
func.func @reload_c2() {
  // expected-error @+1 {{'ane.reload' op (C2) gives 2 weights to @callee, whose constants name 1 globals}}
  ane.reload @callee {strategy = #ane.strategy<reload>, weights = [@one, @one]}
  return
}

// -----

// What never changes needs no reload.
ml_program.global private @one(dense<1.0> : tensor<4xf32>) : tensor<4xf32>
ane.program @callee(%x: tensor<4xf16>) -> tensor<4xf16> attributes {placement = #ane.placement<engine>} {
  %w = ane.constant @one : tensor<4xf16>
  %y = ane.add(%x, %w) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xf16>
  ane.return %y : tensor<4xf16>
}
func.func @reload_c3() {
  // expected-error @+1 {{'ane.reload' op (C3) reloads @callee, none of whose constants names a mutable global}}
  ane.reload @callee {strategy = #ane.strategy<recompile>}
  return
}
