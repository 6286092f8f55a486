#include "analyse/diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "analyse/diff_group.h"
#include "analyse/diff_parts.h"
#include "analyse/diff_side.h"

namespace probity {
namespace {

/// Two declarations that are one and the same, by their places in the lists of their kind.
struct Pair {
  std::size_t before = 0;
  std::size_t after = 0;
};

/// All declarations of one kind.
struct KindOf {
  DeclarationKind kind = DeclarationKind::kRule;
  std::string_view space;  ///< in NewNames
  std::vector<DiffItem> before, after;
  std::vector<Pair> pairs;
};

std::string last_part(const std::string& name) { return name.substr(name.rfind('.') + 1); }

/// The kinds in the order in which they can name each other: what is named comes first, so that
/// renamings are known when those that name it are matched.
constexpr std::pair<DeclarationKind, std::string_view> kMatchingOrder[] = {
    {DeclarationKind::kAct, "act"},
    {DeclarationKind::kEnum, "enum"},
    {DeclarationKind::kRecord, "record"},
    {DeclarationKind::kInterpretation, "interpretation"},
    {DeclarationKind::kParameter, "parameter"},
    {DeclarationKind::kGroup, "group"},
    {DeclarationKind::kTable, "definition"},
    {DeclarationKind::kDefine, "definition"},
    {DeclarationKind::kFigure, "definition"},
    {DeclarationKind::kInstrument, "instrument"},
    {DeclarationKind::kRule, "rule"},
    {DeclarationKind::kException, "exception"},
    {DeclarationKind::kPrevalence, "prevalence"},
};

class RuleSetComparison {
 public:
  RuleSetComparison(const Program& before, const Program& after)
      : before_(before, new_names_, meanings_), after_(after, same_names_, meanings_) {}

  [[nodiscard]] RuleSetDiff compare() {
    for (const auto& [kind, space] : kMatchingOrder) {
      KindOf found{kind, space, before_.items(kind), after_.items(kind), {}};
      pair_by_name(found);
      while (pair_by_content(found)) continue;
      kinds_.push_back(std::move(found));
    }
    std::ranges::sort(kinds_, {}, &KindOf::kind);
    for (const KindOf& kind : kinds_) report(kind);
    part_restatements();
    order_exceptions();
    return std::move(diff_);
  }

 private:
  // ---- matching ----

  void pair_by_name(KindOf& kind) {
    std::multimap<std::string, std::size_t> places;
    for (std::size_t at = 0; at < kind.after.size(); ++at) places.emplace(kind.after[at].name, at);
    for (std::size_t at = 0; at < kind.before.size(); ++at) {
      const auto found = places.find(expected_name(kind.kind, kind.before[at]));
      if (found == places.end()) continue;
      kind.pairs.push_back({at, found->second});
      places.erase(found);
    }
  }

  /// An exception in a renamed rule, and a precedence of one, have its new name in their own.
  [[nodiscard]] std::string expected_name(DeclarationKind kind, const DiffItem& item) const {
    if (kind == DeclarationKind::kException) {
      const std::string inside = item.rule + ".";
      if (!item.name.starts_with(inside)) return item.name;
      return new_name(new_names_, "rule", item.rule) + "." + item.name.substr(inside.size());
    }
    if (kind != DeclarationKind::kPrevalence) return item.name;
    const Prevalence& prevalence = before_.program().prevalences[item.index];
    const auto name = [&](RuleId rule) {
      return new_name(new_names_, "rule", before_.program()[rule].name);
    };
    return fmt::format("{} over {}", name(prevalence.winner), name(prevalence.loser));
  }

  using ByMeaning = std::map<std::string, std::vector<std::size_t>>;

  /// What has no partner, by what it says.
  [[nodiscard]] static ByMeaning unpaired(DiffSide& side, const KindOf& kind,
                                          const std::vector<DiffItem>& items,
                                          std::size_t Pair::* place) {
    std::set<std::size_t> paired;
    for (const Pair& pair : kind.pairs) paired.insert(pair.*place);
    ByMeaning found;
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (!paired.contains(at)) {
        found[meaning_of(side.parts(kind.kind, items[at].index))].push_back(at);
      }
    }
    return found;
  }

