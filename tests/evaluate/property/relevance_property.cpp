// `missing` and `settled_by` of the engine against their definitions (relevance.h).

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "tests/evaluate/property/dossier_generator.h"
#include "tests/evaluate/property/properties.h"
#include "tests/reference/relevance.h"

namespace probity::property {
namespace {

using reference::FactTree;
using reference::FindingState;
using reference::OpenFact;
using reference::Path;
using reference::ReferenceFinding;
using reference::Relevance;

/// Lists of a far value may be longer than the numbers that counts are compared with.
constexpr std::size_t kFarList = 5;
/// More completions than this and a finding is passed over.
constexpr std::size_t kMostCompletions = 700;

/// What is looked for: something left out, or something too much.
enum class Fault : std::uint8_t { kTooLittle, kTooMuch };

class RelevanceCheck {
 public:
  RelevanceCheck(const Subject& subject, Random& random, Fault fault, InstrumentId instrument,
                 const Finding& finding, std::vector<Path> open)
      : subject_(subject),
        random_(random),
        fault_(fault),
        vocabulary_(subject.program.vocabulary),
        instrument_(instrument),
        finding_(finding),
        open_(std::move(open)) {}

  Complaint run() {
    const ReferenceFinding* base = nullptr;
    const std::vector<ReferenceFinding> findings =
        assess(subject_.dossier, reference::Bounds::kLeast);
    for (const ReferenceFinding& candidate : findings) {
      if (reference::pointer_of(vocabulary_, candidate.subject) == finding_.subject)
        base = &candidate;
    }
    // Where the engine decides more than the least that the text asks for, so does what it misses.
    if (base == nullptr || base->state != state_of(finding_) || base->is_about_a_list) return {};
    for (const Path& path : open_) {
      if (!base->reads.unknown.contains(path)) continue;
      facts_.push_back({path, values_for(vocabulary_, path, random_)});
      pointers_.push_back(reference::pointer_of(vocabulary_, path));
    }
    if (facts_.empty() || reference::count_completions(facts_) > kMostCompletions) return {};
    ++subject_.counters.relevance_checks;
    subject_.counters.relevance_completions += reference::count_completions(facts_);
    const Relevance least = relevance(reference::Bounds::kLeast);
    const Relevance most = relevance(reference::Bounds::kMost);
    const bool is_fixed = least.is_missing == most.is_missing &&
                          least.smallest_settling == most.smallest_settling &&
                          least.settling_sets == most.settling_sets;
    if (!is_fixed) return {};
    landmarks_ = base->reads.landmarks;
    wanted_one_number_ = base->reads.wanted_one_number;
    wanted_rate_ = base->reads.wanted_rate;
    wanted_ratio_bound_ = base->reads.wanted_ratio_bound;
    is_each_used_once_ = uses_each_once();
    if (fault_ == Fault::kTooLittle) return find_omission(least);
    if (Complaint complaint = find_idle_fact(least)) return complaint;
    return check_settled_by(least);
  }

 private:
  std::vector<ReferenceFinding> assess(const FactTree& completion, reference::Bounds bounds) const {
    reference::Case assessed = case_of(subject_, bounds);
    assessed.current = &completion;
    return reference::assess_rule(assessed, finding_.rule, instrument_);
  }

  /// An evaluator without correlations cannot know what two uses of one fact do to each other; only
  /// where there are none does `missing` have to name no fact too many, and the smallest set.
  bool uses_each_once() const {
    for (const ReferenceFinding& candidate : assess(subject_.dossier, reference::Bounds::kNone)) {
      if (reference::pointer_of(vocabulary_, candidate.subject) != finding_.subject) continue;
      return std::ranges::all_of(candidate.reads.uses, [](const auto& use) {
        return use.second <= 1 || use.first.front() == reference::kNowhere;
      });
    }
    return false;
  }

  std::vector<FindingState> states(const FactTree& completion, reference::Bounds bounds) const {
    std::vector<FindingState> all;
    for (const ReferenceFinding& candidate : assess(completion, bounds)) {
      if (reference::pointer_of(vocabulary_, candidate.subject) == finding_.subject) {
        return {candidate.state};
      }
      all.push_back(candidate.state);
    }
    return all;
  }

  Relevance relevance(reference::Bounds bounds) const {
    return reference::find_relevance(
        vocabulary_, subject_.dossier, facts_,
        [&](const FactTree& completion) { return states(completion, bounds); });
  }

