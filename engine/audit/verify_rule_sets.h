// The verifier's part for rule sets: every file is there, the digest that decisions quote is that
// of the files, and a decision quotes a rule set that stands before it. Private to this folder.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "audit/leaf.h"
#include "audit/verify_objects.h"
#include "audit/verify_report.h"

namespace probity::audit {

class RuleSetCheck {
 public:
  RuleSetCheck(ObjectCheck& objects, DamageList& damages) : objects_(objects), damages_(damages) {}

  void visit(const RuleSetLeaf& leaf, std::uint64_t index);
  /// The index of the leaf that holds what the decision of leaf `index` quotes; absent, and
  /// reported once, where none does.
  [[nodiscard]] std::optional<std::uint64_t> find(const RuleSetReference& reference,
                                                  std::uint64_t index);

 private:
  using Name = std::pair<std::string, std::string>;  ///< and digest

  void check_files(const RuleSetLeaf& leaf, std::uint64_t index, std::string_view list);

  ObjectCheck& objects_;
  DamageList& damages_;
  std::map<Name, std::uint64_t> leaves_;
  std::set<Name> missing_;
};

}  // namespace probity::audit
