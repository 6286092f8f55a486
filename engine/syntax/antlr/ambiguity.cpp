#include <cstddef>
#include <memory>
#include <mutex>
#include <string>

#include "grammar/ProbityLexer.h"
#include "syntax/antlr/bounded_parser.h"
#include "syntax/antlr/case_words.h"
#include "syntax/antlr/words.h"
#include "syntax/case_parser.h"
#include "syntax/parser.h"

namespace probity {

namespace {

class AmbiguityCounter final : public antlr4::BaseErrorListener {
 public:
  void reportAmbiguity(antlr4::Parser*, const antlr4::dfa::DFA&, std::size_t, std::size_t, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    ++count_;
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::size_t count_ = 0;
};

template <class Tree>
std::size_t count(antlr4::TokenStream& tokens, Tree* (grammar::ProbityParser::*production)()) {
  grammar::ProbityParser parser(&tokens);
  AmbiguityCounter counter;
  parser.removeErrorListeners();
  parser.addErrorListener(&counter);
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
  // A prediction that an ordinary parse has cached would not be examined again.
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->clearDFA();
  try {
    (parser.*production)();
  } catch (const antlr4::ParseCancellationException&) {
    // What came before the mistake has been counted.
  }
  return counter.count();
}

}  // namespace

std::size_t count_ambiguities(const SourceText& source) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  antlr4::ANTLRInputStream input(source.bytes());
  grammar::ProbityLexer lexer(&input);
  antlr4::CommonTokenStream tokens(&lexer);
  return count(tokens, &grammar::ProbityParser::ruleFile);
}

std::size_t count_case_ambiguities(const SourceText& source) {
  const std::lock_guard<std::mutex> lock(syntax::parser_mutex());
  syntax::Words words = syntax::split_words(source.bytes(), 0);
  syntax::keep_case_words(source.bytes(), words);
  syntax::WordStream tokens(words.list, 0, words.list.size() - 1, words.list.back());
  return count(tokens, &grammar::ProbityParser::caseFile);
}

}  // namespace probity
