#include "audit/verify_index.h"

#include <fmt/format.h>

#include <utility>

#include "audit/state.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// Rows of a damaged index may count from anywhere. Before an absent number is everything.
bool is_before(std::int64_t row, std::optional<std::uint64_t> number) {
  return !number || std::cmp_less(row, *number);
}

}  // namespace

IndexCheck::IndexCheck(Database& database, DamageList& damages)
    : damages_(damages),
      decisions_(database.prepare(
          "SELECT number, idx, kind, dossier, verdict, as_of, recorded_at, rule_set, overridden "
          "FROM decision ORDER BY number")),
      findings_(database.prepare(
          "SELECT decision, place, instrument, rule, subject, outcome, exception FROM finding "
          "ORDER BY decision, place")),
      rule_sets_(database.prepare("SELECT idx, name, version, sha256 FROM rule_set ORDER BY idx")),
      keys_(database.prepare("SELECT key, value FROM meta ORDER BY key")),
      has_decision_(decisions_.next()),
      has_finding_(findings_.next()),
      has_rule_set_(rule_sets_.next()),
      has_key_(keys_.next()) {}

void IndexCheck::report(std::string message) {
  damages_.add(DamageKind::kIndex, std::move(message));
}

void IndexCheck::skip_decisions_before(std::optional<std::uint64_t> number) {
  for (; has_decision_ && is_before(decisions_.integer(0), number);
       has_decision_ = decisions_.next()) {
    report(fmt::format("the index has a decision {} that there is not", decisions_.integer(0)));
  }
}

void IndexCheck::skip_rule_sets_before(std::optional<std::uint64_t> index) {
  for (; has_rule_set_ && is_before(rule_sets_.integer(0), index);
       has_rule_set_ = rule_sets_.next()) {
    report(fmt::format("the index has a rule set at leaf {} that there is not",
                       rule_sets_.integer(0)));
  }
}

void IndexCheck::report_key() {
  damages_.add(DamageKind::kKey,
               fmt::format("the table meta has a row `{}` that belongs to no key leaf",
                           escape_untrusted(keys_.bytes(0))));
}

void IndexCheck::skip_keys_before(std::string_view row) {
  for (; has_key_ && keys_.bytes(0) < row; has_key_ = keys_.next()) report_key();
}

void IndexCheck::visit_decision(const DecisionLeaf& leaf, std::uint64_t index,
                                std::optional<std::uint64_t> rule_set,
                                const std::optional<FindingsBody>& body) {
  skip_decisions_before(leaf.number);
  if (has_decision_ && decisions_.number(0) == leaf.number) {
    check_decision(leaf, index, rule_set, body);
    has_decision_ = decisions_.next();
  } else {
    report(fmt::format("decision {} (leaf {}) is missing from the index", leaf.number, index));
  }
  check_findings(leaf.number, body);
}

void IndexCheck::check_decision(const DecisionLeaf& leaf, std::uint64_t index,
                                std::optional<std::uint64_t> rule_set,
                                const std::optional<FindingsBody>& body) {
  const std::optional<std::string> dossier = body ? body->dossier : std::nullopt;
  if (decisions_.number(1) != index || decisions_.bytes(2) != decision_kind_name(leaf.kind) ||
      decisions_.optional_text(4) != leaf.verdict || decisions_.optional_text(5) != leaf.as_of ||
      decisions_.bytes(6) != leaf.recorded_at || (rule_set && decisions_.number(7) != *rule_set)) {
    report(fmt::format("the index says something else of decision {} than leaf {}", leaf.number,
                       index));
  }
  if (decisions_.optional_text(3) != dossier) {
    report(fmt::format("the index names another dossier for decision {} than its findings do",
                       leaf.number));
  }
  if (std::optional<std::string> verdict = decisions_.optional_text(8)) {
    overridden_rows_.emplace(leaf.number, *std::move(verdict));
  }
}

void IndexCheck::check_findings(std::uint64_t number, const std::optional<FindingsBody>& body) {
  std::size_t rows = 0;
  bool is_equal = true;
  std::optional<std::int64_t> reported;
  for (; has_finding_ && is_before(findings_.integer(0), number + 1);
       has_finding_ = findings_.next()) {
    if (is_before(findings_.integer(0), number)) {
      if (reported != findings_.integer(0)) {
        report(fmt::format("the index has findings of a decision {} that there is not",
                           findings_.integer(0)));
      }
      reported = findings_.integer(0);
      continue;
    }
    const FindingRecord row{findings_.text(2), findings_.text(3), findings_.text(4),
                            findings_.text(5), findings_.optional_text(6)};
    is_equal = is_equal && body && rows < body->findings.size() && findings_.number(1) == rows &&
               row == body->findings[rows];
    ++rows;
  }
  if (body) is_equal = is_equal && rows == body->findings.size();
  if (!is_equal) {
    report(fmt::format("the index has other findings for decision {} than were recorded", number));
  }
}

void IndexCheck::visit_override(const OverrideLeaf& leaf) {
  overrides_[leaf.decision] = leaf.verdict;
}

void IndexCheck::visit_rule_set(const RuleSetLeaf& leaf, std::uint64_t index) {
  skip_rule_sets_before(index);
  if (!has_rule_set_ || rule_sets_.number(0) != index) {
    report(fmt::format("the rule set of leaf {} is missing from the index", index));
    return;
  }
  if (rule_sets_.bytes(1) != leaf.name || rule_sets_.bytes(2) != leaf.version ||
      rule_sets_.bytes(3) != leaf.sha256) {
    report(fmt::format("the index says something else of the rule set of leaf {}", index));
  }
  has_rule_set_ = rule_sets_.next();
}

void IndexCheck::visit_key(const KeyLeaf& leaf, std::uint64_t index) {
  skip_keys_before(key_row(index));
  const bool is_there = has_key_ && keys_.bytes(0) == key_row(index);
  if (!is_there || keys_.bytes(1) != leaf.verifier_key) {
    damages_.add(DamageKind::kKey,
                 fmt::format("the table meta says something else than the key leaf {}", index));
  }
  if (is_there) has_key_ = keys_.next();
}

void IndexCheck::finish() {
  skip_decisions_before(std::nullopt);
  if (has_finding_) report("the index has findings of decisions that there are not");
  skip_rule_sets_before(std::nullopt);
  for (; has_key_; has_key_ = keys_.next()) report_key();
  if (overrides_ != overridden_rows_) {
    report("the index says something else of overrides than the leaves");
  }
}

}  // namespace probity::audit
