// The second reading of a case file: case by case, clause by clause, and within `with` and `expect`
// line by line.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "syntax/antlr/check_clauses.h"
#include "syntax/antlr/clauses.h"
#include "syntax/antlr/recovery.h"
#include "syntax/antlr/word_kinds.h"
#include "syntax/antlr/workbench.h"

namespace probity::syntax {

namespace {

class CaseRecovery {
 public:
  CaseRecovery(const SourceText& source, SourceId id, const Words& words, MistakeLog& log)
      : bench_(source, id, words, log) {}

  [[nodiscard]] ast::CaseFile case_file() {
    std::vector<std::size_t> starts;
    for (std::size_t index = 0; index < bench_.last(); ++index) {
      if (bench_.type_at(index) == Grammar::CASE) starts.push_back(index);
    }
    ast::CaseFile file;
    file.source = bench_.id();
    opening(starts.empty() ? bench_.last() : starts.front(), file);
    for (std::size_t index = 0; index < starts.size() && !bench_.log().is_full(); ++index) {
      const std::size_t end = index + 1 < starts.size() ? starts[index + 1] : bench_.last();
      file.cases.push_back(one_case(starts[index], end));
    }
    return file;
  }

 private:
  /// What stands before the first case: `ruleset NAME`, `use NAME`, or nothing.
  void opening(std::size_t end, ast::CaseFile& file) {
    const std::size_t first = bench_.type_at(0);
    if (end > 0 && (first == Grammar::RULESET || first == Grammar::USE)) {
      std::optional<ast::CaseFile> head =
          bench_.pieces().parse(bench_.slice(0, end), "what stands before the first case",
                                &Grammar::caseFileHead, &AstBuilder::case_file_head);
      if (head) file = std::move(*head);
    } else if (end > 0 || end == bench_.last()) {
      const Span word = bench_.span_of(0, 1);
      const bool is_empty = bench_.last() == 0;
      bench_.log().report(Diagnostic{
          .code = Code::unexpected_word,
          .span = word,
          .message = is_empty
                         ? "the file holds no case"
                         : fmt::format("`{}` opens the file; a case file is made of cases, and "
                                       "nothing but `ruleset` and `use` stands before the first",
                                       bench_.source().text(word)),
          .help = "write `case \"title\"` first"});
    }
  }

  [[nodiscard]] ast::Case one_case(std::size_t begin, std::size_t end) {
    if (std::optional<ast::Case> whole = bench_.pieces().parse_silently(
            bench_.slice(begin, end), &Grammar::caseDeclaration, &AstBuilder::case_declaration)) {
      return std::move(*whole);
    }
    const std::size_t mistakes_before = bench_.log().size();
    const std::vector<ClausePiece> pieces = split_clauses(bench_.words(), begin, end);
    const Form& form = *find_form(Grammar::CASE);
    check_clauses(bench_, pieces, form);
    ast::Case result;
    if (auto head =
            parse(pieces.front(), "the first line", &Grammar::caseHead, &AstBuilder::case_head)) {
      result = std::move(*head);
    }
    for (const ClausePiece& piece : pieces) clause(piece, result);
    report_missing_of_case(pieces, form);
    result.span = bench_.span_of(begin, end);
    result.is_complete = false;
    if (bench_.log().size() == mistakes_before) {
      // Every part reads alone, and the whole does not.
      (void)bench_.pieces().parse(bench_.slice(begin, end), "the case", &Grammar::caseDeclaration,
                                  &AstBuilder::case_declaration);
    }
    return result;
  }

