#include "evaluate/places.h"

#include <algorithm>

namespace probity {

Places::Places(const Vocabulary& vocabulary, const Facts& facts)
    : vocabulary_(vocabulary), steps_(facts.paths) {
  if (steps_.empty()) steps_.push_back(PathStep{});
}

std::size_t Places::StepHash::operator()(const PathStep& step) const {
  constexpr std::size_t kPrime = 1'099'511'628'211U;
  std::size_t hash = step.parent.value;
  hash = hash * kPrime + step.record.value;
  return hash * kPrime + step.key;
}

PathId Places::intern(const PathStep& step) {
  if (ids_.empty()) {
    ids_.reserve(steps_.size());
    for (std::size_t i = 1; i < steps_.size(); ++i) ids_.emplace(steps_[i], PathId(i));
  }
  const auto [place, is_new] = ids_.try_emplace(step, PathId(steps_.size()));
  if (is_new) steps_.push_back(step);
  return place->second;
}

PathId Places::field(PathId parent, RecordId record, std::uint32_t index) {
  return intern(PathStep{parent, record, index});
}

PathId Places::element(PathId list, std::uint32_t index) {
  return intern(PathStep{list, RecordId{}, index});
}

std::string Places::pointer(PathId path) const { return pointer_text(vocabulary_, steps_, path); }

bool Places::is_below(PathId path, PathId ancestor) const {
  if (path == ancestor) return false;
  PathId at = path;
  while (at.is_present() && at != root()) {
    at = steps_[at.index()].parent;
    if (at == ancestor) return true;
  }
  return false;
}

bool Places::is_nonempty_list(PathId path) const {
  const PathStep& step = steps_[path.index()];
  return path != root() && !step.is_element() &&
         vocabulary_.record(step.record).fields[step.key].nonempty;
}

std::vector<std::uint32_t> Places::keys(PathId path) const {
  std::vector<std::uint32_t> result;
  for (PathId at = path; at.is_present() && at != root(); at = steps_[at.index()].parent) {
    result.push_back(steps_[at.index()].key);
  }
  std::ranges::reverse(result);
  return result;
}

bool Places::comes_before(PathId left, PathId right) const {
  return left != right && keys(left) < keys(right);
}

}  // namespace probity
