#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "syntax/antlr/ast_builder.h"
#include "syntax/antlr/bounded_parser.h"
#include "syntax/antlr/case_words.h"
#include "syntax/antlr/explain.h"
#include "syntax/antlr/recovery.h"
#include "syntax/antlr/words.h"
#include "syntax/case_parser.h"
#include "syntax/parser.h"
#include "syntax/scan.h"

namespace probity {

namespace {

using syntax::AstBuilder;
using syntax::BoundedParser;
using syntax::Grammar;
using syntax::Mistake;
using syntax::MistakeLog;
using syntax::Word;
using syntax::Words;
using syntax::WordStream;

std::optional<Words> read_words(const SourceText& source, SourceId id, Diagnostics& diagnostics) {
  const std::optional<std::string> text = scan(source, id, diagnostics);
  if (!text) return std::nullopt;
  Words words = syntax::split_words(*text, 0);
  if (!words.was_cut) return words;
  const Word& last = words.list.back();
  diagnostics.add(Diagnostic{
      .code = Code::too_many_words,
      .span = Span{id, last.begin, last.begin},
      .message = fmt::format(
          "the file has more than {} words and signs; no rule file may have more", kMaxTokens),
      .help = "split it; several files may form one module"});
  return std::nullopt;
}

/// A source that does not parse never passes without a word, whatever the second reading made of
/// it.
void report_if_nothing_was(const Mistake& mistake, const SourceText& source, SourceId id,
                           const Words& words, MistakeLog& log) {
  if (log.size() > 0) return;
  log.report(syntax::explain_mistake({source, id, words.list, "the file"}, mistake).diagnostic);
}

}  // namespace

ast::File parse_rule_file(const SourceText& source, SourceId id, Diagnostics& diagnostics) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  std::optional<Words> words = read_words(source, id, diagnostics);
  if (!words) {
    ast::File nothing;
    nothing.source = id;
    return nothing;
  }
  MistakeLog log(diagnostics);
  AstBuilder builder(source, id, words->docs, log);
  WordStream stream(words->list, 0, words->list.size() - 1, words->list.back());
  BoundedParser parser(&stream);
  Grammar::RuleFileContext* tree = nullptr;
  try {
    tree = parser.ruleFile();
  } catch (const Mistake& mistake) {
    ast::File file = syntax::recover_rule_file(source, id, *words, log);
    report_if_nothing_was(mistake, source, id, *words, log);
    return file;
  }
  return builder.rule_file(tree);
}

ast::CaseFile parse_case_file(const SourceText& source, SourceId id, Diagnostics& diagnostics) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  std::optional<Words> words = read_words(source, id, diagnostics);
  if (!words) {
    ast::CaseFile nothing;
    nothing.source = id;
    return nothing;
  }
  syntax::keep_case_words(source.bytes(), *words);
  MistakeLog log(diagnostics);
  AstBuilder builder(source, id, words->docs, log);
  WordStream stream(words->list, 0, words->list.size() - 1, words->list.back());
  BoundedParser parser(&stream);
  try {
    return builder.case_file(parser.caseFile());
  } catch (const Mistake& mistake) {
    ast::CaseFile file = syntax::recover_case_file(source, id, *words, log);
    report_if_nothing_was(mistake, source, id, *words, log);
    return file;
  }
}

std::optional<ast::Manifest> parse_manifest(const SourceText& source, SourceId id,
                                            Diagnostics& diagnostics) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  std::optional<Words> words = read_words(source, id, diagnostics);
  if (!words) return std::nullopt;
  MistakeLog log(diagnostics);
  AstBuilder builder(source, id, words->docs, log);
  WordStream stream(words->list, 0, words->list.size() - 1, words->list.back());
  BoundedParser parser(&stream);
  try {
    return builder.manifest(parser.manifest());
  } catch (const Mistake& mistake) {
    syntax::explain_manifest(source, id, *words, log);
    report_if_nothing_was(mistake, source, id, *words, log);
    return std::nullopt;
  }
}

std::optional<ast::Expr> parse_expression(const SourceText& source, SourceId id,
                                          Diagnostics& diagnostics) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  std::optional<Words> words = read_words(source, id, diagnostics);
  if (!words) return std::nullopt;
  MistakeLog log(diagnostics);
  AstBuilder builder(source, id, words->docs, log);
  WordStream stream(words->list, 0, words->list.size() - 1, words->list.back());
  BoundedParser parser(&stream);
  try {
    ast::Expr expr = builder.expression(parser.soleExpression()->content);
    if (log.size() > 0) return std::nullopt;
    return expr;
  } catch (const Mistake& mistake) {
    syntax::explain_expression(source, id, *words, log);
    report_if_nothing_was(mistake, source, id, *words, log);
    return std::nullopt;
  }
}

}  // namespace probity