  Complaint complain(const std::string& what) const {
    return fmt::format("{}: misses {}, settled by {}: {}", describe(subject_.program, finding_),
                       finding_.missing, finding_.settled_by, what);
  }

  Complaint find_omission(const Relevance& relevance) {
    const std::set<std::string> listed(finding_.missing.begin(), finding_.missing.end());
    if (listed.size() != finding_.missing.size()) return complain("a fact is listed twice");
    for (std::size_t index = 0; index < facts_.size(); ++index) {
      if (relevance.is_missing[index] && !listed.contains(pointers_[index])) {
        return complain(pointers_[index] + " can change the outcome and is not listed");
      }
    }
    for (const std::string& pointer : finding_.settled_by) {
      if (!listed.contains(pointer)) return complain(pointer + " settles and is not missing");
    }
    for (const std::string& pointer : finding_.missing) {
      if (!reference::is_pointer(vocabulary_, pointer)) continue;  // another property says so
      // A rate that is not there is missing even where the list of rates is given.
      const Path path = reference::path_of(vocabulary_, pointer);
      const bool is_rates = path.size() == 1 && vocabulary_.roles.rates == path.front();
      if (is_rates || std::ranges::find(pointers_, pointer) != pointers_.end()) continue;
      return complain(pointer + " is not asked about");
    }
    return std::nullopt;
  }

  Complaint find_idle_fact(const Relevance& relevance) {
    // Where nothing settles it at all (`the x in L where false`), every name is one too many;
    // where numbers have to be equal, a search cannot be asked to hit the one that makes them so,
    // and rates are not among the facts that it varies.
    const bool is_exact = is_each_used_once_ && relevance.smallest_settling.has_value() &&
                          !wanted_one_number_ && !wanted_rate_;
    if (!is_exact) return std::nullopt;
    for (std::size_t index = 0; index < facts_.size(); ++index) {
      const bool is_listed =
          std::ranges::find(finding_.missing, pointers_[index]) != finding_.missing.end();
      if (is_listed && !relevance.is_missing[index] && !finds_witness(index)) {
        return complain(pointers_[index] + " cannot change the outcome and is listed");
      }
    }
    return std::nullopt;
  }

  /// Looks for a change with values from further afield than the pools.
  bool finds_witness(std::size_t index) {
    for (int attempt = 0; attempt < 300; ++attempt) {
      FactTree completion = subject_.dossier;
      for (std::size_t other = 0; other < facts_.size(); ++other) {
        if (other == index || random_.chance(40)) continue;
        set_fact(vocabulary_, completion, facts_[other].path, far_value(facts_[other].path));
      }
      const auto before = states(completion, reference::Bounds::kLeast);
      set_fact(vocabulary_, completion, facts_[index].path, far_value(facts_[index].path));
      if (!reference::are_alike(before, states(completion, reference::Bounds::kLeast))) return true;
    }
    return false;
  }

  /// Facts are never below zero where they are money or percentages; close enough for numbers.
  static bool is_storable(const Constant& value) {
    const Number* number = std::get_if<Number>(&value);
    if (const Money* money = std::get_if<Money>(&value)) number = &money->amount;
    return number == nullptr || number->sign() >= 0;
  }

  FactTree far_value(const Path& path) {
    FactTree value = generate_value(vocabulary_, path, random_, kFarList);
    const TypeKind kind = reference::type_at(vocabulary_, path).kind;
    if (value.kind != FactTree::Kind::kScalar || !random_.chance(60)) return value;
    if (!landmarks_.empty() && random_.chance(50)) {
      const Constant& landmark = random_.pick(landmarks_);
      const bool fits = landmark.index() == value.scalar.index() && is_storable(landmark);
      if (fits) return reference::scalar_fact(landmark);
    }
    if (Number* number = std::get_if<Number>(&value.scalar)) {
      const Number far = *Number::fraction(static_cast<std::int64_t>(random_.below(4000)), 8);
      *number = kind == TypeKind::kPercentage ? far * *Number::fraction(1, 100) : far - Number(200);
    }
    if (Money* money = std::get_if<Money>(&value.scalar)) {
      money->amount = *Number::fraction(static_cast<std::int64_t>(random_.below(4000)), 8);
    }
    if (Duration* duration = std::get_if<Duration>(&value.scalar)) {
      const bool has_days = duration->unit == Duration::Unit::kDays;
      duration->count = static_cast<std::int64_t>(random_.below(has_days ? 400 : 20));
    }
    if (Date* date = std::get_if<Date>(&value.scalar)) {
      date->days += static_cast<std::int32_t>(random_.below(2000)) - 1000;
    }
    return value;
  }

