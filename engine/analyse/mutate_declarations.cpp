// Mutants of declarations.
//
// A window that is moved by a day changes the rules on one day alone. Where nobody asks on that day
// (reach.h), there is no mutant; nor where the change of a group can not be seen (group_change.h),
// as where two of the groups that are asked together have the country.
#include <algorithm>

#include <fmt/format.h>

#include "analyse/group_change.h"
#include "analyse/mutants.h"

namespace probity {
namespace {

bool overlaps(const Window& one, const Window& other) {
  const bool is_before = one.until && other.from && *one.until < *other.from;
  const bool is_after = other.until && one.from && *other.until < *one.from;
  return !is_before && !is_after;
}

/// A window with one end moved by a day, and the day on which that makes a difference.
struct MovedWindow {
  Window window;
  Date day;
  std::string before;
  std::string after;
};

std::vector<MovedWindow> moved_windows(const Window& window) {
  std::vector<MovedWindow> moved;
  const auto add = [&](std::optional<Date> Window::* end, const char* word, int step) {
    const std::optional<Date>& now = window.*end;
    const std::optional<Date> next = now ? add_days(*now, step) : std::nullopt;
    if (!next) return;
    // The day goes over to the other side: the old one where the window shrinks, else the new one.
    const bool is_smaller = (end == &Window::from) == (step > 0);
    MovedWindow result{window, is_smaller ? *now : *next,
                       fmt::format("{} {}", word, date_text(*now)),
                       fmt::format("{} {}", word, date_text(*next))};
    result.window.*end = next;
    moved.push_back(std::move(result));
  };
  for (const int step : {-1, 1}) add(&Window::from, "from", step);
  for (const int step : {-1, 1}) add(&Window::until, "until", step);
  std::erase_if(moved, [](const MovedWindow& one) {
    return one.window.from && one.window.until && *one.window.until < *one.window.from;
  });
  return moved;
}

class DeclarationMutator {
 public:
  DeclarationMutator(const Program& program, const Reach& reach)
      : program_(program), reach_(reach) {}

  std::vector<Mutant> run() {
    for (std::size_t i = 0; i < program_.parameters.size(); ++i) of_parameter(ParameterId(i));
    for (std::size_t i = 0; i < program_.groups.size(); ++i) of_group(GroupId(i));
    for (std::size_t i = 0; i < program_.rules.size(); ++i) of_rule(RuleId(i));
    for (std::size_t i = 0; i < program_.exceptions.size(); ++i) of_exception(ExceptionId(i));
    for (std::size_t i = 0; i < program_.prevalences.size(); ++i) of_prevalence(PrevalenceId(i));
    for (std::size_t i = 0; i < program_.instruments.size(); ++i) of_instrument(InstrumentId(i));
    for (std::size_t i = 0; i < program_.interpretations.size(); ++i) {
      of_interpretation(InterpretationId(i));
    }
    return std::move(mutants_);
  }

 private:
  struct Words {
    MutationKind kind;
    Span span;
    std::string part;
    std::string before;
    std::string after;
  };

  Mutant& add(Words words, Askers askers) {
    return mutants_.emplace_back(Mutant{.kind = words.kind,
                                        .span = words.span,
                                        .part = std::move(words.part),
                                        .before = std::move(words.before),
                                        .after = std::move(words.after),
                                        .replacements = {},
                                        .added = {},
                                        .askers = std::move(askers),
                                        .nodes = {},
                                        .day = std::nullopt,
                                        .country = std::nullopt});
  }

  // ---- parameters ----

