// The exchange rates of a dossier, which the vocabulary marks `as rates`.
#pragma once

#include "dossier/reading.h"

namespace probity {

/// Refuses rates that cannot be used whatever is asked: codes outside ISO 4217, a currency against
/// itself, a rate not above zero, and two entries of one day for one pair (also one inverted, by
/// exact arithmetic) that disagree. An entry with an unknown part is left alone: it is not used.
void check_rates(DossierReading& reading);

}  // namespace probity
