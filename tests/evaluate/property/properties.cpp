#include "tests/evaluate/property/properties.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "tests/evaluate/property/dossier_generator.h"

namespace probity::property {
namespace {

using reference::FactTree;
using reference::Path;

bool is_prefix(const Path& prefix, const Path& path) {
  return prefix.size() <= path.size() && std::equal(prefix.begin(), prefix.end(), path.begin());
}

bool contains_all(const std::vector<Outcome>& set, const std::vector<Outcome>& part) {
  return std::ranges::includes(set, part);
}

const Finding* find_finding(const InstrumentDecision& decision, RuleId rule,
                            const std::string& subject) {
  for (const Finding& finding : decision.findings) {
    if (finding.rule == rule && finding.subject == subject) return &finding;
  }
  return nullptr;
}

/// What was said before of the thing that `finding` is about: of itself, of a list that it is now
/// known to stand in, or of the rule as a whole.
const Finding* finding_before(const InstrumentDecision& before, const Finding& finding) {
  const Finding* best = nullptr;
  for (const Finding& candidate : before.findings) {
    const bool is_it = finding.subject == candidate.subject;
    const bool holds_it = finding.subject.starts_with(candidate.subject + "/") ||
                          candidate.subject.starts_with(finding.subject + "/") ||
                          candidate.subject.empty() || finding.subject.empty();
    if (candidate.rule != finding.rule || (!is_it && !holds_it)) continue;
    if (best == nullptr || is_it || candidate.subject.size() > best->subject.size())
      best = &candidate;
    if (is_it) return best;
  }
  return best;
}

Complaint compare_with_completion(const Subject& subject, const Decision& after) {
  for (const InstrumentDecision& now : after.instruments) {
    const InstrumentDecision* before = find_instrument(subject.decision, now.instrument);
    if (before == nullptr) {
      return now.instrument + " concerns a completion and not the dossier";
    }
    for (const Finding& finding : now.findings) {
      const Finding* was = finding_before(*before, finding);
      if (was == nullptr) continue;
      if (!contains_all(was->possible, finding.possible)) {
        return fmt::format("{} becomes {}", describe(subject.program, *was),
                           describe(subject.program, finding));
      }
      if (was->outcome != Outcome::kUndetermined && finding.outcome == Outcome::kUndetermined) {
        return describe(subject.program, *was) + " is unsettled";
      }
    }
    if (before->findings.empty()) continue;  // an instrument without rules
    for (const Verdict verdict : now.possible) {
      if (std::ranges::find(before->possible, verdict) == before->possible.end()) {
        return fmt::format("{} can become {}, which was not possible", now.instrument,
                           verdict_name(verdict));
      }
    }
    if (before->verdict != Verdict::kUndetermined && now.verdict != before->verdict) {
      return fmt::format("{} was {} and becomes {}", now.instrument, verdict_name(before->verdict),
                         verdict_name(now.verdict));
    }
  }
  return std::nullopt;
}

std::string with_completion(const Subject& subject, const std::string& what,
                            const FactTree& completion) {
  return what + "\n  in the completion " +
         reference::dossier_json(subject.program.vocabulary, completion);
}

}  // namespace

const std::vector<Property>& all_properties() {
  static const std::vector<Property> kProperties = {
      {"agrees with the reference", Hold::kAlways, agrees_with_reference},
      {"uses no other correlation", Hold::kMostly, uses_no_other_correlation},
      {"is deterministic", Hold::kAlways, is_deterministic},
      {"holds for completions", Hold::kAlways, holds_for_completions},
      {"points at unknown facts", Hold::kAlways, points_at_unknown_facts},
      {"needs only what is missing", Hold::kAlways, needs_only_what_is_missing},
      {"unknown lists miss enough", Hold::kAlways, unknown_lists_miss_enough},
      {"names what matters", Hold::kAlways, names_what_matters},
      {"names only what matters", Hold::kMostly, names_only_what_matters},
      {"ignores order", Hold::kAlways, ignores_order},
  };
  return kProperties;
}

reference::Case case_of(const Subject& subject, reference::Bounds bounds) {
  reference::Case assessed;
  assessed.program = &subject.program;
  assessed.filed = &subject.dossier;
  assessed.current = &subject.dossier;
  assessed.readings = reference::default_readings(subject.program);
  assessed.bounds = bounds;
  return assessed;
}

std::vector<Path> asked_as_filed(const Subject& subject) {
  std::set<Path> asked;
  for (std::size_t index = 0; index < subject.program.instruments.size(); ++index) {
    const reference::ReferenceInstrument result =
        reference::assess(case_of(subject, reference::Bounds::kLeast), InstrumentId(index));
    asked.insert(result.reads.asked_as_filed.begin(), result.reads.asked_as_filed.end());
    for (const reference::ReferenceFinding& finding : result.findings) {
      asked.insert(finding.reads.asked_as_filed.begin(), finding.reads.asked_as_filed.end());
    }
  }
  return {asked.begin(), asked.end()};
}

std::vector<Path> open_places(const Subject& subject) {
  std::vector<Path> places = unknown_places(subject.program.vocabulary, subject.dossier);
  const std::vector<Path> asked = asked_as_filed(subject);
  std::erase_if(places, [&](const Path& place) {
    return std::ranges::any_of(asked, [&](const Path& question) {
      // Giving a field makes its record known; what stands in a known list changes nothing of it.
      const bool makes_it_known =
          is_prefix(question, place) && !reference::fact_at(subject.dossier, question).is_known();
      return is_prefix(place, question) || makes_it_known;
    });
  });
  return places;
}

const InstrumentDecision* find_instrument(const Decision& decision, const std::string& name) {
  const auto found = std::ranges::find(decision.instruments, name, &InstrumentDecision::instrument);
  return found == decision.instruments.end() ? nullptr : &*found;
}

reference::FindingState state_of(const Finding& finding) {
  return {finding.outcome, finding.possible};
}

bool is_about_a_list(const Vocabulary& vocabulary, const Finding& finding) {
  const Path path = reference::path_of(vocabulary, finding.subject);
  const TypeKind kind = reference::type_at(vocabulary, path).kind;
  return kind == TypeKind::kList || kind == TypeKind::kSet;
}

std::string describe(const reference::FindingState& state) {
  std::vector<std::string_view> possible;
  possible.reserve(state.possible.size());
  for (const Outcome outcome : state.possible) possible.push_back(outcome_name(outcome));
  return fmt::format("{} [{}]", outcome_name(state.outcome), fmt::join(possible, ", "));
}

std::string describe(const Program& program, const Finding& finding) {
  return fmt::format("{} about `{}`: {}", program[finding.rule].name, finding.subject,
                     describe(state_of(finding)));
}

Complaint is_deterministic(const Subject& subject, Random& random) {
  const Vocabulary& vocabulary = subject.program.vocabulary;
  const std::string json = reference::dossier_json(vocabulary, subject.dossier);
  if (subject.engine.load(json) != subject.dossier) return "the loader read something else";
  const std::string first = text_of(subject.decision, true);
  // Another dossier in between must leave nothing behind.
  (void)subject.engine.decide(generate_dossier(vocabulary, random, {}), true);
  if (text_of(subject.engine.decide(json, true), true) != first) return "two evaluations differ";
  if (text_of(subject.engine.decide(json, false), false) != text_of(subject.decision, false)) {
    return "with and without trace differ:\n" + text_of(subject.decision, false) + "---\n" +
           text_of(subject.engine.decide(json, false), false);
  }
  return std::nullopt;
}

Complaint holds_for_completions(const Subject& subject, Random& random) {
  const std::vector<Path> places = open_places(subject);
  if (places.empty()) return std::nullopt;
  for (const unsigned percent : {100U, 100U, 50U, 20U}) {
    FactTree completion = subject.dossier;
    for (const Path& place : places) {
      if (!random.chance(percent)) continue;
      set_fact(subject.program.vocabulary, completion, place,
               generate_value(subject.program.vocabulary, place, random));
    }
    ++subject.counters.completions;
    if (Complaint complaint = compare_with_completion(subject, subject.engine.decide(completion))) {
      return with_completion(subject, *complaint, completion);
    }
  }
  return std::nullopt;
}

namespace {

Complaint check_what_is_missing(const Subject& subject, Random& random, bool about_lists) {
  const Vocabulary& vocabulary = subject.program.vocabulary;
  const std::vector<Path> places = open_places(subject);
  for (const InstrumentDecision& before : subject.decision.instruments) {
    for (const Finding& finding : before.findings) {
      if (finding.outcome != Outcome::kUndetermined) {
        if (!finding.missing.empty() || !finding.settled_by.empty()) {
          return describe(subject.program, finding) + " is settled and misses something";
        }
        continue;
      }
      if (is_about_a_list(vocabulary, finding) != about_lists) continue;
      FactTree completion = subject.dossier;
      for (const Path& place : places) {
        const std::string pointer = reference::pointer_of(vocabulary, place);
        if (std::ranges::find(finding.missing, pointer) != finding.missing.end()) continue;
        if (random.chance(20)) continue;
        set_fact(vocabulary, completion, place, generate_value(vocabulary, place, random));
      }
      const Decision after = subject.engine.decide(completion);
      const InstrumentDecision* now = find_instrument(after, before.instrument);
      const Finding* found =
          now == nullptr ? nullptr : find_finding(*now, finding.rule, finding.subject);
      if (found != nullptr && reference::are_alike({state_of(finding)}, {state_of(*found)}))
        continue;
      return with_completion(subject,
                             fmt::format("{} misses {} and becomes {} without them",
                                         describe(subject.program, finding), finding.missing,
                                         found == nullptr ? "nothing" : describe(state_of(*found))),
                             completion);
    }
  }
  return std::nullopt;
}

}  // namespace

Complaint points_at_unknown_facts(const Subject& subject, Random& /*random*/) {
  const Vocabulary& vocabulary = subject.program.vocabulary;
  for (const InstrumentDecision& instrument : subject.decision.instruments) {
    for (const Finding& finding : instrument.findings) {
      for (const std::string& pointer : finding.missing) {
        const bool is_unknown =
            reference::is_pointer(vocabulary, pointer) &&
            !reference::fact_at(subject.dossier, reference::path_of(vocabulary, pointer))
                 .is_known();
        // A rate can be wanted where the list of rates is given.
        const bool is_rates =
            vocabulary.roles.rates &&
            pointer == reference::pointer_of(vocabulary, {*vocabulary.roles.rates});
        if (is_unknown || is_rates) continue;
        return fmt::format("{} misses {}, which names no unknown fact",
                           describe(subject.program, finding), pointer);
      }
    }
  }
  return std::nullopt;
}

Complaint needs_only_what_is_missing(const Subject& subject, Random& random) {
  return check_what_is_missing(subject, random, false);
}

Complaint unknown_lists_miss_enough(const Subject& subject, Random& random) {
  return check_what_is_missing(subject, random, true);
}

}  // namespace probity::property
