// The verifier's part for objects: every one that a leaf refers to is there and matches, or has
// been erased by an erasure leaf; one with a salt is referred to once, and its salt is no other's;
// and there are no others. Private to this folder.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/database.h"
#include "audit/leaf.h"
#include "audit/verify_report.h"

namespace probity::audit {

/// Where an object is referred to, for messages and for erasures.
struct ObjectUse {
  std::string_view kind;
  std::uint64_t leaf = 0;      ///< index
  std::uint64_t decision = 0;  ///< that it belongs to; 0: to none, so it is not erased
};

class ObjectCheck {
 public:
  ObjectCheck(Database& database, DamageList& damages);

  /// The body, valid until the next call; absent where it is erased or damaged.
  std::optional<std::string_view> visit_salted(const ObjectReference& reference, ObjectUse use);
  std::optional<std::string_view> visit_public(const ObjectReference& reference, ObjectUse use);

  /// An erasure leaf: each of its objects was met before, and is blank.
  void visit_erasure(const ErasureLeaf& leaf, std::uint64_t index);
  /// After the last leaf.
  void finish();

  [[nodiscard]] std::uint64_t erased() const { return erased_; }

 private:
  /// A row of `object` and the leaf that refers to it.
  struct Reference {
    std::uint64_t row = 0;
    std::uint64_t leaf = 0;

    friend auto operator<=>(const Reference&, const Reference&) = default;
  };

  /// The row of the object; absent, and reported, where it is missing or of another kind or size.
  [[nodiscard]] std::optional<std::uint64_t> find(const ObjectReference& reference,
                                                  const ObjectUse& use);
  void report(DamageKind kind, const ObjectReference& reference, const ObjectUse& use,
              std::string_view what);
  void find_shared();
  void find_salts_used_twice();
  void find_strays();

  Database& database_;
  DamageList& damages_;
  Statement select_;
  /// Every row that was referred to.
  std::vector<std::uint64_t> referred_;
  /// Of these, what a leaf refers to as an object with a salt.
  std::vector<Reference> salted_;
  /// The first eight bytes of every salt.
  std::vector<std::uint64_t> salts_;
  /// Objects that are blank, until an erasure leaf names them; then, by which leaf.
  std::map<Hash, ObjectUse> blanks_;
  std::map<Hash, std::uint64_t> erasures_;
  std::uint64_t erased_ = 0;
};

}  // namespace probity::audit
