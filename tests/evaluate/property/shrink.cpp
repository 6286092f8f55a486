#include "tests/evaluate/property/shrink.h"

#include <functional>
#include <utility>
#include <vector>

#include "tests/evaluate/property/dossier_generator.h"
#include "tests/evaluate/property/engine.h"

namespace probity::property {
namespace {

using reference::FactTree;

/// Every smaller thing that could stand in the place of `fragment`.
std::vector<Fragment> replacements(const Fragment& fragment) {
  std::vector<Fragment> out;
  if (fragment.sort == Sort::kClause) {
    if (fragment.can_be_left_out && !fragment.pieces.empty()) out.push_back(Fragment{});
    return out;
  }
  const std::function<void(const Fragment&)> visit = [&](const Fragment& below) {
    for (const Fragment& child : below.children) {
      if (child.sort == fragment.sort && child.detail == fragment.detail) out.push_back(child);
      visit(child);
    }
  };
  visit(fragment);
  if (fragment.sort == Sort::kBoolean && !fragment.children.empty()) {
    for (const char* fact : {"yes_a1", "yes_a2"}) {
      out.push_back(Fragment{Sort::kBoolean, 0, false, {fact}, {}});
    }
  }
  return out;
}

class Shrinker {
 public:
  Shrinker(const Property& property, Example example, std::chrono::steady_clock::duration limit)
      : property_(property),
        best_(std::move(example)),
        deadline_(std::chrono::steady_clock::now() + limit) {}

  Example run() {
    bool made_progress = true;
    while (made_progress && !is_late()) {
      made_progress = shrink_rules();
      made_progress |= shrink_dossier();
    }
    return std::move(best_);
  }

 private:
  bool is_late() const { return std::chrono::steady_clock::now() > deadline_; }

  bool try_out(const Example& example) {
    if (is_late()) return false;
    Counters unused;
    if (!property::run(property_, example, unused)) return false;
    best_ = example;
    return true;
  }

  bool shrink_rules() {
    bool made_progress = false;
    for (std::size_t file = best_.rules.size(); file-- > 0;) {
      for (std::size_t index = best_.rules[file].declarations.size(); index-- > 0;) {
        std::vector<std::size_t> path;
        made_progress |= shrink_fragment(file, index, path);
      }
    }
    return made_progress;
  }

  static Fragment& fragment_at(Example& example, std::size_t file, std::size_t index,
                               const std::vector<std::size_t>& path) {
    Fragment* at = &example.rules[file].declarations[index];
    for (const std::size_t step : path) at = &at->children[step];
    return *at;
  }

  bool shrink_fragment(std::size_t file, std::size_t index, std::vector<std::size_t>& path) {
    bool made_progress = false;
    bool replaced = true;
    while (replaced && !is_late()) {
      replaced = false;
      for (const Fragment& smaller : replacements(fragment_at(best_, file, index, path))) {
        Example candidate = best_;
        fragment_at(candidate, file, index, path) = smaller;
        if (!try_out(candidate)) continue;
        replaced = made_progress = true;
        break;
      }
    }
    for (std::size_t child = 0; child < fragment_at(best_, file, index, path).children.size();
         ++child) {
      path.push_back(child);
      made_progress |= shrink_fragment(file, index, path);
      path.pop_back();
    }
    return made_progress;
  }

  bool shrink_dossier() {
    const CheckedRules checked = check_files(best_.rules);
    if (!checked.program) return false;
    const Vocabulary& vocabulary = checked.program->vocabulary;
    Engine engine(*checked.program);
    FactTree tree = engine.load(best_.json);
    bool made_progress = false;
    const std::function<void(FactTree&)> visit = [&](FactTree& fact) {
      for (std::size_t index = fact.children.size(); index-- > 0;) {
        const FactTree before = fact;
        if (fact.kind == FactTree::Kind::kList) {
          fact.children.erase(fact.children.begin() + static_cast<std::ptrdiff_t>(index));
        } else if (fact.children[index].is_known()) {
          fact.children[index] = FactTree{};
        } else {
          continue;
        }
        Example candidate = best_;
        candidate.json = reference::dossier_json(vocabulary, tree);
        if (try_out(candidate)) {
          made_progress = true;
          continue;
        }
        fact = before;
        visit(fact.children[index]);
      }
    };
    visit(tree);
    return made_progress;
  }

  const Property& property_;
  Example best_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace

std::optional<Failure> run(const Property& property, const Example& example, Counters& counters) {
  const CheckedRules checked = check_files(example.rules);
  if (!checked.program) return std::nullopt;
  try {
    Engine engine(*checked.program);
    const FactTree dossier = engine.load(example.json);
    const Decision decision = engine.decide(example.json, true);
    Random random(example.seed);
    const Subject subject{*checked.program, engine, dossier, decision, counters};
    if (Complaint complaint = property.check(subject, random))
      return Failure{&property, *complaint};
  } catch (const DossierRefused&) {
    return std::nullopt;
  } catch (const std::exception& error) {
    return Failure{&property, std::string("an exception left the engine: ") + error.what()};
  }
  return std::nullopt;
}

Example shrink(const Property& property, Example example,
               std::chrono::steady_clock::duration limit) {
  return Shrinker(property, std::move(example), limit).run();
}

}  // namespace probity::property
