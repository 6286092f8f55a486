#include "audit/verify.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "audit/bodies.h"
#include "audit/database.h"
#include "audit/leaf.h"
#include "audit/log_file.h"
#include "audit/verify_index.h"
#include "audit/verify_objects.h"
#include "audit/verify_report.h"
#include "audit/verify_tree.h"
#include "support/match.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// One leaf after the other: what it may be where it stands, and everything that hangs on it.
class LogCheck {
 public:
  LogCheck(Database& database, DamageList& damages, const VerifyOptions& options,
           const std::optional<Checkpoint>& at_least)
      : database_(database),
        damages_(damages),
        options_(options),
        tree_(database, damages, at_least),
        objects_(database, damages),
        index_(database, damages) {}

  void run(VerifyReport& report) {
    const bool is_whole = visit_entries();
    if (database_.failure()) return;
    if (is_whole) {
      tree_.finish();
      objects_.finish();
      index_.finish();
      check_given_key();
      check_anchors();
    }
    if (signers_.current) {
      report.origin = signers_.current->name;
      report.verifier_key = encode_verifier_key(*signers_.current);
    }
    report.head = tree_.head();
    report.decisions = decisions_;
    report.erased_objects = objects_.erased();
    report.checkpoints = tree_.checkpoints();
    report.last_recorded_at = last_recorded_at_;
  }

 private:
  /// False where a leaf is missing: nothing can be said of what stands behind it.
  bool visit_entries() {
    Statement entries = database_.prepare("SELECT idx, leaf FROM entry ORDER BY idx");
    while (entries.next()) {
      if (entries.number(0) != size_) {
        damages_.add(DamageKind::kGap,
                     fmt::format("leaf {} is missing; what follows it cannot be checked", size_));
        return false;
      }
      visit_leaf(entries.bytes(1));
      tree_.visit(entries.bytes(1), signers_);
      ++size_;
    }
    if (size_ == 0 && !database_.failure()) {
      damages_.add(DamageKind::kGap, "leaf 0 is missing: the log has no leaves");
      return false;
    }
    return true;
  }

  void visit_leaf(std::string_view bytes) {
    Result<Leaf> leaf = parse_leaf(bytes);
    if (!leaf) {
      damages_.add(DamageKind::kLeaf, fmt::format("leaf {}: {}", size_, leaf.error().message));
      return;
    }
    if (size_ == 0 && !std::holds_alternative<KeyLeaf>(leaf.value())) {
      damages_.add(DamageKind::kKey, "the first leaf does not name the log's key");
    }
    match(leaf.value(), [this](const auto& content) {
      last_recorded_at_ = content.recorded_at;
      visit(content);
    });
  }

  void visit(const DecisionLeaf& leaf) {
    if (leaf.number != decisions_ + 1) {
      misplaced(fmt::format("is decision {}, and {} would follow", leaf.number, decisions_ + 1));
    }
    decisions_ = leaf.number;
    const auto rule_set = rule_sets_.find({leaf.rule_set.name, leaf.rule_set.sha256});
    if (rule_set == rule_sets_.end()) {
      misplaced(fmt::format("was decided with a rule set `{}` that no leaf before it holds",
                            escape_untrusted(leaf.rule_set.name)));
    }
    visit_salted(object_kind::kOperator, leaf.operator_name, leaf.number);
    visit_salted(object_kind::kDossier, leaf.dossier, leaf.number);
    visit_salted(object_kind::kTrace, leaf.trace, leaf.number);
    const std::optional<std::string_view> bytes =
        visit_salted(object_kind::kFindings, leaf.findings, leaf.number);
    std::optional<FindingsBody> body;
    if (bytes) {
      Result<FindingsBody> parsed = parse_findings(*bytes);
      if (parsed) {
        body = std::move(parsed).value();
      } else {
        damages_.add(DamageKind::kObject,
                     fmt::format("the findings of leaf {}: {}", size_, parsed.error().message));
      }
    }
    index_.visit_decision(leaf, size_, rule_set == rule_sets_.end() ? 0 : rule_set->second, body);
  }

