// An empty dossier with every fact that an instrument can ask, each with its explanation: what
// `probity new` prints.
#pragma once

#include <string>

#include "check/program.h"
#include "report/page.h"

namespace probity {

/// A dossier in JSON that says nothing: facts null, lists of records too, and records whose
/// presence alone means something. Under the field for free data stand a blank of each of those by
/// its pointer, and the explanation of every fact. It loads once the required facts that are null
/// (the identifier, the dates) are filled in.
[[nodiscard]] std::string blank_dossier_json(const Program& program, InstrumentId instrument);

/// The same facts as a list to read.
[[nodiscard]] std::string blank_dossier_text(const Program& program, InstrumentId instrument,
                                             Colour colour);

}  // namespace probity
