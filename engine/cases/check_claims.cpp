#include "cases/check_claims.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "cases/fact_paths.h"
#include "cases/fact_values.h"
#include "cases/rule_names.h"
#include "support/match.h"

namespace probity {

namespace {

constexpr std::array kExceptionOutcomes{ExceptionOutcome::kTrue, ExceptionOutcome::kFalse,
                                        ExceptionOutcome::kUnknown, ExceptionOutcome::kNotInForce,
                                        ExceptionOutcome::kNotAsked};

template <class Value, std::size_t kCount, class Name>
std::optional<Value> find_value(const std::array<Value, kCount>& values, std::string_view written,
                                Name name) {
  const auto found =
      std::ranges::find_if(values, [&](Value value) { return name(value) == written; });
  if (found == values.end()) return std::nullopt;
  return *found;
}

template <class Value, std::size_t kCount, class Name>
std::vector<std::string> names_of(const std::array<Value, kCount>& values, Name name) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const Value value : values) names.emplace_back(name(value));
  return names;
}

/// A claim as it is written, whatever its subject.
std::string word_of(const ast::FactValue& value) {
  return match(
      value.node, [](const ast::NameUse& use) { return use.name.text; },
      [](const ast::BooleanLiteral& literal) {
        return std::string(literal.value ? "true" : "false");
      },
      [](const ast::UnknownLiteral&) { return std::string("unknown"); },
      [](const auto&) { return std::string(); });
}

/// Checks the claims of one expectation.
class ClaimChecker {
 public:
  ClaimChecker(CaseContext& context, const subject::Any& subject)
      : context_(context), subject_(subject) {}

  [[nodiscard]] std::optional<claim::Any> check(const ast::Claim& written) {
    return match(
        written.node,
        [&](const ast::IsClaim& claim) -> std::optional<claim::Any> {
          return match(
              subject_, [&](const subject::Dossier&) { return of_dossier(written, claim); },
              [&](const subject::Instrument&) { return of_instrument(written, claim); },
              [&](const subject::Rule& rule) { return of_rule(written, claim, rule); },
              [&](const subject::Figure& figure) { return of_figure(written, claim, figure); },
              [&](const subject::Exception&) { return of_exception(written, claim); });
        },
        [&](const ast::LacksClaim& claim) -> std::optional<claim::Any> {
          return lacks(written, claim);
        });
  }

 private:
  using Checked = std::optional<claim::Any>;

  Checked refuse(Span span, std::string message, std::string help = "") {
    context_.refuse_claim(span, std::move(message), std::move(help));
    return std::nullopt;
  }

  Checked wrong_word(const ast::FactValue& value, std::string_view what,
                     const std::vector<std::string>& names) {
    Diagnostic diagnostic{
        .code = Code::wrong_outcome,
        .span = value.span,
        .message = fmt::format("`{}` is said of {}, which comes out as {}",
                               context_.written(value.span), what, listed(names))};
    suggest_name(diagnostic, word_of(value), names);
    context_.report(std::move(diagnostic));
    return std::nullopt;
  }

