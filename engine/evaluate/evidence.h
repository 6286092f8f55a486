// Which documents of the dossier support the facts that a rule's `evidence` names.
#pragma once

#include <string>
#include <vector>

#include "evaluate/decision.h"
#include "evaluate/machine.h"

namespace probity {

/// The documents of one dossier, read once.
class Evidence {
 public:
  explicit Evidence(Machine& machine);

  /// One entry for each node, in order; documents that name the fact, what contains it or a part.
  [[nodiscard]] std::vector<EvidenceResult> find(Machine& machine,
                                                 const std::vector<NodeId>& facts) const;

 private:
  struct Document {
    std::string id;
    std::vector<std::string> supports;
  };
  std::vector<Document> documents_;
};

}  // namespace probity
