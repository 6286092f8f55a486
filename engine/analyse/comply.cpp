#include "analyse/comply.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "analyse/asked.h"
#include "analyse/boundary.h"
#include "analyse/candidates.h"
#include "analyse/place.h"
#include "analyse/trials.h"

namespace probity {
namespace {

/// A fact that the finding read or lacks.
struct ReadFact {
  std::string pointer;
  Place place;
};

void collect_pointers(const TraceNode& step, std::set<std::string>& pointers) {
  for (const FactRead& fact : step.facts) pointers.insert(fact.pointer);
  for (const TraceNode& child : step.children) collect_pointers(child, pointers);
}

bool is_fixed(const Field& field) {
  switch (field.role) {
    case Role::kIdentifier:
    case Role::kInstruments:
    case Role::kExtensions:
      return true;
    case Role::kNone:
    case Role::kRates:
    case Role::kEvidence:
      break;
  }
  return false;
}

/// In the order of the vocabulary and the document.
std::vector<ReadFact> read_facts(const Vocabulary& vocabulary, const Finding& finding) {
  std::set<std::string> pointers(finding.missing.begin(), finding.missing.end());
  for (const TraceClause& clause : finding.trace) collect_pointers(clause.root, pointers);
  std::vector<ReadFact> facts;
  for (const std::string& pointer : pointers) {
    std::optional<Place> place = find_place(vocabulary, pointer);
    if (!place || is_fixed(*place->field)) continue;
    const bool holds_subject = pointer != finding.subject && is_within(finding.subject, pointer);
    if (!holds_subject) facts.push_back({pointer, std::move(*place)});
  }
  std::ranges::sort(facts, {}, [](const ReadFact& fact) { return fact.place.keys; });
  return facts;
}

std::vector<Country> mentioned_countries(const Vocabulary& vocabulary, const Facts& facts,
                                         const std::vector<ReadFact>& read) {
  std::vector<Country> countries;
  const auto add = [&](const Fact& fact) {
    if (fact.kind != FactKind::kCountry) return;
    const Country country = facts.country(fact);
    if (std::ranges::find(countries, country) == countries.end()) countries.push_back(country);
  };
  for (const ReadFact& item : read) {
    const Fact fact = find_fact(vocabulary, facts, item.place);
    add(fact);
    if (fact.kind != FactKind::kList) continue;
    for (const Fact& element : facts.elements(fact)) add(element);
  }
  return countries;
}

enum class ValueClass { kSingle, kSeveral, kNone };

ValueClass class_of(const Vocabulary& vocabulary, TypeId type) {
  switch (vocabulary.type(type).kind) {
    case TypeKind::kList:
    case TypeKind::kSet:
      return ValueClass::kSeveral;
    case TypeKind::kRecord:
    case TypeKind::kAnything:
    case TypeKind::kUnknown:
      return ValueClass::kNone;
    case TypeKind::kBoolean:
    case TypeKind::kText:
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney:
    case TypeKind::kDate:
    case TypeKind::kDuration:
    case TypeKind::kCountry:
    case TypeKind::kEnum:
      break;
  }
  return ValueClass::kSingle;
}

bool is_ordered(const Vocabulary& vocabulary, TypeId type) {
  const TypeKind kind = vocabulary.type(type).kind;
  return kind == TypeKind::kNumber || kind == TypeKind::kPercentage || kind == TypeKind::kMoney ||
         kind == TypeKind::kDate || kind == TypeKind::kDuration;
}

/// The search for one finding.
class Search {
 public:
  Search(const ComplyRequest& request, const InstrumentDecision& instrument, const Finding& finding)
      : request_(request),
        vocabulary_(request.program.vocabulary),
        facts_(read_facts(vocabulary_, finding)),
        machine_(request.program, request.facts),
        trials_(request, instrument, finding) {
    machine_.set_reference_date(instrument.as_of);
    std::vector<std::uint32_t> readings = machine_.readings();
    for (const ReadingCondition& chosen : request.options.readings) {
      readings[chosen.interpretation.index()] = chosen.reading;
    }
    machine_.set_readings(std::move(readings));
    maker_.emplace(
        CandidateScene{request.program, request.facts,
                       find_asked(request.program, finding.rule, instrument.as_of),
                       instrument.as_of, mentioned_countries(vocabulary_, request.facts, facts_)},
        machine_);
    result_.instrument = instrument.instrument;
    result_.rule = finding.rule;
    result_.subject = finding.subject;
  }

