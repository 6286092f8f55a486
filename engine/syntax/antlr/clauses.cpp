#include "syntax/antlr/clauses.h"

#include <fmt/format.h>

#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

namespace {

struct FormOf {
  std::size_t keyword;
  Form form;
};

const std::vector<FormOf>& forms() {
  using enum Clause;
  static const std::vector<FormOf> result{
      {Grammar::RULE,
       {"a rule",
        {kLaw, kForInstrument, kEffective, kUnder, kForEach, kApplies, kRequires, kEvidence,
         kFailing, kNote, kUnless},
        {kRequires, kFailing}}},
      {Grammar::UNLESS,
       {"an `unless` block", {kLaw, kEffective, kUnder, kWhen, kEvidence, kNote}, {kWhen}}},
      {Grammar::EXCEPTION,
       {"an exception", {kLaw, kEffective, kUnder, kForEach, kWhen, kEvidence, kNote}, {kWhen}}},
      {Grammar::INSTRUMENT,
       {"an instrument", {kEffective, kApplies, kReference}, {kApplies, kReference}}},
      {Grammar::INTERPRETATION, {"an interpretation", {kLaw, kReading}, {kReading}}},
      {Grammar::PARAMETER, {"a parameter", {kLaw, kDatedValue}, {}}},
      {Grammar::FIGURE, {"a figure", {kLaw, kDefinition}, {kDefinition}}},
      {Grammar::TABLE, {"a table", {kLaw, kRow}, {kRow}}},
      {Grammar::PREVAILS,
       {"a rule that prevails", {kLaw, kEffective, kUnder, kForEach, kWhen}, {kWhen}}},
      {Grammar::DEFINE, {"a definition", {kDefinition}, {kDefinition}}},
      {Grammar::CASE,
       {"a case", {kLaw, kDossier, kWith, kAsOf, kReading, kExpect}, {kDossier, kExpect}}},
  };
  return result;
}

std::size_t type_at(const std::vector<Word>& words, std::size_t index) {
  return index < words.size() ? words[index].type : antlr4::Token::EOF;
}

std::optional<Clause> clause_of(std::size_t type, std::size_t next, std::size_t before) {
  switch (type) {
    case Grammar::LAW:
      return Clause::kLaw;
    case Grammar::FOR:
      if (next == Grammar::EACH) return Clause::kForEach;
      if (next == Grammar::INSTRUMENT) return Clause::kForInstrument;
      return std::nullopt;
    case Grammar::EFFECTIVE:
      return Clause::kEffective;
    case Grammar::UNDER:
      return Clause::kUnder;
    case Grammar::APPLIES:
      return Clause::kApplies;
    case Grammar::REQUIRES:
      return Clause::kRequires;
    case Grammar::WHEN:
      if (before == Grammar::APPLIES) return std::nullopt;
      return Clause::kWhen;
    case Grammar::EVIDENCE:
      return Clause::kEvidence;
    case Grammar::FAILING:
      return Clause::kFailing;
    case Grammar::NOTE:
      return Clause::kNote;
    case Grammar::UNLESS:
      return Clause::kUnless;
    case Grammar::REFERENCE:
      return Clause::kReference;
    case Grammar::READING:
      return Clause::kReading;
    default:
      return std::nullopt;  // token types are no enum class
  }
}

/// Those of a case. The words that are kept in case files are keywords only where one can begin;
/// `dossier` also opens a path and the expectation of all instruments together.
std::optional<Clause> case_clause_of(std::size_t type, std::size_t next) {
  switch (type) {
    case Grammar::LAW:
      return Clause::kLaw;
    case Grammar::DOSSIER:
      if (next != Grammar::TEXT) return std::nullopt;
      return Clause::kDossier;
    case Grammar::WITH:
      return Clause::kWith;
    case Grammar::AS:
      return Clause::kAsOf;
    case Grammar::READING:
      return Clause::kReading;
    case Grammar::EXPECT:
      return Clause::kExpect;
    default:
      return std::nullopt;  // token types are no enum class
  }
}

/// The clause that begins at `index` of a declaration that `keyword` opens.
std::optional<Clause> clause_at(const std::vector<Word>& words, std::size_t index,
                                std::size_t keyword) {
  const std::size_t before = type_at(words, index - 1);
  const std::size_t next = type_at(words, index + 1);
  const std::size_t type = words[index].type;
  const bool may_begin = words[index].starts_line || ends_operand(before);
  if (!may_begin || before == Grammar::DOT || next == Grammar::COLON) return std::nullopt;
  if (keyword == Grammar::CASE) return case_clause_of(type, next);
  if (type == Grammar::FROM && keyword == Grammar::PARAMETER && before != Grammar::EFFECTIVE) {
    return Clause::kDatedValue;
  }
  if (type == Grammar::WHEN && keyword == Grammar::TABLE) return Clause::kRow;
  return clause_of(type, next, before);
}

bool has_definition(std::size_t keyword) {
  return keyword == Grammar::DEFINE || keyword == Grammar::FIGURE;
}

}  // namespace

