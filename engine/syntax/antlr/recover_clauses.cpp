#include "syntax/antlr/recover_clauses.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "syntax/antlr/check_clauses.h"
#include "syntax/antlr/clauses.h"

namespace probity::syntax {

namespace {

class ClauseReader {
 public:
  explicit ClauseReader(Workbench& bench) : bench_(bench) {}

  [[nodiscard]] ast::Rule rule(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Unless unless(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Exception exception(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Instrument instrument(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Interpretation interpretation(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Parameter parameter(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Figure figure(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Table table(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Prevalence prevalence(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Define define(const std::vector<ClausePiece>& pieces);

 private:
  void norm_clause(const ClausePiece& piece, ast::Norm& norm);
  /// `for each`, `when` and those of a norm: what an exception and a precedence are made of.
  template <class Declaration>
  void condition_clauses(const std::vector<ClausePiece>& pieces, Declaration& result);

  template <class Tree, class Value>
  std::optional<Value> parse(const ClausePiece& piece, Tree* (Grammar::*production)(),
                             Value (AstBuilder::*build)(Tree*)) {
    return bench_.pieces().parse(bench_.slice(piece.begin, piece.end), "the clause", production,
                                 build);
  }
  /// The head of a declaration; with its name alone where it cannot be read.
  template <class Tree, class Value>
  Value head(const ClausePiece& piece, Tree* (Grammar::*production)(),
             Value (AstBuilder::*build)(Tree*)) {
    std::optional<Value> value = bench_.pieces().parse(bench_.slice(piece.begin, piece.end),
                                                       "the first line", production, build);
    if (value) return std::move(*value);
    Value unread;
    unread.name = bench_.name_after(piece.begin, piece.end);
    return unread;
  }

  Workbench& bench_;
};

template <class Declaration>
void ClauseReader::condition_clauses(const std::vector<ClausePiece>& pieces, Declaration& result) {
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kForEach) {
      result.for_each = parse(piece, &Grammar::forEach, &AstBuilder::for_each);
    } else if (piece.clause == Clause::kWhen) {
      if (auto expr = parse(piece, &Grammar::whenClause, &AstBuilder::when))
        result.when = std::move(*expr);
    } else {
      norm_clause(piece, result.norm);
    }
  }
}

void ClauseReader::norm_clause(const ClausePiece& piece, ast::Norm& norm) {
  switch (piece.clause) {
    case Clause::kLaw:
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law))
        norm.laws.push_back(std::move(*law));
      return;
    case Clause::kEffective:
      norm.effective = parse(piece, &Grammar::effective, &AstBuilder::effective);
      return;
    case Clause::kUnder:
      norm.under = parse(piece, &Grammar::under, &AstBuilder::under);
      return;
    case Clause::kEvidence:
      if (auto facts = parse(piece, &Grammar::evidenceClause, &AstBuilder::evidence))
        norm.evidence = std::move(*facts);
      return;
    case Clause::kNote:
      norm.note = parse(piece, &Grammar::noteClause, &AstBuilder::note);
      return;
    // Those of one declaration only; where they do not belong, check_clauses has said so.
    case Clause::kHead:
    case Clause::kForInstrument:
    case Clause::kForEach:
    case Clause::kApplies:
    case Clause::kRequires:
    case Clause::kWhen:
    case Clause::kFailing:
    case Clause::kUnless:
    case Clause::kReference:
    case Clause::kReading:
    case Clause::kDatedValue:
    case Clause::kDefinition:
    case Clause::kRow:
    case Clause::kDossier:
    case Clause::kWith:
    case Clause::kAsOf:
    case Clause::kExpect:
      return;
  }
}

ast::Rule ClauseReader::rule(const std::vector<ClausePiece>& pieces) {
  // An `unless` block takes the clauses after it that a block can have.
  const std::vector<Clause>& of_block = find_form(Grammar::UNLESS)->order;
  std::vector<ClausePiece> own;
  std::set<Clause> own_clauses;
  std::vector<std::vector<ClausePiece>> blocks;
  for (const ClausePiece& piece : pieces) {
    const bool fits_block =
        std::find(of_block.begin(), of_block.end(), piece.clause) != of_block.end();
    if (piece.clause == Clause::kUnless) {
      own.push_back(piece);
      blocks.push_back({piece});
      blocks.back().front().clause = Clause::kHead;
    } else if (!blocks.empty() && (fits_block || own_clauses.contains(piece.clause))) {
      blocks.back().push_back(piece);  // what the rule has already was meant for the block
    } else {
      own.push_back(piece);
      own_clauses.insert(piece.clause);
    }
  }
  const Form& form = *find_form(Grammar::RULE);
  check_clauses(bench_, own, form);
  ast::Rule result = head(own.front(), &Grammar::ruleHead, &AstBuilder::rule_head);
  for (const ClausePiece& piece : own) {
    if (piece.clause == Clause::kForInstrument) {
      if (auto names = parse(piece, &Grammar::forInstrument, &AstBuilder::for_instrument))
        result.instruments = std::move(*names);
    } else if (piece.clause == Clause::kForEach) {
      result.for_each = parse(piece, &Grammar::forEach, &AstBuilder::for_each);
    } else if (piece.clause == Clause::kApplies) {
      result.applies = parse(piece, &Grammar::appliesClause, &AstBuilder::applies);
    } else if (piece.clause == Clause::kRequires) {
      if (auto expr = parse(piece, &Grammar::requiresClause, &AstBuilder::requirement))
        result.requirement = std::move(*expr);
    } else if (piece.clause == Clause::kFailing) {
      if (auto text = parse(piece, &Grammar::failingClause, &AstBuilder::failing))
        result.failing = std::move(*text);
    } else {
      norm_clause(piece, result.norm);
    }
  }
  for (const std::vector<ClausePiece>& block : blocks) result.exceptions.push_back(unless(block));
  report_missing(bench_, own, form);
  return result;
}

ast::Unless ClauseReader::unless(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::UNLESS);
  check_clauses(bench_, pieces, form);
  ast::Unless result = head(pieces.front(), &Grammar::unlessHead, &AstBuilder::unless_head);
  result.span = bench_.span_of(pieces.front().begin, pieces.back().end);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kWhen) {
      if (auto expr = parse(piece, &Grammar::whenClause, &AstBuilder::when))
        result.when = std::move(*expr);
    } else {
      norm_clause(piece, result.norm);
    }
  }
  report_missing(bench_, pieces, form);
  return result;
}

ast::Exception ClauseReader::exception(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::EXCEPTION);
  check_clauses(bench_, pieces, form);
  ast::Exception result =
      head(pieces.front(), &Grammar::exceptionHead, &AstBuilder::exception_head);
  condition_clauses(pieces, result);
  report_missing(bench_, pieces, form);
  return result;
}

ast::Instrument ClauseReader::instrument(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::INSTRUMENT);
  check_clauses(bench_, pieces, form);
  ast::Instrument result =
      head(pieces.front(), &Grammar::instrumentHead, &AstBuilder::instrument_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kEffective) {
      result.effective = parse(piece, &Grammar::effective, &AstBuilder::effective);
    } else if (piece.clause == Clause::kApplies) {
      if (auto expr = parse(piece, &Grammar::appliesClause, &AstBuilder::applies))
        result.applies = std::move(*expr);
    } else if (piece.clause == Clause::kReference) {
      if (auto expr = parse(piece, &Grammar::referenceClause, &AstBuilder::reference))
        result.reference_date = std::move(*expr);
    }
  }
  report_missing(bench_, pieces, form);
  return result;
}

ast::Interpretation ClauseReader::interpretation(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::INTERPRETATION);
  check_clauses(bench_, pieces, form);
  ast::Interpretation result =
      head(pieces.front(), &Grammar::interpretationHead, &AstBuilder::interpretation_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law))
        result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kReading) {
      if (auto reading = parse(piece, &Grammar::reading, &AstBuilder::reading))
        result.readings.push_back(std::move(*reading));
    }
  }
  report_missing(bench_, pieces, form);
  return result;
}

