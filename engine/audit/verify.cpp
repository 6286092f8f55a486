#include "audit/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "audit/bodies.h"
#include "audit/database.h"
#include "audit/leaf.h"
#include "audit/log_file.h"
#include "audit/verify_file.h"
#include "audit/verify_index.h"
#include "audit/verify_objects.h"
#include "audit/verify_report.h"
#include "audit/verify_rule_sets.h"
#include "audit/verify_tree.h"
#include "support/match.h"
#include "support/text.h"

namespace probity::audit {
namespace {

/// One leaf after the other: what it may be where it stands, and everything that hangs on it.
class LogCheck {
 public:
  LogCheck(Database& database, DamageList& damages, const VerifyOptions& options,
           const std::optional<SignedCheckpoint>& at_least)
      : database_(database),
        damages_(damages),
        options_(options),
        at_least_(at_least),
        tree_(database, damages, at_least),
        objects_(database, damages),
        rule_sets_(objects_, damages),
        index_(database, damages) {}

  void run(VerifyReport& report) {
    const bool is_whole = visit_entries();
    if (database_.failure()) return;
    if (is_whole) {
      tree_.finish();
      objects_.finish();
      index_.finish();
      check_given_key();
      check_kept_checkpoint();
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
    report.continues = std::move(continues_);
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
      ++unreadable_;
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
    // A leaf that cannot be read, which was reported, may have been a decision.
    if (leaf.number <= decisions_ || leaf.number > decisions_ + 1 + unreadable_) {
      misplaced(fmt::format("is decision {}, and {} would follow", leaf.number, decisions_ + 1));
    }
    decisions_ = leaf.number;
    unreadable_ = 0;
    const std::optional<std::uint64_t> rule_set = rule_sets_.find(leaf.rule_set, size_);
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
    index_.visit_decision(leaf, size_, rule_set, body);
  }

  void visit(const RuleSetLeaf& leaf) {
    rule_sets_.visit(leaf, size_);
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
    keys_.push_back(key.value());
    if (size_ > 0) {
      if (signers_.current && signers_.current->name != key.value().name) {
        misplaced("brings a key with another name");
      }
      if (signers_.current) signers_.replaced.push_back(*std::move(signers_.current));
    }
    signers_.current = std::move(key).value();
  }

  void check_continued(const std::string& note) {
    const Result<SignedCheckpoint> last = parse_any_checkpoint(note);
    if (!last) {
      damages_.add(DamageKind::kLeaf, fmt::format("leaf {}: {}", size_, last.error().message));
    }
    if (size_ > 0) {
      misplaced("continues another log, which only the first leaf can");
    } else if (last) {
      continues_ = last.value().checkpoint;
    }
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
    const std::optional<std::string_view> statement =
        visit_salted(object_kind::kStatement, leaf.statement, leaf.decision);
    const Result<StatementBody> body =
        statement ? parse_statement(*statement) : Result<StatementBody>(StatementBody{});
    if (!body) {
      damages_.add(DamageKind::kObject,
                   fmt::format("the statement of leaf {}: {}", size_, body.error().message));
    }
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

  /// Whose it is; its size and root were compared on the way.
  void check_kept_checkpoint() {
    if (!at_least_) return;
    const std::string& origin = at_least_->checkpoint.origin;
    if (signers_.current && origin != signers_.current->name) {
      damages_.add(
          DamageKind::kAtLeast,
          fmt::format("the checkpoint that was kept is of the log `{}`", escape_untrusted(origin)));
    }
    for (const VerifierKey& key : keys_) {
      if (check_signature(at_least_->note, key) != SignatureState::kWrong) continue;
      damages_.add(DamageKind::kAtLeast,
                   fmt::format("the checkpoint that was kept has a wrong signature by {}",
                               escape_untrusted(encode_verifier_key(key))));
    }
  }

  /// Whoever holds one of the keys has signed all leaves, or the key that did.
  void check_given_key() {
    if (!options_.key || std::ranges::find(keys_, *options_.key) != keys_.end()) return;
    damages_.add(DamageKind::kKey,
                 fmt::format("the log was never signed with {}, the key given",
                             escape_untrusted(encode_verifier_key(*options_.key))));
  }

  void check_anchors() {
    Statement kinds = database_.prepare("SELECT size, kind FROM anchor");
    while (kinds.next()) {
      if (!find_invalid_utf8(kinds.bytes(1))) continue;
      damages_.add(DamageKind::kAnchor,
                   fmt::format("the kind of an anchor of size {} is not UTF-8: {}",
                               kinds.integer(0), escape_untrusted(kinds.bytes(1))));
    }
    Statement stray = database_.prepare(
        "SELECT size, kind FROM anchor WHERE NOT EXISTS(SELECT 1 FROM checkpoint "
        "WHERE checkpoint.size = anchor.size)");
    while (stray.next()) {
      damages_.add(DamageKind::kAnchor,
                   fmt::format("an anchor ({}) is of size {}, and there is no such checkpoint",
                               escape_untrusted(stray.bytes(1)), stray.integer(0)));
    }
  }

  Database& database_;
  DamageList& damages_;
  const VerifyOptions& options_;
  const std::optional<SignedCheckpoint>& at_least_;
  TreeCheck tree_;
  ObjectCheck objects_;
  RuleSetCheck rule_sets_;
  IndexCheck index_;
  Signers signers_;
  std::uint64_t size_ = 0;  ///< leaves before the one that is looked at
  std::uint64_t decisions_ = 0;
  std::uint64_t unreadable_ = 0;  ///< leaves since the last decision
  std::string last_recorded_at_;
  std::optional<Checkpoint> continues_;
  std::vector<VerifierKey> keys_;  ///< of all key leaves so far
};

/// A database without any was never a log, whatever its header says.
bool has_table_of_a_log(Database& database) {
  return database.failure() || database.single_number(
                                   "SELECT count(*) FROM sqlite_schema WHERE name IN "
                                   "('entry', 'node', 'checkpoint', 'object')") > 0;
}

}  // namespace

Result<VerifyReport> verify_log(const std::string& path, const VerifyOptions& options) {
  const Result<LogPath> located = locate_log(path);
  if (!located) return located.error();
  std::optional<SignedCheckpoint> at_least;
  if (options.at_least) {
    Result<SignedCheckpoint> parsed = parse_checkpoint(*options.at_least);
    if (!parsed) return parsed.error();
    at_least = std::move(parsed).value();
  }

  VerifyReport report;
  DamageList damages(report, options.most_damages);
  const Result<std::unique_ptr<Database>> opened =
      Database::open(located.value(), OpenMode::kRead, options.vfs);
  // What cannot be read on is a damaged log or none at all.
  const auto unreadable = [&](DamageKind kind, const Error& mistake) -> Result<VerifyReport> {
    if (mistake.kind != ErrorKind::kInput || !begins_like_a_database(located.value().resolved)) {
      return mistake;
    }
    damages.add(kind, mistake.message);
    return report;
  };
  if (!opened) return unreadable(DamageKind::kFile, opened.error());
  Database& database = *opened.value();
  database.execute("BEGIN");
  std::optional<Error> mistake = check_identity(database);
  DamageKind kind = DamageKind::kFile;
  if (!mistake) {
    check_header(database, damages);
    mistake = check_schema(database);
    if (!database.failure()) kind = DamageKind::kSchema;
  }
  if (mistake) {
    return has_table_of_a_log(database) ? unreadable(kind, *mistake)
                                        : Result<VerifyReport>(*std::move(mistake));
  }
  database.restrict_to_log();
  check_structure(database, damages);
  LogCheck(database, damages, options, at_least).run(report);
  database.execute("COMMIT");
  if (database.failure()) {
    if (!database.is_damaged()) return *database.failure();
    damages.add(DamageKind::kFile, database.failure()->message);
  }
  return report;
}

}  // namespace probity::audit
