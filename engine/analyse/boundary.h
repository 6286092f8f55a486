// The value nearest to the present one at which an ordered fact (a day, a number, an amount, a
// share) turns a finding: found by halving the distance to a value that turns it, in steps of one
// day, one unit, one cent, or a hundredth of a percentage point. Its neighbour towards the present
// value does not turn it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analyse/place.h"
#include "dossier/facts.h"
#include "dossier/vocabulary.h"

namespace probity {

/// At most one value below and one above the present one, as JSON. `turns` says of a value whether
/// it turns the finding. Empty for a fact that is unknown or not ordered.
[[nodiscard]] std::vector<std::string> find_boundaries(
    const Vocabulary& vocabulary, const Facts& facts, const Place& place,
    const std::function<bool(const std::string& json)>& turns);

}  // namespace probity