  /// Pairs what says the same under two names; true where that can let more be paired. Where
  /// several say the same, those of the same last name belong together, and the rest is left.
  bool pair_by_content(KindOf& kind) {
    before_.forget();
    after_.forget();
    ByMeaning old_ones = unpaired(before_, kind, kind.before, &Pair::before);
    ByMeaning new_ones = unpaired(after_, kind, kind.after, &Pair::after);
    const std::size_t known = kind.pairs.size();
    for (auto& [meaning, olds] : old_ones) {
      const auto same = new_ones.find(meaning);
      if (same == new_ones.end()) continue;
      std::vector<std::size_t>& news = same->second;
      for (auto old = olds.begin(); old != olds.end();) {
        const auto namesake = std::ranges::find_if(news, [&](std::size_t at) {
          return last_part(kind.after[at].name) == last_part(kind.before[*old].name);
        });
        if (namesake == news.end()) {
          ++old;
          continue;
        }
        rename(kind, {*old, *namesake});
        news.erase(namesake);
        old = olds.erase(old);
      }
      if (olds.size() == 1 && news.size() == 1) rename(kind, {olds.front(), news.front()});
    }
    before_.forget();
    after_.forget();
    return kind.pairs.size() > known;
  }

  void rename(KindOf& kind, Pair pair) {
    kind.pairs.push_back(pair);
    new_names_[fmt::format("{} {}", kind.space, kind.before[pair.before].name)] =
        kind.after[pair.after].name;
  }

  // ---- comparing ----

  void report(const KindOf& kind) {
    std::vector<std::optional<std::size_t>> partner(kind.after.size());
    std::vector<bool> is_kept(kind.before.size(), false);
    for (const Pair& pair : kind.pairs) {
      partner[pair.after] = pair.before;
      is_kept[pair.before] = true;
    }
    for (std::size_t at = 0; at < kind.after.size(); ++at) {
      if (partner[at]) report_pair(kind, kind.before[*partner[at]], kind.after[at]);
    }
    for (std::size_t at = 0; at < kind.after.size(); ++at) {
      if (!partner[at]) report_lone(kind.kind, ChangeKind::kAdded, kind.after[at], after_);
    }
    for (std::size_t at = 0; at < kind.before.size(); ++at) {
      if (!is_kept[at]) report_lone(kind.kind, ChangeKind::kRemoved, kind.before[at], before_);
    }
  }

  void report_lone(DeclarationKind kind, ChangeKind change, const DiffItem& item,
                   const DiffSide& side) {
    if (kind == DeclarationKind::kDefine) rest_on_[item.name] = side.all_on(item);
    diff_.changes.push_back({.kind = kind,
                             .change = change,
                             .name = item.name,
                             .old_name = "",
                             .title = item.title,
                             .laws = item.laws,
                             .rule = item.rule,
                             .parts = {},
                             .bears_on = side.rules_on(item)});
  }

  void report_pair(const KindOf& kind, const DiffItem& old_item, const DiffItem& new_item) {
    std::vector<PartChange> parts = changed_parts(kind.kind, old_item, new_item);
    const bool is_renamed = expected_name(kind.kind, old_item) != new_item.name;
    if (parts.empty() && !is_renamed) return;
    const bool is_wording = std::ranges::all_of(parts, &PartChange::is_wording);
    ChangeKind change = is_wording ? ChangeKind::kReworded : ChangeKind::kChanged;
    if (is_renamed) change = ChangeKind::kRenamed;
    diff_.changes.push_back({.kind = kind.kind,
                             .change = change,
                             .name = new_item.name,
                             .old_name = is_renamed ? old_item.name : "",
                             .title = new_item.title,
                             .laws = new_item.laws,
                             .rule = new_item.rule,
                             .parts = std::move(parts),
                             .bears_on = after_.rules_on(new_item)});
  }