  void visit(const RuleSetLeaf& leaf) {
    rule_sets_[{leaf.name, leaf.sha256}] = size_;
    const std::optional<std::string_view> list =
        objects_.visit_public(leaf.files, {object_kind::kRuleFiles, size_, 0});
    if (list) {
      const Result<std::vector<RuleFileReference>> files = parse_rule_files(*list);
      if (!files) {
        damages_.add(DamageKind::kObject, fmt::format("the list of rule files of leaf {}: {}",
                                                      size_, files.error().message));
      } else {
        for (const RuleFileReference& file : files.value()) {
          objects_.visit_public(file.file, {object_kind::kRuleFile, size_, 0});
        }
      }
    }
    index_.visit_rule_set(leaf, size_);
  }

  void visit(const KeyLeaf& leaf) {
    index_.visit_key(leaf, size_);
    Result<VerifierKey> key = parse_verifier_key(leaf.verifier_key);
    if (!key) {
      damages_.add(DamageKind::kKey, fmt::format("leaf {}: {}", size_, key.error().message));
      return;
    }
    if (leaf.continues) check_continued(*leaf.continues);
    is_key_known_ = is_key_known_ || options_.key == key.value();
    if (size_ > 0) {
      if (signers_.current && signers_.current->name != key.value().name) {
        misplaced("brings a key with another name");
      }
      if (signers_.current) signers_.replaced.push_back(*std::move(signers_.current));
    }
    signers_.current = std::move(key).value();
  }

  void check_continued(const std::string& note) {
    const Result<SignedCheckpoint> last = parse_checkpoint(note);
    if (!last) {
      damages_.add(DamageKind::kLeaf, fmt::format("leaf {}: {}", size_, last.error().message));
    }
    if (size_ > 0) misplaced("continues another log, which only the first leaf can");
  }

  void visit(const ErasureLeaf& leaf) {
    require_decision(leaf.decision);
    visit_salted(object_kind::kOperator, leaf.operator_name, 0);
    visit_salted(object_kind::kReason, leaf.reason, 0);
    objects_.visit_erasure(leaf, size_);
  }

  void visit(const OverrideLeaf& leaf) {
    require_decision(leaf.decision);
    visit_salted(object_kind::kOperator, leaf.operator_name, leaf.decision);
    visit_salted(object_kind::kStatement, leaf.statement, leaf.decision);
    index_.visit_override(leaf);
  }

  std::optional<std::string_view> visit_salted(std::string_view kind,
                                               const ObjectReference& reference,
                                               std::uint64_t decision) {
    return objects_.visit_salted(reference, {kind, size_, decision});
  }

  void require_decision(std::uint64_t number) {
    if (number == 0 || number > decisions_) {
      misplaced(fmt::format("speaks of decision {}, which no leaf before it holds", number));
    }
  }

  void misplaced(std::string_view what) {
    damages_.add(DamageKind::kSequence, fmt::format("leaf {} {}", size_, what));
  }

  /// Whoever holds one of the keys has signed all leaves, or the key that did.
  void check_given_key() {
    if (!options_.key || is_key_known_) return;
    damages_.add(DamageKind::kKey,
                 fmt::format("the log was never signed with {}, the key given",
                             escape_untrusted(encode_verifier_key(*options_.key))));
  }

  void check_anchors() {
    Statement stray = database_.prepare(
        "SELECT size, kind FROM anchor WHERE NOT EXISTS(SELECT 1 FROM checkpoint "
        "WHERE checkpoint.size = anchor.size)");
    while (stray.next()) {
      damages_.add(DamageKind::kAnchor,
                   fmt::format("an anchor ({}) is of size {}, and there is no such checkpoint",
                               escape_untrusted(stray.bytes(1)), stray.number(0)));
    }
  }