  void clause(const ClausePiece& piece, ast::Case& result) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, "the clause", &Grammar::law, &AstBuilder::law))
        result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kDossier) {
      if (auto file = parse(piece, "the clause", &Grammar::caseDossier, &AstBuilder::case_dossier))
        result.dossier = std::move(*file);
    } else if (piece.clause == Clause::kAsOf) {
      result.as_of = parse(piece, "the clause", &Grammar::asOfClause, &AstBuilder::as_of);
    } else if (piece.clause == Clause::kReading) {
      if (auto reading =
              parse(piece, "the clause", &Grammar::caseReading, &AstBuilder::case_reading))
        result.readings.push_back(std::move(*reading));
    } else if (piece.clause == Clause::kWith) {
      for (const ClausePiece& line : lines_of(piece, "a change")) {
        if (auto change = parse(line, "the change", &Grammar::change, &AstBuilder::change))
          result.changes.push_back(std::move(*change));
      }
    } else if (piece.clause == Clause::kExpect) {
      for (const ClausePiece& line : lines_of(piece, "an expectation")) {
        if (auto expectation =
                parse(line, "the expectation", &Grammar::expectation, &AstBuilder::expectation))
          result.expectations.push_back(std::move(*expectation));
      }
    }
  }

  /// The changes of `with` or the expectations of `expect`: each opens a line, outside of brackets
  /// and where the one before is complete.
  [[nodiscard]] std::vector<ClausePiece> lines_of(const ClausePiece& piece,
                                                  std::string_view what) const {
    std::vector<ClausePiece> lines;
    std::size_t depth = 0;
    for (std::size_t index = piece.begin + 1; index < piece.end; ++index) {
      const std::size_t type = bench_.type_at(index);
      const bool is_first = index == piece.begin + 1;
      if (is_first || (depth == 0 && bench_.words()[index].starts_line && opens_line(type) &&
                       ends_operand(bench_.type_at(index - 1)))) {
        if (!lines.empty()) lines.back().end = index;
        lines.push_back({piece.clause, index, piece.end});
      }
      if (opens_bracket(type)) ++depth;
      if (closes_bracket(type) && depth > 0) --depth;
    }
    if (lines.empty()) {
      const Span word = bench_.span_of(piece.begin, piece.begin + 1);
      log().report(Diagnostic{.code = Code::missing_clause,
                              .span = word,
                              .message = fmt::format("nothing follows `{}`; {} has to",
                                                     bench_.source().text(word), what)});
    }
    return lines;
  }

  [[nodiscard]] static bool opens_line(std::size_t type) {
    static constexpr std::array kOpenings{Grammar::ID,       Grammar::DOSSIER, Grammar::ADD,
                                          Grammar::REMOVE,   Grammar::COPY,    Grammar::FIGURE,
                                          Grammar::EXCEPTION};
    return std::any_of(kOpenings.begin(), kOpenings.end(),
                       [&](auto opening) { return static_cast<std::size_t>(opening) == type; });
  }

  /// A case has no name to say it of, so its keyword is marked.
  void report_missing_of_case(const std::vector<ClausePiece>& pieces, const Form& form) {
    if (log().has_mistake_in(bench_.span_of(pieces.front().begin, pieces.back().end))) return;
    for (const Clause clause : form.required) {
      const bool is_there =
          std::any_of(pieces.begin(), pieces.end(),
                      [&](const ClausePiece& piece) { return piece.clause == clause; });
      if (is_there) continue;
      log().report(Diagnostic{
          .code = Code::missing_clause,
          .span = bench_.span_of(pieces.front().begin, pieces.front().begin + 1),
          .message =
              fmt::format("the case has no `{}`; {} needs one", clause_text(clause), form.name),
          .help = fmt::format("its clauses are {}", list_clauses(form.order))});
      return;
    }
  }

  template <class Tree, class Value>
  std::optional<Value> parse(const ClausePiece& piece, std::string_view name,
                             Tree* (Grammar::*production)(), Value (AstBuilder::*build)(Tree*)) {
    return bench_.pieces().parse(bench_.slice(piece.begin, piece.end), name, production, build);
  }

  [[nodiscard]] MistakeLog& log() const { return log_; }

  Workbench bench_;
  MistakeLog& log_ = bench_.log();
};

}  // namespace

ast::CaseFile recover_case_file(const SourceText& source, SourceId id, const Words& words,
                                MistakeLog& log) {
  return CaseRecovery(source, id, words, log).case_file();
}

}  // namespace probity::syntax
