// The audit log's numbers and names, as FORMAT.md documents them. Writer and verifier share this
// header. What stands here is frozen with the format's version: a change is a new version.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace probity::audit {

/// `PRAGMA application_id`: the letters PrbA.
inline constexpr std::int64_t kApplicationId = 0x50726241;
/// `PRAGMA user_version`, and the member `v` of every leaf.
inline constexpr std::uint64_t kFormatVersion = 1;

/// Bytes of a leaf; what does not fit is an object, or is counted.
inline constexpr std::size_t kMostLeafBytes = 65'535;
/// Rule ids of one outcome that a leaf lists; the others are counted.
inline constexpr std::size_t kMostRuleIds = 500;
/// Bytes of an object's body; below what SQLite takes as one value (10^9).
inline constexpr std::size_t kMostObjectBytes = 500'000'000;

/// Bytes of the files of one rule set, all together.
inline constexpr std::size_t kMostRuleSetBytes = std::size_t{128} << 20U;

inline constexpr std::size_t kSaltBytes = 32;
/// The first bytes of what a commitment is the SHA-256 of.
inline constexpr std::string_view kCommitmentDomain = "probity audit commitment v1\n";

/// The member `kind` of a leaf.
namespace leaf_kind {
inline constexpr std::string_view kVerdict = "verdict";
inline constexpr std::string_view kRejected = "rejected";
inline constexpr std::string_view kError = "error";
inline constexpr std::string_view kRuleSet = "ruleset";
inline constexpr std::string_view kKey = "key";
inline constexpr std::string_view kErasure = "erasure";
inline constexpr std::string_view kOverride = "override";
}  // namespace leaf_kind

/// The column `kind` of an object. Those of a rule set are public: they have no salt, and their
/// hash is the SHA-256 of the body alone.
namespace object_kind {
inline constexpr std::string_view kDossier = "dossier";
inline constexpr std::string_view kTrace = "trace";
inline constexpr std::string_view kFindings = "findings";
inline constexpr std::string_view kOperator = "operator";
inline constexpr std::string_view kStatement = "statement";
inline constexpr std::string_view kReason = "reason";
inline constexpr std::string_view kRuleFile = "rule_file";
inline constexpr std::string_view kRuleFiles = "rule_files";
}  // namespace object_kind

/// The outcomes whose rules a verdict leaf lists by id.
inline constexpr std::string_view kViolated = "violated";
inline constexpr std::string_view kExcused = "excused";
inline constexpr std::string_view kUndetermined = "undetermined";

}  // namespace probity::audit