  static std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t index = 0; index < names.size(); ++index) {
      if (index > 0) text += index + 1 == names.size() ? " or " : ", ";
      text += fmt::format("`{}`", names[index]);
    }
    return text;
  }

  /// Says no to the parts of a claim that its subject cannot have.
  struct Allowed {
    bool by = false;
    bool between = false;
    bool under = false;
    bool negated = false;
  };
  bool fits(const ast::Claim& written, const ast::IsClaim& claim, Allowed allowed,
            std::string_view what) {
    std::string_view part;
    if (claim.negated && !allowed.negated) part = "not";
    if (!claim.by.empty() && !allowed.by) part = "by";
    if (claim.without && !allowed.by) part = "without";
    if (!claim.between.empty() && !allowed.between) part = "between";
    if ((claim.under || claim.under_every_reading) && !allowed.under) part = "under";
    if (part.empty()) return true;
    refuse(written.span, fmt::format("`{}` is not said of {}", part, what));
    return false;
  }

  Checked of_dossier(const ast::Claim& written, const ast::IsClaim& claim) {
    if (!fits(written, claim, {}, "the dossier as a whole")) return std::nullopt;
    if (word_of(claim.value) == "refused") return claim::IsRefused{};
    const auto verdict = find_value(kVerdicts, word_of(claim.value), verdict_name);
    if (!verdict) {
      std::vector<std::string> names = names_of(kVerdicts, verdict_name);
      names.emplace_back("refused");
      return wrong_word(claim.value, "the dossier", names);
    }
    return claim::IsVerdict{*verdict, std::nullopt, {}, {}};
  }

  Checked of_instrument(const ast::Claim& written, const ast::IsClaim& claim) {
    const std::string word = word_of(claim.value);
    if (claim.negated) {
      if (word == "concerned") return claim::IsNotConcerned{};
      return refuse(written.span, "`not` is said of an instrument in `is not concerned` alone",
                    "say what comes out instead");
    }
    if (word == "settled" && !claim.by.empty()) return settled(written, claim);
    const auto verdict = find_value(kVerdicts, word, verdict_name);
    if (!verdict) {
      return wrong_word(claim.value, "an instrument", names_of(kVerdicts, verdict_name));
    }
    claim::IsVerdict result{*verdict, std::nullopt, {}, {}};
    if (!claim.by.empty() || claim.without) {
      const bool is_by_derogation = claim.by.size() == 1 &&
                                    context_.written(claim.by.front().span) == "derogation" &&
                                    !claim.without;
      const bool is_without = claim.by.empty() && claim.without->text == "derogation";
      if (!is_by_derogation && !is_without) {
        return refuse(written.span,
                      "of an instrument is said `by derogation` or `without derogation`",
                      "say which exception it was of the rule: `is excused by ...`");
      }
      result.by_derogation = is_by_derogation;
    }
    if (!possible(claim, kVerdicts, verdict_name, "an instrument", result.possible))
      return std::nullopt;
    if (!under(claim, result.under)) return std::nullopt;
    return result;
  }

  Checked of_rule(const ast::Claim& written, const ast::IsClaim& claim, const subject::Rule& rule) {
    const std::string word = word_of(claim.value);
    if (word == "settled" && !claim.by.empty()) return settled(written, claim);
    if (!fits(written, claim, {.by = !claim.without, .between = true, .under = true}, "a rule"))
      return std::nullopt;
    const auto outcome = find_value(kOutcomes, word, outcome_name);
    if (!outcome) return wrong_word(claim.value, "a rule", names_of(kOutcomes, outcome_name));
    claim::IsOutcome result{*outcome, {}, {}, {}};
    if (!claim.by.empty() && *outcome != Outcome::kExcused) {
      return refuse(written.span, fmt::format("`by` follows `{}`; an exception only excuses", word),
                    "write `is excused by ...`, or `exception ... is true`");
    }
    for (const ast::FactPath& cause : claim.by) {
      const auto exception =
          find_exception_of(context_, rule.rule, {context_.written(cause.span), cause.span});
      if (!exception) return std::nullopt;
      result.by.push_back(*exception);
    }
    if (!possible(claim, kOutcomes, outcome_name, "a rule", result.possible)) return std::nullopt;
    if (!under(claim, result.under)) return std::nullopt;
    return result;
  }

  Checked of_figure(const ast::Claim& written, const ast::IsClaim& claim,
                    const subject::Figure& figure) {
    if (!fits(written, claim, {}, "a figure")) return std::nullopt;
    if (word_of(claim.value) == "unknown") return claim::IsValue{};
    std::optional<Constant> value =
        constant_of(context_, claim.value, context_.program[figure.figure].type);
    if (!value) return std::nullopt;
    return claim::IsValue{std::move(value)};
  }

  Checked of_exception(const ast::Claim& written, const ast::IsClaim& claim) {
    if (!fits(written, claim, {}, "an exception")) return std::nullopt;
    const auto outcome =
        find_value(kExceptionOutcomes, word_of(claim.value), exception_outcome_name);
    if (!outcome) {
      return wrong_word(claim.value, "an exception",
                        names_of(kExceptionOutcomes, exception_outcome_name));
    }
    return claim::IsException{*outcome};
  }

  Checked lacks(const ast::Claim& written, const ast::LacksClaim& claim) {
    const bool is_said = match(
        subject_, [](const subject::Dossier&) { return false; },
        [](const subject::Exception&) { return false; }, [](const auto&) { return true; });
    if (!is_said) {
      return refuse(written.span, "missing facts are told of an instrument, a rule or a figure",
                    "name the instrument or the rule");
    }
    claim::Lacks result{{}, claim.in_order, claim.and_others};
    if (!pointers(claim.facts, result.pointers)) return std::nullopt;
    return result;
  }

  Checked settled(const ast::Claim& written, const ast::IsClaim& claim) {
    if (claim.negated || claim.without || !claim.between.empty() || claim.under ||
        claim.under_every_reading) {
      return refuse(written.span,
                    "`is settled by` takes the facts that would settle it, and no more");
    }
    claim::SettledBy result;
    if (!pointers(claim.by, result.pointers)) return std::nullopt;
    return result;
  }

  /// `nothing` stands for an empty list.
  bool pointers(const std::vector<ast::FactPath>& facts, std::vector<std::string>& result) {
    if (facts.size() == 1 && context_.written(facts.front().span) == "nothing") return true;
    for (const ast::FactPath& fact : facts) {
      const std::optional<PlacedFact> placed = place_fact(context_, fact);
      if (!placed) return false;
      result.push_back(placed->path.pointer());
    }
    return true;
  }

  template <class Value, std::size_t kCount, class Name>
  bool possible(const ast::IsClaim& claim, const std::array<Value, kCount>& values, Name name,
                std::string_view what, std::vector<Value>& result) {
    for (const ast::Name& word : claim.between) {
      const auto value = find_value(values, word.text, name);
      if (!value) {
        wrong_word(ast::FactValue{word.span, ast::NameUse{word}}, what, names_of(values, name));
        return false;
      }
      result.push_back(*value);
    }
    std::ranges::sort(result);
    return true;
  }

  bool under(const ast::IsClaim& claim, claim::Under& result) {
    result.every_reading = claim.under_every_reading;
    if (!claim.under) return true;
    result.reading = find_case_reading(context_, *claim.under);
    return result.reading.has_value();
  }

  CaseContext& context_;
  const subject::Any& subject_;
};