  void of_parameter(ParameterId id) {
    const Parameter& parameter = program_[id];
    const Askers askers = reach_.of(id);
    const std::vector<NodeId> uses = nodes_with<node::ParameterUse>(
        [&](const node::ParameterUse& use) { return use.parameter == id; });
    const std::vector<Window> lives = lives_of(program_, askers);
    for (std::size_t i = 0; i < parameter.values.size(); ++i) {
      const DatedConstant& dated = parameter.values[i];
      const bool is_asked = std::ranges::any_of(
          lives, [&](const Window& life) { return overlaps(life, dated.window); });
      if (!is_asked) continue;
      const std::string before = measure_text(program_, dated.value, parameter.type);
      for (const Moved& moved : moved_by_one(program_, dated.value, parameter.type)) {
        Parameter changed = parameter;
        changed.values[i].value = moved.value;
        Mutant& mutant =
            add({MutationKind::kThreshold, dated.span, parameter.name, before, moved.text}, askers);
        mutant.nodes = uses;
        mutant.replacements.emplace_back(Replaced<ParameterId, Parameter>{id, std::move(changed)});
      }
      move_window_of_value(id, i, askers);
    }
  }

  void move_window_of_value(ParameterId id, std::size_t place, const Askers& askers) {
    const Parameter& parameter = program_[id];
    const DatedConstant& dated = parameter.values[place];
    const bool is_followed =
        place + 1 < parameter.values.size() && dated.window.until &&
        add_days(*dated.window.until, 1) == parameter.values[place + 1].window.from;
    for (const MovedWindow& moved : moved_windows(dated.window)) {
      const bool moves_end = moved.window.until != dated.window.until;
      // The end before a next value moves with the beginning of that.
      if ((moves_end && is_followed) || !is_asked_on(program_, askers, moved.day, id)) continue;
      Parameter changed = parameter;
      changed.values[place].window = moved.window;
      if (!moves_end && place > 0) {
        std::optional<Date>& end = changed.values[place - 1].window.until;
        const std::optional<Date> day_before = add_days(*dated.window.from, -1);
        if (end == day_before) end = add_days(*moved.window.from, -1);
      }
      Mutant& mutant = add(
          {MutationKind::kWindow, dated.span, parameter.name, moved.before, moved.after}, askers);
      mutant.day = moved.day;
      mutant.replacements.emplace_back(Replaced<ParameterId, Parameter>{id, std::move(changed)});
    }
  }

  template <class Content, class Wanted>
  [[nodiscard]] std::vector<NodeId> nodes_with(const Wanted& is_wanted) const {
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < program_.nodes.size(); ++i) {
      const auto* content = std::get_if<Content>(&program_.nodes[i].content);
      if (content != nullptr && is_wanted(*content)) nodes.emplace_back(i);
    }
    return nodes;
  }

  // ---- groups ----

  void of_group(GroupId id) {
    const Askers askers = reach_.of(id);
    if (askers.is_empty()) return;
    const std::vector<NodeId> uses = nodes_with<node::InGroup>(
        [&](const node::InGroup& in) { return reach_.is_made_from(in.group, id); });
    const Group& group = program_[id];
    for (std::size_t term = 0; term < group.terms.size(); ++term) {
      for (std::size_t i = 0; i < group.terms[term].members.size(); ++i) {
        const GroupMember& member = group.terms[term].members[i];
        Group fewer = group;
        fewer.terms[term].members.erase(fewer.terms[term].members.begin() +
                                        static_cast<std::ptrdiff_t>(i));
        if (can_matter(id, fewer, uses, member.country)) {
          Mutant& mutant = add(
              {MutationKind::kGroup, member.span, group.name, member.country.text(), ""}, askers);
          finish_group(mutant, id, std::move(fewer), uses, member.country);
        }
        for (const MovedWindow& moved : moved_windows(member.window)) {
          Group other = group;
          other.terms[term].members[i].window = moved.window;
          if (!can_matter(id, other, uses, member.country)) continue;
          Mutant& mutant =
              add({MutationKind::kWindow, member.span, member.country.text() + " in " + group.name,
                   moved.before, moved.after},
                  askers);
          mutant.day = moved.day;
          finish_group(mutant, id, std::move(other), uses, member.country);
        }
      }
      drop_condition(id, term, askers, uses);
    }
  }

