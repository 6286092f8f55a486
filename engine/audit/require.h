// Calls of libcrypto that fail only where there is no memory. Private to this folder.
#pragma once

#include <new>

namespace probity::audit {

inline void require(bool succeeded) {
  if (!succeeded) throw std::bad_alloc();
}

}  // namespace probity::audit
