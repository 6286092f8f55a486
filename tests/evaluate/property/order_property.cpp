// The order in which a dossier names its keys and lists its elements is no fact.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "tests/evaluate/property/properties.h"

namespace probity::property {
namespace {

using reference::FactTree;
using reference::Path;

/// A copy with shuffled lists, which remembers where everything went.
class Shuffled {
 public:
  Shuffled(const Vocabulary& vocabulary, const FactTree& dossier, Random& random)
      : vocabulary_(vocabulary), random_(random) {
    Path before;
    Path after;
    tree = shuffle(dossier, before, after);
  }

  [[nodiscard]] std::string moved(const std::string& pointer) const {
    Path path = reference::path_of(vocabulary_, pointer);
    Path rest;
    // Below the last place that exists nothing was shuffled.
    while (!moves_.contains(path)) {
      rest.insert(rest.begin(), path.back());
      path.pop_back();
    }
    Path there = moves_.at(path);
    there.insert(there.end(), rest.begin(), rest.end());
    return reference::pointer_of(vocabulary_, there);
  }

  FactTree tree;

 private:
  FactTree shuffle(const FactTree& fact, Path& before, Path& after) {
    moves_[before] = after;
    FactTree out = fact;
    std::vector<std::size_t> order(fact.children.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (fact.kind == FactTree::Kind::kList) random_.shuffle(order);
    for (std::size_t place = 0; place < order.size(); ++place) {
      before.push_back(static_cast<std::uint32_t>(order[place]));
      after.push_back(static_cast<std::uint32_t>(place));
      out.children[place] = shuffle(fact.children[order[place]], before, after);
      before.pop_back();
      after.pop_back();
    }
    return out;
  }

  const Vocabulary& vocabulary_;
  Random& random_;
  std::map<Path, Path> moves_;
};

std::set<std::string> moved_all(const Shuffled& shuffled,
                                const std::vector<std::string>& pointers) {
  std::set<std::string> out;
  for (const std::string& pointer : pointers) out.insert(shuffled.moved(pointer));
  return out;
}

/// Another property says so where one is not.
bool names_only_places(const Vocabulary& vocabulary, const InstrumentDecision& decision) {
  return std::ranges::all_of(decision.findings, [&](const Finding& finding) {
    return std::ranges::all_of(finding.missing, [&](const std::string& pointer) {
      return reference::is_pointer(vocabulary, pointer);
    });
  });
}

Complaint compare(const Subject& subject, const Shuffled& shuffled,
                  const InstrumentDecision& before, const InstrumentDecision& after) {
  if (before.verdict != after.verdict || before.possible != after.possible ||
      before.findings.size() != after.findings.size()) {
    return before.instrument + " has another verdict or other findings";
  }
  for (std::size_t index = 0; index < before.figures.size(); ++index) {
    if (before.figures[index].value.text == after.figures[index].value.text) continue;
    return fmt::format("{} was {} and is {}", subject.program[before.figures[index].figure].name,
                       before.figures[index].value.text, after.figures[index].value.text);
  }
  for (const Finding& finding : before.findings) {
    // One that was decided before any element was looked at may name whichever list it met first.
    if (finding.missing.empty() && is_about_a_list(subject.program.vocabulary, finding)) continue;
    const std::string there = shuffled.moved(finding.subject);
    const auto found = std::ranges::find_if(after.findings, [&](const Finding& other) {
      return other.rule == finding.rule && other.subject == there;
    });
    const bool is_same = found != after.findings.end() && state_of(*found) == state_of(finding) &&
                         moved_all(shuffled, finding.missing) ==
                             std::set(found->missing.begin(), found->missing.end());
    if (is_same) continue;
    return fmt::format(
        "{} missing {} settled by {} becomes {}", describe(subject.program, finding),
        finding.missing, finding.settled_by,
        found == after.findings.end()
            ? "nothing"
            : fmt::format("{} missing {} settled by {}", describe(subject.program, *found),
                          found->missing, found->settled_by));
  }
  return std::nullopt;
}

}  // namespace

Complaint ignores_order(const Subject& subject, Random& random) {
  const Shuffled shuffled(subject.program.vocabulary, subject.dossier, random);
  const std::string json =
      reference::dossier_json(subject.program.vocabulary, shuffled.tree,
                              [&](std::vector<std::size_t>& fields) { random.shuffle(fields); });
  const Decision after = subject.engine.decide(json);
  for (const InstrumentDecision& instrument : subject.decision.instruments) {
    if (!names_only_places(subject.program.vocabulary, instrument)) continue;
    const InstrumentDecision* there = find_instrument(after, instrument.instrument);
    Complaint complaint = "an instrument is gone";
    if (there != nullptr) complaint = compare(subject, shuffled, instrument, *there);
    if (complaint) return *complaint + "\n  in the order " + json;
  }
  return std::nullopt;
}

}  // namespace probity::property