  /// A membership `on` a day of the dossier is asked on every day.
  [[nodiscard]] bool can_matter(GroupId id, const Group& changed, const std::vector<NodeId>& uses,
                                Country country) const {
    return std::ranges::any_of(uses, [&](NodeId use) {
      const auto& in = std::get<node::InGroup>(program_[use].content);
      const std::vector<Window> days =
          in.on.is_present() ? std::vector<Window>{Window{}} : lives_of(program_, reach_.of(use));
      return is_told_apart(program_, {id, changed}, in.group, country, days);
    });
  }

  static void finish_group(Mutant& mutant, GroupId id, Group changed,
                           const std::vector<NodeId>& uses, Country country) {
    mutant.nodes = uses;
    mutant.country = country;
    mutant.replacements.emplace_back(Replaced<GroupId, Group>{id, std::move(changed)});
  }

  void drop_condition(GroupId id, std::size_t term, const Askers& askers,
                      const std::vector<NodeId>& uses) {
    const Group& group = program_[id];
    if (!group.terms[term].condition) return;
    Group changed = group;
    changed.terms[term].condition.reset();
    Mutant& mutant = add({MutationKind::kReading, group.span, group.name,
                          "if " + reading_words(*group.terms[term].condition), ""},
                         askers);
    mutant.nodes = uses;
    mutant.replacements.emplace_back(Replaced<GroupId, Group>{id, std::move(changed)});
  }

  // ---- rules ----

  [[nodiscard]] std::string reading_words(const ReadingCondition& condition) const {
    const Interpretation& point = program_[condition.interpretation];
    return fmt::format("{} is {}", point.name, point.readings[condition.reading].name);
  }

  /// Windows and `under`, which rules, exceptions and precedences have alike. Whether they are
  /// asked on a day, whatever their own window and parameters, is said by `is_asked_without`.
  template <class IdType, class Norm, class Asked>
  void of_force(IdType id, const Norm& norm, const std::string& name, const Askers& askers,
                const Asked& is_asked_without) {
    for (const MovedWindow& moved : moved_windows(norm.effective)) {
      const bool is_asked = is_asked_without(moved.day) &&
                            have_values_on(program_, norm.parameters_needed, moved.day);
      if (!is_asked) continue;
      Norm changed = norm;
      changed.effective = moved.window;
      Mutant& mutant =
          add({MutationKind::kWindow, norm.span, name, moved.before, moved.after}, askers);
      mutant.day = moved.day;
      mutant.replacements.emplace_back(Replaced<IdType, Norm>{id, std::move(changed)});
    }
    if (!norm.under) return;
    Norm changed = norm;
    changed.under.reset();
    Mutant& mutant =
        add({MutationKind::kReading, norm.span, name, "under " + reading_words(*norm.under), ""},
            askers);
    mutant.replacements.emplace_back(Replaced<IdType, Norm>{id, std::move(changed)});
  }

  void of_rule(RuleId id) {
    const Rule& rule = program_[id];
    const Askers askers = reach_.of(id);
    of_force(id, rule, rule.name, askers, [&](Date day) {
      return std::ranges::any_of(rule.instruments, [&](InstrumentId instrument) {
        return program_[instrument].effective.contains(day);
      });
    });
    std::vector<NodeId> conjuncts = rule.applies_once;
    conjuncts.insert(conjuncts.end(), rule.applies_element.begin(), rule.applies_element.end());
    if (conjuncts.size() < 2) return;
    // Where the rule runs over a list, the alternatives may speak of its elements.
    Node any{node::Or{conjuncts}, program_[conjuncts.front()].type, rule.span,
             ShapeId(program_.shapes.size())};
    Rule changed = rule;
    changed.applies_once.clear();
    changed.applies_element.clear();
    (rule.for_each ? changed.applies_element : changed.applies_once)
        .emplace_back(program_.nodes.size());
    Mutant& mutant = add(
        {MutationKind::kConnective, rule.span, rule.name + " applies when", "and", "or"}, askers);
    mutant.nodes = conjuncts;
    mutant.added.push_back(std::move(any));
    mutant.replacements.emplace_back(Replaced<RuleId, Rule>{id, std::move(changed)});
  }

