#include "cli/eval_request.h"

#include <optional>

#include "support/text.h"

namespace probity {
namespace {

constexpr std::uint32_t kExpression = 0;

std::unique_ptr<Vocabulary> request_vocabulary() {
  auto vocabulary = std::make_unique<Vocabulary>();
  vocabulary->root = RecordId(std::uint32_t{0});
  vocabulary->records.push_back(
      {.name = "request",
       .fields = {{.name = "expr", .type = vocabulary->primitive(TypeKind::kText)},
                  {.name = "facts",
                   .type = vocabulary->primitive(TypeKind::kAnything),
                   .role = Role::kExtensions}}});
  vocabulary->roles.extensions = 1;
  return vocabulary;
}

/// The end of the string that begins at `begin`, behind its closing quotation mark.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
  std::size_t at = begin + 1;
  while (json[at] != '"') at += json[at] == '\\' ? 2U : 1U;
  return at + 1;
}

struct Slice {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where the value of a key of the outermost object stands; `json` is a well-formed object.
std::optional<Slice> find_value(std::string_view json, std::string_view key) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t depth = 0;
  std::string_view last_string;
  std::optional<std::size_t> begin;
  for (std::size_t at = 0; at < json.size();) {
    const char character = json[at];
    if (character == '"') {
      const std::size_t end = end_of_string(json, at);
      last_string = json.substr(at + 1, end - at - 2);
      at = end;
      continue;
    }
    if (character == ':' && depth == 1 && last_string == key) {
      begin = json.find_first_not_of(kBlanks, at + 1);
      at = *begin;
      last_string = {};
      continue;
    }
    const bool opens = character == '{' || character == '[';
    const bool closes = character == '}' || character == ']';
    if (begin && depth == 1 && (character == ',' || closes)) return Slice{*begin, at};
    if (opens) ++depth;
    if (closes) --depth;
    ++at;
  }
  return std::nullopt;
}

}  // namespace

EvalRequestReader::EvalRequestReader()
    : vocabulary_(request_vocabulary()), loader_(*vocabulary_, Completeness::kFactsOnly) {}

std::variant<EvalRequest, ExpressionError> EvalRequestReader::read(const std::string& line) {
  Diagnostics diagnostics;
  const SourceId id(std::uint32_t{0});
  const SourceText source("request", line);
  if (!loader_.load(source, id, facts_, diagnostics)) {
    const Diagnostic first = diagnostics.sorted().front();
    return ExpressionError{entry(first.code).text, first.message,
                           source.position(first.span.begin).column};
  }
  const Fact& expression = facts_.field(Facts::root(), kExpression);
  if (!expression.is_known()) {
    return ExpressionError{entry(Code::missing_fact).text, "`expr` is missing", 1};
  }
  EvalRequest request{std::string(facts_.text(expression))};
  // The loader has checked the line, so that only the place of the facts is left to find.
  if (const std::optional<Slice> slice = find_value(line, "facts")) {
    const std::string_view facts =
        std::string_view(line).substr(slice->begin, slice->end - slice->begin);
    if (!facts.starts_with("null")) request.facts = facts;
    request.facts_column = static_cast<std::uint32_t>(
        count_code_points(std::string_view(line).substr(0, slice->begin)) + 1);
  }
  return request;
}

}  // namespace probity
