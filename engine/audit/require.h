// Calls of libcrypto that fail only where there is no memory. Private to this folder.
#pragma once

#include <cstdlib>

namespace probity::audit {

inline void require(bool succeeded) {
  if (!succeeded) std::abort();
}

}  // namespace probity::audit
