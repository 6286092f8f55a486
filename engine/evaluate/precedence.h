// Whether another rule prevails over one (language.md, `rule A prevails over B`): it does while A
// is in force and applies and the condition of the declaration is true. A rule over which a third
// one prevails does not apply and so prevails over none.
//
// A is asked in the instrument in which B is asked, where it belongs to that one, and else in its
// own, at the reference date of that.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "evaluate/assess.h"
#include "evaluate/machine.h"

namespace probity {

class Precedence {
 public:
  /// Asks one expression, recording it where somebody wants to read the steps.
  using Ask = std::function<Tested(TraceClause::Kind, PrevalenceId, NodeId)>;

  /// Asks what does not depend on an element of the rule's `for each`; the slot of its variable is
  /// free until then. All references must outlive this.
  Precedence(Machine& machine, const Rule& rule, const Scene& scene, Ask ask);

  struct Found {
    Tested prevails;
    PrevalenceId prevailing;  ///< where it is true: the first declaration that is
  };
  /// By the declarations that are the same for every element.
  [[nodiscard]] Found once();
  /// By the others, for the element that the rule's variable is bound to.
  [[nodiscard]] Found of_element();

 private:
  /// The winning rule in one of its instruments.
  struct Way {
    Tested once;
    std::optional<Date> day;
    std::unique_ptr<Precedence> over_winner;  ///< null where nothing prevails over the winner
  };
  struct Candidate {
    PrevalenceId id;
    std::vector<Way> ways;  ///< none where the declaration has no force
    Tested condition;       ///< where it speaks of no element
  };

  [[nodiscard]] std::vector<Way> ways_of(PrevalenceId id);
  [[nodiscard]] Way way_in(PrevalenceId id, InstrumentId instrument, const Tested& applies);
  [[nodiscard]] Tested applies_to_element(PrevalenceId id, const Way& way);
  [[nodiscard]] Tested prevails(const Candidate& candidate);
  [[nodiscard]] Found find(bool by_element);

  Machine& machine_;
  const Scene& scene_;
  Ask ask_;
  std::vector<Candidate> candidates_;
};

}  // namespace probity
