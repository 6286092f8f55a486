// probity eval: the value of one expression, or of one expression a line.

#include <fmt/format.h>

#include "check/check.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/eval_request.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/rule_set.h"
#include "diagnostics/render.h"
#include "dossier/infer.h"
#include "dossier/load.h"
#include "evaluate/evaluate.h"
#include "report/value_report.h"
#include "syntax/parser.h"

namespace probity {
namespace {

/// Lines after which the texts of the expressions so far are let go.
constexpr std::size_t kLinesKept = 4096;

struct Answer {
  std::string type;
  ExpressionValue value;
};

/// Diagnostics in the order of their importance: the expression's, or those of the facts.
struct Mistakes {
  std::vector<Diagnostic> diagnostics;
  bool in_facts = false;
};

/// Expressions over facts whose types are read off their written form.
class FreeFacts {
 public:
  /// The sources of what failed are in `sources()` until the next call.
  std::variant<Answer, Mistakes> evaluate(const EvalRequest& request, std::optional<Date> as_of) {
    program_ = Program();
    Diagnostics diagnostics;
    const SourceId facts_id = program_.sources.add(SourceText("facts", request.facts));
    const SourceText& facts_text = program_.sources.at(facts_id);
    program_.vocabulary = infer_vocabulary(facts_text, facts_id, diagnostics);
    if (diagnostics.has_errors()) return Mistakes{diagnostics.sorted(), true};
    DossierLoader loader(program_.vocabulary, Completeness::kFactsOnly);
    if (!loader.load(facts_text, facts_id, facts_, diagnostics)) {
      return Mistakes{diagnostics.sorted(), true};
    }
    return evaluate_in(program_, facts_, request.expression, as_of);
  }

  /// The expression in a program over facts that are loaded.
  static std::variant<Answer, Mistakes> evaluate_in(Program& program, const Facts& facts,
                                                    const std::string& expression,
                                                    std::optional<Date> as_of) {
    Diagnostics diagnostics;
    const SourceId id = program.sources.add(SourceText("expression", expression));
    const std::optional<ast::Expr> parsed =
        parse_expression(program.sources.at(id), id, diagnostics);
    if (!parsed) return Mistakes{diagnostics.sorted()};
    const std::optional<CheckedExpression> checked =
        check_expression(*parsed, program, diagnostics);
    if (!checked) return Mistakes{diagnostics.sorted()};
    return Answer{program.vocabulary.type_text(checked->type),
                  evaluate_expression(program, facts, checked->node, as_of)};
  }

  [[nodiscard]] const SourceMap& sources() const { return program_.sources; }

 private:
  Program program_;
  Facts facts_;
};

/// Expressions over facts of a rule set's vocabulary, which is read once.
class TypedFacts {
 public:
  explicit TypedFacts(Program program)
      : program_(std::move(program)),
        rule_sources_(program_.sources),
        rule_nodes_(program_.nodes.size()),
        loader_(program_.vocabulary, Completeness::kFactsOnly) {}

  std::variant<Answer, Mistakes> evaluate(const EvalRequest& request, std::optional<Date> as_of) {
    forget_expressions();
    Diagnostics diagnostics;
    const SourceId id = program_.sources.add(SourceText("facts", request.facts));
    if (!loader_.load(program_.sources.at(id), id, facts_, diagnostics)) {
      return Mistakes{diagnostics.sorted(), true};
    }
    return FreeFacts::evaluate_in(program_, facts_, request.expression, as_of);
  }

  [[nodiscard]] const SourceMap& sources() const { return program_.sources; }

 private:
  void forget_expressions() {
    program_.nodes.erase(program_.nodes.begin() + static_cast<std::ptrdiff_t>(rule_nodes_),
                         program_.nodes.end());
    if (++lines_ % kLinesKept == 0) program_.sources = rule_sources_;
  }