/// Who an expectation is about.
class SubjectChecker {
 public:
  explicit SubjectChecker(CaseContext& context) : context_(context) {}

  [[nodiscard]] std::optional<subject::Any> check(const ast::CaseSubject& written) {
    using Kind = ast::CaseSubject::Kind;
    std::optional<std::string> instrument;
    if (written.instrument) {
      instrument = find_case_instrument(context_, *written.instrument);
      if (!instrument) return std::nullopt;
    }
    const WrittenName name = written_name(written.name);
    switch (written.kind) {
      case Kind::kDossier:
        return subject::Dossier{};
      case Kind::kNamed:
        return named(written, name, instrument);
      case Kind::kFigure:
        return figure(written, name, instrument);
      case Kind::kException:
        return exception(written, name, instrument);
    }
    return std::nullopt;
  }

 private:
  using Checked = std::optional<subject::Any>;

  Checked refuse(Span span, std::string message, std::string help = "") {
    context_.refuse_claim(span, std::move(message), std::move(help));
    return std::nullopt;
  }

  Checked named(const ast::CaseSubject& written, const WrittenName& name,
                const std::optional<std::string>& instrument) {
    if (is_instrument(context_.program, name.text)) {
      if (written.element || instrument) {
        return refuse(written.span, "an instrument is about the whole dossier",
                      "name a rule before `for` or `in`");
      }
      return subject::Instrument{name.text};
    }
    if (!has_rule(name.text) && resembles_instrument(name.text)) {
      (void)find_case_instrument(context_, written.name.front());
      return std::nullopt;
    }
    const std::optional<RuleId> rule = find_case_rule(context_, name);
    if (!rule) return std::nullopt;
    subject::Rule result{*rule, {}, instrument};
    if (!element(written, *rule, result.element) || !belongs(written, *rule, instrument))
      return std::nullopt;
    return result;
  }