  std::vector<PartChange> changed_parts(DeclarationKind kind, const DiffItem& old_item,
                                        const DiffItem& new_item) {
    const Parts before = before_.parts(kind, old_item.index);
    const Parts after = after_.parts(kind, new_item.index);
    std::vector<PartChange> changes;
    const auto find = [](const Parts& parts, const Part& like) {
      return std::ranges::find_if(
          parts, [&](const Part& part) { return part.name == like.name && part.key == like.key; });
    };
    for (const Part& part : after) {
      const auto was = find(before, part);
      if (was == before.end()) {
        changes.push_back({part.name, std::nullopt, part.content, part.is_wording});
      } else if (was->by_name != part.by_name && was->by_content != part.by_content) {
        changes.push_back({part.name, was->content, part.content, part.is_wording});
      }
    }
    for (const Part& part : before) {
      if (find(after, part) != after.end()) continue;
      changes.push_back({part.name, part.content, std::nullopt, part.is_wording});
    }
    if (kind != DeclarationKind::kGroup || changes.empty()) return changes;
    return compare_groups(before_.program(), GroupId(old_item.index), after_.program(),
                          GroupId(new_item.index));
  }

  // ---- afterwards ----

  /// Exceptions follow the change of their rule; one of a rule that was added or removed goes with
  /// it and is not told twice.
  void order_exceptions() {
    std::vector<DeclarationChange> exceptions;
    std::set<std::string> whole;
    for (DeclarationChange& change : diff_.changes) {
      const bool is_lone =
          change.change == ChangeKind::kAdded || change.change == ChangeKind::kRemoved;
      if (change.kind == DeclarationKind::kRule && is_lone) whole.insert(change.name);
      if (change.kind == DeclarationKind::kException) exceptions.push_back(std::move(change));
    }
    std::erase_if(diff_.changes, [](const DeclarationChange& change) {
      return change.kind == DeclarationKind::kException;
    });
    const auto is_rule = [](const DeclarationChange& change) {
      return change.kind == DeclarationKind::kRule;
    };
    for (DeclarationChange& exception : exceptions) {
      if (whole.contains(exception.rule)) continue;
      auto place = std::ranges::find_if(diff_.changes, [&](const DeclarationChange& change) {
        return is_rule(change) &&
               (change.name == exception.rule || change.old_name == exception.rule);
      });
      if (place == diff_.changes.end()) {
        // The rule itself is as it was; its place is after the other rules that changed.
        place = std::ranges::find_if(diff_.changes, [](const DeclarationChange& change) {
          return change.kind > DeclarationKind::kException ||
                 (change.kind == DeclarationKind::kRule && change.change >= ChangeKind::kAdded);
        });
      } else {
        ++place;
      }
      while (place != diff_.changes.end() && place->kind == DeclarationKind::kException) ++place;
      diff_.changes.insert(place, std::move(exception));
    }
  }

  /// A definition that came, went or was renamed matters where something else is told that rests on
  /// it; otherwise nothing but the words changed.
  void part_restatements() {
    std::set<std::string> told;
    for (const DeclarationChange& change : diff_.changes) {
      if (change.kind == DeclarationKind::kDefine && change.parts.empty()) continue;
      told.insert(change.name);
      told.insert(change.old_name);
    }
    std::erase_if(diff_.changes, [&](const DeclarationChange& change) {
      if (change.kind != DeclarationKind::kDefine || !change.parts.empty()) return false;
      const bool is_renamed = change.change == ChangeKind::kRenamed;
      const std::vector<std::string>& on_it = rest_on_[change.name];
      const bool matters =
          std::ranges::any_of(on_it, [&](const std::string& name) { return told.contains(name); });
      if (matters && !is_renamed) return false;
      diff_.restatements.push_back({change.kind, change.change, change.name, change.old_name});
      return true;
    });
  }

  Meanings meanings_;
  NewNames new_names_;
  NewNames same_names_;
  DiffSide before_;
  DiffSide after_;
  std::vector<KindOf> kinds_;
  std::map<std::string, std::vector<std::string>> rest_on_;  ///< of definitions that came or went
  RuleSetDiff diff_;
};

}  // namespace

RuleSetDiff compare_rule_sets(const Program& before, const Program& after) {
  return RuleSetComparison(before, after).compare();
}

}  // namespace probity
