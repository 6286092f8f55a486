// Random histories: whatever is recorded, overridden, erased, refused and re-keyed in whatever
// order, the log verifies and the index says what a plain list says.
#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "audit/log_reader.h"
#include "audit/verify.h"
#include "tests/audit/fault_vfs.h"
#include "tests/audit/log_support.h"

namespace probity::audit {
namespace {

/// What a plain list knows of a decision.
struct Known {
  std::optional<std::string> dossier;
  std::optional<std::string> verdict;
  std::optional<std::string> overridden;
};

/// A log and the list, grown side by side by the same random choices.
class History {
 public:
  History(std::string path, std::uint32_t seed) : path_(std::move(path)), random_(seed) {
    REQUIRE_FALSE(create_log(path_, test::signing_key(), test::sources(), std::nullopt,
                             test::FaultVfs::name())
                      .has_value());
    writer_ = open();
  }

  void step() {
    switch (below(10)) {
      case 0:
        return override_one();
      case 1:
      case 2:
        return erase_one();
      case 3:
        return replace_key();
      case 4:
        writer_ = open();
        return;
      case 5:
        return refuse();
      default:
        return append();
    }
  }

  void compare() {
    const VerifyReport report =
        verify_log(path_, {.key = test::signing_key().verifier(), .vfs = test::FaultVfs::name()})
            .value();
    for (const Damage& damage : report.damages) MESSAGE(damage.message);
    CHECK(report.is_intact());
    CHECK(report.decisions == known_.size());
    LogReader reader = LogReader::open(path_, test::FaultVfs::name()).value();
    std::size_t at = 0;
    CHECK_FALSE(reader
                    .visit_decisions({},
                                     [&](const DecisionRow& row) {
                                       REQUIRE(at < known_.size());
                                       CHECK(row.number == at + 1);
                                       CHECK(row.dossier == known_[at].dossier);
                                       CHECK(row.verdict == known_[at].verdict);
                                       CHECK(row.overridden == known_[at].overridden);
                                       ++at;
                                       return true;
                                     })
                    .has_value());
    CHECK(at == known_.size());
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  [[nodiscard]] LogWriter open() const {
    return LogWriter::open(path_, test::signing_key(key_),
                           {.sources = test::sources(),
                            .at_least = std::nullopt,
                            .vfs = test::FaultVfs::name()})
        .value();
  }

  void append() {
    std::vector<DecisionRecord> group;
    const std::size_t count = 1 + below(4);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = "D-" + std::to_string(known_.size() + i);
      DecisionRecord record = test::decision(name, below(2) == 0 ? "compliant" : "non_compliant");
      record.trace = std::string(below(6'000), 't');
      if (below(4) == 0) {
        record.kind = DecisionKind::kRejected;
        record.verdict.reset();
        record.dossier.reset();
        record.findings.clear();
      }
      group.push_back(std::move(record));
    }
    const RuleSetRecord rules = test::rule_set("2026." + std::to_string(below(3)));
    REQUIRE(std::holds_alternative<Recorded>(writer_->append(rules, test::context(), group)));
    for (const DecisionRecord& record : group) {
      known_.push_back({record.dossier, record.verdict, std::nullopt});
    }
  }

  void override_one() {
    if (known_.empty()) return;
    const std::size_t at = below(known_.size());
    const std::string verdict = below(2) == 0 ? "compliant" : "undetermined";
    REQUIRE(std::holds_alternative<Recorded>(
        writer_->append_override({at + 1, verdict, "A. Person", "reason"}, "boss")));
    known_[at].overridden = verdict;
  }

  /// Refused where nothing is left to erase; then the list stays as it is, too.
  void erase_one() {
    if (known_.empty()) return;
    const std::size_t at = below(known_.size());
    const EraseOutcome outcome = writer_->erase(at + 1, "reason", "boss");
    if (std::holds_alternative<Erased>(outcome)) {
      CHECK_FALSE(std::get<Erased>(outcome).remainder.has_value());
    }
    known_[at].dossier.reset();
  }

  void replace_key() {
    REQUIRE(std::holds_alternative<Recorded>(writer_->replace_key(test::signing_key(++key_))));
  }

  void refuse() {
    std::vector<DecisionRecord> group = test::decisions(2);
    group[1].dossier = "\xff";
    CHECK(std::holds_alternative<NotRecorded>(
        writer_->append(test::rule_set("never"), test::context(), group)));
  }

  std::string path_;
  std::mt19937 random_;
  std::uint8_t key_ = 1;
  std::optional<LogWriter> writer_;
  std::vector<Known> known_;
};

TEST_CASE("random histories verify, and the index says what a plain list says") {
  const test::Folder folder("histories");
  const test::FaultVfs vfs;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    History history(folder.file(std::to_string(seed) + ".log"), seed);
    for (int i = 0; i < 40; ++i) history.step();
    history.compare();
  }
}

}  // namespace
}  // namespace probity::audit
