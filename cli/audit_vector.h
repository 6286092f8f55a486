// Public test vectors of Merkle proofs, in the JSON of transparency-dev/merkle (testdata/inclusion
// and testdata/consistency): hashes in base 64, `wantErr` ignored.
#pragma once

#include <string_view>

#include "support/result.h"

namespace probity {

/// Whether the proof holds. An object with `leafIdx`, `treeSize`, `root`, `leafHash`, `proof` is an
/// inclusion proof, one with `size1`, `size2`, `root1`, `root2`, `proof` a consistency proof; each
/// member stands once, beside them only `desc` and `wantErr`; hashes and the list may be null,
/// which is empty. kInput: it is neither.
[[nodiscard]] Result<bool> check_proof_vector(std::string_view json);

}  // namespace probity
