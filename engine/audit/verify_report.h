// Where the parts of the verifier put what they find. Private to this folder.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "audit/verify.h"

namespace probity::audit {

/// Counts every damage and keeps the first ones.
class DamageList {
 public:
  DamageList(VerifyReport& report, std::size_t most) : report_(report), most_(most) {}

  void add(DamageKind kind, std::string message) {
    ++report_.damage_count;
    if (report_.damages.size() < most_) report_.damages.push_back({kind, std::move(message)});
  }

 private:
  VerifyReport& report_;
  std::size_t most_;
};

}  // namespace probity::audit