  Compliance run() {
    for (const ReadFact& fact : facts_) {
      if (trials_.was_cut()) break;
      switch (class_of(vocabulary_, fact.place.type)) {
        case ValueClass::kSingle:
          try_value(fact);
          break;
        case ValueClass::kSeveral:
          result_.was_cut = result_.was_cut || has_too_many(fact);
          try_each(maker_->of_less(fact.pointer, fact.place));
          try_first(maker_->of_more(fact.pointer, fact.place));
          break;
        case ValueClass::kNone:
          break;
      }
      ++result_.facts;
    }
    // To leave the rule behind is not to keep it: two facts that do are worth telling, too.
    const bool is_kept = std::ranges::any_of(result_.cures, keeps_rule);
    if (!is_kept) try_pairs();
    result_.trials = trials_.count();
    result_.was_cut = result_.was_cut || trials_.was_cut();
    return std::move(result_);
  }

 private:
  static bool keeps_rule(const Cure& cure) { return cure.outcome != Outcome::kNotApplicable; }

  /// Is it a list of which not every element is taken out?
  [[nodiscard]] bool has_too_many(const ReadFact& fact) const {
    const Fact list = find_fact(vocabulary_, request_.facts, fact.place);
    return list.kind == FactKind::kList && list.second > kMostTakenOut;
  }

  /// Tries one change; true where it cures.
  bool try_one(const Candidate& candidate) {
    std::optional<Cure> cure = trials_.cure({&candidate.edit, 1});
    if (!cure) return false;
    cure->note = candidate.note;
    result_.cures.push_back(std::move(*cure));
    return true;
  }

  void try_each(const std::vector<Candidate>& candidates) {
    for (const Candidate& candidate : candidates) try_one(candidate);
  }

  void try_first(const std::vector<Candidate>& candidates) {
    std::ranges::any_of(candidates, [&](const Candidate& candidate) { return try_one(candidate); });
  }

  /// Of an ordered fact, the nearest values that cure, else the first of those that the rule
  /// compares with. Of the others, every value that cures.
  void try_value(const ReadFact& fact) {
    const std::vector<Candidate> candidates = maker_->of_value(fact.pointer, fact.place);
    if (!is_ordered(vocabulary_, fact.place.type)) {
      for (const Candidate& candidate : candidates) {
        if (!try_one(candidate)) pool_.push_back(candidate);
      }
      return;
    }
    const auto turns = [&](const std::string& json) {
      const JsonEdit edit{fact.pointer, json};
      return trials_.cure({&edit, 1}).has_value();
    };
    const std::vector<std::string> boundaries =
        find_boundaries(vocabulary_, request_.facts, fact.place, turns);
    for (const std::string& json : boundaries) try_one({{fact.pointer, json}, ""});
    if (!boundaries.empty()) return;
    for (const Candidate& candidate : candidates) {
      if (try_one(candidate)) return;
      pool_.push_back(candidate);
    }
  }

  void try_pairs() {
    const bool is_left_by_one = !result_.cures.empty();
    std::size_t tried = 0;
    for (std::size_t i = 0; i < pool_.size(); ++i) {
      for (std::size_t k = i + 1; k < pool_.size(); ++k) {
        if (pool_[i].edit.pointer == pool_[k].edit.pointer) continue;
        if (tried == kMostPairTrials) {
          result_.was_cut = true;
          return;
        }
        ++tried;
        const std::vector<JsonEdit> edits{pool_[i].edit, pool_[k].edit};
        std::optional<Cure> cure = trials_.cure(edits);
        if (!cure || (is_left_by_one && !keeps_rule(*cure))) continue;
        cure->note = pool_[i].note.empty() ? pool_[k].note : pool_[i].note;
        result_.cures.push_back(std::move(*cure));
      }
    }
  }

  const ComplyRequest& request_;
  const Vocabulary& vocabulary_;
  std::vector<ReadFact> facts_;
  Machine machine_;
  Trials trials_;
  std::optional<CandidateMaker> maker_;
  std::vector<Candidate> pool_;  ///< changes of single values that are not enough, for pairs
  Compliance result_;
};

}  // namespace

std::vector<Compliance> find_compliance(const ComplyRequest& request, RuleId rule) {
  std::vector<Compliance> results;
  for (const InstrumentDecision& instrument : request.decision.instruments) {
    for (const Finding& finding : instrument.findings) {
      if (finding.rule != rule) continue;
      const bool is_open =
          finding.outcome == Outcome::kViolated || finding.outcome == Outcome::kUndetermined;
      if (is_open) results.push_back(Search(request, instrument, finding).run());
    }
  }
  return results;
}

}  // namespace probity
