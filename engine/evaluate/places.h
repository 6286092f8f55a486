// Places in the dossier while it is evaluated: those that the loader made, and those of facts that
// are absent, so that an unknown fact can be named.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "dossier/facts.h"
#include "dossier/vocabulary.h"

namespace probity {

/// Invariant: a path has one id only, whether the loader or the evaluation made it.
class Places {
 public:
  /// Both must outlive this.
  Places(const Vocabulary& vocabulary, const Facts& facts);

  [[nodiscard]] PathId root() const { return PathId(std::uint32_t{0}); }
  [[nodiscard]] PathId field(PathId parent, RecordId record, std::uint32_t index);
  [[nodiscard]] PathId element(PathId list, std::uint32_t index);
  [[nodiscard]] std::string pointer(PathId path) const;
  /// Does `path` lie somewhere inside `ancestor`, and is not it?
  [[nodiscard]] bool is_below(PathId path, PathId ancestor) const;
  /// Is it a list whose declaration says `nonempty`?
  [[nodiscard]] bool is_nonempty_list(PathId path) const;
  /// The order of the vocabulary and the document; a parent comes before what is in it.
  [[nodiscard]] bool comes_before(PathId left, PathId right) const;

 private:
  struct StepHash {
    std::size_t operator()(const PathStep& step) const;
  };
  [[nodiscard]] PathId intern(const PathStep& step);
  [[nodiscard]] std::vector<std::uint32_t> keys(PathId path) const;

  const Vocabulary& vocabulary_;
  std::vector<PathStep> steps_;
  std::unordered_map<PathStep, PathId, StepHash> ids_;
};

}  // namespace probity