ast::Parameter ClauseReader::parameter(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::PARAMETER);
  check_clauses(bench_, pieces, form);
  ast::Parameter result =
      head(pieces.front(), &Grammar::parameterHead, &AstBuilder::parameter_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law))
        result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kDatedValue) {
      if (auto value = parse(piece, &Grammar::datedValue, &AstBuilder::dated_value))
        result.values.push_back(std::move(*value));
    }
  }
  return result;
}

ast::Figure ClauseReader::figure(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::FIGURE);
  check_clauses(bench_, pieces, form);
  ast::Figure result = head(pieces.front(), &Grammar::figureHead, &AstBuilder::figure_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law))
        result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kDefinition) {
      if (auto expr = parse(piece, &Grammar::definition, &AstBuilder::definition))
        result.body = std::move(*expr);
    }
  }
  report_missing(bench_, pieces, form);
  return result;
}

ast::Table ClauseReader::table(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::TABLE);
  check_clauses(bench_, pieces, form);
  ast::Table result = head(pieces.front(), &Grammar::tableHead, &AstBuilder::table_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law))
        result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kRow) {
      if (auto row = bench_.pieces().parse(bench_.slice(piece.begin, piece.end), "the row",
                                           &Grammar::tableRow, &AstBuilder::table_row)) {
        result.rows.push_back(std::move(*row));
      }
    }
  }
  report_missing(bench_, pieces, form);
  return result;
}

ast::Prevalence ClauseReader::prevalence(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::PREVAILS);
  check_clauses(bench_, pieces, form);
  ast::Prevalence result;
  const ClausePiece& first = pieces.front();
  if (auto named = bench_.pieces().parse(bench_.slice(first.begin, first.end), "the first line",
                                         &Grammar::prevalenceHead, &AstBuilder::prevalence_head)) {
    result = std::move(*named);
  }
  condition_clauses(pieces, result);
  report_missing(bench_, pieces, form);
  return result;
}

ast::Define ClauseReader::define(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::DEFINE);
  check_clauses(bench_, pieces, form);
  ast::Define result = head(pieces.front(), &Grammar::defineHead, &AstBuilder::define_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause != Clause::kDefinition) continue;
    if (auto expr = parse(piece, &Grammar::definition, &AstBuilder::definition))
      result.body = std::move(*expr);
  }
  report_missing(bench_, pieces, form);
  return result;
}

}  // namespace

decltype(ast::Declaration::node) recover_clauses(Workbench& bench, std::size_t begin,
                                                 std::size_t end) {
  const std::vector<ClausePiece> pieces = split_clauses(bench.words(), begin, end);
  ClauseReader reader(bench);
  switch (form_keyword(bench.words(), begin)) {
    case Grammar::RULE:
      return reader.rule(pieces);
    case Grammar::PREVAILS:
      return reader.prevalence(pieces);
    case Grammar::TABLE:
      return reader.table(pieces);
    case Grammar::EXCEPTION:
      return reader.exception(pieces);
    case Grammar::INSTRUMENT:
      return reader.instrument(pieces);
    case Grammar::INTERPRETATION:
      return reader.interpretation(pieces);
    case Grammar::PARAMETER:
      return reader.parameter(pieces);
    case Grammar::FIGURE:
      return reader.figure(pieces);
    default:
      return reader.define(pieces);  // DEFINE: token types are no enum class
  }
}

}  // namespace probity::syntax
