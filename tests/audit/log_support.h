// Logs for tests: a folder that goes away, a key, a clock and salts that are the same every time.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "audit/checkpoint.h"
#include "audit/key.h"
#include "audit/log_writer.h"
#include "audit/record.h"
#include "support/rule_set_digest.h"

namespace probity::audit::test {

/// A folder for one test, removed with all that is in it.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("probity_audit_" + name + "_" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

inline std::string read_bytes(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream << bytes;
}

inline SigningKey signing_key(std::uint8_t seed = 1, std::string name = "example.org/log") {
  KeyBytes bytes{};
  bytes.fill(seed);
  return SigningKey::from_seed(std::move(name), bytes).value();
}

/// 2026-03-14T09:26:53Z, a second more at each call; salts that no other sources give.
inline Sources sources() {
  static std::uint32_t salts = 0;
  const auto time = std::make_shared<std::int64_t>(1'773'480'413);
  return {[time] { return (*time)++; },
          []() -> Result<Salt> {
            ++salts;
            Salt salt{};
            for (std::size_t i = 0; i < 4; ++i) {
              salt[i] = static_cast<std::uint8_t>(salts >> (8 * i));
            }
            return salt;
          }};
}

/// The last checkpoint of some other log.
inline std::string foreign_checkpoint() {
  SignedNote note{checkpoint_text({"example.org/old", {3, leaf_hash("x")}, {}}), {}};
  note.signatures.push_back(sign_note(note.text, signing_key(5, "example.org/old")));
  return encode_note(note);
}

inline RuleSetRecord rule_set(const std::string& version = "2026.1") {
  RuleSetRecord record{"eu_defence",
                       version,
                       "",
                       {{"eu_defence.ruleset", "files: a.rules " + version},
                        {"a.rules", "rule safe.a " + version},
                        {"b.rules", "rule safe.b"}}};
  std::vector<NamedBytes> files;
  files.reserve(record.files.size());
  for (const RuleFile& file : record.files) files.push_back({file.path, file.bytes});
  record.sha256 = rule_set_digest(std::move(files));
  return record;
}

inline DecisionContext context() {
  return {{"0.1.0", "engine digest"}, {{"safe.a", "narrow"}}, "the operator"};
}

/// Decision with bytes that no other part of a log has.
inline DecisionRecord decision(const std::string& name, const std::string& verdict = "compliant") {
  DecisionRecord record;
  record.dossier_bytes = R"({"dossier":")" + name + R"(","secret":"body of )" + name + "\"}";
  record.dossier = name;
  record.trace = "trace of " + name;
  record.trace_version = 1;
  record.as_of = "2026-03-14";
  record.verdict = verdict;
  record.instruments = {{"SAFE", verdict, "2026-03-14"}};
  record.findings = {
      {"SAFE", "safe.a", "/components/0", verdict == "compliant" ? "satisfied" : "violated", {}},
      {"SAFE", "safe.b", "", "excused", "late"}};
  return record;
}

inline std::vector<DecisionRecord> decisions(std::size_t count, const std::string& prefix = "D-") {
  std::vector<DecisionRecord> records;
  for (std::size_t i = 1; i <= count; ++i) {
    records.push_back(
        decision(prefix + std::to_string(i), i % 3 == 0 ? "non_compliant" : "compliant"));
  }
  return records;
}

inline LogWriter open_writer(const std::string& path, const std::string& vfs = "") {
  return LogWriter::open(path, signing_key(),
                         {.sources = sources(),
                          .busy_timeout_milliseconds = 100,
                          .at_least = std::nullopt,
                          .vfs = vfs})
      .value();
}

/// A log with two groups of decisions, made with two versions of the rules, and an override.
inline void make_log(const std::string& path) {
  if (create_log(path, signing_key(), sources(), std::nullopt)) std::abort();
  LogWriter writer = open_writer(path);
  const auto require = [](const AppendOutcome& outcome) {
    if (!std::holds_alternative<Recorded>(outcome)) std::abort();
  };
  require(writer.append(rule_set(), context(), decisions(5)));
  require(writer.append(rule_set("2026.2"), context(), decisions(3, "E-")));
  require(writer.append_override({2, "non_compliant", "A. Person", "seen by the board"}, "boss"));
}

}  // namespace probity::audit::test