  Database& database_;
  DamageList& damages_;
  const VerifyOptions& options_;
  TreeCheck tree_;
  ObjectCheck objects_;
  IndexCheck index_;
  Signers signers_;
  std::uint64_t size_ = 0;  ///< leaves before the one that is looked at
  std::uint64_t decisions_ = 0;
  std::string last_recorded_at_;
  bool is_key_known_ = false;  ///< a key leaf names the one that was given
  /// Name and digest -> index of the leaf that holds the rule set.
  std::map<std::pair<std::string, std::string>, std::uint64_t> rule_sets_;
};

/// SQLite's own look at the file: pages, records, its hidden indexes.
void check_structure(Database& database, DamageList& damages) {
  Statement check = database.prepare("PRAGMA integrity_check");
  while (check.next()) {
    if (check.bytes(0) != "ok") {
      damages.add(DamageKind::kFile, fmt::format("the database file is damaged: {}",
                                                 escape_untrusted(check.bytes(0))));
    }
  }
}

}  // namespace

std::string_view damage_name(DamageKind kind) {
  switch (kind) {
    case DamageKind::kFile:
      return "file";
    case DamageKind::kSchema:
      return "schema";
    case DamageKind::kGap:
      return "gap";
    case DamageKind::kLeaf:
      return "leaf";
    case DamageKind::kSequence:
      return "sequence";
    case DamageKind::kNode:
      return "node";
    case DamageKind::kKey:
      return "key";
    case DamageKind::kCheckpoint:
      return "checkpoint";
    case DamageKind::kSignature:
      return "signature";
    case DamageKind::kAtLeast:
      return "at_least";
    case DamageKind::kMissingObject:
      return "missing_object";
    case DamageKind::kObject:
      return "object";
    case DamageKind::kUnexplainedErasure:
      return "unexplained_erasure";
    case DamageKind::kIncompleteErasure:
      return "incomplete_erasure";
    case DamageKind::kStrayObject:
      return "stray_object";
    case DamageKind::kIndex:
      return "index";
    case DamageKind::kAnchor:
      return "anchor";
  }
  return {};
}

Result<VerifyReport> verify_log(const std::string& path, const VerifyOptions& options) {
  const Result<std::string> located = locate_log(path);
  if (!located) return located.error();
  std::optional<Checkpoint> at_least;
  if (options.at_least) {
    Result<SignedCheckpoint> parsed = parse_checkpoint(*options.at_least);
    if (!parsed) return parsed.error();
    at_least = std::move(parsed).value().checkpoint;
  }

  VerifyReport report;
  DamageList damages(report, options.most_damages);
  const Result<std::unique_ptr<Database>> opened =
      Database::open(located.value(), OpenMode::kRead, options.vfs);
  if (!opened) {
    if (opened.error().kind != ErrorKind::kInput) return opened.error();
    damages.add(DamageKind::kFile, opened.error().message);
    return report;
  }
  Database& database = *opened.value();
  std::optional<Error> mistake = check_identity(database);
  DamageKind kind = DamageKind::kFile;
  if (!mistake) {
    mistake = check_schema(database);
    if (!database.failure()) kind = DamageKind::kSchema;
  }
  if (mistake) {
    if (mistake->kind != ErrorKind::kInput) return *std::move(mistake);
    damages.add(kind, mistake->message);
    return report;
  }
  database.restrict_to_log();
  database.execute("BEGIN");
  check_structure(database, damages);
  LogCheck(database, damages, options, at_least).run(report);
  database.execute("COMMIT");
  if (at_least && !report.origin.empty() && at_least->origin != report.origin) {
    damages.add(DamageKind::kAtLeast, fmt::format("the checkpoint that was kept is of the log `{}`",
                                                  escape_untrusted(at_least->origin)));
  }
  if (database.failure()) {
    if (!database.is_damaged()) return *database.failure();
    damages.add(DamageKind::kFile, database.failure()->message);
  }
  return report;
}

}  // namespace probity::audit
