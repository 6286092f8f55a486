#include "audit/verify_objects.h"

#include <fmt/format.h>

#include <algorithm>

#include "support/text.h"

namespace probity::audit {
ObjectCheck::ObjectCheck(Database& database, DamageList& damages)
    : database_(database),
      damages_(damages),
      select_(database.prepare("SELECT kind, size, salt, body FROM object WHERE hash = ?1")) {}

void ObjectCheck::report(DamageKind kind, const ObjectReference& reference, const ObjectUse& use,
                         std::string_view what) {
  damages_.add(kind, fmt::format("the {} {} of leaf {} {}", use.kind, to_hex(reference.hash),
                                 use.leaf, what));
}

bool ObjectCheck::find(const ObjectReference& reference, const ObjectUse& use) {
  referred_.push_back(reference.hash);
  select_.reset();
  select_.bind_bytes(1, reference.hash);
  if (!select_.next()) {
    is_any_missing_ = true;
    if (!database_.failure()) report(DamageKind::kMissingObject, reference, use, "is missing");
    return false;
  }
  if (select_.bytes(0) != use.kind) {
    report(DamageKind::kObject, reference, use,
           fmt::format("is stored as a `{}`", escape_untrusted(select_.bytes(0))));
    return false;
  }
  if (select_.number(1) != reference.size) {
    report(DamageKind::kObject, reference, use, "has another size than the leaf says");
    return false;
  }
  return true;
}

std::optional<std::string_view> ObjectCheck::visit_salted(const ObjectReference& reference,
                                                          ObjectUse use) {
  if (!find(reference, use)) return std::nullopt;
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
  std::ranges::sort(referred_);
  const auto duplicates = std::ranges::unique(referred_);
  referred_.erase(duplicates.begin(), duplicates.end());
  // As many as are referred to are those that are referred to, unless one took another's place.
  if (is_any_missing_ ||
      database_.single_number("SELECT count(*) FROM object") != referred_.size()) {
    find_strays();
  }
}

void ObjectCheck::find_strays() {
  Statement all = database_.prepare("SELECT hash, kind FROM object");
  while (all.next()) {
    const std::optional<Hash> hash = hash_of_bytes(all.bytes(0));
    if (hash && std::ranges::binary_search(referred_, *hash)) continue;
    damages_.add(DamageKind::kStrayObject,
                 fmt::format("no leaf refers to the {} {}", escape_untrusted(all.bytes(1)),
                             hash ? to_hex(*hash) : "without a hash"));
  }
}

}  // namespace probity::audit