  Program program_;
  SourceMap rule_sources_;
  std::size_t rule_nodes_;
  std::size_t lines_ = 0;
  DossierLoader loader_;
  Facts facts_;
};

ExpressionError first_error(const Mistakes& mistakes, const SourceMap& sources,
                            const EvalRequest& request) {
  const Diagnostic& first = mistakes.diagnostics.front();
  const Position position = sources.at(first.span.source).position(first.span.begin);
  const std::uint32_t column =
      mistakes.in_facts ? request.facts_column + position.column - 1 : position.column;
  return {entry(first.code).text, first.message, column};
}

template <class Evaluator>
ExitStatus evaluate_lines(Evaluator& evaluator, const Arguments& arguments,
                          std::optional<Date> as_of) {
  const std::string path = arguments.positionals().empty() ? "-" : arguments.positionals().front();
  Result<LineReader> lines = LineReader::open(path, kMaxDossierBytes);
  if (!lines) return fail(lines.error());
  Result<Output> output = Output::open(arguments);
  if (!output) return fail(output.error());
  EvalRequestReader reader;
  ExitStatus status = ExitStatus::kOk;
  const auto answer_line = [&](const InputLine& line) {
    if (line.is_too_long) {
      return expression_error_json({entry(Code::too_many_bytes).text, "the line is too long", 1});
    }
    const auto read = reader.read(line.text);
    if (const auto* error = std::get_if<ExpressionError>(&read)) {
      return expression_error_json(*error);
    }
    const auto& request = std::get<EvalRequest>(read);
    const auto answer = evaluator.evaluate(request, as_of);
    if (const auto* mistakes = std::get_if<Mistakes>(&answer)) {
      return expression_error_json(first_error(*mistakes, evaluator.sources(), request));
    }
    return value_json(std::get<Answer>(answer).type, std::get<Answer>(answer).value);
  };
  while (output.value().is_good()) {
    if (!lines.value().is_ready()) output.value().flush();
    const std::optional<InputLine> line = lines.value().next();
    if (!line) break;
    if (line->text.find_first_not_of(" \t\r") == std::string::npos && !line->is_too_long) continue;
    const std::string answer = answer_line(*line);
    if (answer.starts_with("{\"error\"")) status = ExitStatus::kRejected;
    output.value().write(answer + '\n');
  }
  if (lines.value().failure()) status = worse(status, fail(*lines.value().failure()));
  return worse(status, output.value().finish());
}

template <class Evaluator>
ExitStatus evaluate_once(Evaluator& evaluator, const Arguments& arguments,
                         std::optional<Date> as_of) {
  EvalRequest request{arguments.positionals().front()};
  if (const std::optional<std::string> path = arguments.value(Option::kFacts)) {
    Result<std::optional<std::string>> bytes = read_file(*path, kMaxDossierBytes);
    if (!bytes) return fail(bytes.error());
    if (!bytes.value()) return fail({ErrorKind::kInput, fmt::format("`{}` is too large", *path)});
    request.facts = std::move(*bytes.value());
  }
  const auto answer = evaluator.evaluate(request, as_of);
  if (const auto* mistakes = std::get_if<Mistakes>(&answer)) {
    for (const Diagnostic& diagnostic : mistakes->diagnostics) {
      show_on_error(
          render_diagnostic(diagnostic, evaluator.sources(), automatic_colour(Stream::kError)));
    }
    return ExitStatus::kRejected;
  }
  const auto& found = std::get<Answer>(answer);
  return write_results(arguments,
                       arguments.has(Option::kType) ? found.type + '\n' : value_text(found.value));
}

template <class Evaluator>
ExitStatus evaluate_with(Evaluator evaluator, const Arguments& arguments,
                         std::optional<Date> as_of) {
  return arguments.has(Option::kNdjson) ? evaluate_lines(evaluator, arguments, as_of)
                                        : evaluate_once(evaluator, arguments, as_of);
}

std::optional<Error> mistake_in_arguments(const Arguments& arguments) {
  if (!arguments.has(Option::kNdjson)) {
    if (!arguments.positionals().empty()) return std::nullopt;
    return Error{ErrorKind::kUsage, "`eval` needs EXPRESSION, or --ndjson"};
  }
  if (arguments.has(Option::kFacts) || arguments.has(Option::kType)) {
    return Error{ErrorKind::kUsage,
                 "with `--ndjson` each line has its facts, and each answer its type"};
  }
  return std::nullopt;
}

}  // namespace

ExitStatus run_eval(const Arguments& arguments) {
  if (const std::optional<Error> mistake = mistake_in_arguments(arguments)) return fail(*mistake);
  const Result<std::optional<Date>> as_of = as_of_option(arguments);
  if (!as_of) return fail(as_of.error());
  if (!arguments.has(Option::kRules)) {
    return evaluate_with(FreeFacts(), arguments, as_of.value());
  }
  Result<Program> program = load_rules(arguments);
  if (!program) return fail_rules(program.error());
  return evaluate_with(TypedFacts(std::move(program).value()), arguments, as_of.value());
}

}  // namespace probity
