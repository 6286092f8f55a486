// Expressions from outside, as `probity eval` and the cases ask them.
#include <doctest/doctest.h>

#include <string>

#include "tests/check/sample.h"

namespace probity::test {
namespace {

/// The type, as the language writes it, or the code of the first mistake.
std::string answer(Program& program, const std::string& expression) {
  Diagnostics diagnostics;
  const SourceId id = program.sources.add(SourceText("expression", expression));
  const std::optional<ast::Expr> parsed = parse_expression(program.sources.at(id), id, diagnostics);
  if (parsed) {
    const std::optional<CheckedExpression> checked =
        check_expression(*parsed, program, diagnostics);
    if (checked) {
      CHECK_FALSE(diagnostics.has_errors());
      CHECK(program[checked->node].type == checked->type);
      return program.vocabulary.type_text(checked->type);
    }
  }
  REQUIRE(diagnostics.has_errors());
  return std::string(entry(diagnostics.sorted().front().code).text);
}

Program base_program() {
  return sample_program(
      "parameter ceiling : percentage law ACT \"2\" from 2025-01-01 is 35 %\n"
      "interpretation reach \"R\" law ACT \"3\"\n"
      "  reading near \"n\" authority \"A\" default reading far \"f\" authority \"B\"\n"
      "define small(s : percentage) : boolean = s is at most ceiling\n"
      "group area = EU + { NO } if reach is far\n"
      "rule r \"R\" law ACT \"1\" requires small(share) and seat is in area failing \"no\"\n");
}

TEST_CASE("literals have the types of their written form") {
  Program program = base_program();
  CHECK(answer(program, "true") == "boolean");
  CHECK(answer(program, "1.5") == "number");
  CHECK(answer(program, "35 %") == "percentage");
  CHECK(answer(program, "EUR 1.5bn") == "money");
  CHECK(answer(program, "2026-02-28") == "date");
  CHECK(answer(program, "3 months") == "duration");
  CHECK(answer(program, "\"a\"") == "text");
  CHECK(answer(program, "[1, 2]") == "list of number");
}

TEST_CASE("`unknown` takes the type of its place, or none") {
  Program program = base_program();
  CHECK(answer(program, "unknown and true") == "boolean");
  CHECK(answer(program, "not unknown") == "boolean");
  CHECK(answer(program, "unknown + 1") == "number");
  CHECK(answer(program, "1 * unknown") == "number");
  CHECK(answer(program, "[1, unknown]") == "list of number");
  CHECK(answer(program, "[unknown, 1, unknown]") == "list of number");
  CHECK(answer(program, "sum([EUR 1, unknown])") == "money");
  CHECK(answer(program, "count([true, unknown])") == "number");
  CHECK(answer(program, "if unknown then 1 else unknown") == "number");
  CHECK(answer(program, "unknown otherwise 3") == "number");
  CHECK(answer(program, "known unknown") == "boolean");
  CHECK(answer(program, "some x in [1, unknown] satisfies x is more than 1") == "boolean");
  CHECK(answer(program, "unknown is at most 3") == "boolean");
  CHECK(answer(program, "seat is unknown") == "boolean");
  CHECK(answer(program, "unknown is in [1, 2]") == "boolean");
  CHECK(program.vocabulary.type(program.vocabulary.primitive(TypeKind::kUnknown)).kind ==
        TypeKind::kUnknown);
}

TEST_CASE("an expression of unknown type alone may stand") {
  Program program = base_program();
  const std::string alone = answer(program, "unknown");
  CHECK(alone.substr(0, 2) != "PR");
  const std::string both = answer(program, "unknown + unknown");
  CHECK(both == alone);
}

TEST_CASE("names of every module and facts of the root are in scope") {
  Program program = base_program();
  CHECK(answer(program, "share is at most ceiling") == "boolean");
  CHECK(answer(program, "small(share)") == "boolean");
  CHECK(answer(program, "sample.small(5 %)") == "boolean");
  CHECK(answer(program, "seat is in EU on 2020-01-31") == "boolean");
  CHECK(answer(program, "seat is in places.EFTA") == "boolean");
  CHECK(answer(program, "reach is far") == "boolean");
  CHECK(answer(program, "parts.origin") == "list of country");
  CHECK(answer(program, "finish is in shade") == "boolean");
  CHECK(answer(program, "known signed") == "boolean");
  CHECK(answer(program, "rounded(share, 2, half_even)") == "percentage");
}

TEST_CASE("mistakes have the numbers of rule files") {
  Program program = base_program();
  CHECK(answer(program, "1 is at most 35 %") == "PR0301");
  CHECK(answer(program, "1 and true") == "PR0301");
  CHECK(answer(program, "nowhere") == "PR0201");
  CHECK(answer(program, "EUR 1 + USD 1") == "PR0305");
  CHECK(answer(program, "2026-01-01 is at most 2026-01-02") == "PR0303");
  CHECK(answer(program, "2026-01-01 + 3") == "PR0304");
  CHECK(answer(program, "sum([\"a\"])") == "PR0308");
  CHECK(answer(program, "parts is parts") == "PR0302");
}

TEST_CASE("an expression shares its shapes with the rules and leaves them alone") {
  Program program = base_program();
  const std::size_t nodes = program.nodes.size();
  const std::size_t shapes = program.shapes.size();
  CHECK(answer(program, "seat is in area") == "boolean");
  CHECK(program.nodes.size() > nodes);
  CHECK(program.shapes.size() == shapes);
}

}  // namespace
}  // namespace probity::test
