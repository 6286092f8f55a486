#include "cli/audit_vector.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "audit/base64.h"
#include "audit/decimal.h"
#include "audit/tree.h"
#include "dossier/json_value.h"

namespace probity {
namespace {

constexpr const char* kForms =
    "no test vector: an object with leafIdx, treeSize, root, leafHash and proof, or with size1, "
    "size2, root1, root2 and proof";

using MemberNames = std::array<std::string_view, 5>;
constexpr MemberNames kInclusion{"leafIdx", "treeSize", "root", "leafHash", "proof"};
constexpr MemberNames kConsistency{"size1", "size2", "root1", "root2", "proof"};
/// What else stands in a vector: a description, and what the suite expects of the proof.
constexpr std::array<std::string_view, 2> kRemarks{"desc", "wantErr"};

/// Whether there are these members, each once, and no others but remarks.
bool has_exactly(const JsonObject& members, const MemberNames& names) {
  const auto count = [&](std::string_view name) {
    return std::ranges::count(members, name, &JsonMember::key);
  };
  return std::ranges::all_of(names, [&](std::string_view name) { return count(name) == 1; }) &&
         std::ranges::all_of(members, [&](const JsonMember& member) {
           return std::ranges::find(names, member.key) != names.end() ||
                  (std::ranges::find(kRemarks, member.key) != kRemarks.end() &&
                   count(member.key) == 1);
         });
}

/// Reads members and remembers whether all had the right form. Precondition: they are there.
class VectorReader {
 public:
  explicit VectorReader(const JsonObject& members) : members_(members) {}

  [[nodiscard]] bool is_good() const { return is_good_; }

  std::uint64_t number(std::string_view key) {
    const auto* scalar = std::get_if<std::string>(&value(key).content);
    const std::optional<std::uint64_t> number =
        scalar == nullptr ? std::nullopt : audit::parse_decimal(*scalar);
    is_good_ = is_good_ && number.has_value();
    return number.value_or(0);
  }

  /// Bytes of any length: a hash of the wrong length is a proof that does not hold.
  std::string bytes(std::string_view key) {
    return value(key).is_null() ? "" : bytes_of(value(key));
  }

  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> result;
    if (value(key).is_null()) return result;
    const auto* elements = std::get_if<JsonList>(&value(key).content);
    is_good_ = is_good_ && elements != nullptr;
    if (elements == nullptr) return result;
    for (const JsonValue& element : *elements) result.push_back(bytes_of(element));
    return result;
  }

 private:
  [[nodiscard]] const JsonValue& value(std::string_view key) const {
    return *find_member(members_, key);
  }

  std::string bytes_of(const JsonValue& value) {
    const auto* scalar = std::get_if<std::string>(&value.content);
    if (scalar != nullptr && scalar->size() >= 2 && scalar->starts_with('"')) {
      const auto bytes =
          audit::bytes_of_base64(std::string_view(*scalar).substr(1, scalar->size() - 2));
      if (bytes) return *bytes;
    }
    is_good_ = false;
    return "";
  }

  const JsonObject& members_;
  bool is_good_ = true;
};

std::optional<std::vector<audit::Hash>> hashes_of(const std::vector<std::string>& list) {
  std::vector<audit::Hash> hashes;
  for (const std::string& bytes : list) {
    const std::optional<audit::Hash> hash = audit::hash_of_bytes(bytes);
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

bool inclusion_holds(VectorReader& reader) {
  const std::uint64_t index = reader.number("leafIdx");
  const std::uint64_t size = reader.number("treeSize");
  const auto leaf = audit::hash_of_bytes(reader.bytes("leafHash"));
  const auto root = audit::hash_of_bytes(reader.bytes("root"));
  const auto proof = hashes_of(reader.list("proof"));
  return leaf && root && proof && audit::verify_inclusion({*leaf, index, size, *root}, *proof);
}

/// As the suite defines it: with the empty tree everything is consistent, so that a proof of it is
/// a mistake; and of one size there is one root, whatever its bytes are.
bool consistency_holds(VectorReader& reader) {
  const std::uint64_t old_size = reader.number("size1");
  const std::uint64_t new_size = reader.number("size2");
  const std::string old_bytes = reader.bytes("root1");
  const std::string new_bytes = reader.bytes("root2");
  const std::vector<std::string> list = reader.list("proof");
  if (old_size == 0) return false;
  if (old_size == new_size) return list.empty() && old_bytes == new_bytes;
  const auto old_root = audit::hash_of_bytes(old_bytes);
  const auto new_root = audit::hash_of_bytes(new_bytes);
  const auto proof = hashes_of(list);
  return old_root && new_root && proof &&
         audit::verify_consistency({old_size, *old_root}, {new_size, *new_root}, *proof);
}

}  // namespace

Result<bool> check_proof_vector(std::string_view json) {
  const Error no_vector{ErrorKind::kInput, kForms};
  const std::optional<JsonValue> value = parse_json(json);
  if (!value) return no_vector;
  const auto* members = std::get_if<JsonObject>(&value->content);
  if (members == nullptr) return no_vector;
  const bool is_inclusion = has_exactly(*members, kInclusion);
  if (!is_inclusion && !has_exactly(*members, kConsistency)) return no_vector;
  VectorReader reader(*members);
  const bool holds = is_inclusion ? inclusion_holds(reader) : consistency_holds(reader);
  if (!reader.is_good()) return no_vector;
  return holds;
}

}  // namespace probity
