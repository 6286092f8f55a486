#include "cli/audit_vector.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "audit/base64.h"
#include "audit/tree.h"
#include "dossier/json_value.h"

namespace probity {
namespace {

constexpr const char* kForms =
    "no test vector: an object with leafIdx, treeSize, root, leafHash and proof, or with size1, "
    "size2, root1, root2 and proof";

/// Reads members and remembers whether all had the right form.
class VectorReader {
 public:
  explicit VectorReader(const JsonObject& members) : members_(members) {}

  [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
  [[nodiscard]] bool is_good() const { return is_good_; }

  std::uint64_t number(std::string_view key) {
    const JsonValue* value = find(key);
    if (value == nullptr || value->is_null()) return 0;
    const auto* scalar = std::get_if<std::string>(&value->content);
    std::uint64_t number = 0;
    if (scalar != nullptr) {
      const char* end = scalar->data() + scalar->size();
      const auto [rest, error] = std::from_chars(scalar->data(), end, number);
      if (error == std::errc() && rest == end) return number;
    }
    is_good_ = false;
    return 0;
  }

  /// Bytes of any length: a hash of the wrong length is a proof that does not hold.
  std::string bytes(std::string_view key) {
    const JsonValue* value = find(key);
    return value == nullptr || value->is_null() ? "" : bytes_of(*value);
  }

  std::vector<std::string> list(std::string_view key) {
    std::vector<std::string> result;
    const JsonValue* value = find(key);
    if (value == nullptr || value->is_null()) return result;
    const auto* elements = std::get_if<JsonList>(&value->content);
    if (elements == nullptr) {
      is_good_ = false;
      return result;
    }
    for (const JsonValue& element : *elements) result.push_back(bytes_of(element));
    return result;
  }

 private:
  [[nodiscard]] const JsonValue* find(std::string_view key) const {
    return find_member(members_, key);
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

std::optional<audit::Hash> hash_of(const std::string& bytes) {
  if (bytes.size() != audit::kHashBytes) return std::nullopt;
  audit::Hash hash{};
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

std::optional<std::vector<audit::Hash>> hashes_of(const std::vector<std::string>& list) {
  std::vector<audit::Hash> hashes;
  for (const std::string& bytes : list) {
    const std::optional<audit::Hash> hash = hash_of(bytes);
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

bool inclusion_holds(VectorReader& reader) {
  const std::uint64_t index = reader.number("leafIdx");
  const std::uint64_t size = reader.number("treeSize");
  const auto leaf = hash_of(reader.bytes("leafHash"));
  const auto root = hash_of(reader.bytes("root"));
  const auto proof = hashes_of(reader.list("proof"));
  return leaf && root && proof && audit::verify_inclusion({*leaf, index, size, *root}, *proof);
}

bool consistency_holds(VectorReader& reader) {
  const std::uint64_t old_size = reader.number("size1");
  const std::uint64_t new_size = reader.number("size2");
  const auto old_root = hash_of(reader.bytes("root1"));
  const auto new_root = hash_of(reader.bytes("root2"));
  const auto proof = hashes_of(reader.list("proof"));
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
  VectorReader reader(*members);
  const bool is_inclusion = reader.has("leafIdx") || reader.has("treeSize");
  if (!is_inclusion && !reader.has("size1") && !reader.has("size2")) return no_vector;
  const bool holds = is_inclusion ? inclusion_holds(reader) : consistency_holds(reader);
  if (!reader.is_good()) return no_vector;
  return holds;
}

}  // namespace probity
