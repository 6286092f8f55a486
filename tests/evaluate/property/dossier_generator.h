// Random dossiers for a vocabulary, with facts left out, and the values that complete them.
#pragma once

#include <vector>

#include "dossier/vocabulary.h"
#include "tests/evaluate/property/random.h"
#include "tests/reference/fact_tree.h"
#include "tests/reference/relevance.h"

namespace probity::property {

struct DossierOptions {
  unsigned unknown_percent = 15;      ///< of scalar fields
  unsigned unknown_list_percent = 8;  ///< of lists, sets and records
  std::size_t longest_list = 3;
  bool with_null_elements = false;  ///< lists may hold `null`
  Currency currency = euro();       ///< of most amounts; another one often comes without rates
};

[[nodiscard]] reference::FactTree generate_dossier(const Vocabulary& vocabulary, Random& random,
                                                   const DossierOptions& options);

/// A value for the place that `path` names, completely known.
[[nodiscard]] reference::FactTree generate_value(const Vocabulary& vocabulary,
                                                 const reference::Path& path, Random& random,
                                                 std::size_t longest_list = 2);

/// Every value that is worth trying there: the pool of its type; some lists.
[[nodiscard]] std::vector<reference::FactTree> values_for(const Vocabulary& vocabulary,
                                                          const reference::Path& path,
                                                          Random& random);

/// Places without a value: fields of records that are there, absent records by each of their
/// fields, absent lists, and elements that are null.
[[nodiscard]] std::vector<reference::Path> unknown_places(const Vocabulary& vocabulary,
                                                          const reference::FactTree& dossier);

}  // namespace probity::property