  Checked figure(const ast::CaseSubject& written, const WrittenName& name,
                 const std::optional<std::string>& instrument) {
    const std::optional<DefinitionId> figure = find_case_figure(context_, name);
    if (!figure) return std::nullopt;
    if (written.element) {
      return refuse(written.element->span, "a figure is about the whole dossier");
    }
    return subject::Figure{*figure, instrument};
  }

  Checked exception(const ast::CaseSubject& written, const WrittenName& name,
                    const std::optional<std::string>& instrument) {
    const std::optional<ExceptionId> exception = find_case_exception(context_, name);
    if (!exception) return std::nullopt;
    subject::Exception result{*exception, {}, instrument};
    const RuleId rule = context_.program[*exception].rule;
    if (!element(written, rule, result.element) || !belongs(written, rule, instrument))
      return std::nullopt;
    return result;
  }

  bool element(const ast::CaseSubject& written, RuleId rule, std::optional<CasePath>& result) {
    if (!written.element) return true;
    if (!context_.program[rule].for_each) {
      refuse(written.element->span,
             fmt::format("`{}` is about the whole dossier; it has no `for each`",
                         context_.program[rule].name),
             "leave `for ...` out");
      return false;
    }
    std::optional<PlacedFact> placed = place_fact(context_, *written.element);
    if (!placed) return false;
    result = std::move(placed->path);
    return true;
  }

  bool belongs(const ast::CaseSubject& written, RuleId rule,
               const std::optional<std::string>& instrument) {
    if (!instrument) return true;
    const std::vector<InstrumentId>& own = context_.program[rule].instruments;
    const bool is_own = std::ranges::any_of(
        own, [&](InstrumentId id) { return context_.program[id].name == *instrument; });
    if (is_own) return true;
    refuse(written.instrument->span,
           fmt::format("`{}` is no rule of `{}`", context_.program[rule].name, *instrument));
    return false;
  }

  [[nodiscard]] bool has_rule(std::string_view name) const {
    return std::ranges::any_of(context_.program.rules, [&](const Rule& rule) {
      return rule.name == name || rule.name.ends_with("." + std::string(name));
    });
  }
  /// Instruments are written in capitals, so a capital says which of the two was meant.
  [[nodiscard]] static bool resembles_instrument(std::string_view name) {
    return !name.empty() && name.front() >= 'A' && name.front() <= 'Z';
  }

  CaseContext& context_;
};

}  // namespace

std::optional<CaseExpectation> check_expectation(CaseContext& context,
                                                 const ast::Expectation& written) {
  std::optional<subject::Any> subject = SubjectChecker(context).check(written.subject);
  if (!subject) return std::nullopt;
  CaseExpectation result{std::move(*subject), {}};
  ClaimChecker checker(context, result.subject);
  const std::string about = context.written(written.subject.span);
  for (const ast::Claim& claim : written.claims) {
    std::optional<claim::Any> checked = checker.check(claim);
    if (!checked) return std::nullopt;
    result.claims.push_back(
        {std::move(*checked), claim.span, about + " " + context.written(claim.span)});
  }
  return result;
}

}  // namespace probity
