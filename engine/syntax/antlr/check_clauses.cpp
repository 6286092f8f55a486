#include "syntax/antlr/check_clauses.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace probity::syntax {

namespace {

bool holds(const std::vector<ClausePiece>& pieces, Clause clause) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [&](const ClausePiece& piece) { return piece.clause == clause; });
}

void report_foreign(Workbench& bench, const ClausePiece& piece, const Form& form) {
  Diagnostic diagnostic{
      .code = Code::unexpected_word,
      .span = bench.span_of(piece.begin, piece.begin + 1),
      .message = fmt::format("`{}` stands in {}; its clauses are {}", clause_text(piece.clause),
                             form.name, list_clauses(form.order))};
  if (piece.clause == Clause::kWhen && form.name == "a rule") {
    diagnostic.help =
        "write `applies when` for the cases that the rule is about, or `unless` for an exception";
  } else if (piece.clause == Clause::kRequires && form.name == "a table") {
    diagnostic.help = "write a row: `when CONDITION then RESULT`";
  } else if (piece.clause == Clause::kRequires && form.name == "a rule that prevails") {
    diagnostic.help = "write `when`: it says when the rule prevails";
  } else if (piece.clause == Clause::kRequires) {
    diagnostic.help = "write `when`: it says when the exception holds";
  }
  bench.log().report(std::move(diagnostic));
}

void report_repeated(Workbench& bench, const ClausePiece& piece, const ClausePiece& first) {
  const std::string_view text = clause_text(piece.clause);
  bench.log().report(
      Diagnostic{.code = Code::repeated_clause,
                 .span = bench.span_of(piece.begin, piece.begin + 1),
                 .message = fmt::format("`{}` stands twice; it is given once", text),
                 .labels = {Label{bench.span_of(first.begin, first.begin + 1), "the first"}},
                 .help = piece.clause == Clause::kRequires || piece.clause == Clause::kApplies ||
                                 piece.clause == Clause::kWhen
                             ? "join the conditions with `and`, or write two rules"
                             : ""});
}

void report_order(Workbench& bench, const ClausePiece& piece, const ClausePiece& later,
                  const Form& form) {
  bench.log().report(Diagnostic{
      .code = Code::clause_order,
      .span = bench.span_of(piece.begin, piece.begin + 1),
      .message = fmt::format("`{}` stands after `{}`; the order of clauses is {}",
                             clause_text(piece.clause), clause_text(later.clause),
                             list_clauses(form.order)),
      .labels = {Label{bench.span_of(later.begin, later.begin + 1),
                       fmt::format("`{}` has to stand before this", clause_text(piece.clause))}}});
}

}  // namespace

void check_clauses(Workbench& bench, const std::vector<ClausePiece>& pieces, const Form& form) {
  const auto rank = [&](Clause clause) {
    return std::find(form.order.begin(), form.order.end(), clause) - form.order.begin();
  };
  std::vector<const ClausePiece*> seen;  // the first of each
  for (const ClausePiece& piece : pieces) {
    if (bench.log().is_full()) return;
    if (piece.clause == Clause::kHead) continue;
    if (rank(piece.clause) == static_cast<std::ptrdiff_t>(form.order.size())) {
      report_foreign(bench, piece, form);
      continue;
    }
    const auto same = std::find_if(seen.begin(), seen.end(), [&](const ClausePiece* earlier) {
      return earlier->clause == piece.clause;
    });
    const auto later = std::find_if(seen.begin(), seen.end(), [&](const ClausePiece* earlier) {
      return rank(earlier->clause) > rank(piece.clause);
    });
    if (same != seen.end() && !may_repeat(piece.clause)) {
      report_repeated(bench, piece, **same);
    } else if (later != seen.end()) {
      report_order(bench, piece, **later, form);
    }
    if (same == seen.end()) seen.push_back(&piece);
  }
}

void report_missing(Workbench& bench, const std::vector<ClausePiece>& pieces, const Form& form) {
  const ClausePiece& head = pieces.front();
  if (bench.log().has_mistake_in(bench.span_of(head.begin, pieces.back().end))) return;
  for (const Clause clause : form.required) {
    if (holds(pieces, clause)) continue;
    const ast::Name name = bench.name_after(head.begin, head.end);
    bench.log().report(
        Diagnostic{.code = Code::missing_clause,
                   .span = name.span,
                   .message = fmt::format("`{}` has no `{}`; {} needs one", name.text,
                                          clause_text(clause), form.name),
                   .help = fmt::format("its clauses are {}", list_clauses(form.order))});
    return;
  }
}

}  // namespace probity::syntax
