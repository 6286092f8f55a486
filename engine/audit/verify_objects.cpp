#include "audit/verify_objects.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "support/text.h"

namespace probity::audit {
namespace {

std::uint64_t prefix_of(std::string_view salt) {
  std::uint64_t prefix = 0;
  for (const char byte : salt.substr(0, 8)) {
    prefix = prefix << 8U | static_cast<unsigned char>(byte);
  }
  return prefix;
}

}  // namespace

ObjectCheck::ObjectCheck(Database& database, DamageList& damages)
    : database_(database),
      damages_(damages),
      select_(
          database.prepare("SELECT kind, size, salt, body, rowid FROM object WHERE hash = ?1")) {}

void ObjectCheck::report(DamageKind kind, const ObjectReference& reference, const ObjectUse& use,
                         std::string_view what) {
  damages_.add(kind, fmt::format("the {} {} of leaf {} {}", use.kind, to_hex(reference.hash),
                                 use.leaf, what));
}

std::optional<std::uint64_t> ObjectCheck::find(const ObjectReference& reference,
                                               const ObjectUse& use) {
  select_.reset();
  select_.bind_bytes(1, reference.hash);
  if (!select_.next()) {
    if (!database_.failure()) report(DamageKind::kMissingObject, reference, use, "is missing");
    return std::nullopt;
  }
  const std::uint64_t row = select_.number(4);
  referred_.push_back(row);
  if (select_.bytes(0) != use.kind) {
    report(DamageKind::kObject, reference, use,
           fmt::format("is stored as a `{}`", escape_untrusted(select_.bytes(0))));
    return std::nullopt;
  }
  if (select_.number(1) != reference.size) {
    report(DamageKind::kObject, reference, use, "has another size than the leaf says");
    return std::nullopt;
  }
  return row;
}

std::optional<std::string_view> ObjectCheck::visit_salted(const ObjectReference& reference,
                                                          ObjectUse use) {
  const std::optional<std::uint64_t> row = find(reference, use);
  if (!row) return std::nullopt;
  salted_.push_back({*row, use.leaf});
  const bool has_salt = !select_.is_null(2);
  const bool has_body = !select_.is_null(3);
  if (!has_salt && !has_body) {
    ++erased_;
    blanks_.emplace(reference.hash, use);
    return std::nullopt;
  }
  if (!has_salt || !has_body) {
    report(DamageKind::kObject, reference, use,
           has_salt ? "has lost its body but not its salt" : "has lost its salt but not its body");
    return std::nullopt;
  }
  if (commitment(use.kind, select_.bytes(2), select_.bytes(3)) != reference.hash ||
      select_.bytes(2).size() != kSaltBytes || select_.bytes(3).size() != reference.size) {
    report(DamageKind::kObject, reference, use, "does not match its commitment");
    return std::nullopt;
  }
  salts_.push_back(prefix_of(select_.bytes(2)));
  return select_.bytes(3);
}

std::optional<std::string_view> ObjectCheck::visit_public(const ObjectReference& reference,
                                                          ObjectUse use) {
  if (!find(reference, use)) return std::nullopt;
  if (!select_.is_null(2) || select_.is_null(3) || select_.bytes(3).size() != reference.size ||
      sha256(select_.bytes(3)) != reference.hash) {
    report(DamageKind::kObject, reference, use, "does not match its digest");
    return std::nullopt;
  }
  return select_.bytes(3);
}

void ObjectCheck::visit_erasure(const ErasureLeaf& leaf, std::uint64_t index) {
  for (const Hash& hash : leaf.objects) {
    const auto blank = blanks_.find(hash);
    if (blank != blanks_.end() && blank->second.decision == leaf.decision) {
      blanks_.erase(blank);
      erasures_.emplace(hash, index);
      continue;
    }
    const auto earlier = erasures_.find(hash);
    if (earlier != erasures_.end()) {
      damages_.add(DamageKind::kSequence,
                   fmt::format("leaf {} erases the object {}, which leaf {} erased before", index,
                               to_hex(hash), earlier->second));
      continue;
    }
    select_.reset();
    select_.bind_bytes(1, hash);
    const bool is_stored = select_.next() && !select_.is_null(3);
    damages_.add(
        DamageKind::kIncompleteErasure,
        fmt::format("leaf {} erases the object {} of decision {}, which {}", index, to_hex(hash),
                    leaf.decision, is_stored ? "is still there" : "has no such object"));
  }
}

void ObjectCheck::finish() {
  for (const auto& [hash, use] : blanks_) {
    report(DamageKind::kUnexplainedErasure, {hash, 0}, use,
           "is blank, and no erasure leaf names it");
  }
  find_shared();
  std::ranges::sort(salts_);
  if (std::ranges::adjacent_find(salts_) != salts_.end()) find_salts_used_twice();
  std::ranges::sort(referred_);
  const auto duplicates = std::ranges::unique(referred_);
  referred_.erase(duplicates.begin(), duplicates.end());
  if (database_.single_number("SELECT count(*) FROM object") != referred_.size()) find_strays();
}

/// Whoever erases an object for one decision would erase it for the other.
void ObjectCheck::find_shared() {
  std::ranges::sort(salted_);
  for (std::size_t at = 1; at < salted_.size(); ++at) {
    const Reference& first = salted_[at - 1];
    const Reference& second = salted_[at];
    if (first.row != second.row) continue;
    Statement select = database_.prepare("SELECT hash, kind FROM object WHERE rowid = ?1");
    select.bind(1, first.row);
    const std::optional<Hash> hash = select.next() ? hash_of_bytes(select.bytes(0)) : std::nullopt;
    if (!hash) continue;
    damages_.add(
        DamageKind::kObject,
        fmt::format("the {} {} belongs to leaf {} and to leaf {}, and may belong to one alone",
                    escape_untrusted(select.bytes(1)), to_hex(*hash), first.leaf, second.leaf));
  }
}

/// With a salt that another object gave away, the bytes can be guessed after they were erased.
void ObjectCheck::find_salts_used_twice() {
  Statement all =
      database_.prepare("SELECT salt, hash, kind FROM object WHERE salt IS NOT NULL ORDER BY salt");
  std::string last_salt;
  std::string last_name;
  while (all.next()) {
    const std::optional<Hash> hash = hash_of_bytes(all.bytes(1));
    std::string name =
        fmt::format("the {} {}", escape_untrusted(all.bytes(2)), hash ? to_hex(*hash) : "");
    if (all.bytes(0) == last_salt) {
      damages_.add(DamageKind::kObject, fmt::format("{} has the salt of {}", name, last_name));
    }
    last_salt = all.text(0);
    last_name = std::move(name);
  }
}

void ObjectCheck::find_strays() {
  Statement all = database_.prepare("SELECT hash, kind, rowid FROM object");
  while (all.next()) {
    if (std::ranges::binary_search(referred_, all.number(2))) continue;
    const std::optional<Hash> hash = hash_of_bytes(all.bytes(0));
    damages_.add(DamageKind::kStrayObject,
                 fmt::format("no leaf refers to the {} {}", escape_untrusted(all.bytes(1)),
                             hash ? to_hex(*hash) : "without a hash"));
  }
}

}  // namespace probity::audit
