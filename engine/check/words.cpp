#include "check/words.h"

#include "support/match.h"

namespace probity {
namespace {

class WordCollector {
 public:
  void visit(const ast::Expr& expression) {
    match(expression.node, [this](const auto& node) { collect(node); });
  }
  [[nodiscard]] std::vector<std::string_view> take() && { return std::move(found_); }

 private:
  void all(const std::vector<ast::Expr>& expressions) {
    for (const ast::Expr& expression : expressions) visit(expression);
  }
  void maybe(const std::optional<ast::ExprBox>& expression) {
    if (expression) visit(**expression);
  }

  void collect(const ast::BooleanLiteral&) {}
  void collect(const ast::UnknownLiteral&) {}
  void collect(const ast::NumberLiteral&) {}
  void collect(const ast::PercentageLiteral&) {}
  void collect(const ast::MoneyLiteral&) {}
  void collect(const ast::DateLiteral&) {}
  void collect(const ast::DurationLiteral&) {}
  void collect(const ast::TextLiteral&) {}
  void collect(const ast::SetLiteral& node) { all(node.elements); }
  void collect(const ast::ListLiteral& node) { all(node.elements); }
  void collect(const ast::NameUse& node) { found_.emplace_back(node.name.text); }
  void collect(const ast::FieldAccess& node) {
    visit(*node.base);
    found_.emplace_back(node.field.text);
  }
  void collect(const ast::Call& node) {
    found_.emplace_back(node.callee.text);
    all(node.arguments);
  }
  void collect(const ast::Unary& node) { visit(*node.operand); }
  void collect(const ast::Connective& node) { all(node.operands); }
  void collect(const ast::Binary& node) {
    visit(*node.left);
    visit(*node.right);
  }
  void collect(const ast::Comparison& node) {
    visit(*node.left);
    visit(*node.right);
    maybe(node.on);
  }
  void collect(const ast::Conditional& node) {
    visit(*node.condition);
    visit(*node.then);
    visit(*node.otherwise);
  }
  void collect(const ast::Quantifier& node) {
    visit(*node.list);
    visit(*node.body);
  }
  void collect(const ast::Aggregate& node) {
    maybe(node.element);
    visit(*node.list);
    maybe(node.where);
  }
  void collect(const ast::Distinct& node) { visit(*node.list); }
  void collect(const ast::Rounded& node) { visit(*node.value); }

  std::vector<std::string_view> found_;
};

}  // namespace

std::vector<std::string_view> words_in(const ast::Expr& expression) {
  WordCollector words;
  words.visit(expression);
  return std::move(words).take();
}

}  // namespace probity