  Complaint check_settled_by(const Relevance& relevance) {
    std::vector<std::size_t> positions;
    for (const std::string& pointer : finding_.settled_by) {
      const auto at = std::ranges::find(finding_.missing, pointer);
      if (at == finding_.missing.end()) return std::nullopt;  // the other property says so
      positions.push_back(static_cast<std::size_t>(at - finding_.missing.begin()));
    }
    // Of a ratio and the number that it is compared with, or whose divisor may be zero, the engine
    // names all that is unknown.
    // Nor does it see that a set of an enum cannot have more elements than the enum has names.
    const bool is_exact =
        is_each_used_once_ && !wanted_rate_ && !wanted_ratio_bound_ && !has_unknown_set();
    if (!relevance.smallest_settling || !is_exact) return std::nullopt;
    if (finding_.settled_by.empty() || positions.size() > *relevance.smallest_settling) {
      return complain(fmt::format("{} facts settle it: {}", *relevance.smallest_settling,
                                  names(relevance.settling_sets.front())));
    }
    std::ranges::sort(positions);
    std::vector<std::vector<std::size_t>> sets;
    for (const std::vector<std::size_t>& set : relevance.settling_sets) {
      std::vector<std::size_t> in_missing;
      for (const std::size_t fact : set) {
        const auto at = std::ranges::find(finding_.missing, pointers_[fact]);
        in_missing.push_back(static_cast<std::size_t>(at - finding_.missing.begin()));
      }
      std::ranges::sort(in_missing);
      sets.push_back(std::move(in_missing));
      if (positions.size() == sets.back().size() && sets.back() < positions) {
        return complain("earlier ones settle it: " + names(set));
      }
    }
    if (std::ranges::find(sets, positions) == sets.end() && !settles(positions)) {
      return complain("they do not settle it");
    }
    return std::nullopt;
  }

  bool has_unknown_set() const {
    return std::ranges::any_of(facts_, [&](const OpenFact& fact) {
      return reference::type_at(vocabulary_, fact.path).kind == TypeKind::kSet;
    });
  }

  /// Whether some values of these facts of `missing` settle the finding.
  bool settles(const std::vector<std::size_t>& positions) {
    for (int attempt = 0; attempt < 400; ++attempt) {
      FactTree completion = subject_.dossier;
      for (const std::size_t position : positions) {
        if (!reference::is_pointer(vocabulary_, finding_.missing[position])) return true;
        const Path path = reference::path_of(vocabulary_, finding_.missing[position]);
        set_fact(vocabulary_, completion, path, far_value(path));
      }
      if (std::ranges::all_of(states(completion, reference::Bounds::kLeast),
                              &FindingState::is_settled)) {
        return true;
      }
    }
    return false;
  }

  std::string names(const std::vector<std::size_t>& set) const {
    std::vector<std::string> out;
    out.reserve(set.size());
    for (const std::size_t fact : set) out.push_back(pointers_[fact]);
    return fmt::format("{}", out);
  }

  const Subject& subject_;
  Random& random_;
  Fault fault_;
  const Vocabulary& vocabulary_;
  InstrumentId instrument_;
  const Finding& finding_;
  std::vector<Path> open_;
  std::vector<OpenFact> facts_;
  std::vector<std::string> pointers_;
  std::vector<Constant> landmarks_;
  bool is_each_used_once_ = false;
  bool wanted_one_number_ = false;
  bool wanted_rate_ = false;
  bool wanted_ratio_bound_ = false;
};

Complaint check_findings(const Subject& subject, Random& random, Fault fault) {
  // The reference keeps what `known` and `otherwise` see apart, so nothing has to be left out.
  const std::vector<Path> open = unknown_places(subject.program.vocabulary, subject.dossier);
  for (const InstrumentDecision& decision : subject.decision.instruments) {
    for (const Finding& finding : decision.findings) {
      if (finding.outcome != Outcome::kUndetermined) continue;
      RelevanceCheck check(subject, random, fault, decision.id, finding, open);
      if (Complaint complaint = check.run()) return complaint;
    }
  }
  return std::nullopt;
}

}  // namespace

Complaint names_what_matters(const Subject& subject, Random& random) {
  return check_findings(subject, random, Fault::kTooLittle);
}

Complaint names_only_what_matters(const Subject& subject, Random& random) {
  return check_findings(subject, random, Fault::kTooMuch);
}

}  // namespace probity::property
