// What every form of expression becomes, and what binds how tightly.
#include <doctest/doctest.h>

#include "tests/syntax/ast_text.h"

namespace probity::test {
namespace {

TEST_CASE("literals are exact and typed by their written form") {
  CHECK(parsed("true") == "true");
  CHECK(parsed("false") == "false");
  CHECK(parsed("unknown") == "unknown");
  CHECK(parsed("150_000_000") == "150000000");
  CHECK(parsed("0.1") == "0.1");
  CHECK(parsed("1e3") == "1000");
  CHECK(parsed("1.5e-2") == "0.015");
  CHECK(parsed("35 %") == "0.35%");
  CHECK(parsed("12.5%") == "0.125%");
  CHECK(parsed("35\u00a0%") == "0.35%");
  CHECK(parsed("EUR 150_000_000") == "EUR:150000000");
  CHECK(parsed("EUR 1.5bn") == "EUR:1500000000");
  CHECK(parsed("EUR 12.5m") == "EUR:12500000");
  CHECK(parsed("-EUR 5") == "(neg EUR:5)");
  CHECK(parsed("2026-02-28") == "2026-02-28");
  CHECK(parsed("2 years") == "<2 years>");
  CHECK(parsed("1 month") == "<1 month>");
  CHECK(parsed("30 days") == "<30 days>");
  CHECK(parsed("2 weeks") == "<14 days>");
  CHECK(parsed("\"a \\\"b\\\" \\\\ c\"") == "'a \"b\" \\ c'");
  CHECK(parsed("[]") == "[ ]");
  CHECK(parsed("[1, 2, unknown]") == "[ 1 2 unknown ]");
  CHECK(parsed("{ cleared, cleared_with_mitigation }") == "{ cleared cleared_with_mitigation }");
}

TEST_CASE("implies is loosest and takes two sides") {
  CHECK(parsed("a and b implies c or d") == "(implies (and a b) (or c d))");
  CHECK(parsed("(a implies b) implies c") == "(implies (implies a b) c)");
}

TEST_CASE("a chain of one connective is one node") {
  CHECK(parsed("a and b and c and d") == "(and a b c d)");
  CHECK(parsed("a or b or c") == "(or a b c)");
  CHECK(parsed("(a or b) and (c or d) and e") == "(and (or a b) (or c d) e)");
}

TEST_CASE("not is looser than a comparison and tighter than and") {
  CHECK(parsed("not a is b and c") == "(and (not (is a b)) c)");
  CHECK(parsed("not not a") == "(not (not a))");
  CHECK(parsed("not (a and b)") == "(not (and a b))");
}

TEST_CASE("comparisons are words") {
  CHECK(parsed("a is b") == "(is a b)");
  CHECK(parsed("a is not b") == "(is-not a b)");
  CHECK(parsed("a is at most b") == "(<= a b)");
  CHECK(parsed("a is at least b") == "(>= a b)");
  CHECK(parsed("a is more than b") == "(> a b)");
  CHECK(parsed("a is less than b") == "(< a b)");
  CHECK(parsed("a is in B") == "(in a B)");
  CHECK(parsed("a is not in B") == "(not-in a B)");
  CHECK(parsed("a is before b") == "(before a b)");
  CHECK(parsed("a is after b") == "(after a b)");
  CHECK(parsed("a is on or before b") == "(on-or-before a b)");
  CHECK(parsed("a is on or after b") == "(on-or-after a b)");
  CHECK(parsed("c is in EU on 2004-05-01 and d") == "(and (in c EU on 2004-05-01) d)");
  CHECK(parsed("c is not in EU on signed + 1 day") == "(not-in c EU on (+ signed <1 day>))");
  CHECK(parsed("a is in { x, y }") == "(in a { x y })");
}

TEST_CASE("otherwise is tighter than a comparison and looser than arithmetic") {
  CHECK(parsed("a otherwise b is c otherwise d") == "(is (otherwise a b) (otherwise c d))");
  CHECK(parsed("a + 1 otherwise b * 2") == "(otherwise (+ a 1) (* b 2))");
  CHECK(parsed("a otherwise b otherwise c") == "(otherwise a (otherwise b c))");
}

TEST_CASE("arithmetic binds from the left and points before lines") {
  CHECK(parsed("a + b * c - d / e") == "(- (+ a (* b c)) (/ d e))");
  CHECK(parsed("a - b - c") == "(- (- a b) c)");
  CHECK(parsed("a / b / c") == "(/ (/ a b) c)");
  CHECK(parsed("(a - b) * c") == "(* (- a b) c)");
  CHECK(parsed("-a + -b.c") == "(+ (neg a) (neg b.c))");
  CHECK(parsed("1-2") == "(- 1 2)");
}

TEST_CASE("known asks about the path after it") {
  CHECK(parsed("known expenditure and count(expenditure) is at least 1") ==
        "(and (known expenditure) (>= (count expenditure) 1))");
  CHECK(parsed("known a.b is true") == "(is (known a.b) true)");
  CHECK(parsed("not known a") == "(not (known a))");
}

TEST_CASE("a dot takes any word as a field") {
  CHECK(parsed("c.controllers.country") == "c.controllers.country");
  CHECK(parsed("rate.from is before rate.on") == "(before rate.from rate.on)");
  CHECK(parsed("dossier.evidence.list.count") == "dossier.evidence.list.count");
  CHECK(parsed("(a).b") == "a.b");
}

TEST_CASE("definitions are called alone or after their module") {
  CHECK(parsed("share_of(c, 2 years)") == "(call share_of c <2 years>)");
  CHECK(parsed("safe.share_of(c)") == "(call safe.share_of c)");
  CHECK(parsed("safe.share_of(c).cost") == "(call safe.share_of c).cost");
}

TEST_CASE("if takes conditions and its else takes one comparison") {
  CHECK(parsed("if a and b then 1 else 2 + 3") == "(if (and a b) 1 (+ 2 3))");
  CHECK(parsed("if a then b else c is d and e") == "(and (if a b (is c d)) e)");
  CHECK(parsed("if a then b else if c then d else e") == "(if a b (if c d e))");
}

TEST_CASE("the body of a quantifier is one comparison, or brackets") {
  CHECK(parsed("every controller in contractor.controllers satisfies controller.country is in "
               "eligible_area") ==
        "(every [controller] contractor.controllers (in controller.country eligible_area))");
  CHECK(parsed("some x in a + b satisfies x.c and d") == "(and (some [x] (+ a b) x.c) d)");
  CHECK(parsed("no x in xs satisfies (x.a and not x.b)") == "(no [x] xs (and x.a (not x.b)))");
  CHECK(parsed("some x in xs satisfies some y in x.ys satisfies y.ok") ==
        "(some [x] xs (some [y] x.ys y.ok))");
}

TEST_CASE("aggregates") {
  CHECK(parsed("count(xs)") == "(count xs)");
  CHECK(parsed("count(x in xs)") == "(count [x] xs)");
  CHECK(parsed("count(x in xs where x.a is 1)") == "(count [x] xs where (is x.a 1))");
  CHECK(parsed("count(distinct x.a for x in xs where (x.b and x.c))") ==
        "(count-distinct x.a [x] xs where (and x.b x.c))");
  CHECK(parsed("count(distinct (x.a + 1) for x in xs)") == "(count-distinct (+ x.a 1) [x] xs)");
  CHECK(parsed("count(distinct(xs))") == "(count (distinct xs))");
  CHECK(parsed("count(distinct(x.a).b for x in xs)") == "(count-distinct x.a.b [x] xs)");
  CHECK(parsed("sum(x.cost for x in xs where x.origin is not in eligible_area)") ==
        "(sum x.cost [x] xs where (not-in x.origin eligible_area))");
  CHECK(parsed("sum(x.cost * (x.share - cap) for x in xs)") ==
        "(sum (* x.cost (- x.share cap)) [x] xs)");
  CHECK(parsed("min(x.a for x in xs)") == "(min x.a [x] xs)");
  CHECK(parsed("max(dates)") == "(max dates)");
  CHECK(parsed("list(x.a for x in xs)") == "(list x.a [x] xs)");
  CHECK(parsed("the x in xs where x.lead") == "(the [x] xs where x.lead)");
  CHECK(parsed("(the x in xs where x.lead).country is PL") ==
        "(is (the [x] xs where x.lead).country PL)");
  CHECK(parsed("distinct(xs.country).code") == "(distinct xs.country).code");
  CHECK(parsed("rounded(a / b, 2, half_up)") == "(rounded (/ a b) 2 half_up)");
  CHECK(parsed("rounded(a, -3, floor)") == "(rounded a (neg 3) floor)");
}

TEST_CASE("spans are bytes and cover what was written, brackets included") {
  const ParsedExpression result("\"é\" is (a and b)");
  REQUIRE(result.expr.has_value());
  CHECK(result.text(result.expr->span) == "\"é\" is (a and b)");
  const auto& comparison = std::get<ast::Comparison>(result.expr->node);
  CHECK(result.text(comparison.left->span) == "\"é\"");
  CHECK(result.text(comparison.op_span) == "is");
  CHECK(result.text(comparison.right->span) == "(a and b)");
}

TEST_CASE("the span of a comparison's words is all of them") {
  const ParsedExpression result("a is on or before b");
  REQUIRE(result.expr.has_value());
  CHECK(result.text(std::get<ast::Comparison>(result.expr->node).op_span) == "is on or before");
}

TEST_CASE("1 000 levels are read and 1 001 are not") {
  std::string text = "1";
  for (int count = 0; count < 990; ++count) text += " + 1";
  CHECK(ParsedExpression(text).expr.has_value());
  for (int count = 0; count < 20; ++count) text += " + 1";
  CHECK_FALSE(ParsedExpression(text).expr.has_value());
}

TEST_CASE("an expression with a mistake has no value") {
  for (const char* text : {"", "a b", "a and or b", "2026-02-30", "1 +", "(a", "a)", "x == y"}) {
    const ParsedExpression result(text);
    CHECK_MESSAGE(!result.expr.has_value(), text);
    CHECK_MESSAGE(result.diagnostics.has_errors(), text);
  }
}

}  // namespace
}  // namespace probity::test
