// The verifier's part for the derived index: `decision`, `finding` and `rule_set` say what leaves
// and objects say, and `meta` names the keys. Private to this folder.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "audit/bodies.h"
#include "audit/database.h"
#include "audit/leaf.h"
#include "audit/verify_report.h"

namespace probity::audit {

/// Walks each of the tables once, in step with the leaves.
class IndexCheck {
 public:
  IndexCheck(Database& database, DamageList& damages);

  /// `body`: of the object findings; absent where it is erased, and then the rows must be blank.
  /// `rule_set`: the index of the leaf of its rule set; absent where there is none, and then any
  /// index may stand in the row.
  void visit_decision(const DecisionLeaf& leaf, std::uint64_t index,
                      std::optional<std::uint64_t> rule_set,
                      const std::optional<FindingsBody>& body);
  void visit_override(const OverrideLeaf& leaf);
  void visit_rule_set(const RuleSetLeaf& leaf, std::uint64_t index);
  void visit_key(const KeyLeaf& leaf, std::uint64_t index);
  /// After the last leaf.
  void finish();

 private:
  void check_decision(const DecisionLeaf& leaf, std::uint64_t index,
                      std::optional<std::uint64_t> rule_set,
                      const std::optional<FindingsBody>& body);
  void check_findings(std::uint64_t number, const std::optional<FindingsBody>& body);
  /// Passes over rows in front of the one that is asked for, or all: no leaf explains them.
  void skip_decisions_before(std::optional<std::uint64_t> number);
  void skip_rule_sets_before(std::optional<std::uint64_t> index);
  void skip_keys_before(std::string_view row);
  void report_key();
  void report(std::string message);

  DamageList& damages_;
  Statement decisions_;
  Statement findings_;
  Statement rule_sets_;
  Statement keys_;
  bool has_decision_;
  bool has_finding_;
  bool has_rule_set_;
  bool has_key_;
  /// Decision -> verdict of the last override, as the leaves and as the rows say.
  std::map<std::uint64_t, std::string> overrides_;
  std::map<std::uint64_t, std::string> overridden_rows_;
};

}  // namespace probity::audit
