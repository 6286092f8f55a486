// Truth of a chain of conjuncts, with the causes of the unknown ones.
#pragma once

#include <vector>

#include "evaluate/causes.h"
#include "evaluate/value.h"
#include "values/truth.h"

namespace probity {

class Conjunction {
 public:
  void add(const Tested& tested) {
    truth_ = kleene_and(truth_, tested.truth);
    if (tested.truth == Truth::kUnknown) open_.push_back(tested.cause);
  }
  [[nodiscard]] Tested result(Causes& causes) const {
    if (truth_ != Truth::kUnknown) return {truth_, {}};
    return {truth_, causes.conjunction(open_)};
  }

 private:
  Truth truth_ = Truth::kTrue;
  std::vector<CauseId> open_;
};

[[nodiscard]] inline Tested negated(const Tested& tested, Causes& causes) {
  if (tested.truth != Truth::kUnknown) return {kleene_not(tested.truth), {}};
  return {Truth::kUnknown, causes.negation(tested.cause)};
}

}  // namespace probity