  void of_exception(ExceptionId id) {
    const Exception& exception = program_[id];
    const Rule& rule = program_[exception.rule];
    Askers askers;
    askers.rules = {exception.rule};
    of_force(id, exception, exception.name, askers,
             [&](Date day) { return is_asked_on(program_, askers, day, {}); });
    Rule changed = rule;
    std::erase(changed.exceptions, id);
    Mutant& mutant =
        add({MutationKind::kException, exception.span, rule.name, exception.name, ""}, askers);
    mutant.nodes = {exception.when};
    mutant.replacements.emplace_back(Replaced<RuleId, Rule>{exception.rule, std::move(changed)});
  }

  void of_prevalence(PrevalenceId id) {
    const Prevalence& prevalence = program_[id];
    const Askers askers = reach_.of(prevalence.loser);
    const std::string name = fmt::format("{} prevails over {}", program_[prevalence.winner].name,
                                         program_[prevalence.loser].name);
    of_force(id, prevalence, name, askers,
             [&](Date day) { return is_asked_on(program_, askers, day, {}); });
    Rule changed = program_[prevalence.loser];
    std::erase(changed.prevailed_by, id);
    Mutant& mutant =
        add({MutationKind::kPrecedence, prevalence.span, program_[prevalence.loser].name,
             source_line(program_, prevalence.span), ""},
            askers);
    mutant.nodes = {prevalence.when};
    mutant.replacements.emplace_back(Replaced<RuleId, Rule>{prevalence.loser, std::move(changed)});
  }

  // ---- instruments and readings ----

  void of_instrument(InstrumentId id) {
    const Instrument& instrument = program_[id];
    Askers askers;
    askers.instruments = {id};
    for (const MovedWindow& moved : moved_windows(instrument.effective)) {
      Instrument changed = instrument;
      changed.effective = moved.window;
      Mutant& mutant =
          add({MutationKind::kWindow, instrument.span, instrument.name, moved.before, moved.after},
              askers);
      mutant.day = moved.day;
      mutant.replacements.emplace_back(Replaced<InstrumentId, Instrument>{id, std::move(changed)});
    }
  }

  void of_interpretation(InterpretationId id) {
    const Interpretation& point = program_[id];
    Askers askers;
    for (std::size_t i = 0; i < program_.rules.size(); ++i) {
      if (std::ranges::find(program_.rules[i].interpretations, id) !=
          program_.rules[i].interpretations.end()) {
        askers.rules.emplace_back(i);
      }
    }
    for (std::size_t i = 0; i < program_.definitions.size(); ++i) {
      const Definition& definition = program_.definitions[i];
      if (definition.is_figure &&
          std::ranges::find(definition.interpretations, id) != definition.interpretations.end()) {
        askers.figures.emplace_back(i);
      }
    }
    for (std::uint32_t reading = 0; reading < point.readings.size(); ++reading) {
      if (reading == point.default_reading) continue;
      Interpretation changed = point;
      changed.default_reading = reading;
      Mutant& mutant = add({MutationKind::kReading, point.span, point.name,
                            point.readings[point.default_reading].name + " default",
                            point.readings[reading].name + " default"},
                           askers);
      mutant.replacements.emplace_back(
          Replaced<InterpretationId, Interpretation>{id, std::move(changed)});
    }
  }

  const Program& program_;
  const Reach& reach_;
  std::vector<Mutant> mutants_;
};

}  // namespace

std::vector<Mutant> mutate_declarations(const Program& program, const Reach& reach) {
  return DeclarationMutator(program, reach).run();
}

}  // namespace probity
