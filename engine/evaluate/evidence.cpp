#include "evaluate/evidence.h"

#include <algorithm>

#include "support/match.h"

namespace probity {

namespace {

bool contains(const std::string& outer, const std::string& inner) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

/// The place that a path expression names; of a field over a list, the list.
PathId place_of(Machine& machine, NodeId id) {
  const Node& at = machine.program()[id];
  if (const auto* field = std::get_if<node::Field>(&at.content)) {
    const Value base = machine.evaluate(field->base);
    if (const auto* record = std::get_if<RecordValue>(&base)) {
      return machine.places().field(record->path, record->type, field->field);
    }
    return place_of(machine, field->base);
  }
  const Value value = machine.evaluate(id);
  if (const auto* record = std::get_if<RecordValue>(&value)) return record->path;
  if (const auto* list = std::get_if<ListId>(&value)) {
    if (machine[*list].path.is_present()) return machine[*list].path;
  }
  return machine.places().root();
}

}  // namespace

Evidence::Evidence(Machine& machine) {
  const Vocabulary& vocabulary = machine.program().vocabulary;
  const Facts& facts = machine.facts();
  if (!vocabulary.roles.evidence) return;
  const Fact& list = facts.field(Facts::root(), *vocabulary.roles.evidence);
  if (!list.is_known()) return;
  for (const Fact& element : facts.elements(list)) {
    if (!element.is_known()) continue;
    const Fact& id = facts.field(Facts::record(element), vocabulary.evidence_fields.id);
    const Fact& supports = facts.field(Facts::record(element), vocabulary.evidence_fields.supports);
    if (!id.is_known() || !supports.is_known()) continue;
    Document document{std::string(facts.text(id)), {}};
    for (const Fact& pointer : facts.elements(supports)) {
      if (pointer.is_known()) document.supports.emplace_back(facts.text(pointer));
    }
    documents_.push_back(std::move(document));
  }
}

std::vector<EvidenceResult> Evidence::find(Machine& machine,
                                           const std::vector<NodeId>& facts) const {
  const Machine::TracePause pause(machine);
  std::vector<EvidenceResult> results;
  for (const NodeId fact : facts) {
    EvidenceResult result{machine.places().pointer(place_of(machine, fact)), {}};
    for (const Document& document : documents_) {
      const bool is_support = std::ranges::any_of(document.supports, [&](const auto& pointer) {
        return contains(pointer, result.fact) || contains(result.fact, pointer);
      });
      if (is_support) result.documents.push_back(document.id);
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace probity
