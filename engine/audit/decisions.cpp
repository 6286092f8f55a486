#include "audit/decisions.h"

#include <fmt/format.h>

#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "audit/bodies.h"
#include "audit/state.h"
#include "support/rule_set_digest.h"

namespace probity::audit {
namespace {

/// The ids of the rules with this outcome, each once, at most so many.
RuleIds rules_with(std::string_view outcome, const std::vector<FindingRecord>& findings,
                   std::size_t most) {
  RuleIds rules;
  std::set<std::string_view> seen;
  for (const FindingRecord& finding : findings) {
    if (finding.outcome != outcome || !seen.insert(finding.rule).second) continue;
    if (rules.listed.size() < most) {
      rules.listed.push_back(finding.rule);
    } else {
      ++rules.omitted;
    }
  }
  return rules;
}

/// What would make a verifier call the rule set damaged.
std::optional<Error> find_mistake(const RuleSetRecord& rule_set) {
  std::vector<NamedBytes> files;
  std::set<std::string_view> paths;
  std::size_t bytes = 0;
  for (const RuleFile& file : rule_set.files) {
    if (!paths.insert(file.path).second) {
      return Error{ErrorKind::kUsage, "a file of the rule set stands in it twice"};
    }
    files.push_back({file.path, file.bytes});
    bytes += file.bytes.size();
  }
  if (bytes > kMostRuleSetBytes) {
    return Error{ErrorKind::kUsage,
                 fmt::format("the files of a rule set have at most {} bytes", kMostRuleSetBytes)};
  }
  if (rule_set_digest(std::move(files)) != rule_set.sha256) {
    return Error{ErrorKind::kUsage, "the digest of the rule set is not that of its files"};
  }
  return std::nullopt;
}

/// Adds decisions one after the other with the same statements.
class DecisionAppender {
 public:
  DecisionAppender(Appending& appending, const RuleSetRecord& rule_set,
                   const DecisionContext& context)
      : appending_(appending),
        rule_set_(rule_set),
        context_(context),
        insert_decision_(appending.database().prepare(
            "INSERT INTO decision(number, idx, kind, dossier, verdict, overridden, as_of, "
            "recorded_at, rule_set) VALUES(?1, ?2, ?3, ?4, ?5, NULL, ?6, ?7, ?8)")),
        insert_finding_(appending.database().prepare(
            "INSERT INTO finding(decision, place, instrument, rule, subject, outcome, exception) "
            "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
        rule_set_index_(find_or_append_rule_set()) {}

  Receipt append(const DecisionRecord& decision) {
    if (appending_.failure()) return {};
    if (decision.verdict.has_value() != (decision.kind == DecisionKind::kVerdict)) {
      appending_.fail(
          {ErrorKind::kUsage, "a verdict is recorded of what has one, and only of that"});
      return {};
    }
    DecisionLeaf leaf = make_leaf(decision);
    const Result<std::string> bytes = encode_within_limit(leaf, decision.findings);
    if (!bytes) {
      appending_.fail(bytes.error());
      return {};
    }
    Receipt receipt = appending_.add_encoded_leaf(bytes.value());
    receipt.number = leaf.number;
    insert_rows(leaf, decision, receipt);
    return receipt;
  }

 private:
  /// The index of the leaf that holds the rule set.
  std::uint64_t find_or_append_rule_set() {
    Statement find = appending_.database().prepare(
        "SELECT max(idx) FROM rule_set WHERE sha256 = ?1 AND name = ?2");
    find.bind(1, rule_set_.sha256).bind(2, rule_set_.name);
    const std::optional<std::uint64_t> found = find.next() ? find.optional_number(0) : std::nullopt;
    return found ? *found : append_rule_set();
  }

  std::uint64_t append_rule_set() {
    if (const std::optional<Error> mistake = find_mistake(rule_set_)) {
      appending_.fail(*mistake);
      return 0;
    }
    std::vector<RuleFileReference> files;
    files.reserve(rule_set_.files.size());
    for (const RuleFile& file : rule_set_.files) {
      files.push_back(
          {file.path, appending_.add_public_object(object_kind::kRuleFile, file.bytes)});
    }
    const Result<std::string> list = encode_rule_files(files);
    if (!list) {
      appending_.fail(list.error());
      return 0;
    }
    RuleSetLeaf leaf{appending_.recorded_at(), rule_set_.name, rule_set_.version, rule_set_.sha256,
                     appending_.add_public_object(object_kind::kRuleFiles, list.value())};
    const Receipt receipt = appending_.add_leaf(leaf);
    Statement insert = appending_.database().prepare(
        "INSERT INTO rule_set(idx, name, version, sha256) VALUES(?1, ?2, ?3, ?4)");
    insert.bind(1, receipt.index)
        .bind(2, rule_set_.name)
        .bind(3, rule_set_.version)
        .bind(4, rule_set_.sha256)
        .run();
    return receipt.index;
  }

  DecisionLeaf make_leaf(const DecisionRecord& decision) {
    DecisionLeaf leaf;
    leaf.kind = decision.kind;
    leaf.number = appending_.take_number();
    leaf.recorded_at = appending_.recorded_at();
    leaf.engine = context_.engine;
    leaf.rule_set = {rule_set_.name, rule_set_.sha256};
    leaf.readings = context_.readings;
    leaf.as_of = decision.as_of;
    leaf.trace_version = decision.trace_version;
    leaf.operator_name = appending_.add_object(object_kind::kOperator, context_.operator_name);
    leaf.dossier = appending_.add_object(object_kind::kDossier, decision.dossier_bytes);
    leaf.trace = appending_.add_object(object_kind::kTrace, decision.trace);
    const Result<std::string> findings = encode_findings({decision.dossier, decision.findings});
    if (findings) {
      leaf.findings = appending_.add_object(object_kind::kFindings, findings.value());
    } else {
      appending_.fail(findings.error());
    }
    leaf.verdict = decision.verdict;
    leaf.instruments = decision.instruments;
    for (const FindingRecord& finding : decision.findings) ++leaf.outcomes[finding.outcome];
    return leaf;
  }

  /// Long ids, and many: as many of them as fit are listed, and the others counted.
  static Result<std::string> encode_within_limit(DecisionLeaf& leaf,
                                                 const std::vector<FindingRecord>& findings) {
    for (std::size_t most = kMostRuleIds;; most /= 2) {
      leaf.violated = rules_with(kViolated, findings, most);
      leaf.excused = rules_with(kExcused, findings, most);
      leaf.undetermined = rules_with(kUndetermined, findings, most);
      Result<std::string> bytes = encode_leaf(leaf);
      if (bytes || most == 0) return bytes;
    }
  }

  void insert_rows(const DecisionLeaf& leaf, const DecisionRecord& decision,
                   const Receipt& receipt) {
    insert_decision_.bind(1, leaf.number)
        .bind(2, receipt.index)
        .bind(3, decision_kind_name(leaf.kind))
        .bind(4, decision.dossier)
        .bind(5, leaf.verdict)
        .bind(6, leaf.as_of)
        .bind(7, leaf.recorded_at)
        .bind(8, rule_set_index_)
        .run();
    std::uint64_t place = 0;
    for (const FindingRecord& finding : decision.findings) {
      insert_finding_.bind(1, leaf.number)
          .bind(2, place)
          .bind(3, finding.instrument)
          .bind(4, finding.rule)
          .bind(5, finding.subject)
          .bind(6, finding.outcome)
          .bind(7, finding.exception)
          .run();
      ++place;
    }
  }

  Appending& appending_;
  const RuleSetRecord& rule_set_;
  const DecisionContext& context_;
  Statement insert_decision_;
  Statement insert_finding_;
  std::uint64_t rule_set_index_;
};

bool has_decision(Database& database, std::uint64_t number) {
  Statement find = database.prepare("SELECT 1 FROM decision WHERE number = ?1");
  find.bind(1, number);
  return find.next();
}

}  // namespace

std::vector<Receipt> append_decisions(Appending& appending, const RuleSetRecord& rule_set,
                                      const DecisionContext& context,
                                      std::span<const DecisionRecord> decisions) {
  std::vector<Receipt> receipts;
  DecisionAppender appender(appending, rule_set, context);
  receipts.reserve(decisions.size());
  for (const DecisionRecord& decision : decisions) receipts.push_back(appender.append(decision));
  return receipts;
}

Receipt append_override(Appending& appending, const OverrideRecord& record,
                        const std::string& operator_name) {
  if (!has_decision(appending.database(), record.decision) && !appending.failure()) {
    appending.fail(
        {ErrorKind::kNotFound, fmt::format("the log has no decision {}", record.decision)});
  }
  const Result<std::string> statement = encode_statement({record.by, record.reason});
  if (!statement) appending.fail(statement.error());
  if (appending.failure()) return {};

  OverrideLeaf leaf;
  leaf.recorded_at = appending.recorded_at();
  leaf.decision = record.decision;
  leaf.verdict = record.verdict;
  leaf.operator_name = appending.add_object(object_kind::kOperator, operator_name);
  leaf.statement = appending.add_object(object_kind::kStatement, statement.value());
  const Receipt receipt = appending.add_leaf(leaf);
  Statement update =
      appending.database().prepare("UPDATE decision SET overridden = ?2 WHERE number = ?1");
  update.bind(1, record.decision).bind(2, record.verdict).run();
  return receipt;
}

Receipt append_key(Appending& appending, const VerifierKey& key,
                   const std::optional<std::string>& continues) {
  const std::string text = encode_verifier_key(key);
  const Receipt receipt = appending.add_leaf(KeyLeaf{appending.recorded_at(), text, continues});
  const std::string row = key_row(receipt.index);
  Statement insert = appending.database().prepare("INSERT INTO meta(key, value) VALUES(?1, ?2)");
  insert.bind(1, row).bind(2, text).run();
  return receipt;
}

}  // namespace probity::audit