std::string_view clause_text(Clause clause) {
  switch (clause) {
    case Clause::kHead:
      return "";
    case Clause::kLaw:
      return "law";
    case Clause::kForInstrument:
      return "for instrument";
    case Clause::kEffective:
      return "effective";
    case Clause::kUnder:
      return "under";
    case Clause::kForEach:
      return "for each";
    case Clause::kApplies:
      return "applies when";
    case Clause::kRequires:
      return "requires";
    case Clause::kWhen:
      return "when";
    case Clause::kEvidence:
      return "evidence";
    case Clause::kFailing:
      return "failing";
    case Clause::kNote:
      return "note";
    case Clause::kUnless:
      return "unless";
    case Clause::kReference:
      return "reference date";
    case Clause::kReading:
      return "reading";
    case Clause::kDatedValue:
      return "from";
    case Clause::kDefinition:
      return "=";
    case Clause::kRow:
      return "when";
    case Clause::kDossier:
      return "dossier";
    case Clause::kWith:
      return "with";
    case Clause::kAsOf:
      return "as of";
    case Clause::kExpect:
      return "expect";
  }
  return "";
}

bool may_repeat(Clause clause) {
  return clause == Clause::kLaw || clause == Clause::kUnless || clause == Clause::kReading ||
         clause == Clause::kDatedValue || clause == Clause::kRow;
}

std::size_t form_keyword(const std::vector<Word>& words, std::size_t begin) {
  const std::size_t keyword = type_at(words, begin);
  if (keyword != Grammar::RULE) return keyword;
  constexpr std::size_t kLongestName = 3;  // module, dot, name
  for (std::size_t index = begin + 1; index <= begin + 1 + kLongestName; ++index) {
    const std::size_t type = type_at(words, index);
    if (type == Grammar::PREVAILS) return type;
    if (type != Grammar::ID && type != Grammar::DOT) break;
  }
  return keyword;
}

const Form* find_form(std::size_t keyword) {
  for (const FormOf& candidate : forms()) {
    if (candidate.keyword == keyword) return &candidate.form;
  }
  return nullptr;
}

std::vector<ClausePiece> split_clauses(const std::vector<Word>& words, std::size_t begin,
                                       std::size_t end) {
  const std::size_t keyword = words[begin].type;
  std::vector<ClausePiece> pieces{{Clause::kHead, begin, end}};
  bool is_defined = !has_definition(keyword);
  for (std::size_t index = begin + 1; index < end; ++index) {
    std::optional<Clause> clause;
    if (!is_defined && words[index].type == Grammar::EQUALS) {
      clause = Clause::kDefinition;
      is_defined = true;
    } else {
      clause = clause_at(words, index, keyword);
    }
    // The laws after a row are those of the row.
    if (clause == Clause::kLaw && pieces.back().clause == Clause::kRow) continue;
    if (!clause) continue;
    pieces.back().end = index;
    pieces.push_back({*clause, index, end});
  }
  return pieces;
}

std::string list_clauses(const std::vector<Clause>& clauses) {
  std::string result;
  for (std::size_t index = 0; index < clauses.size(); ++index) {
    if (index > 0) result += index + 1 == clauses.size() ? " and " : ", ";
    result += fmt::format("`{}`", clause_text(clauses[index]));
  }
  return result;
}

}  // namespace probity::syntax
