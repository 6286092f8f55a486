#include "syntax/antlr/bounded_parser.h"

#include <exception>
#include <memory>

namespace probity::syntax {

namespace {

class StopAtFirstMistake final : public antlr4::ANTLRErrorStrategy {
 public:
  void reset(antlr4::Parser*) override {}
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}
  void sync(antlr4::Parser*) override {}

  antlr4::Token* recoverInline(antlr4::Parser* parser) override {
    throw Mistake{Mistake::Kind::kUnexpected, static_cast<const Word*>(parser->getCurrentToken()),
                  parser->getExpectedTokens()};
  }
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& exception) override {
    throw Mistake{Mistake::Kind::kUnexpected,
                  static_cast<const Word*>(exception.getOffendingToken()),
                  parser->getExpectedTokens()};
  }
  void recover(antlr4::Parser*, std::exception_ptr exception) override {
    std::rethrow_exception(exception);
  }
};

}  // namespace

std::mutex& parser_mutex() {
  static std::mutex mutex;
  return mutex;
}

BoundedParser::BoundedParser(WordStream* words) : Grammar(words) {
  static const auto strategy = std::make_shared<StopAtFirstMistake>();
  setErrorHandler(strategy);
  removeErrorListeners();
  setBuildParseTree(false);  // the labels of the contexts hold all that the AST is built from
  // The grammar needs no full-context prediction; count_ambiguities() shows it.
  getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
}

void BoundedParser::enterRule(antlr4::ParserRuleContext* context, std::size_t state,
                              std::size_t rule) {
  while (!open_.empty() && open_.back() != context->parent) open_.pop_back();
  open_.push_back(context);
  if (open_.size() > kMaxRuleDepth) {
    throw Mistake{Mistake::Kind::kTooDeep, static_cast<const Word*>(getCurrentToken()), {}};
  }
  Grammar::enterRule(context, state, rule);
}

}  // namespace probity::syntax
